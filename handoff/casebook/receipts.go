package casebook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
)

// Settle finishes a leased thing and records what came of it.
func (c *Clerk) Settle(ctx context.Context, due Due, events ...Event) error {
	return c.settle(ctx, due, time.Time{}, events)
}

// Receipt settles a message that was leased: provider is the provider's own ID
// of it, if it gave one; reason says in words why it failed.
func (c *Clerk) Receipt(ctx context.Context, due Due, r Receipt, provider, reason string) error {
	return c.settle(ctx, due, time.Time{}, c.receipt(due, r, provider, reason))
}

// PutOff gives a leased thing back, to be handed out again then, and counts an
// attempt. For a message, the reason is told in the thread (a queued receipt) the first
// time and ever more rarely after that: it may change, and was not known at first where
// the message only waited its turn; each repeat would only drown the talk.
func (c *Clerk) PutOff(ctx context.Context, due Due, again time.Time, reason string) error {
	var events []Event
	if due.Kind == DueMessage && reason != "" && seldom(due.Attempts) {
		events = c.receipt(due, Queued, "", reason)
	}
	return c.settle(ctx, due, again, events)
}

// seldom is true for 0, 4, 16, 64 and so on.
func seldom(n int) bool {
	if n == 0 {
		return true
	}
	for n%4 == 0 && n > 4 {
		n /= 4
	}
	return n == 4
}

// Hold keeps a leased message back until then, with the reason in its thread. Unlike
// one that is put off it lets the later messages of its address pass: it goes to the
// end of the row with a new not-before. A message is held once until one moment, so a
// lease that ran out meanwhile doubles nothing.
func (c *Clerk) Hold(ctx context.Context, due Due, until time.Time, reason string) error {
	m := due.Message
	if !until.After(m.NotBefore) {
		return c.PutOff(ctx, due, until, reason)
	}
	key := fmt.Sprintf("h:%s:%d:%d", m.ID, m.NotBefore.UnixMicro(), until.UnixMicro())
	m.NotBefore = until
	done := Settled{Kind: due.Kind, Token: due.Token}
	_, err := c.commit(ctx, Commit{ID: c.ids(), Address: due.Address, Seen: key, Events: c.receipt(due, Queued, "", reason),
		Send: []Outgoing{m}, Settled: []Settled{done}})
	if errors.Is(err, ErrSeen) { // another lease of it was faster, and the message waits already
		return c.settle(ctx, due, time.Time{}, nil)
	}
	if err != nil {
		return fmt.Errorf("hold %s: %w", due.Kind, err)
	}
	return nil
}

// receipt is the event for a leased message; none for one said outside any case.
func (c *Clerk) receipt(due Due, r Receipt, provider, reason string) []Event {
	if due.Message.Case == "" {
		return nil
	}
	return []Event{receiptEvent(due.Message.Case, due.Address, due.Message.Line(), c.now(), r, provider, reason)}
}

func receiptEvent(id dialog.CaseID, a dialog.Address, message string, at time.Time, r Receipt, provider, reason string) Event {
	return Event{
		Change: dialog.Change{Case: id, Kind: dialog.ChangeReceipt, By: dialog.BySystem, Text: reason},
		At:     at, Address: a, Message: message, Receipt: r, Provider: provider,
	}
}

func (c *Clerk) settle(ctx context.Context, due Due, again time.Time, events []Event) error {
	_, err := c.commit(ctx, Commit{ID: c.ids(), Address: due.Address, Events: events,
		Settled: []Settled{{Kind: due.Kind, Token: due.Token, Again: again}}})
	if err != nil {
		return fmt.Errorf("settle %s: %w", due.Kind, err)
	}
	return nil
}

// LateReceipt records what a provider says later about a message it took: by our
// own message ID if it is known, else by the provider's. ErrNotFound when the
// address' cases hold no such message (yet: a callback can overtake the commit of
// its send). What was heard before, or would go backwards, is ignored.
func (c *Clerk) LateReceipt(ctx context.Context, to dialog.Address, message, provider string, r Receipt, reason string) error {
	line, err := c.sentLine(ctx, to, message, provider)
	if err != nil {
		return err
	}
	if line.PartLost || !later(line.State, r) {
		return nil
	}
	e := receiptEvent(line.Case, to, line.Message, c.now(), r, provider, reason)
	if r == PartFailed {
		e.Receipt, e.Value = Failed, partLost
	}
	_, err = c.commit(ctx, Commit{ID: c.ids(), Address: to, Seen: "p:" + line.Message + ":" + string(r), Events: []Event{e}})
	if err != nil && !errors.Is(err, ErrSeen) {
		return fmt.Errorf("commit late receipt: %w", err)
	}
	return nil
}

// sentLine finds a message to an address in the address' cases, newest first.
func (c *Clerk) sentLine(ctx context.Context, to dialog.Address, message, provider string) (Line, error) {
	talk, err := c.book.Read(ctx, to)
	if err != nil {
		return Line{}, fmt.Errorf("read talk: %w", err)
	}
	for i := len(talk.State.Matters) - 1; i >= 0; i-- {
		events, err := c.book.Case(ctx, talk.State.Matters[i].ID)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return Line{}, fmt.Errorf("read case: %w", err)
		}
		for _, l := range Thread(events) {
			if l.Message == "" {
				continue
			}
			if message != "" && l.Message == message || message == "" && provider != "" && l.Provider == provider {
				return l, nil
			}
		}
	}
	return Line{}, fmt.Errorf("late receipt: message %w", ErrNotFound)
}
