package handoff_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	places "frontdoor/dialog/town"
)

// Which open cases may be the same matter: by pin within 50 m, else by the same village,
// road or estate; of the same kind, and not older than twelve weeks.
func TestNearby(t *testing.T) {
	place, err := places.Default()
	if err != nil {
		t.Fatal(err)
	}
	pin := func(north float64) dialog.Change {
		c := said("在这里")
		c.Pin = &dialog.Pin{Lat: 29.1 + north/111_195, Lon: 119.6}
		return c
	}
	where := func(value string) dialog.Change {
		return dialog.Change{Kind: dialog.ChangeSlot, Slot: "where", Value: value, Raw: value}
	}
	week := 7 * 24 * 60
	for name, row := range map[string]struct {
		here, there []dialog.Change
		minutes     int // the other one began so long before
		want        bool
	}{
		"49 m apart":                           {[]dialog.Change{pin(0)}, []dialog.Change{pin(49)}, 0, true},
		"51 m apart":                           {[]dialog.Change{pin(0)}, []dialog.Change{pin(51)}, 0, false},
		"51 m apart on one road":               {[]dialog.Change{pin(0), where("学院路")}, []dialog.Change{pin(51), where("学院路")}, 0, false},
		"one village of the town, two ways":    {[]dialog.Change{where("qixing")}, []dialog.Change{where("罗埠镇七星村塘边")}, 0, true},
		"two villages":                         {[]dialog.Change{where("qixing")}, []dialog.Change{where("山下村")}, 0, false},
		"only the town":                        {[]dialog.Change{where("罗埠镇")}, []dialog.Change{where("罗埠镇")}, 0, false},
		"a road the town does not know":        {[]dialog.Change{where("学院路12号门口")}, []dialog.Change{where("在学院路上")}, 0, true},
		"a road whose name ends like another":  {[]dialog.Change{where("兴路口")}, []dialog.Change{where("东兴路")}, 0, false},
		"our village is no name":               {[]dialog.Change{where("本村")}, []dialog.Change{where("本村")}, 0, false},
		"English":                              {[]dialog.Change{where("12 Garden Rd")}, []dialog.Change{where("on garden road, by the shop")}, 0, true},
		"the road is no name":                  {[]dialog.Change{where("on the road")}, []dialog.Change{where("the road")}, 0, false},
		"no place at all":                      {nil, nil, 0, false},
		"eleven weeks old":                     {[]dialog.Change{where("qixing")}, []dialog.Change{where("qixing")}, 11 * week, true},
		"thirteen weeks old":                   {[]dialog.Change{where("qixing")}, []dialog.Change{where("qixing")}, 13 * week, false},
		"of another kind":                      {[]dialog.Change{where("qixing")}, []dialog.Change{where("qixing"), about("mediation")}, 0, false},
		"closed":                               {[]dialog.Change{where("qixing")}, []dialog.Change{where("qixing"), closed}, 0, false},
		"already gone on in the one asked for": {[]dialog.Change{where("qixing")}, []dialog.Change{where("qixing"), {Kind: dialog.ChangeMerged, Value: "here"}}, 0, false},
	} {
		book := openBook(t)
		start := func(id dialog.CaseID, minutes int, more []dialog.Change) {
			tell(t, book, id, minutes, append([]dialog.Change{said("灯坏了"), about("facilities"), opened(30)}, more...)...)
		}
		start("here", 0, row.here)
		start("there", -row.minutes, row.there)
		board := boardOf(t, book)
		c, _ := board.Case("here")
		got := board.Nearby(c, place, morning.Add(time.Hour))
		if (len(got) == 1 && got[0].ID == "there") != row.want || len(got) > 1 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A resident is known again by the talk and by the number, however it is written.
func TestOfResident(t *testing.T) {
	book := openBook(t)
	phone := func(number string) dialog.Change {
		return dialog.Change{Kind: dialog.ChangeSlot, Slot: "phone", Value: number, Raw: number}
	}
	tell(t, book, "a", 0, said("灯坏了"), opened(30), phone("+8613900000122"))
	tell(t, book, "b", 1, said("路坏了"), opened(30), phone("13900000122"))
	tell(t, book, "c", 2, said("水坏了"), opened(30))
	tell(t, book, "d", 3, said("门坏了"), opened(30), phone("13900000199"))
	board := boardOf(t, book)
	ask := func(id dialog.CaseID) string {
		c, _ := board.Case(id)
		var all []string
		for _, n := range board.OfResident(c, []dialog.CaseID{"a", "c"}) {
			all = append(all, string(n.ID)+" "+string(n.Why))
		}
		return strings.Join(all, ", ")
	}
	if got := ask("a"); got != "c same, b number" {
		t.Errorf("of a: %s", got)
	}
	tell(t, book, "b", 4, phone("13900000199")) // put right
	if err := board.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ask("a"); got != "c same" {
		t.Errorf("of a, after b's number was put right: %s", got)
	}
	if got := ask("d"); got != "c same, a same, b number" {
		t.Errorf("of d: %s", got)
	}
}
