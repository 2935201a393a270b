package catalog

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func standardCatalog(t testing.TB) *Catalog {
	t.Helper()
	c, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func slotOf(t testing.TB, category, slot string) Slot {
	t.Helper()
	c, ok := standardCatalog(t).Category(category)
	if !ok {
		t.Fatalf("no category %s", category)
	}
	s, ok := c.Slot(slot)
	if !ok {
		t.Fatalf("no slot %s in %s", slot, category)
	}
	return s
}

// TestTenCategories holds the embedded file against what the service promises.
func TestTenCategories(t *testing.T) {
	c := standardCatalog(t)
	if c.Questions != 4 {
		t.Errorf("%d questions, want 4", c.Questions)
	}
	want := []struct {
		key, musts, asks   string
		public, restricted bool
	}{
		{"errand", "what where", "phone name for_whom can_travel when", false, false},
		{"mediation", "what who where", "danger phone name when amount wish", false, false},
		{"legal", "what", "deadline phone name where stage", false, false},
		{"counselling", "safety", "where name phone for_whom mode", false, true},
		{"housing", "what where", "danger phone name when vulnerable", true, false},
		{"facilities", "what where", "hazard when phone name", true, false},
		{"safety", "what where", "now phone name when identity", true, false},
		{"labour", "what who", "where phone name amount when injury people", false, false},
		{"care", "what where", "phone name today for_whom when", false, false},
		{"village", "what where identity", "phone name who when wish", false, true},
	}
	if len(c.Categories()) != len(want) {
		t.Fatalf("%d categories, want %d", len(c.Categories()), len(want))
	}
	keys := func(slots []Slot) string {
		var ks []string
		for _, s := range slots {
			ks = append(ks, s.Key)
		}
		return strings.Join(ks, " ")
	}
	for i, w := range want {
		got := c.Categories()[i]
		if got.Key != w.key || keys(got.Musts()) != w.musts || keys(got.Asks()) != w.asks || got.Public != w.public || got.Restricted != w.restricted {
			t.Errorf("%s: musts %q, asks %q, public %v, restricted %v", got.Key, keys(got.Musts()), keys(got.Asks()), got.Public, got.Restricted)
		}
		if got.Name("zh") == "" || got.Short("en") == "" || len(got.AgentAsks()) == 0 {
			t.Errorf("%s: a name or the agent's questions are missing", got.Key)
		}
	}
	if v, _ := c.Category("village"); v.NeverTo != "who" {
		t.Errorf("village cases may reach %q", v.NeverTo)
	}
}

func TestUrgentAndFlags(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 8*3600))
	for _, c := range []struct {
		name, category string
		values         map[string]string
		given          []string
		urgent         bool
		flags          string
	}{
		{"nothing known", "facilities", nil, nil, false, ""},
		{"light out", "facilities", map[string]string{"what": "路灯坏了", "hazard": "1"}, nil, false, ""},
		{"live wire", "facilities", map[string]string{"hazard": "3"}, nil, true, ""},
		{"cover gone", "facilities", map[string]string{"what": "村口没有井盖"}, nil, true, ""},
		{"flag of any category", "legal", nil, []string{"suicide_risk"}, true, ""},
		{"hearing in a week", "legal", map[string]string{"deadline": "2026-11-30"}, nil, true, ""},
		{"hearing later", "legal", map[string]string{"deadline": "2026-12-01"}, nil, false, ""},
		{"hearing was yesterday", "legal", map[string]string{"deadline": "2026-11-22"}, nil, false, ""},
		{"ten workers", "labour", map[string]string{"people": "10"}, nil, true, ""},
		{"nine workers", "labour", map[string]string{"people": "9"}, nil, false, ""},
		{"six villagers", "village", map[string]string{"people": "6"}, nil, true, ""},
		{"cracks", "housing", map[string]string{"danger": "2"}, nil, false, ""},
		{"cracks with an elder inside", "housing", map[string]string{"danger": "2", "vulnerable": "1,4"}, nil, true, ""},
		{"cracks with nobody to care for", "housing", map[string]string{"danger": "2", "vulnerable": "5"}, nil, false, ""},
		{"cracks and a typhoon", "housing", map[string]string{"danger": "2", "what": "墙裂了，台风要来"}, nil, true, ""},
		{"collapsing", "housing", map[string]string{"danger": "3"}, nil, true, "emergency"},
		{"swindled yesterday", "safety", map[string]string{"kind": "6", "when": "2026-11-22"}, nil, true, ""},
		{"swindled a month ago", "safety", map[string]string{"kind": "6", "when": "2026-10-22"}, nil, false, ""},
		{"happening now", "safety", map[string]string{"now": "1", "identity": "3"}, nil, true, "emergency anonymous"},
		{"plan to hurt oneself", "counselling", map[string]string{"safety": "3", "age": "1"}, nil, true, "suicide_risk minor"},
		{"for mother, bedridden", "errand", map[string]string{"for_whom": "2", "can_travel": "3"}, nil, false, "on_behalf home_visit"},
		{"keep from the subject", "village", map[string]string{"identity": "2"}, nil, false, "confidential"},
	} {
		cat, _ := standardCatalog(t).Category(c.category)
		f := Facts{Now: now, Values: c.values, Flags: c.given}
		if got := cat.Urgent(f); got != c.urgent {
			t.Errorf("%s: urgent %v", c.name, got)
		}
		if got := strings.Join(cat.Flags(f), " "); got != c.flags {
			t.Errorf("%s: flags %q, want %q", c.name, got, c.flags)
		}
	}
}

