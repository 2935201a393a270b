package talk

import (
	"strconv"
	"time"
)

// tapTwice is how soon the same tap comes again when a finger was only slow.
const tapTwice = 10 * time.Second

// TappedOld answers a tapped button that belongs to no open question: it was asked
// before the one that is open now, was answered already, or never was of this talk. It
// is kept and answered in words, and never taken for an answer.
func (t *Talk) TappedOld() bool {
	q := t.State.Asking
	twice := false
	if !t.In.Foreign {
		if t.In.Choice == "" || t.In.Asked.IsZero() { // the channel does not know when it was asked
			return false
		}
		tap := t.In.Choice + "@" + strconv.FormatInt(t.In.Asked.UnixMilli(), 36)
		if q != nil && q.At.UnixMilli() == t.In.Asked.UnixMilli() {
			t.State.Tap = tap
			return false
		}
		twice = tap == t.State.Tap && t.Now.Sub(t.State.LastAt) < tapTwice
	}
	t.Text = t.Word("old_button")
	m := t.Matter()
	if m != nil {
		t.Home = m.ID
		t.Keep()
	}
	if twice {
		return true // it was answered just now
	}
	t.State.LastAt = t.Now
	if q != nil && m != nil && m.Owner == "" && (q.Case == "" || q.Case == m.ID) {
		t.Before(t.Phrase("button_old", nil))
		t.again(m)
		return true
	}
	t.Tell(t.Phrase("button_done", nil))
	return true
}

// OfferedNow notes that the buttons of the open question were sent just now: only these
// count, also where the question itself is older and was said once more.
func (t *Talk) OfferedNow() {
	q := t.State.Asking
	if q == nil || len(q.Choices) == 0 {
		return
	}
	for _, r := range t.Turn.Replies {
		if len(r.Choices) > 0 {
			q.At = t.Now
		}
	}
}
