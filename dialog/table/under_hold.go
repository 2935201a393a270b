package table

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/phrases"
)

// What was signed at a table outlives what its asker told: their case is erased like any
// other, and what the law keeps of the table goes on beside it, sealed apart, until its day.

// SignedUntil is until when what was signed at a table, or at one of a step before, must be
// kept: so long after it was signed, and after the last day on which something is owed by it.
// Zero where nothing was.
func (t *Host) SignedUntil(table *mediation.Table) time.Time {
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

// HeldFor says to whom it concerns that what they signed stays; until is the day, "" where it
// is not known.
func (t *Host) HeldFor(until string) string {
	if until == "" {
		return t.Phrase("table_hold", nil)
	}
	return t.Phrase("table_hold_until", phrases.Vars{"day": until})
}

// heldShown is how long the web page shows what somebody did not ask for just now.
const heldShown = 30 * 24 * time.Hour

// TellHeld tells who signed, and whose thread an admin erases, that the signed points stay.
func (t *Host) TellHeld(id dialog.CaseID, why, until string) {
	if why != dialog.EraseByAdmin {
		return
	}
	text := t.Phrase("erased_by_admin", nil) + "\n" + t.HeldFor(until)
	t.ShowFleeting(text, heldShown)
	t.Home = id
	t.Tell(text)
}

// holdYears is how long a record must be kept where somebody spoke of ending their life or
// a child may be in need (TOWN.md): nobody's wish shortens that.
const holdYears = 3

// HeldUntil is until when a case must be kept whole whatever its resident wishes; zero for
// not at all.
func (t *Host) HeldUntil(m *dialog.Matter) time.Time {
	since := m.ClosedAt
	if since.IsZero() {
		since = t.Now
	}
	if !slices.Contains(m.Flags, dialog.FlagSuicideRisk) && !slices.Contains(m.Flags, dialog.FlagMinor) {
		return time.Time{}
	}
	return t.StillAhead(since.AddDate(holdYears, 0, 0).In(t.Town.Zone))
}

// StillAhead is a moment that is not over; zero for one that is.
func (t *Host) StillAhead(until time.Time) time.Time {
	if !until.After(t.Now) {
		return time.Time{}
	}
	return until
}
