package handoff_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	places "frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// areas follow the built-in town.
const areas = `
townships: [{id: north, zh: 北镇, en: North}]
stations:
  - {id: QX01, zh: 七星代办站, en: Qixing station, township: north}
  - {id: BS01, zh: 白沙代办站, en: Baisha station, township: north}
grids:
  - {id: qx1, zh: 七星一网格, en: Qixing 1, station: QX01, places: [qixing]}
  - {id: qx2, zh: 七星二网格, en: Qixing 2, station: QX01, places: [qixing]}
  - {id: bs1, zh: 白沙网格, en: Baisha grid, station: BS01, places: [baisha]}
`

// ruled is the built-in town with areas, and its rules.
func ruled(t testing.TB) (*places.Town, *handoff.Rules) {
	t.Helper()
	place, err := places.Parse("town.yaml", []byte(places.Standard()+areas))
	if err != nil {
		t.Fatal(err)
	}
	cat, err := catalog.Default()
	if err != nil {
		t.Fatal(err)
	}
	return place, handoff.NewRules(place, cat)
}

// crew are the agents of that town.
func crew(rules *handoff.Rules) map[string]handoff.Agent {
	all := map[string]handoff.Agent{}
	for _, a := range []handoff.Agent{
		{Login: "all", Name: "吴姐", Role: handoff.RoleAgent},
		{Login: "qx", Name: "王建国", Role: handoff.RoleAgent, Service: handoff.Service{Areas: []string{"QX01"}, Known: []string{"老王头"}}},
		{Login: "qx2", Name: "钱多", Role: handoff.RoleAgent, Service: handoff.Service{Areas: []string{"qx2"}}},
		{Login: "bs", Name: "Li Wei", Role: handoff.RoleAgent, Service: handoff.Service{Areas: []string{"BS01"}}},
		{Login: "north", Name: "赵敏", Role: handoff.RoleAgent, Service: handoff.Service{Areas: []string{"north"}, Categories: []string{"facilities", "village"}, Entrusted: []string{"village"}}},
		{Login: "chen", Name: "陈医生", Role: handoff.RoleAgent, Service: handoff.Service{Entrusted: []string{"counselling", "village"}}},
		{Login: "lin", Name: "林站长", Role: handoff.RoleSupervisor},
		{Login: "root", Name: "管理员", Role: handoff.RoleAdmin},
	} {
		a.Rules = rules
		all[a.Login] = a
	}
	return all
}

