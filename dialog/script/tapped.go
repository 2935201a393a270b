package script

import (
	"strconv"
	"time"
)

// tapTwice is how soon the same tap comes again when a finger was only slow.
const tapTwice = 10 * time.Second

// tappedOld answers a tapped button that belongs to no open question: it was asked
// before the one that is open now, was answered already, or never was of this talk. It
// is kept and answered in words, and never taken for an answer.
func (t *Talk) tappedOld() bool {
	q := t.State.Asking
	twice := false
	if !t.in.Foreign {
		if t.in.Choice == "" || t.in.Asked.IsZero() { // the channel does not know when it was asked
			return false
		}
		tap := t.in.Choice + "@" + strconv.FormatInt(t.in.Asked.UnixMilli(), 36)
		if q != nil && q.At.UnixMilli() == t.in.Asked.UnixMilli() {
			t.State.Tap = tap
			return false
		}
		twice = tap == t.State.Tap && t.Now.Sub(t.State.LastAt) < tapTwice
	}
	t.text = t.word("old_button")
	m := t.matter()
	if m != nil {
		t.home = m.ID
		t.keep()
	}
	if twice {
		return true // it was answered just now
	}
	t.State.LastAt = t.Now
	if q != nil && m != nil && m.Owner == "" && (q.Case == "" || q.Case == m.ID) {
		t.before(t.phrase("button_old", nil))
		t.again(m)
		return true
	}
	t.tell(t.phrase("button_done", nil))
	return true
}

// offeredNow notes that the buttons of the open question were sent just now: only these
// count, also where the question itself is older and was said once more.
func (t *Talk) offeredNow() {
	q := t.State.Asking
	if q == nil || len(q.Choices) == 0 {
		return
	}
	for _, r := range t.turn.Replies {
		if len(r.Choices) > 0 {
			q.At = t.Now
		}
	}
}
