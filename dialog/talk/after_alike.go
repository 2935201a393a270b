package talk

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
)

// MayAskAlike says whether the question fits what is going on: the town found the other
// case a moment after this one was handed over.
func (t *Talk) MayAskAlike(m *dialog.Matter) bool {
	busy := t.State.Asking != nil || len(t.State.Burst) > 0 || len(t.State.Parked) > 0 || t.State.Current != m.ID || t.Draft() != nil
	away := t.State.Stopped || t.State.Blocked || t.State.Gone != "" || t.In.From.Channel() == dialog.Unnamed || t.In.From.Channel() == dialog.Open311
	return !busy && !away && m.Status == dialog.Unclaimed && m.Owner == "" && m.Merged == nil && len(m.Joined) == 0 && !m.Alerted &&
		m.Side == nil && m.Table == nil && t.In.Into != "" && t.In.Into != m.ID && t.In.IntoAt != "" && t.In.IntoAt != t.In.From
}

// AskAlike asks it.
func (t *Talk) AskAlike(m *dialog.Matter, other dialog.Joint) {
	t.confirm(m, "alike", dialog.AboutAlike, phrases.Vars{"category": t.kindOf(m)})
	t.State.Asking.Other = &other
}

// kindOf is what a matter is about, in words of the catalogue.
func (t *Talk) kindOf(m *dialog.Matter) string {
	c, _ := t.Catalog.Category(m.Category)
	if slot, ok := c.Slot("kind"); ok {
		if o, ok := slot.Option(m.Slots["kind"].Value); ok && !o.Vague() {
			return o.Label(t.Lang())
		}
	}
	return t.categoryName(m)
}

// goAlong lets a matter go on in the other one, as its resident said.
func (t *Talk) goAlong(m *dialog.Matter, q *dialog.Question) {
	t.State.Asking = nil
	if q.Other == nil || m.Merged != nil || m.Status == dialog.Resolved || m.Status == dialog.Archived {
		t.Tell(t.Phrase("alike_no", phrases.Vars{"case": string(m.ID)}))
		return
	}
	// Both may be asked at once, each about the other: whoever answers second has the other one already.
	if into := *q.Other; !slices.ContainsFunc(m.Joined, func(j dialog.Joint) bool { return j.Case == into.Case }) {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeMerged, By: dialog.ByResident, Value: string(into.Case)})
		t.GoInto(m, into)
	}
	t.Tell(t.Phrase("alike_yes", phrases.Vars{"case": string(m.ID)}))
}

// goAlone leaves it a case of its own.
func (t *Talk) goAlone(m *dialog.Matter) {
	t.State.Asking = nil
	t.Tell(t.Phrase("alike_no", phrases.Vars{"case": string(m.ID)}))
}