func TestWhoSees(t *testing.T) {
	_, rules := ruled(t)
	agents := crew(rules)
	facts := func(pairs ...string) map[string]casebook.Fact {
		all := map[string]casebook.Fact{}
		for i := 0; i < len(pairs); i += 2 {
			all[pairs[i]] = casebook.Fact{Value: pairs[i+1], Raw: pairs[i+1]}
		}
		return all
	}
	for _, row := range []struct {
		name string
		c    casebook.Case
		want string
	}{
		{"a lamp in a village of two grids", casebook.Case{Category: "facilities", Facts: facts("where", "qixing")}, "all chen lin north qx qx2 root"},
		{"a lamp in one grid", casebook.Case{Category: "facilities", Facts: facts("where", "七星一网格")}, "all chen lin north qx root"},
		{"a lamp in the one of two grids that was named", casebook.Case{Category: "facilities", Facts: facts("where", "qixing", "grid", "qx2")}, "all chen lin north qx qx2 root"},
		{"a lamp in the other one", casebook.Case{Category: "facilities", Facts: facts("where", "qixing", "grid", "qx1")}, "all chen lin north qx root"},
		{"a lamp in none of both", casebook.Case{Category: "facilities", Facts: facts("where", "qixing", "grid", "none")}, "all chen lin root"},
		{"a grid named for a place corrected since", casebook.Case{Category: "facilities", Facts: facts("where", "baisha", "grid", "qx1")}, "all bs chen lin north root"},
		{"a lamp nobody knows where", casebook.Case{Category: "facilities", Facts: facts("where", "桥头")}, "all chen lin root"},
		{"told at a station, nowhere else", casebook.Case{Category: "facilities", Facts: facts("station", "BS01")}, "all bs chen lin north root"},
		{"told at a station, about elsewhere", casebook.Case{Category: "facilities", Facts: facts("station", "BS01", "where", "qixing")}, "all chen lin north qx qx2 root"},
		{"of no category yet", casebook.Case{Facts: facts("where", "baisha")}, "all bs chen lin north root"},
		{"of a category the township's agent does not serve", casebook.Case{Category: "labour", Facts: facts("where", "baisha")}, "all bs chen lin root"},
		{"passed on to somebody elsewhere", casebook.Case{Category: "labour", Owner: "qx", Facts: facts("where", "baisha")}, "all bs chen lin qx root"},
		{"begun by somebody elsewhere", casebook.Case{Category: "labour", First: "qx", Facts: facts("where", "baisha")}, "all bs chen lin qx root"},
		{"a colleague is asked", casebook.Case{Category: "labour", Mentioned: []string{"qx"}, Facts: facts("where", "baisha")}, "all bs chen lin qx root"},
		{"counselling", casebook.Case{Category: "counselling", Facts: facts("where", "baisha"), Mentioned: []string{"all"}, First: "lin"}, "chen root"},
		{"counselling while a life is at risk", casebook.Case{Category: "counselling", AlertedAt: morning, Facts: facts("where", "baisha")}, "all bs chen lin north qx qx2 root"},
		{"counselling after that", casebook.Case{Category: "counselling", AlertedAt: morning, Answered: true, Owner: "bs", Facts: facts("where", "baisha")}, "bs chen root"},
		{"a village complains of nobody named", casebook.Case{Category: "village", Facts: facts("where", "qixing")}, "chen north root"},
		{"of the named agent", casebook.Case{Category: "village", Facts: facts("where", "baisha", "who", "赵敏")}, "chen root"},
		{"of the agent named in the story", casebook.Case{Category: "village", Facts: facts("where", "baisha", "what", "镇里的陈医生收了红包")}, "north root"},
		{"by surname and title", casebook.Case{Category: "village", Facts: facts("where", "baisha", "who", "赵书记")}, "chen root"},
		{"by surname and title, in the story", casebook.Case{Category: "village", Facts: facts("where", "baisha", "what", "我们村的赵书记把补偿款拿了")}, "chen root"},
		{"by surname after a word of age", casebook.Case{Category: "village", Facts: facts("where", "baisha", "who", "镇里的老赵")}, "chen root"},
		{"by the given name", casebook.Case{Category: "village", Owner: "qx", Facts: facts("where", "baisha", "who", "建国叔")}, "chen north root"},
		{"by a title that others have, too", casebook.Case{Category: "village", Facts: facts("where", "baisha", "who", "村里的医生")}, "chen north root"},
		{"somebody of another surname", casebook.Case{Category: "village", Facts: facts("where", "baisha", "who", "钱书记")}, "chen north root"},
		{"of an agent as an agent", casebook.Case{Category: "errand", Facts: facts("where", "qixing", "who", "网格员小王")}, "all chen lin qx2 root"},
		{"a neighbour of the same surname", casebook.Case{Category: "mediation", Facts: facts("where", "qixing", "who", "隔壁老王")}, "all chen lin qx qx2 root"},
		{"in English, by title", casebook.Case{Category: "errand", Facts: facts("where", "baisha", "who", "the grid worker Mr. Li")}, "all chen lin root"},
		{"of an admin", casebook.Case{Category: "village", Facts: facts("where", "baisha", "who", "管理员")}, "chen north"},
		{"of an agent, in danger", casebook.Case{Category: "village", AlertedAt: morning, Facts: facts("where", "baisha", "who", "赵敏")}, "all chen lin qx qx2 root"},
		{"a quarrel with an agent", casebook.Case{Category: "mediation", Facts: facts("where", "qixing", "who", "隔壁的老王头")}, "all chen lin qx2 root"},
		{"a quarrel with an English name", casebook.Case{Category: "mediation", Facts: facts("where", "baisha", "who", "my neighbour LI WEI")}, "all chen lin root"},
		{"in other characters, with a blank", casebook.Case{Category: "mediation", Facts: facts("where", "qixing", "who", "隔壁的王 建國")}, "all chen lin qx2 root"},
		{"a longer name is another one", casebook.Case{Category: "mediation", Facts: facts("where", "baisha", "who", "Li Weimin")}, "all bs chen lin root"},
		{"a station is complained of", casebook.Case{Category: "mediation", Facts: facts("where", "qixing", "who", "七星代办站")}, "all chen lin root"},
		{"a station by a part of its name", casebook.Case{Category: "mediation", Facts: facts("where", "qixing", "who", "七星站的人")}, "all chen lin root"},
		{"a station in English", casebook.Case{Category: "mediation", Facts: facts("where", "baisha", "who", "someone at the Baisha office")}, "all chen lin root"},
		{"a neighbour near the station's village", casebook.Case{Category: "mediation", Facts: facts("where", "qixing", "who", "七星村的邻居")}, "all chen lin qx qx2 root"},
		{"kept from the village", casebook.Case{Category: "facilities", Flags: []dialog.Flag{dialog.FlagConfidential}, Facts: facts("where", "qixing")}, "all chen lin north root"},
		{"its owner is complained of after all", casebook.Case{Category: "mediation", Owner: "qx", Facts: facts("where", "qixing", "who", "王建国")}, "all chen lin qx2 root"},
	} {
		row.c.Status = dialog.Unclaimed
		var got []string
		for _, login := range slices.Sorted(maps.Keys(agents)) {
			if agents[login].Sees(row.c) {
				got = append(got, login)
			}
		}
		if seen := strings.Join(got, " "); seen != row.want {
			t.Errorf("%s: seen by %s\nwant %s", row.name, seen, row.want)
		}
	}
	plain := handoff.Agent{Login: "qx", Role: handoff.RoleAgent, Service: handoff.Service{Areas: []string{"QX01"}}}
	if !plain.Sees(casebook.Case{Status: dialog.Unclaimed, Category: "counselling"}) {
		t.Error("in a town without areas everybody sees everything")
	}
	if standard, err := places.Default(); err != nil || handoff.NewRules(standard, nil) != nil {
		t.Error("the built-in town has rules")
	}
}

