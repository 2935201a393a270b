package talk

import (
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/town"
)

// How many grids are offered: who must read more than that is not asked, and the case lies
// in the queue of the station.
const gridsMost, gridsMostSMS = 9, 5

// gridsOf are the grids in which the place of a matter may lie.
func (t *Talk) gridsOf(m *dialog.Matter) []town.Grid {
	if !m.Has("where") {
		return nil
	}
	where := m.Slots["where"]
	return t.Town.LocateSaid(where.Value, where.Raw)
}

// gridOpen says that a person must say which grid it is. An answer about a place that was
// corrected since is none.
func (t *Talk) gridOpen(m *dialog.Matter) bool {
	if len(t.Town.Grids) == 0 {
		return false
	}
	if c, ok := t.Catalog.Category(m.Category); !ok || c.Restricted {
		return false // who is named for the kind has it, wherever it lies
	}
	grids := t.gridsOf(m)
	most := gridsMost
	if t.OnSMS() {
		most = gridsMostSMS
	}
	if len(grids) < 2 || len(grids) > most {
		return false
	}
	said, ok := m.Slots[dialog.GridSlot]
	if !ok {
		return !slices.Contains(m.Order, dialog.GridSlot)
	}
	return said.State == "" && said.Value != town.NoGrid && !slices.ContainsFunc(grids, func(g town.Grid) bool { return g.ID == said.Value })
}

// gridTold takes down the grid that words about the place or the story name themselves, so
// that nobody is asked what they have said.
func (t *Talk) gridTold(m *dialog.Matter) {
	grids := t.gridsOf(m)
	if len(grids) < 2 {
		return
	}
	where := m.Slots["where"]
	for i, words := range []string{where.Raw, m.Slots["what"].Value} {
		named := slices.DeleteFunc(t.Town.NamedGrids(words), func(g town.Grid) bool {
			return !slices.ContainsFunc(grids, func(o town.Grid) bool { return o.ID == g.ID })
		})
		if len(named) == 1 && (i == 0 || !m.Settled(dialog.GridSlot)) {
			t.Put(m, hear.Command{Do: hear.DoSet, Slot: dialog.GridSlot, Value: named[0].ID, Raw: named[0].Name(t.Lang())}, where.From, where.By)
			return
		}
	}
}

// askGrid lists the grids, because nobody knows what theirs is called.
func (t *Talk) askGrid(m *dialog.Matter, progress string, tries int) {
	choices := t.GridChoices(m)
	lines := make([]string, 0, len(choices))
	for _, c := range choices {
		lines = append(lines, c.Key+" "+c.Label)
	}
	t.State.Asking = &dialog.Question{Asks: dialog.GridSlot, Choices: choices, Tries: tries, Case: m.ID, At: t.Now}
	t.Send(dialog.Reply{Text: progress + t.Phrase("ask.grid", phrases.Vars{"lines": strings.Join(lines, "\n")}), Choices: choices, Asks: dialog.GridSlot, Case: m.ID, UseBy: t.Now.Add(say.QuestionUseBy)})
}

// GridChoices are the grids in which the place of a matter may lie, and none of them.
func (t *Talk) GridChoices(m *dialog.Matter) []dialog.Choice {
	var choices []dialog.Choice
	for i, g := range t.gridsOf(m) {
		choices = append(choices, dialog.Choice{Key: strconv.Itoa(i + 1), Label: g.Name(t.Lang()), Value: g.ID})
	}
	return append(choices, dialog.Choice{Key: "0", Label: t.Word("no_grid"), Value: town.NoGrid})
}

// gridName is the grid a matter lies in, for its resident to check; "" where none was said.
func (t *Talk) gridName(m *dialog.Matter) string {
	if g, ok := t.Town.Grid(m.Slots[dialog.GridSlot].Value); ok {
		return g.Name(t.Lang())
	}
	return ""
}