func TestAskOnlyWhenHinted(t *testing.T) {
	danger := slotOf(t, "mediation", "danger")
	if danger.Wanted(Facts{}) || !danger.Wanted(Facts{Hints: []string{HintHarm}}) {
		t.Error("danger must be asked exactly when the words hint at harm")
	}
	amount := slotOf(t, "labour", "amount")
	if amount.Wanted(Facts{Values: map[string]string{"kind": "4"}}) || !amount.Wanted(Facts{Values: map[string]string{"kind": "1"}}) {
		t.Error("the amount belongs to unpaid wages")
	}
	if !slotOf(t, "errand", "what").Wanted(Facts{}) {
		t.Error("what is always wanted")
	}
}

func TestNotesAndDefault(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	labour, _ := standardCatalog(t).Category("labour")
	for day, want := range map[string]int{"2026-10-01": 0, "2026-01-10": 1, "2025-01-10": 2} {
		if got := labour.Notes(Facts{Now: now, Values: map[string]string{"when": day}}); len(got) != want {
			t.Errorf("last day of work %s: %d notes, want %d", day, len(got), want)
		}
	}
	if s := slotOf(t, "mediation", "discreet"); s.Default != "1" || len(s.FlagsFor("")) != 0 || !slices.Equal(s.FlagsFor("1"), []string{"confidential"}) {
		t.Errorf("discreet: default %q", s.Default)
	}
}

func TestClocks(t *testing.T) {
	for _, c := range []struct {
		category string
		values   map[string]string
		flags    []string
		want     string
	}{
		{"errand", nil, nil, "first_reply=0wd accept=15d close=60d+30d"},
		{"mediation", nil, nil, "first_reply=1wd close=1mo confirm=30d"},
		{"mediation", nil, []string{"domestic_violence"}, "first_reply=5m!15m close=1mo confirm=30d"},
		{"housing", map[string]string{"danger": "3"}, nil, "first_reply=0wd on_site=30m file=2wd"},
		{"housing", map[string]string{"danger": "2"}, nil, "first_reply=0wd on_site=24h file=2wd"},
		{"housing", nil, nil, "first_reply=0wd on_site=3wd file=2wd"},
		{"facilities", map[string]string{"kind": "1"}, nil, "first_reply=0wd close=72h"},
		{"facilities", map[string]string{"kind": "4", "hazard": "3"}, nil, "first_reply=0wd on_site=1h close=5wd"},
		{"safety", map[string]string{"now": "1"}, nil, "first_reply=5m!15m on_site=1h"},
		{"labour", nil, nil, "first_reply=0wd accept=5wd mediate=1mo close=60wd+30wd"},
		{"counselling", nil, []string{"suicide_risk"}, "first_reply=5m!15m check_in=24h"},
	} {
		cat, _ := standardCatalog(t).Category(c.category)
		var got []string
		for _, d := range cat.Clocks(Facts{Values: c.values, Flags: c.flags}) {
			text := d.Key + "=" + d.In.String()
			if d.Alarm != (Span{}) {
				text += "!" + d.Alarm.String()
			}
			if d.Extend != (Span{}) {
				text += "+" + d.Extend.String()
			}
			got = append(got, text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %v %v:\n got %s\nwant %s", c.category, c.values, c.flags, strings.Join(got, " "), c.want)
		}
	}
}

type weekdaysOnly struct{}

func (weekdaysOnly) WorkdayEnd(from time.Time, n int) time.Time { return from.AddDate(0, 0, 100+n) }

func TestDue(t *testing.T) {
	from := time.Date(2026, 1, 31, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"5m": from.Add(5 * time.Minute), "24h": from.Add(24 * time.Hour), "15d": from.AddDate(0, 0, 15),
		"1mo": time.Date(2026, 2, 28, 9, 0, 0, 0, time.UTC), "2mo": time.Date(2026, 3, 31, 9, 0, 0, 0, time.UTC),
		"13mo": time.Date(2027, 2, 28, 9, 0, 0, 0, time.UTC), "25mo": time.Date(2028, 2, 29, 9, 0, 0, 0, time.UTC), "3wd": from.AddDate(0, 0, 103), "0wd": from.AddDate(0, 0, 100),
	} {
		s, err := ParseSpan(text)
		if err != nil || s.String() != text || !s.Due(from, weekdaysOnly{}).Equal(want) {
			t.Errorf("%s: %v %s, error %v", text, s, s.Due(from, weekdaysOnly{}), err)
		}
	}
	for _, bad := range []string{"", "0d", "5", "d", "-3d", "3 d", "1y", "99999d", "5wh"} {
		if s, err := ParseSpan(bad); err == nil {
			t.Errorf("%q was read as %v", bad, s)
		}
	}
}

func TestAnotherCatalogue(t *testing.T) {
	file, err := os.ReadFile("testdata/harbour.yaml")
	if err != nil {
		t.Fatal(err)
	}
	c, err := Parse("harbour.yaml", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := c.Category("errand"); ok || len(c.Categories()) != 1 || c.Questions != 2 {
		t.Fatalf("not the harbour's catalogue: %+v", c)
	}
	m, _ := c.Category("mooring")
	if !m.Urgent(Facts{Values: map[string]string{"afloat": "2", "boats": "3"}}) || m.Urgent(Facts{Values: map[string]string{"afloat": "1", "boats": "3"}}) {
		t.Error("urgent when three boats are not afloat")
	}
	s, _ := m.Slot("afloat")
	if key, raw, ok := s.Infer("The boat SANK last night"); key != "2" || raw != "SANK" || !ok {
		t.Errorf("inferred %q %q %v", key, raw, ok)
	}
	if s.Ask("zh") != "船还浮着吗？" || s.Ask("en") != "Is the boat afloat?" || s.Options[1].Label("en") != "No" {
		t.Errorf("words: %+v", s)
	}
}
