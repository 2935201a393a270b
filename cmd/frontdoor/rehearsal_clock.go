package main

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

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
	for { // a letter may be answered by a letter
		n, err := t.postman.Once(t.ctx, t.now)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
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
