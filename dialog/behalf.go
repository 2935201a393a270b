package dialog

import (
	"slices"
	"strings"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/understand"
)

// forSomebody marks a matter told for somebody else: its kind knows that case, the
// words speak of somebody it is about, and not of the teller.
func (t *scene) forSomebody(m *Matter) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || slices.Contains(m.Flags, FlagOnBehalf) {
		return
	}
	whom := slices.IndexFunc(c.Slots, func(s catalog.Slot) bool {
		return slices.ContainsFunc(s.Sets, func(r catalog.FlagRule) bool { return r.Flag == string(FlagOnBehalf) })
	})
	if whom < 0 {
		t.wronged(m)
		return
	}
	if m.has(c.Slots[whom].Key) {
		return
	}
	neighbours := slices.ContainsFunc(c.Slots[whom].Options, func(o catalog.Option) bool { return o.Text.Zh == "邻居" })
	text := m.Slots["what"].Value
	persons := understand.Persons(text, t.lang())
	about := slices.ContainsFunc(persons, func(p understand.Person) bool {
		return p.Role == understand.Concerned || neighbours && p.Relation == "neighbour"
	})
	if about && !speaksOfMe(text, persons) {
		t.flag(m, FlagOnBehalf)
	}
}

// wronged marks a matter of a kind that does not ask whom it is about: one's own
// brother is owed the money, and the teller is not.
func (t *scene) wronged(m *Matter) {
	text := strings.ToLower(m.Slots["what"].Value)
	persons := understand.Persons(text, t.lang())
	theirs := holdsAny(text, []string{"欠他", "欠她", "欠了他", "欠了她", "拖欠他", "拖欠她", "不给他", "不给她", "没给他", "没给她", "owes him", "owes her", "owed him", "owed her", "pay him", "pay her", "paid him", "paid her"})
	if theirs && !speaksOfMe(text, persons) && slices.ContainsFunc(persons, func(p understand.Person) bool { return p.Role == understand.Concerned }) {
		t.flag(m, FlagOnBehalf)
	}
}

// asking are the ways a teller speaks of themselves without being the one concerned.
var asking = strings.NewReplacer("我想", "", "我要", "", "我来", "", "我帮", "", "我替", "", "我给", "", "帮我", "", "给我", "", "告诉我", "", "我们村", "", "我们小区", "", "我们社区", "", "我们这", "", "我家", "",
	"i want", "", "i would like", "", "i'd like", "", "can i", "", "could i", "", "i need to", "", "tell me", "", "help me", "", "i think", "", "i am worried", "", "i'm worried", "")

// speaksOfMe says that the teller is concerned too: 我 is left when 我爸 and the like
// and the words of asking are taken out.
func speaksOfMe(text string, persons []understand.Person) bool {
	for _, p := range persons {
		for _, own := range []string{"我的" + p.Raw, "我" + p.Raw, "my " + p.Raw} {
			text = strings.ReplaceAll(text, own, "")
		}
	}
	text = " " + asking.Replace(strings.ToLower(text)) + " "
	return slices.ContainsFunc([]string{"我", " i ", " i'm ", " me ", " us ", " we "}, func(w string) bool { return strings.Contains(text, w) })
}
