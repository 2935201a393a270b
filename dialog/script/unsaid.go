package script

import (
	"slices"

	"frontdoor/dialog"
)

// residentUnsaid takes an earlier message back. Of a story still being told the bot then
// reads nothing of it; what it has read and answered is corrected by words, and stays. Where
// a person has the case, they see the message crossed out. Danger that was seen stays seen.
func (t *Talk) residentUnsaid() {
	m := t.State.Matter(t.in.Case)
	if m == nil || t.in.Ref == "" {
		return
	}
	at := slices.IndexFunc(t.State.Burst, func(p dialog.Piece) bool { return dialog.SameMessage(p.ID, t.in.Ref) })
	if at < 0 && m.Status == dialog.Collecting {
		return
	}
	if at >= 0 {
		m.DropFiles(t.State.Burst[at])
		t.State.Burst = slices.Delete(t.State.Burst, at, at+1)
		if len(t.State.Burst) == 0 {
			t.stopWakes(dialog.WakeBurst)
		}
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnsaid, By: dialog.ByResident, Ref: t.in.Ref})
}
