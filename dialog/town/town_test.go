package town

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog/catalog"
)

func standardTown(t testing.TB) *Town {
	t.Helper()
	town, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return town
}

func at(t *testing.T, town *Town, text string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", text, town.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

var _ catalog.WorkingDays = (*Town)(nil)

func TestDefaultTown(t *testing.T) {
	town := standardTown(t)
	if town.Name("zh") != "罗埠镇" || town.Name("en") != "Luobu" || town.Persona.In("zh") != "小兴" || town.Prefix != "JH" {
		t.Errorf("who we are: %q %q %q %q", town.Name("zh"), town.Name("en"), town.Persona.In("zh"), town.Prefix)
	}
	for key, want := range map[string]string{"police": "110", "fire": "119", "ambulance": "120", "traffic": "122", "psych": "12356",
		"legal": "12348", "women": "12338", "youth": "12355", "government": "12345", "fraud": "96110", "police_sms": "12110579", "nobody": ""} {
		if got := town.Hotline(key); got != want {
			t.Errorf("hotline %s is %q, want %q", key, got, want)
		}
	}
	if n := len(town.Places); n < 25 {
		t.Errorf("%d places, want some 25", n)
	}
}

func TestOpeningHours(t *testing.T) {
	town := standardTown(t)
	for _, c := range []struct{ at, open, reply string }{
		// A Monday.
		{"2026-11-23 08:29", "2026-11-23 08:30", "2026-11-23 09:00"},
		{"2026-11-23 08:30", "now", "2026-11-23 18:00"},
		{"2026-11-23 16:00", "now", "2026-11-23 18:00"},
		{"2026-11-23 16:01", "now", "2026-11-24 09:00"},
		{"2026-11-23 17:30", "2026-11-24 08:30", "2026-11-24 09:00"},
		{"2026-11-23 23:59", "2026-11-24 08:30", "2026-11-24 09:00"},
		// The weekend has hours of its own.
		{"2026-11-20 20:00", "2026-11-21 09:00", "2026-11-21 09:30"},
		{"2026-11-21 15:30", "now", "2026-11-21 17:30"},
		{"2026-11-22 16:00", "now", "2026-11-23 09:00"},
		// National Day is closed; the Saturday after is worked.
		{"2026-09-30 18:00", "2026-10-08 08:30", "2026-10-08 09:00"},
		{"2026-10-03 10:00", "2026-10-08 08:30", "2026-10-08 09:00"},
		{"2026-10-10 08:30", "now", "2026-10-10 18:00"},
	} {
		moment := at(t, town, c.at)
		open := c.open == "now"
		if town.Open(moment) != open {
			t.Errorf("%s: open is %v", c.at, !open)
		}
		next := moment
		if !open {
			next = at(t, town, c.open)
		}
		if got := town.NextOpening(moment.UTC()); !got.Equal(next) {
			t.Errorf("%s: next opening %s, want %s", c.at, got, c.open)
		}
		if got := town.FirstReplyDue(moment.UTC()).Format("2006-01-02 15:04"); got != c.reply {
			t.Errorf("%s: first reply by %s, want %s", c.at, got, c.reply)
		}
	}
}

func TestWorkdayEnd(t *testing.T) {
	town := standardTown(t)
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-23 10:00", 0, "2026-11-23 17:30"},
		{"2026-11-23 18:00", 0, "2026-11-24 17:30"},
		{"2026-11-20 18:00", 0, "2026-11-23 17:30"}, // Friday evening
		{"2026-11-21 10:00", 0, "2026-11-23 17:30"}, // Saturday
		{"2026-11-20 10:00", 3, "2026-11-25 17:30"},
		{"2026-09-30 10:00", 1, "2026-10-08 17:30"}, // over National Day
		{"2026-10-09 10:00", 1, "2026-10-10 17:30"}, // a Saturday worked instead
		{"2026-10-09 10:00", 2, "2026-10-12 17:30"},
		{"2026-02-13 10:00", 1, "2026-02-14 17:30"}, // the Saturday before the Spring Festival
		{"2026-02-14 18:00", 0, "2026-02-24 17:30"}, // and after it
		{"2026-01-01 10:00", 0, "2026-01-04 17:30"}, // a Sunday worked instead
		{"2026-12-31 10:00", 1, "2027-01-04 17:30"},
		{"2027-12-31 10:00", 1, "2028-01-03 17:30"}, // a year nobody knows: only the weekend is free
	} {
		if got := town.WorkdayEnd(at(t, town, c.from), c.n).Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("%d working days from %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

func TestQuiet(t *testing.T) {
	town := standardTown(t)
	for _, c := range []struct{ at, loud string }{
		{"2026-11-23 20:59", ""},
		{"2026-11-23 21:00", "2026-11-24 08:00"},
		{"2026-11-24 00:00", "2026-11-24 08:00"},
		{"2026-11-24 07:59", "2026-11-24 08:00"},
		{"2026-11-24 08:00", ""},
	} {
		moment := at(t, town, c.at)
		want := moment
		if c.loud != "" {
			want = at(t, town, c.loud)
		}
		if town.Quiet(moment) != (c.loud != "") || !town.NextLoud(moment.UTC()).Equal(want) {
			t.Errorf("%s: quiet %v until %s, want %q", c.at, town.Quiet(moment), town.NextLoud(moment), c.loud)
		}
	}
}

// TestCalendarDays holds the calendar against what the law gives: each listed weekend
// is truly a weekend, and no listed holiday is worked.
func TestCalendarDays(t *testing.T) {
	town := standardTown(t)
	years := map[string]int{}
	for day := range town.hours.workdays {
		d := at(t, town, day+" 10:00")
		if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
			t.Errorf("%s is worked instead, but is a %s", day, d.Weekday())
		}
		if !town.Workday(d) {
			t.Errorf("%s should be a working day", day)
		}
	}
	for day := range town.hours.holidays {
		years[day[:4]]++
		if town.Workday(at(t, town, day+" 10:00")) {
			t.Errorf("%s should be a holiday", day)
		}
	}
	// Thirteen days by law each year; with the weekends joined in there are more.
	if years["2026"] != 33 || years["2027"] < 13 {
		t.Errorf("holidays by year: %v", years)
	}
}

func TestFindPlaces(t *testing.T) {
	town := standardTown(t)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"昨天下午在兴学社区门口", []string{"xingxue=兴学社区"}},
		{"七星村村口塘边", []string{"qixing=七星村"}},
		{"七星那边的路灯", []string{"qixing=七星"}},
		{"七星路的路灯坏了", nil},
		{"罗埠镇七星村", []string{"luobu=罗埠镇", "qixing=七星村"}},
		{"罗埠菜市场旁边", []string{"market=罗埠菜市场"}},
		{"light out in QIXING VILLAGE since Monday", []string{"qixing=QIXING VILLAGE"}},
		{"near Qixing.", []string{"qixing=Qixing"}},
		{"from Qixing to Luobu market", []string{"qixing=Qixing", "market=Luobu market"}},
		{"Qixingyuan is another word", nil},
		{"七星村和七星村", []string{"qixing=七星村", "qixing=七星村"}},
		{"山下有块石头", nil},
		{"\xff七星村\xfe", []string{"qixing=七星村"}},
		{"", nil},
	} {
		var got []string
		for _, m := range town.FindPlaces(c.text) {
			if c.text[m.Start:m.End] != m.Name {
				t.Errorf("%q: %v does not lie where it says", c.text, m)
			}
			got = append(got, m.ID+"="+m.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.text, got, c.want)
		}
	}
	if p, ok := town.Place("qixing"); !ok || p.Name("en") != "Qixing village" || p.Kind != KindVillage {
		t.Errorf("place qixing: %+v", p)
	}
	if _, ok := town.Place("nowhere"); ok {
		t.Error("a place that is not in the file was found")
	}
}

