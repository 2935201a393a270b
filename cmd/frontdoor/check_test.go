package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
)

// TestCheckSaysWhatIsWrong: each mistake is one sentence, and the code tells scripts.
func TestCheckSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, []byte("no folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	staffed := filepath.Join(folder, "staffed.db")
	if got := command(t, staffed, "", "agent", "add", "-login", "wu", "-name", "吴姐", "-role", "admin"); got.code != 0 {
		t.Fatalf("adding an agent: %+v", got)
	}
	empty := emptyBook(t)
	for _, c := range []struct {
		name, book string
		args       []string
		code       int
		want       string
	}{
		{"all is well", staffed, nil, 0, "knows 1 agents"},
		{"a book to be made", filepath.Join(folder, "new", "book.db"), nil, 0, "serve will make it"},
		{"a book that cannot be made", "/proc/nowhere/book.db", nil, 1, "cannot be made"},
		{"a book inside a file", filepath.Join(file, "book.db"), nil, 1, "not a directory"},
		{"a book that is none", file, nil, 1, "cannot be opened"},
		{"nobody to answer", empty, nil, 1, "agent add"},
		{"an address that is none", staffed, []string{"-listen", "nonsense"}, 1, "FRONTDOOR_LISTEN"},
		{"a place for files that is a file", staffed, []string{"-media", file}, 1, "cannot be kept in"},
		{"a place for files that is there", staffed, []string{"-media", folder}, 0, "is kept in " + folder},
		{"a bucket without keys", staffed, []string{"-media", "s3://town?region=eu-west-1"}, 1, "FRONTDOOR_MEDIA_KEY"},
		{"keys without a bucket", staffed, []string{"-media-key", "k"}, 1, "FRONTDOOR_MEDIA_KEY is set"},
		{"a secret for nothing", staffed, []string{"-telegram-secret", "s"}, 1, "Telegram stays off because FRONTDOOR_TELEGRAM_TOKEN"},
		{"half of SMS", staffed, []string{"-twilio-from", "+8657900000001"}, 1, "SMS stays off because FRONTDOOR_TWILIO_ACCOUNT_SID"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := command(t, c.book, "", append([]string{"check"}, c.args...)...)
			if got.code != c.code || !strings.Contains(got.out, c.want) {
				t.Errorf("code %d, want %d and %q in:\n%s%s", got.code, c.code, c.want, got.out, got.err)
			}
		})
	}
	left, err := filepath.Glob(filepath.Join(folder, "*check*"))
	if made, _ := filepath.Glob(filepath.Join(folder, "new*")); err != nil || len(left)+len(made) > 0 {
		t.Errorf("the check left %v %v behind", left, made)
	}
}

// TestLeftoversKeepNothingFromStarting: settings of a channel without an account
// switch nothing on and stop nothing else.
func TestLeftoversKeepNothingFromStarting(t *testing.T) {
	set := serveSettings{Listen: "127.0.0.1:0", TelegramAPI: "https://api.telegram.org", TwilioAPI: "https://api.twilio.com",
		TelegramSecret: "s", TelegramMode: "poll", TwilioToken: "x", TwilioFrom: "+1"}
	if trouble := set.trouble(); len(trouble) > 0 || set.telegram() || set.sms() {
		t.Errorf("trouble %q, telegram %v, sms %v; want none of them", trouble, set.telegram(), set.sms())
	}
	if left := set.leftovers(); len(left) != 4 {
		t.Errorf("%d sentences about 4 leftover settings: %q", len(left), left)
	}
}

// TestCheckFindsThePeopleOfTheRules: what the rules of a town with stations need and do not
// find is said.
func TestCheckFindsThePeopleOfTheRules(t *testing.T) {
	cat, err := catalog.Default()
	must(t, err)
	parse := func(rules string) *town.Town {
		place, err := town.Parse("town.yaml", []byte(town.Standard()+sampleAreas+rules))
		must(t, err)
		return place
	}
	named := handoff.Service{Entrusted: []string{"counselling", "village"}}
	good := []handoff.Agent{{Login: "wu", Role: handoff.RoleAgent, Service: named}, {Login: "lin", Role: handoff.RoleSupervisor}, {Login: "root", Role: handoff.RoleAdmin}}
	now := time.Date(2026, 11, 29, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, rules string
		agents      []handoff.Agent
		now         time.Time
		want        string
	}{
		{"all is well", "", good, now, "The rules hold at 3 stations"},
		{"a login that is none", "rules: {tell_town: 'mayer'}\n", good, now, `tell_town names "mayer"`},
		{"nobody on a level", "", good[:1], now, "Nobody is told when a case goes up to the city"},
		{"who is named has left", "", []handoff.Agent{{Login: "wu", Role: handoff.RoleAgent, Service: named, Disabled: true}, good[1], good[2]}, now, "restricted queue counselling"},
		{"an area that is gone", "", append([]handoff.Agent{{Login: "ann", Role: handoff.RoleAgent, Service: handoff.Service{Areas: []string{"QX99"}}}}, good...), now, `area "QX99" is none of the town's file`},
		{"a year nobody knows", "", good, now.AddDate(1, 0, 0), "no holidays for 2028"},
	} {
		var said []string
		for _, f := range checkRules(cat, parse(c.rules), c.agents, c.now) {
			said = append(said, f.text)
		}
		if got := strings.Join(said, "\n"); !strings.Contains(got, c.want) || (c.want == "The rules hold at 3 stations") != (len(said) == 1 && strings.HasPrefix(got, "The rules hold")) {
			t.Errorf("%s: %s\nwant %s", c.name, got, c.want)
		}
	}
	plain, err := town.Default()
	must(t, err)
	if found := checkRules(cat, plain, nil, now); found != nil {
		t.Errorf("a town without stations: %+v", found)
	}
}