// TestComplaintOfThePosterScanned: where nobody knows the place of a complaint, the station
// whose poster was scanned is taken to be concerned.
func TestComplaintOfThePosterScanned(t *testing.T) {
	_, rules := ruled(t)
	bs := crew(rules)["bs"]
	bs.Entrusted = []string{"village"}
	for where, want := range map[string]bool{"村委会": false, "qixing": true, "baisha": false} {
		c := casebook.Case{Status: dialog.Unclaimed, Category: "village", Facts: map[string]casebook.Fact{
			"station": {Value: "BS01"}, "where": {Value: where, Raw: where}}}
		if rules.MayHold(bs, c) != want {
			t.Errorf("scanned at the station, about %s: may hold it %v", where, !want)
		}
	}
}

// TestListsShowWhatIsSeen: every list and every count agree with what may be read.
func TestListsShowWhatIsSeen(t *testing.T) {
	_, rules := ruled(t)
	book := openBook(t)
	where := func(v string) dialog.Change {
		return dialog.Change{Kind: dialog.ChangeSlot, Slot: "where", Value: v, Raw: v}
	}
	tell(t, book, "qx-lamp", 1, said("灯"), about("facilities"), where("qixing"), opened(60))
	tell(t, book, "bs-lamp", 2, said("灯"), about("facilities"), where("baisha"), opened(60))
	tell(t, book, "fear", 3, said("难受"), about("counselling"), where("qixing"), opened(60))
	tell(t, book, "ledger", 4, said("账"), about("village"), where("qixing"), opened(60))
	tell(t, book, "draft", 5, said("难受"), about("counselling"))
	board := handoff.NewBoard(book, nil).Under(rules)
	if err := board.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ login, open, area string }{
		{"all", "qx-lamp bs-lamp", ""},
		{"qx", "qx-lamp", "qx-lamp"},
		{"bs", "bs-lamp", "bs-lamp"},
		{"chen", "qx-lamp bs-lamp fear ledger", ""},
		{"north", "qx-lamp bs-lamp ledger", "qx-lamp bs-lamp ledger"},
		{"lin", "qx-lamp bs-lamp", ""},
		{"root", "qx-lamp bs-lamp fear ledger", ""},
	} {
		agent := crew(rules)[row.login]
		ids := func(q handoff.Query) string {
			q.For = agent
			page, err := board.List(q)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range page.Cases {
				got = append(got, string(c.ID))
			}
			return strings.Join(got, " ")
		}
		counts := board.Counts(agent)
		if got := ids(handoff.Query{Open: true}); got != row.open || counts.Open != len(strings.Fields(got)) || counts.Unclaimed != counts.Open {
			t.Errorf("%s sees %q and counts %d, %d unclaimed; want %q", row.login, got, counts.Open, counts.Unclaimed, row.open)
		}
		if got := ids(handoff.Query{Open: true, MyArea: true}); got != row.area || counts.MyArea != len(strings.Fields(got)) {
			t.Errorf("%s has %q in the area and counts %d, want %q", row.login, got, counts.MyArea, row.area)
		}
		if due := board.CountDue(morning.AddDate(0, 0, 1), agent); due != len(strings.Fields(row.open)) {
			t.Errorf("%s counts %d due", row.login, due)
		}
		if n := counts.Categories["counselling"]; (n > 0) != strings.Contains(row.open, "fear") {
			t.Errorf("%s counts %d of counselling", row.login, n)
		}
	}
	if n := board.CountCollecting(crew(rules)["lin"]); n != 0 {
		t.Errorf("a supervisor counts %d talks of counselling", n)
	}
}
