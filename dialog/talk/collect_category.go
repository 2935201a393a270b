package talk

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/hear"
)

// known gives the facts conditions look at.
func (t *Talk) known(m *dialog.Matter) catalog.Facts {
	f := catalog.Facts{Now: t.Now, Values: map[string]string{}, Hints: m.Hints}
	for key, s := range m.Slots {
		if s.State == "" {
			f.Values[key] = s.Value
		}
	}
	for _, flag := range m.Flags {
		f.Flags = append(f.Flags, string(flag))
	}
	return f
}

// classify sets the category while none was chosen by a person.
func (t *Talk) classify(m *dialog.Matter) {
	if m.Chosen || m.Category != "" || !m.Has("what") {
		return
	}
	if all := t.Catalog.Categories(); len(all) == 1 {
		t.Categorise(m, all[0].Key, 1, false, dialog.BySystem)
		return
	}
	r := t.Gist(m.Slots["what"].Value)
	if best := r.Best().Category; hear.Levies(m.Slots["what"].Value) && (!r.Sure() || best == "mediation") {
		if _, ok := t.Catalog.Category(villageMoney); ok {
			t.Categorise(m, villageMoney, likelyComplaint, false, dialog.BySystem)
			return
		}
	}
	if !r.Sure() && hear.ComplainsOf(m.Slots["what"].Value) {
		if _, ok := t.Catalog.Category(complaints); ok {
			t.Categorise(m, complaints, likelyComplaint, false, dialog.BySystem)
			return
		}
	}
	if best := r.Best(); r.Sure() {
		if _, ok := t.Catalog.Category(best.Category); ok {
			t.Categorise(m, best.Category, best.P, false, dialog.BySystem)
		}
	}
}

// A complaint about how an office, a clinic or a bus treats people is carried to whoever is
// over it: an errand to government.
const (
	complaints      = "errand"
	likelyComplaint = 0.8
)

// villageMoney is the kind of matter in which money is asked of every household.
const villageMoney = "village"

// surelyElse sorts a story that went on again, where nobody chose its kind and the whole of
// it is surely of another: 低保不公平, and then 村主任的亲戚都有,我们没有.
func (t *Talk) surelyElse(m *dialog.Matter) {
	if m.Chosen || m.Category == "" {
		return
	}
	r := t.Rank(m.Slots["what"].Value)
	best := r.Best()
	if _, known := t.Catalog.Category(best.Category); known && r.Sure() && best.P >= surelyAnother && best.Category != m.Category {
		t.Categorise(m, best.Category, best.P, false, dialog.BySystem)
	}
}

// surelyAnother is how sure the model must be of a story's whole to sort it again.
const surelyAnother = 0.95

// Categorise sets the category; what was collected stays.
func (t *Talk) Categorise(m *dialog.Matter, key string, sure float64, chosen bool, by dialog.By) {
	m.Chosen = m.Chosen || chosen
	if m.Category == key {
		return
	}
	m.Category, m.Confidence = key, sure
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeCategory, By: by, Value: key, Confidence: sure})
	t.FlagsOfFacts(m)
}

// FlagsOfFacts adds the flags that the known answers set, and says whether one of
// them is danger.
func (t *Talk) FlagsOfFacts(m *dialog.Matter) (danger []dialog.Flag) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok {
		return nil
	}
	var flags []dialog.Flag
	for _, f := range c.Flags(t.known(m)) {
		switch flag := dialog.Flag(f); {
		case !hear.IsDanger(flag):
			flags = append(flags, flag)
		case !slices.Contains(m.Flags, flag):
			danger = append(danger, flag)
		}
	}
	t.Flag(m, flags...)
	return danger
}

// talksItOver sorts a story anew that is no longer one of law, because its teller wants
// somebody to talk to the other side and no court: 我不是要打官司 就想有人去说说.
func (t *Talk) talksItOver(m *dialog.Matter, text string) {
	if _, known := t.Catalog.Category(disputes); known && !m.Chosen && m.Category == hear.TheLaw && hear.WantsTalkedOver(text) {
		t.Categorise(m, disputes, m.Confidence, false, dialog.BySystem)
	}
}

// disputes is the kind of matter in which somebody talks to both sides.
const disputes = "mediation"

// asksTheLaw sorts a story anew whose kind was only guessed, when its teller then asks what
// the law says: 我想知道他这样合不合法.
func (t *Talk) asksTheLaw(m *dialog.Matter, text string) {
	if _, known := t.Catalog.Category(hear.TheLaw); known && !m.Chosen && m.Category != "" && m.Confidence < surelyAnother && hear.AsksLaw(text) {
		t.Categorise(m, hear.TheLaw, m.Confidence, false, dialog.BySystem)
	}
}
