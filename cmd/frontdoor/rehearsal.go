package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// rehearsal is the house without a network: the real script, clerk and book, a
// clock that is told, one agent, and channels that take everything at once.
type rehearsal struct {
	ctx     context.Context
	town    *town.Town
	book    casebook.Book
	clerk   *casebook.Clerk
	postman *casebook.Postman

	now       time.Time
	speaker   dialog.Address
	hint      string // the language the channel hints at
	agent     string // login of who acts in "agent" lines
	agentName string
	count     int // messages made up so far, for IDs
}

// tick is the finest step of the told clock: the book keeps no finer one.
const tick = time.Millisecond

// gap is the time between two lines where none is told.
const gap = time.Second

func newRehearsal(ctx context.Context, b casebook.Book, script *dialog.Script, now time.Time, speaker dialog.Address) *rehearsal {
	t := &rehearsal{ctx: ctx, town: script.Town, book: b, now: now.Truncate(tick), speaker: speaker, agent: "agent", agentName: "代办员"}
	t.clerk = casebook.NewClerk(b, script, script.Town.Prefix, casebook.Options{Now: func() time.Time { return t.now }})
	t.postman = casebook.NewPostman(b, t.clerk, slog.New(slog.DiscardHandler))
	return t
}

// temporaryBook is a book that is gone when it is closed.
func temporaryBook(ctx context.Context, options ...sqlite.Option) (b *sqlite.Book, folder string, closing func(), err error) {
	folder, err = os.MkdirTemp("", "frontdoor-")
	if err != nil {
		return nil, "", nil, fmt.Errorf("making a temporary folder: %w", err)
	}
	b, err = sqlite.Open(ctx, filepath.Join(folder, "book.db"), options...)
	if err != nil {
		os.RemoveAll(folder)
		return nil, "", nil, fmt.Errorf("opening a temporary book: %w", err)
	}
	return b, folder, func() { b.Close(); os.RemoveAll(folder) }, nil
}

// take does what the line says, lets the burst pause pass, and answers for the
// address that spoke last.
func (t *rehearsal) take(l *chatLine) (*chatAnswer, error) {
	var replies []chatReply
	do := func(in dialog.Input, at time.Time) error {
		t.count++
		if in.ID == "" {
			in.ID = fmt.Sprintf("line-%d", t.count)
		}
		in.At, in.Lang = at, t.hint
		if in.From == "" {
			in.From = t.speaker
		}
		if _, err := t.clerk.Handle(t.ctx, in); err != nil {
			return err
		}
		return t.deliver(&replies)
	}
	var err error
	switch {
	case l.Wait != "":
		var d time.Duration
		if d, err = parseWait(l.Wait); err == nil {
			err = t.pass(t.now.Add(d), &replies)
		}
	case l.Have != nil:
		t.hear(l)
		err = do(l.Have.input(), t.now.AddDate(0, 0, -l.Have.DaysAgo))
	case l.Agent != "" || l.AgentDo != "":
		t.wait(l.GapMS)
		err = t.agentActs(l, do)
	default:
		t.hear(l)
		pieces := l.Burst
		if len(pieces) == 0 {
			pieces = []chatPiece{l.chatPiece}
		}
		for i := range pieces {
			t.wait(pieces[i].GapMS)
			in := pieces[i].input()
			in.ID = pieces[i].ID
			if err = do(in, t.now); err != nil {
				break
			}
		}
	}
	if err == nil {
		err = t.pause(&replies)
	}
	if err != nil {
		return nil, err
	}
	return t.answer(replies)
}

// hear notes who speaks.
func (t *rehearsal) hear(l *chatLine) {
	if l.From != "" {
		t.speaker = dialog.Address(l.From)
	}
}

func (t *rehearsal) wait(ms *int64) {
	if ms == nil || *ms < 0 {
		t.now = t.now.Add(gap)
		return
	}
	t.now = t.now.Add(time.Duration(*ms) * time.Millisecond)
}

// pause lets the burst pause pass, if somebody is in the middle of a story.
func (t *rehearsal) pause(replies *[]chatReply) error {
	for range 10 {
		talk, err := t.book.Read(t.ctx, t.speaker)
		if err != nil {
			return err
		}
		until := talk.State.BurstUntil()
		if until.IsZero() {
			return nil
		}
		if err := t.pass(until, replies); err != nil {
			return err
		}
	}
	return nil
}

// pass lets time go by until then and wakes whoever asked for it, in order.
func (t *rehearsal) pass(until time.Time, replies *[]chatReply) error {
	for {
		next, err := t.nextWake(until)
		if err != nil {
			return err
		}
		if next == nil {
			break
		}
		if next.At.After(t.now) {
			t.now = next.At
		}
		if _, err := t.clerk.Handle(t.ctx, dialog.Input{Kind: dialog.WakeUp, From: next.Address, At: t.now}); err != nil {
			return err
		}
		if err := t.deliver(replies); err != nil {
			return err
		}
	}
	if until.After(t.now) {
		t.now = until
	}
	return t.deliver(replies)
}

