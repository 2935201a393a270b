package talk

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/understand"
)

// ForSomebody marks a matter told for somebody else, and one about a child. Last are the
// words of this message; the story may be older.
func (t *Talk) ForSomebody(m *dialog.Matter, last string) {
	story := m.Slots["what"].Value
	if last != "" && !strings.Contains(story, last) {
		story = strings.TrimPrefix(story+"\n"+last, "\n")
	}
	if story == "" {
		return
	}
	persons := t.Concerned(m, story)
	wronged := slices.ContainsFunc(persons, func(p understand.Person) bool {
		return p.Role == understand.Concerned && understand.Suffers(story, p)
	}) && !t.HarmsMe(story)
	if !slices.Contains(m.Flags, dialog.FlagOnBehalf) && (wronged && t.OfPersons(m) || understand.ForSomebody(story, persons) || t.AboutSomebody(m, story, persons)) {
		t.Flag(m, dialog.FlagOnBehalf)
	}
	if understand.Child(story) && (wronged || slices.Contains(m.Flags, dialog.FlagOnBehalf) && t.MindsMinors(m)) {
		t.Flag(m, dialog.FlagMinor)
	}
	t.namesConcerned(m, persons)
}

// namesConcerned takes down who a matter told for somebody is about, where its kind knows
// no other side.
func (t *Talk) namesConcerned(m *dialog.Matter, persons []understand.Person) {
	c, ok := t.Catalog.Category(m.Category)
	if _, opposed := c.Slot("who"); !ok || opposed || m.Has("who") || !slices.Contains(m.Flags, dialog.FlagOnBehalf) {
		return
	}
	for _, p := range persons {
		if p.Role == understand.Concerned && !understand.OnlyRelation(p.Value) {
			t.Put(m, hear.Command{Slot: "who", Value: p.Value, Raw: p.Raw}, "", dialog.BySystem)
			return
		}
	}
}
