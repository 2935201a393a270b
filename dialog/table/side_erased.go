package table

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
)

// ErasePastSide erases by rule what a side told at a table that is over for it; false where
// there is no such thread.
func (t *Host) ErasePastSide(id dialog.CaseID, c dialog.Change) bool {
	i := slices.IndexFunc(t.State.Sides, func(s dialog.PastSide) bool { return s.Thread == id })
	if i < 0 || c.Kind != dialog.ChangeErased || c.Value != dialog.EraseOfAge && c.Value != dialog.EraseByAdmin {
		return false
	}
	if held := t.State.Sides[i].Held; held.After(t.Now) {
		t.Turn.Refused = &dialog.KeptError{Case: id, Until: held}
		return true
	}
	if s := t.State.Sides[i]; c.Value == dialog.EraseByAdmin { // nothing at the table leads to them any more
		t.answerTable(dialog.Side{Case: s.Case, At: s.At, Party: s.Party}, mediation.Act{Kind: mediation.Erased, By: mediation.Town})
	}
	t.Change(dialog.Change{Case: id, Kind: dialog.ChangeErased, By: dialog.BySystem, Value: c.Value})
	if t.State.Sides[i].Signed {
		t.TellHeld(id, c.Value, t.State.Sides[i].Until)
	}
	t.State.Sides = slices.Delete(slices.Clone(t.State.Sides), i, i+1)
	return true
}

// EraseSides takes whoever wants to be forgotten off the tables, and says which cases of
// theirs held nothing but their side: these threads may be destroyed, whatever was signed.
// What they signed stays under legal hold, until these days ("" for one not known). A table
// they asked for themselves ends where nothing was signed yet. What the law keeps whole stays
// among the sides of the talk.
func (t *Host) EraseSides() (threads []dialog.CaseID, days []string) {
	over := t.State.Sides
	t.State.Sides = nil
	for i := len(t.State.Matters) - 1; i >= 0; i-- {
		m := &t.State.Matters[i]
		switch {
		case m.Side == nil:
		case m.Side.Case == m.ID:
			if m.Table != nil && m.Table.SignedAt.IsZero() {
				t.FromSide(m, mediation.Act{Kind: mediation.End, By: mediation.Mediator, At: t.In.At, Outcome: "withdrawn"})
			}
		default:
			if m.Side.Signed {
				days = append(days, m.Side.Until)
			}
			if t.HeldUntil(m).IsZero() {
				threads = append(threads, m.ID)
			}
			t.answerTable(*m.Side, mediation.Act{Kind: mediation.Erased, By: mediation.Town})
			t.leaveTable(m, mediation.Forgotten)
		}
	}
	for _, s := range over { // at tables that are over for them
		if s.Signed {
			days = append(days, s.Until)
		}
		if s.Held.After(t.Now) {
			t.State.Sides = append(t.State.Sides, s)
		} else {
			threads = append(threads, s.Thread)
		}
		t.answerTable(dialog.Side{Case: s.Case, At: s.At, Party: s.Party}, mediation.Act{Kind: mediation.Erased, By: mediation.Town})
	}
	t.State.Later = nil
	return threads, days
}
