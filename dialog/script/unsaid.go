package script

import (
	"slices"

	"frontdoor/dialog"
)

// residentUnsaid takes an earlier message back. Of a story still being told the bot then
// reads nothing of it; what it has read and answered is corrected by words, and stays. Where
// a person has the case, they see the message crossed out. Danger that was seen stays seen.
func (t *scene) residentUnsaid() {
	m := t.s.Matter(t.in.Case)
	if m == nil || t.in.Ref == "" {
		return
	}
	at := slices.IndexFunc(t.s.Burst, func(p dialog.Piece) bool { return dialog.SameMessage(p.ID, t.in.Ref) })
	if at < 0 && m.Status == dialog.Collecting {
		return
	}
	if at >= 0 {
		m.DropFiles(t.s.Burst[at])
		t.s.Burst = slices.Delete(t.s.Burst, at, at+1)
		if len(t.s.Burst) == 0 {
			t.stopWakes(dialog.WakeBurst)
		}
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnsaid, By: dialog.ByResident, Ref: t.in.Ref})
}
