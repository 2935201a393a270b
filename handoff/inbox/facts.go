package inbox

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/handoff/casebook"
)

// factView is one collected slot.
type factView struct {
	Key, Label string
	Value      string
	Missing    bool // known only to be unknown or skipped
	Raw        string
	By         string // whose doing it was, and when
	Editable   bool
	Typed      string // what it is put right from
}

// everywhere are the slots that mean the same in every category, in the order in
// which an agent wants to read them.
var everywhere = []string{"what", "where", "when", "who", "amount", "wish", "name", "phone"}

// facts are the collected slots: those every category knows, then the category's
// own, then what an earlier category left behind.
func (in *inbox) facts(p page, c casebook.Case, events []casebook.Event, now time.Time) []factView {
	category, _ := in.Catalog.Category(c.Category)
	keys := append([]string{}, everywhere...)
	for _, s := range category.Slots {
		keys = append(keys, s.Key)
	}
	last := map[string]casebook.Event{}
	for i := range events {
		if e := &events[i]; e.Kind == dialog.ChangeSlot {
			last[e.Slot] = *e
			keys = append(keys, e.Slot)
		}
	}
	var list []factView
	shown := map[string]bool{}
	for _, key := range keys {
		fact, ok := c.Facts[key]
		if !ok || shown[key] {
			continue
		}
		shown[key] = true
		slot, _ := category.Slot(key)
		v := factView{Key: key, Label: p.slotLabel(slot, key), Value: p.slotValue(slot, fact),
			By: p.T("by_"+string(last[key].By)) + " · " + p.clock(last[key].At, now)}
		v.Editable = editable(category, key)
		v.Typed = v.Value
		if fact.Value == "" {
			v.Typed = ""
			v.Value, v.Missing = p.T("slot_"+string(fact.State)), true
		}
		if fact.Raw != v.Value && fact.Raw != fact.Value {
			v.Raw = fact.Raw
		}
		list = append(list, v)
	}
	return list
}

// editable says whether an agent can put a slot right by typing.
func editable(category catalog.Category, key string) bool {
	s, ok := category.Slot(key)
	return slices.Contains(everywhere, key) || ok && s.Type != catalog.TypeMedia
}

// slotLabel names a slot in a word or two, or by the question asked for it.
func (p page) slotLabel(s catalog.Slot, key string) string {
	if _, ok := p.in.words[p.Lang]["slot_"+key]; ok {
		return p.T("slot_" + key)
	}
	if q := s.Ask(p.Lang); q != "" {
		return q
	}
	return key
}

// slotValue is a value in words: the labels of options, the names of places.
func (p page) slotValue(s catalog.Slot, f casebook.Fact) string {
	value := f.Value
	switch s.Type {
	case catalog.TypeChoice, catalog.TypeMulti:
		var labels []string
		for key := range strings.SplitSeq(value, ",") {
			if o, ok := s.Option(key); ok {
				key = o.Label(p.Lang)
			}
			labels = append(labels, key)
		}
		return strings.Join(labels, " · ")
	case catalog.TypeMoney:
		return p.T("yuan", "n", value)
	case catalog.TypeDate, catalog.TypeDatetime:
		if strings.HasPrefix(value, "R:") && f.Raw != "" { // recurring: the resident's words say it best
			return f.Raw
		}
		return p.dateValue(value)
	}
	if g, ok := p.in.Town.Grid(value); ok && f.State == "" {
		return g.Name(p.Lang)
	}
	if place, ok := p.in.Town.Place(value); ok {
		return place.Name(p.Lang)
	}
	return value
}

// hints are the catalogue's lines for whoever handles this case, and the questions
// it leaves to agents that are not answered yet.
func (in *inbox) hints(p page, c casebook.Case, now time.Time) (hints, asks []string) {
	if c.Status == dialog.Resolved || c.Status == dialog.Archived {
		return nil, nil
	}
	if c.Unproved {
		hints = append(hints, p.T("number_unproved"))
	}
	switch c.Consent {
	case dialog.ConsentUnasked:
		hints = append(hints, p.T("consent_unasked"))
	case dialog.ConsentRefused:
		hints = append(hints, p.T("consent_refused"))
	}
	category, ok := in.Catalog.Category(c.Category)
	if !ok {
		return hints, nil
	}
	known := catalog.Facts{Values: map[string]string{}, Now: now.In(in.Town.Zone)}
	for key, f := range c.Facts {
		if f.Value != "" {
			known.Values[key] = f.Value
		}
	}
	for _, f := range c.Flags {
		known.Flags = append(known.Flags, string(f))
	}
	for _, n := range category.Notes(known) {
		hints = append(hints, n.In(p.Lang))
	}
	for _, s := range category.Slots {
		if _, has := c.Facts[s.Key]; !has && s.Level != catalog.Must && s.Type != catalog.TypeMedia && s.Wanted(known) && len(asks) < asksMost {
			asks = append(asks, s.Ask(p.Lang))
		}
	}
	return hints, asks
}

// asksMost is how many questions the case pane offers at once.
const asksMost = 6
