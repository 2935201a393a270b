package talk

import (
	"cmp"
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/understand"
)

// Waits says that the message is part of a story still being told, so that the
// answer must wait until the person pauses. Closed answers, buttons and commands
// never wait; danger, STOP and the wish for a human were treated before.
func (t *Talk) Waits(cmd understand.Command) bool {
	if t.In.Choice != "" || t.In.Contact != "" {
		return false
	}
	if cmd != understand.None && cmd != understand.Greeting {
		return false
	}
	m := t.Matter()
	if m == nil || m.Status != dialog.Collecting {
		return false
	}
	if t.State.Asking == nil || t.onlyShows() {
		return true
	}
	return t.State.Asking.Asks == "what" || t.State.Asking.Asks == "where"
}

// onlyShows says that a message is pictures or other files and not a word. An album comes
// as one message each, whatever is asked meanwhile.
func (t *Talk) onlyShows() bool { return t.Text == "" && t.In.Pin == nil && len(t.In.Media) > 0 }

// sameAlbum says that files belong to the message just before them, which was answered.
func (t *Talk) sameAlbum() bool {
	return t.onlyShows() && t.Now.Sub(t.SpokeBefore) < t.Settings.Pauses.Chat
}

// Park keeps a piece of the story and asks to be woken when the person pauses.
func (t *Talk) Park() {
	t.State.Burst = append(t.State.Burst, t.parkable())
	first := t.State.Burst[0].At
	pause := t.Settings.Pauses.Chat
	if t.OnSMS() {
		pause = t.Settings.Pauses.SMS
	}
	at := t.In.At.Add(pause)
	if last := first.Add(t.Settings.Pauses.Longest); at.After(last) {
		at = last
	}
	t.SetWake(dialog.WakeBurst, at)
}

// TakeBurst takes the kept pieces, in the order the sender wrote them.
func (t *Talk) TakeBurst() []dialog.Piece {
	pieces := slices.Clone(t.State.Burst)
	slices.SortStableFunc(pieces, func(a, b dialog.Piece) int {
		if a.Seq != 0 && b.Seq != 0 {
			return cmp.Compare(a.Seq, b.Seq)
		}
		return a.At.Compare(b.At)
	})
	if len(pieces) > 0 {
		t.Wrote = pieces[0].Written
	}
	t.State.Burst = nil
	t.StopWakes(dialog.WakeBurst)
	return pieces
}

// FlushQuietly takes the facts out of the kept pieces without answering them,
// because something that does not wait has come.
func (t *Talk) FlushQuietly() {
	pieces := t.TakeBurst()
	m := t.Matter()
	if len(pieces) == 0 || m == nil || m.Status != dialog.Collecting {
		return
	}
	t.TakeFacts(m, hear.Message{Pieces: pieces, Text: t.Words(pieces)})
}

// remindLater sets the clocks of a draft, from the resident's last word.
func (t *Talk) remindLater(m *dialog.Matter) {
	if !m.Reminded {
		t.SetWake(dialog.WakeReminder, t.Now.Add(t.Settings.Pauses.Reminder))
	}
	t.SetWake(dialog.WakeExpiry, t.Now.Add(t.Settings.Pauses.Keep))
}
