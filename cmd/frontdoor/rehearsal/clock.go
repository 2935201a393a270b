package rehearsal

import (
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

func (t *House) wait(ms *int64) {
	if ms == nil || *ms < 0 {
		t.Now = t.Now.Add(gap)
		return
	}
	t.Now = t.Now.Add(time.Duration(*ms) * time.Millisecond)
}

// pause lets the burst pause pass, if somebody is in the middle of a story.
func (t *House) pause(replies *[]Reply) error {
	for range 10 {
		talk, err := t.Book.Read(t.ctx, t.Speaker)
		if err != nil {
			return err
		}
		until := talk.State.BurstUntil()
		if until.IsZero() {
			return nil
		}
		if err := t.Pass(until, replies); err != nil {
			return err
		}
	}
	return nil
}

// Pass lets time go by until then and wakes whoever asked for it, in order.
func (t *House) Pass(until time.Time, replies *[]Reply) error {
	for {
		next, err := t.nextWake(until)
		if err != nil {
			return err
		}
		if next == nil {
			break
		}
		if next.At.After(t.Now) {
			t.Now = next.At
		}
		if _, err := t.clerk.Handle(t.ctx, dialog.Input{Kind: dialog.WakeUp, From: next.Address, At: t.Now}); err != nil {
			return err
		}
		if err := t.deliver(replies); err != nil {
			return err
		}
	}
	if until.After(t.Now) {
		t.Now = until
	}
	return t.deliver(replies)
}

// nextWake is the earliest wake-up due by then. Leasing hides the others for a
// moment only: the hold is nothing, since nobody else is here.
func (t *House) nextWake(until time.Time) (*casebook.Due, error) {
	dues, err := t.Book.Lease(t.ctx, casebook.DueWake, until, 0, 1000)
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
func (t *House) deliver(replies *[]Reply) error {
	for { // a letter may be answered by a letter
		n, err := t.postman.Once(t.ctx, t.Now)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
	}
	for {
		dues, err := t.Book.Lease(t.ctx, casebook.DueMessage, t.Now, time.Minute, 100)
		if err != nil || len(dues) == 0 {
			return err
		}
		for _, d := range dues {
			m := d.Message
			if !m.UseBy.IsZero() && t.Now.After(m.UseBy) {
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
