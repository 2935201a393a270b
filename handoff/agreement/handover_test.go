package agreement

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog/mediation"
)

// TestTheFileSaysWhereEachDutyStands: in words of its own, with the year of all that was said.
func TestTheFileSaysWhereEachDutyStands(t *testing.T) {
	point := mediation.Point{Owes: "b", Owed: "a", Amount: "600", Due: "2026-12-05"}
	h := Handover{Case: "JH-1", State: mediation.Open, Parties: []Sitting{{ID: "a", Name: "李大爷"}, {ID: "b", Name: "王先生"}},
		Items:      []mediation.Item{{Point: point, State: mediation.ItemOpen}, {Point: point, State: mediation.ItemMissed}, {Point: point, State: mediation.ItemKept}},
		Statements: []Statement{{At: time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC), Party: "b", Text: "水管老化"}}}
	for lang, want := range map[string][]string{
		"zh": {"进展：商谈中", "2026-12-05 王先生 → 李大爷 600元 · 未到期\n", "600元 · 没履行\n", "600元 · 已履行\n", "2026-12-31 23:00 王先生：水管老化\n"},
		"en": {"Stands: open", "600 yuan · not due yet\n", "600 yuan · not kept\n", "600 yuan · kept\n", "2026-12-31 23:00 王先生: 水管老化\n"},
	} {
		said := ""
		for _, l := range (Paper{Zone: time.UTC}).handoverLines(h, lang) {
			said += l.words + "\n"
		}
		for _, words := range want {
			if !strings.Contains(said, words) {
				t.Errorf("%s: the file lacks %q:\n%s", lang, words, said)
			}
		}
	}
}
