package script

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/phrases"
)

// mayAskAlike says whether the question fits what is going on: the town found the other
// case a moment after this one was handed over.
func (t *Talk) mayAskAlike(m *dialog.Matter) bool {
	busy := t.State.Asking != nil || len(t.State.Burst) > 0 || len(t.State.Parked) > 0 || t.State.Current != m.ID || t.draft() != nil
	away := t.State.Stopped || t.State.Blocked || t.State.Gone != "" || t.in.From.Channel() == dialog.Unnamed || t.in.From.Channel() == dialog.Open311
	return !busy && !away && m.Status == dialog.Unclaimed && m.Owner == "" && m.Merged == nil && len(m.Joined) == 0 && !m.Alerted &&
		m.Side == nil && m.Table == nil && t.in.Into != "" && t.in.Into != m.ID && t.in.IntoAt != "" && t.in.IntoAt != t.in.From
}

// askAlike asks it.
func (t *Talk) askAlike(m *dialog.Matter, other dialog.Joint) {
	t.confirm(m, "alike", dialog.AboutAlike, phrases.Vars{"category": t.kindOf(m)})
	t.State.Asking.Other = &other
}

// kindOf is what a matter is about, in words of the catalogue.
func (t *Talk) kindOf(m *dialog.Matter) string {
	c, _ := t.Catalog.Category(m.Category)
	if slot, ok := c.Slot("kind"); ok {
		if o, ok := slot.Option(m.Slots["kind"].Value); ok && !Vague(o) {
			return o.Label(t.Lang())
		}
	}
	return t.categoryName(m)
}

// Vague says whether an option stands for all that the others do not name.
func Vague(o catalog.Option) bool { return o.Text.Zh == "其他" || o.Text.Zh == "其它" }

// goAlong lets a matter go on in the other one, as its resident said.
func (t *Talk) goAlong(m *dialog.Matter, q *dialog.Question) {
	t.State.Asking = nil
	if q.Other == nil || m.Merged != nil || m.Status == dialog.Resolved || m.Status == dialog.Archived {
		t.tell(t.phrase("alike_no", phrases.Vars{"case": string(m.ID)}))
		return
	}
	// Both may be asked at once, each about the other: whoever answers second has the other one already.
	if into := *q.Other; !slices.ContainsFunc(m.Joined, func(j dialog.Joint) bool { return j.Case == into.Case }) {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeMerged, By: dialog.ByResident, Value: string(into.Case)})
		t.goInto(m, into)
	}
	t.tell(t.phrase("alike_yes", phrases.Vars{"case": string(m.ID)}))
}

// goAlone leaves it a case of its own.
func (t *Talk) goAlone(m *dialog.Matter) {
	t.State.Asking = nil
	t.tell(t.phrase("alike_no", phrases.Vars{"case": string(m.ID)}))
}
