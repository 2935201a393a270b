package script

import (
	"cmp"
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/understand"
)

// waits says that the message is part of a story still being told, so that the
// answer must wait until the person pauses. Closed answers, buttons and commands
// never wait; danger, STOP and the wish for a human were treated before.
func (t *Talk) waits(cmd understand.Command) bool {
	if t.in.Choice != "" || t.in.Contact != "" {
		return false
	}
	if cmd != understand.None && cmd != understand.Greeting {
		return false
	}
	m := t.matter()
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
func (t *Talk) onlyShows() bool { return t.text == "" && t.in.Pin == nil && len(t.in.Media) > 0 }

// sameAlbum says that files belong to the message just before them, which was answered.
func (t *Talk) sameAlbum() bool {
	return t.onlyShows() && t.Now.Sub(t.spokeBefore) < t.settings.Pauses.Chat
}

// park keeps a piece of the story and asks to be woken when the person pauses.
func (t *Talk) park() {
	t.State.Burst = append(t.State.Burst, t.parkable())
	first := t.State.Burst[0].At
	pause := t.settings.Pauses.Chat
	if t.onSMS() {
		pause = t.settings.Pauses.SMS
	}
	at := t.in.At.Add(pause)
	if last := first.Add(t.settings.Pauses.Longest); at.After(last) {
		at = last
	}
	t.setWake(dialog.WakeBurst, at)
}

// takeBurst takes the kept pieces, in the order the sender wrote them.
func (t *Talk) takeBurst() []dialog.Piece {
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
	t.stopWakes(dialog.WakeBurst)
	return pieces
}

// flushQuietly takes the facts out of the kept pieces without answering them,
// because something that does not wait has come.
func (t *Talk) flushQuietly() {
	pieces := t.takeBurst()
	m := t.matter()
	if len(pieces) == 0 || m == nil || m.Status != dialog.Collecting {
		return
	}
	t.takeFacts(m, hear.Message{Pieces: pieces, Text: t.words(pieces)})
}