func TestAnotherTown(t *testing.T) {
	file, err := os.ReadFile("testdata/northfield.yaml")
	if err != nil {
		t.Fatal(err)
	}
	town, err := Parse("northfield.yaml", file)
	if err != nil {
		t.Fatal(err)
	}
	if town.Name("en") != "Northfield" || town.Prefix != "NF" || town.Hotline("police") != "911" || town.HumanPhone != "+15550100" {
		t.Errorf("who they are: %+v", town)
	}
	if got := town.FindPlaces("罗埠镇七星村 and the mill"); len(got) != 1 || got[0].ID != "mill" {
		t.Errorf("places: %v", got)
	}
	friday := time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC) // 10:30 there, too late for Friday noon
	if got := town.FirstReplyDue(friday).Format("2006-01-02 15:04 -07:00"); got != "2026-11-23 11:00 -03:30" {
		t.Errorf("first reply by %s", got)
	}
	if town.Quiet(friday) {
		t.Error("a town without quiet hours is never quiet")
	}
}

func TestMistakes(t *testing.T) {
	good, err := os.ReadFile("testdata/northfield.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{"prefix: NF", "prefix: nf", `bad.yaml:7: prefix "nf" is not 1 to 4 capital letters, such as JH`},
		{"en: Northfield\n", "", `bad.yaml:1: en is missing; every name is needed in both languages`},
		{"zone: '-03:30'", "zone: Peking", `bad.yaml:9: zone "Peking" is not the offset from UTC, such as '+08:00'`},
		{"zone: '-03:30'", "zone: '+19:00'", `bad.yaml:9: zone "+19:00" lies outside -14:00 to +14:00`},
		{"【北田帮办】", "【北田镇人民政府代办服务中心】", `bad.yaml:8: signature has 15 characters; at most 12 fit`},
		{"human_phone: '+15550100'", "human_phone: call us", `bad.yaml:10: human_phone "call us" is not a phone number in digits`},
		{"human_phone: '+15550100'", "human_phone: '+15550100'\narea_code: 579", `bad.yaml:11: area_code "579" is not an area code such as '0579'`},
		{"sat: closed", "sat: shut", `bad.yaml:11: hours: sat "shut" is not a time of day such as 08:30-17:30`},
		{"fri: 10:00-12:00", "fri: 12:00-10:00", `bad.yaml:11: hours: fri "12:00-10:00" ends before it begins`},
		{"fri: 10:00-12:00", "fri: closed", `bad.yaml:11: hours: fri is closed; deadlines count Monday to Friday`},
		{", sun: closed", "", `bad.yaml:11: hours: sun is missing: hours such as 08:30-17:30, or closed`},
		{"after_opening: 1h", "after_opening: soon", `bad.yaml:12: first_reply: after_opening "soon" is not a time such as 30m or 1h`},
		{"number: 988", "number: none", `bad.yaml:19: hotline "psych": number "none" is not a phone number in digits`},
		{"key: fraud", "key: police", `bad.yaml:24: hotline "police" is given twice`},
		{"key: fraud", "key: swindle", `bad.yaml:14: hotlines are missing that the conversation names in danger: fraud`},
		{"number: 911, zh: 报警, en: police, checked_on: 2026-01-02", "number: 911, zh: 报警, en: police", `bad.yaml:14: hotline "police": checked_on is missing`},
		{"kind: village", "kind: hamlet", `bad.yaml:26: place "mill": kind "hamlet" is not one of town, village`},
		{"aliases: [磨坊, The Mill]", "aliases: [磨]", `bad.yaml:26: place "mill": name "磨" is too short`},
		{"places:", "places:\n  - {id: mill, kind: road, zh: 磨坊, en: Mill Road}", `bad.yaml:27: place "mill" is given twice`},
		{"places:", "places:\n  - {id: road, kind: road, zh: 磨坊, en: Mill Road}", `bad.yaml:27: place "mill": name "磨坊" belongs to place "road" already`},
		{"places:", "calendar: [{year: 2026, checked_on: 2026-01-02, holidays: [2026-02-30]}]\nplaces:", `bad.yaml:25: calendar of 2026: a holiday "2026-02-30" is not a day such as 2026-11-22`},
		{"places:", "calendar: [{year: 2026, checked_on: 2026-01-02, holidays: [2027-02-01]}]\nplaces:", `bad.yaml:25: calendar of 2026: a holiday "2027-02-01" lies outside the year`},
		{"places:", "calendar: [{year: 2026, checked_on: 2026-01-02, holidays: [2026-02-01], workdays: [2026-02-01]}]\nplaces:", `bad.yaml:25: calendar of 2026: 2026-02-01 is both a holiday and a workday`},
		{"places:", "calendar: [{year: 2026, checked_on: 2026-01-02, holidays: [2026-01-01/2026-12-31]}]\nplaces:", `bad.yaml:25: calendar of 2026: a holiday "2026-01-01/2026-12-31" must run`},
		{"version: 1", "version: 2", `bad.yaml:2: version must be 1`},
		{"prefix: NF", "prefixx: NF", `bad.yaml:7: unknown field "prefixx"; known here: version, zh, en,`},
	} {
		text := strings.Replace(string(good), c.from, c.to, 1)
		if text == string(good) {
			t.Fatalf("%q is not in the file", c.from)
		}
		_, err := Parse("bad.yaml", []byte(text))
		if err == nil || !slices.ContainsFunc(strings.Split(err.Error(), "\n"), func(l string) bool { return strings.HasPrefix(l, c.want) }) {
			t.Errorf("%q:\n got %v\nwant %s", c.to, err, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(standard)
	f.Add([]byte("a: [\n"))
	f.Add([]byte("- {zh: *x, en: &y {}}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		town, err := Parse("fuzz.yaml", text)
		if (town == nil) == (err == nil) {
			t.Fatalf("town %v, error %v", town, err)
		}
	})
}

func FuzzFindPlaces(f *testing.F) {
	f.Add("七星村村口, near Luobu Market")
	town := standardTown(f)
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range town.FindPlaces(text) {
			if m.Start < end || m.End > len(text) || text[m.Start:m.End] != m.Name {
				t.Fatalf("%q: %+v", text, m)
			}
			end = m.End
		}
	})
}

func BenchmarkFindPlaces(b *testing.B) {
	town := standardTown(b)
	for b.Loop() {
		town.FindPlaces("昨天下午在兴学社区门口，张三撞了我，医药费1900元没给")
	}
}
