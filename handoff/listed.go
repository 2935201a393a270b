package handoff

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// listedWith are the flags that do not keep a case from being listed.
var listedWith = []dialog.Flag{dialog.FlagOnBehalf, dialog.FlagHomeVisit, dialog.FlagHuman}

// Listed says whether anybody may know that a case exists: it is of a public category and
// was handed over, and neither anonymous, confidential, urgent nor about danger or a child.
func Listed(all *catalog.Catalog, c casebook.Case) bool {
	k, ok := all.Category(c.Category)
	if !ok || !k.Public || c.OpenedAt.IsZero() || c.Status == dialog.Collecting || c.Dropped {
		return false
	}
	if c.Urgent || !c.AlertedAt.IsZero() || c.Address.Channel() == dialog.Unnamed {
		return false
	}
	return !slices.ContainsFunc(c.Flags, func(f dialog.Flag) bool { return !slices.Contains(listedWith, f) })
}

// alikeWithin is how soon after the hand-over a resident is asked whether a case is one
// that somebody else reported; later it would come out of the blue.
const alikeWithin = 10 * time.Minute

// Alike is the open case of somebody else that c, just handed over, may be the same as: of
// its kind and within fifty metres, both of them fit to be known to anybody. False for
// none, and where the resident was asked already.
func (b *Board) Alike(c casebook.Case, all *catalog.Catalog, t *town.Town, now time.Time) (casebook.Case, bool) {
	if c.Pin == nil || c.Alike != "" || c.Status != dialog.Unclaimed || now.Sub(c.OpenedAt) > alikeWithin || !Listed(all, c) {
		return casebook.Case{}, false
	}
	if channel := c.Address.Channel(); channel == dialog.Open311 || channel == dialog.Unnamed {
		return casebook.Case{}, false
	}
	for _, n := range b.Nearby(c, t, now) {
		if n.Why == NearPin && n.Address != c.Address && Listed(all, n.Case) && sameKind(all, c, n.Case) && !sameNumber(c, n.Case) {
			return n.Case, true
		}
	}
	return casebook.Case{}, false
}

// sameKind is false where both say what they are and it is not the same: a lamp is no
// blocked drain.
func sameKind(all *catalog.Catalog, a, b casebook.Case) bool {
	category, _ := all.Category(a.Category)
	slot, ok := category.Slot("kind")
	one, other := a.Facts["kind"].Value, b.Facts["kind"].Value
	if !ok || one == "" || other == "" {
		return true
	}
	o, known := slot.Option(one)
	return one == other && known && !o.Vague()
}

// sameNumber: the same phone number was given in both, so they are of one resident.
func sameNumber(a, b casebook.Case) bool {
	return slices.ContainsFunc(numbersOf(&a), func(n string) bool { return slices.Contains(numbersOf(&b), n) })
}
