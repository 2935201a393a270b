package handoff

import (
	"context"
	"errors"
	"fmt"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Merge lets a case go on in another one, which may be another resident's. Where that one
// was merged itself, it goes on where that one went. Both must be seen by the agent; the
// merged one must not be held by another.
func (d *Desk) Merge(ctx context.Context, act Act, into dialog.CaseID) error {
	target, err := d.root(ctx, act, into)
	if err != nil {
		return err
	}
	return d.do(ctx, act, dialog.Input{Kind: dialog.Merge, Into: target.ID, IntoAt: target.Address})
}

// chainLongest is how far merged cases are followed to the one that goes on.
const chainLongest = 10

// root is the case that goes on where a case was merged.
func (d *Desk) root(ctx context.Context, act Act, id dialog.CaseID) (casebook.Case, error) {
	for range chainLongest {
		c, err := d.seen(ctx, Act{Agent: act.Agent, Case: id})
		switch {
		case errors.Is(err, casebook.ErrNotFound), err == nil && c.Status == dialog.Collecting:
			return c, &Mistake{Code: "merge_unknown", Field: "into", What: "there is no such case to merge into",
				Why: "it must be one that agents work on", Do: "choose another one"}
		case err != nil:
			return c, err
		case c.ID == act.Case:
			return c, &Mistake{Code: "merge_self", Field: "into", What: "a case cannot be merged into itself",
				Why: "or into one that went into it", Do: "choose another one"}
		case closed(c):
			return c, &Mistake{Code: "merge_closed", Field: "into", What: "the case to merge into is closed",
				Why: "nobody would see what comes to it", Do: "choose an open one, or link them by a note"}
		case c.Merged == "":
			return c, nil
		}
		id = c.Merged
	}
	return casebook.Case{}, fmt.Errorf("case %s: merged in a circle", id)
}

// Unmerge makes a merged case one of its own again. Who has the case it went to may do
// so, and who has itself.
func (d *Desk) Unmerge(ctx context.Context, act Act) error {
	if err := d.ownsRoot(ctx, &act); err != nil {
		return err
	}
	return d.do(ctx, act, dialog.Input{Kind: dialog.Unmerge})
}

// ReplyJoined answers the resident of a case that goes on in another one, which the
// agent must have: it is claimed where nobody has it.
func (d *Desk) ReplyJoined(ctx context.Context, act Act, joined dialog.CaseID, text string) error {
	c, err := d.seen(ctx, Act{Agent: act.Agent, Case: joined})
	if err != nil {
		return err
	}
	if c.Merged != act.Case {
		return fmt.Errorf("case %s does not go on in %s: %w", joined, act.Case, casebook.ErrNotFound)
	}
	if err := d.Claim(ctx, Act{Agent: act.Agent, Case: act.Case, Force: act.Force}); err != nil {
		return err
	}
	act.Case, act.follows = joined, true
	return d.Reply(ctx, act, text)
}

// ownsRoot lets who has the case that goes on act on a merged one as on their own.
func (d *Desk) ownsRoot(ctx context.Context, act *Act) error {
	c, err := d.seen(ctx, *act)
	if err != nil || c.Merged == "" {
		return err
	}
	into, err := d.seen(ctx, Act{Agent: act.Agent, Case: c.Merged})
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return err
	}
	if into.Owner == act.Agent.Login {
		act.follows = true
	}
	return nil
}

// Split makes a case of its own of words told inside another one, which the agent has or
// claims by it; category may be "" for the likeliest. ref is the message they are from.
func (d *Desk) Split(ctx context.Context, act Act, words, category, ref string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.Split, Text: words, Category: category, Ref: ref})
}

// Party is a resident whose case goes on in another one.
type Party struct {
	casebook.Case
	Events []casebook.Event
	Lang   string // the resident's
}

// Parties are the cases that go on in c and say so themselves, as far as the agent sees
// them, in the order they came.
func (d *Desk) Parties(ctx context.Context, agent Agent, c casebook.Case) ([]Party, error) {
	var all []Party
	for _, id := range c.Joined {
		events, err := d.events(ctx, Act{Agent: agent, Case: id})
		if errors.Is(err, casebook.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		p := Party{Case: casebook.Fold(events), Events: events}
		if p.Merged != c.ID {
			continue
		}
		talk, err := d.book.Read(ctx, p.Address)
		if err != nil {
			return nil, fmt.Errorf("read how the resident of case %s speaks: %w", id, err)
		}
		if p.Lang = talk.State.Lang; p.Lang == "" {
			p.Lang = "zh"
		}
		all = append(all, p)
	}
	return all, nil
}
