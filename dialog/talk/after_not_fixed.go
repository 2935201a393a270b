package talk

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/understand"
)

// notFixed opens a closed case again: the one the words name, else the only one; of
// several a pick is asked. False when the words are about something else.
func (t *Talk) notFixed(m *dialog.Matter, msg hear.Message) bool {
	bare := msg.Command == understand.NotFixed
	if !bare && (msg.Command != understand.None || msg.Choice != "" || !understand.StillBroken(msg.Text)) {
		return false
	}
	var closed []*dialog.Matter
	for i := range t.State.Matters {
		if o := &t.State.Matters[i]; o.Status == dialog.Resolved && !t.longClosed(o) {
			closed = append(closed, o)
		}
	}
	if id, named := t.Named(msg.Text); named {
		closed = slices.DeleteFunc(closed, func(o *dialog.Matter) bool { return o.ID != id })
	}
	if len(closed) == 0 {
		if bare && (m.Status == dialog.Resolved || m.Status == dialog.Archived) {
			t.reopenAnew(msg)
			return true
		}
		if bare {
			t.added(m, msg)
		}
		return bare
	}
	meant := t.MeantBy(msg.Text, closed)
	switch {
	case len(meant) == 1:
		t.openAgain(meant[0])
		return true
	case !bare && len(closed) == 1:
		return false // another thing is broken: asked what it is about
	case len(closed) == 1:
		t.openAgain(closed[0])
		return true
	}
	if bare && len(meant) == 0 {
		if latest := t.justClosed(closed); latest != nil {
			t.openAgain(latest)
			return true
		}
	}
	if len(meant) > 1 {
		closed = meant
	}
	t.State.Parked = msg.Pieces
	t.pick(closed, "pick_notfixed", dialog.AboutNotFixed)
	return true
}

// notFixedAfterAll: a new matter was begun and nothing told for it (有人吗), and then the
// words are about a case closed not long ago. The empty draft goes.
func (t *Talk) notFixedAfterAll(m *dialog.Matter, msg hear.Message) bool {
	recent := func(o dialog.Matter) bool { return o.Status == dialog.Resolved && !t.longClosed(&o) }
	if m.Filled() > 0 || m.Has("what") || !slices.ContainsFunc(t.State.Matters, recent) {
		return false
	}
	draft := m.ID
	if !t.notFixed(m, msg) {
		return false
	}
	asking := t.State.Asking
	t.Change(dialog.Change{Case: draft, Kind: dialog.ChangeDropped, By: dialog.BySystem})
	t.Remove(draft)
	t.State.Asking = asking
	return true
}

func (t *Talk) openAgain(m *dialog.Matter) {
	t.Home = m.ID
	t.rehome(m.ID)
	t.State.Current = m.ID
	t.Reopen(m)
}

// reopenAnew files a case that was closed too long ago as a new one.
func (t *Talk) reopenAnew(msg hear.Message) {
	if d := t.Begin(); d != nil {
		t.Home = d.ID
		t.rehome(d.ID)
		t.tooLate(d, msg)
	}
}

// justClosed is the case whose closing asked for these words: its score is still open, and
// no other was closed since the resident last spoke.
func (t *Talk) justClosed(closed []*dialog.Matter) *dialog.Matter {
	q := t.WasAsked
	if q == nil || q.Asks != dialog.AskScore {
		return nil
	}
	var one *dialog.Matter
	for _, m := range closed {
		switch {
		case m.ID == q.Case:
			one = m
		case m.ClosedAt.After(t.SpokeBefore):
			return nil
		}
	}
	return one
}
