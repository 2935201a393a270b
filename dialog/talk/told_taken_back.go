package talk

import (
	"slices"

	"frontdoor/dialog"
)

// ResidentUnsaid takes an earlier message back. Of a story still being told the bot then
// reads nothing of it; what it has read and answered is corrected by words, and stays. Where
// a person has the case, they see the message crossed out. Danger that was seen stays seen.
func (t *Talk) ResidentUnsaid() {
	m := t.State.Matter(t.In.Case)
	if m == nil || t.In.Ref == "" {
		return
	}
	at := slices.IndexFunc(t.State.Burst, func(p dialog.Piece) bool { return dialog.SameMessage(p.ID, t.In.Ref) })
	if at < 0 && m.Status == dialog.Collecting {
		return
	}
	if at >= 0 {
		m.DropFiles(t.State.Burst[at])
		t.State.Burst = slices.Delete(t.State.Burst, at, at+1)
		if len(t.State.Burst) == 0 {
			t.StopWakes(dialog.WakeBurst)
		}
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnsaid, By: dialog.ByResident, Ref: t.In.Ref})
}
