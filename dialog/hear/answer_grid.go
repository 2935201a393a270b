package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/town"
	"frontdoor/dialog/understand"
)

var noneOfThese = pattern.MustCompile(`(?i)^(?:0|都不是|都不对|不在这[里儿]|没有我的|none( of (these|them))?|neither( one)?)$`)

// readGrid reads which grid words name: a number, a name, or a place that only one of the
// offered ones serves.
func (t *Listener) readGrid(m *dialog.Matter, q *dialog.Question, text string) (Command, bool) {
	text = strings.Trim(strings.TrimSpace(text), "。.!！")
	if noneOfThese.MatchString(text) {
		return Command{Do: DoSet, Slot: dialog.GridSlot, Value: town.NoGrid, Raw: text}, true
	}
	i := PickOne(text, q.Choices)
	if i < 0 {
		i = t.gridNamed(q, text)
	}
	if i < 0 || understand.Unknown(text) {
		return Command{}, false
	}
	return Command{Do: DoSet, Slot: dialog.GridSlot, Value: q.Choices[i].Value, Raw: text}, true
}

// gridNamed is the only one of the offered grids that words can mean: 二网格 of 七星村二网格,
// or a road that one of them serves. -1 for none, or several.
func (t *Listener) gridNamed(q *dialog.Question, text string) int {
	found := -1
	located := t.Town.Locate(text)
	for i, c := range q.Choices {
		named := len([]rune(text)) >= 2 && strings.Contains(strings.ToLower(c.Label), strings.ToLower(text)) ||
			slices.ContainsFunc(located, func(g town.Grid) bool { return g.ID == c.Value })
		switch {
		case !named || c.Value == town.NoGrid:
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	return found
}