// nextWake is the earliest wake-up due by then. Leasing hides the others for a
// moment only: the hold is nothing, since nobody else is here.
func (t *rehearsal) nextWake(until time.Time) (*casebook.Due, error) {
	dues, err := t.book.Lease(t.ctx, casebook.DueWake, until, 0, 1000)
	if err != nil || len(dues) == 0 {
		return nil, err
	}
	first := &dues[0]
	for i := range dues {
		if dues[i].At.Before(first.At) {
			first = &dues[i]
		}
	}
	return first, nil
}

// deliver carries letters and sends what is owed, as the deliverer would.
func (t *rehearsal) deliver(replies *[]chatReply) error {
	if _, err := t.postman.Once(t.ctx, t.now); err != nil {
		return err
	}
	for {
		dues, err := t.book.Lease(t.ctx, casebook.DueMessage, t.now, time.Minute, 100)
		if err != nil || len(dues) == 0 {
			return err
		}
		for _, d := range dues {
			m := d.Message
			if !m.UseBy.IsZero() && t.now.After(m.UseBy) {
				err = t.clerk.Receipt(t.ctx, d, casebook.Expired, "", "")
			} else {
				err = t.clerk.Receipt(t.ctx, d, casebook.Sent, "", "")
				*replies = append(*replies, t.reply(m))
			}
			if err != nil {
				return err
			}
		}
	}
}

func (t *rehearsal) reply(m casebook.Outgoing) chatReply {
	r := chatReply{To: string(m.To), At: t.stamp(t.now), By: m.By, Text: m.Text, Choices: m.Choices, Asks: orNull(m.Asks), Alert: m.Alert}
	if r.Choices == nil {
		r.Choices = []dialog.Choice{}
	}
	return r
}

// agentActs does what the agent does to the speaker's latest case.
func (t *rehearsal) agentActs(l *chatLine, do func(dialog.Input, time.Time) error) error {
	t.hear(l)
	talk, err := t.book.Read(t.ctx, t.speaker)
	if err != nil {
		return err
	}
	latest := latestCase(&talk.State)
	if latest == nil {
		return fmt.Errorf("%s has no case an agent could act on", t.speaker)
	}
	in := dialog.Input{Kind: dialog.AgentReply, Agent: t.agent, Name: t.agentName, Case: latest.ID, Text: l.Agent}
	switch l.AgentDo {
	case "claim":
		in.Kind = dialog.Claim
	case "handback":
		in.Kind = dialog.HandBack
	case "close":
		in.Kind, in.Text, in.Outcome = dialog.Close, l.Text, dialog.Outcome(l.Outcome)
		if in.Outcome == "" {
			in.Outcome = dialog.Solved
		}
		if in.Text == "" {
			in.Text = "已办结"
			if talk.State.Lang == "en" {
				in.Text = "It is done."
			}
		}
	}
	in.ID = l.ID
	return do(in, t.now)
}

// latestCase is the case of an address that was begun last, drafts only when there
// is nothing else.
func latestCase(s *dialog.State) *dialog.Matter {
	var latest *dialog.Matter
	for i := range s.Matters {
		if m := &s.Matters[i]; latest == nil || m.Status != dialog.Collecting {
			latest = m
		}
	}
	return latest
}

func (h *chatHave) input() dialog.Input {
	return dialog.Input{Kind: dialog.Planted, Case: dialog.CaseID(h.No), Text: h.Title, Category: h.Category, Status: dialog.Status(h.Status)}
}

// answer is where the talk of the last speaker stands.
func (t *rehearsal) answer(replies []chatReply) (*chatAnswer, error) {
	talk, err := t.book.Read(t.ctx, t.speaker)
	if err != nil {
		return nil, err
	}
	s := &talk.State
	a := &chatAnswer{At: t.stamp(t.now), Replies: replies, Asking: orNull(s.Open()), Flags: s.AllFlags(), Facts: map[string]chatFact{},
		Lang: s.Lang, HandedOff: s.HandedOff(), Cases: s.Cases(), Attachments: s.Attachments(), Silent: s.Silent()}
	if a.Replies == nil {
		a.Replies = []chatReply{}
	}
	if a.Flags == nil {
		a.Flags = []dialog.Flag{}
	}
	if m := s.CurrentMatter(); m != nil {
		a.Category, a.Confidence = orNull(m.Category), m.Confidence
		if a.HandedOff {
			a.Case = orNull(string(m.ID))
		}
	}
	for key, slot := range s.Facts() {
		f := chatFact{Raw: slot.Raw, State: slot.State}
		if slot.State == "" {
			value := slot.Value
			f.Value = &value
		}
		a.Facts[key] = f
	}
	return a, nil
}

func (t *rehearsal) stamp(at time.Time) string { return at.In(t.town.Zone).Format(time.RFC3339) }

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
