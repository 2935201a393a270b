package script

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/phrases"
)

// What was signed at a table outlives what its asker told: their case is erased like any
// other, and what the law keeps of the table goes on beside it, sealed apart, until its day.

// signedUntil is until when what was signed at a table, or at one of a step before, must be
// kept: so long after it was signed, and after the last day on which something is owed by it.
// Zero where nothing was.
func (t *Host) signedUntil(table *mediation.Table) time.Time {
	var last time.Time
	for ; table != nil; table = table.Before {
		if signed := table.SignedAt.In(t.Town.Zone); !table.SignedAt.IsZero() && signed.After(last) {
			last = signed
		}
		for _, i := range table.Items {
			if day, ok := t.dayOf(i.Due); ok && day.After(last) {
				last = day
			}
		}
	}
	if last.IsZero() {
		return last
	}
	return last.AddDate(holdYears, 0, 0)
}

// eraseSigned erases a case. Where something was signed in it, that stays under hold, and it
// says until which day; "" where nothing has to stay.
func (t *Talk) eraseSigned(m *dialog.Matter, by dialog.By, why string) string {
	end := t.stillAhead(t.signedUntil(m.Table))
	if t.eraseCase(m, by, why, end); end.IsZero() {
		return ""
	}
	if m.Status != dialog.Resolved && m.Status != dialog.Archived {
		m.ClosedAt = t.in.At
	}
	asker := m.Table.Parties[0].ID
	kept := dialog.Matter{ID: m.ID, Status: dialog.Resolved, Category: m.Category, OpenedAt: m.OpenedAt, ClosedAt: m.ClosedAt, Owner: m.Owner, OwnerName: m.OwnerName}
	t.State.UnderHold = append(t.State.UnderHold, kept)
	held := &t.State.UnderHold[len(t.State.UnderHold)-1]
	stays := m.Table.UnderHold(asker)
	held.Table = m.Table
	t.fromSide(held, mediation.Act{Kind: mediation.Hold, By: mediation.Town, At: t.in.At, Party: asker, Table: &stays})
	return end.Format(time.DateOnly)
}

// heldFor says to whom it concerns that what they signed stays; until is the day, "" where it
// is not known.
func (t *Host) heldFor(until string) string {
	if until == "" {
		return t.phrase("table_hold", nil)
	}
	return t.phrase("table_hold_until", phrases.Vars{"day": until})
}

// heldShown is how long the web page shows what somebody did not ask for just now.
const heldShown = 30 * 24 * time.Hour

// tellHeld tells who signed, and whose thread an admin erases, that the signed points stay.
func (t *Host) tellHeld(id dialog.CaseID, why, until string) {
	if why != dialog.EraseByAdmin {
		return
	}
	text := t.phrase("erased_by_admin", nil) + "\n" + t.heldFor(until)
	t.showFleeting(text, heldShown)
	t.home = id
	t.tell(text)
}

// holdOver destroys what was under hold when its time is over; false where there is nothing.
func (t *Talk) holdOver(id dialog.CaseID, c dialog.Change) bool {
	i := slices.IndexFunc(t.State.UnderHold, func(m dialog.Matter) bool { return m.ID == id })
	if i < 0 || c.Kind != dialog.ChangeErased || c.Value != dialog.EraseOfAge {
		return false
	}
	if until := t.stillAhead(t.signedUntil(t.State.UnderHold[i].Table)); !until.IsZero() {
		t.turn.Refused = &dialog.KeptError{Case: id, Until: until}
		return true
	}
	t.change(dialog.Change{Case: id, Kind: dialog.ChangeErased, By: dialog.BySystem, Value: c.Value})
	t.State.UnderHold = slices.Delete(slices.Clone(t.State.UnderHold), i, i+1)
	if len(t.State.Matters) == 0 {
		t.nextLife(nil)
	}
	return true
}
