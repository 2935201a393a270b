package handoff_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"testing"
	"time"

	"frontdoor/dialog"
	places "frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// browser is one that takes notifications at an address.
func browser(t *testing.T, endpoint string) handoff.Device {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return handoff.Device{Endpoint: endpoint, P256dh: base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()), Auth: base64.URLEncoding.EncodeToString([]byte("sixteen bytes ok")), Name: "Edge"}
}

func TestWhichBrowsersAreTakenIn(t *testing.T) {
	_, lines, _ := openLines(t)
	good := browser(t, "https://push.example/a")
	for name, change := range map[string]func(*handoff.Device){
		"plain http":            func(d *handoff.Device) { d.Endpoint = "http://push.example/a" },
		"no host":               func(d *handoff.Device) { d.Endpoint = "https:///a" },
		"a name and a password": func(d *handoff.Device) { d.Endpoint = "https://a:b@push.example/a" },
		"no address":            func(d *handoff.Device) { d.Endpoint = "javascript:alert(1)" },
		"too long":              func(d *handoff.Device) { d.Endpoint += string(make([]byte, 1024)) },
		"no key":                func(d *handoff.Device) { d.P256dh = "" },
		"no point of the curve": func(d *handoff.Device) {
			d.P256dh = base64.RawURLEncoding.EncodeToString(append([]byte{4}, make([]byte, 64)...))
		},
		"a short secret": func(d *handoff.Device) { d.Auth = "YWJj" },
		"a giant secret": func(d *handoff.Device) { d.Auth = string(make([]byte, 1<<20)) },
	} {
		d := good
		change(&d)
		var mistake *handoff.Mistake
		if err := lines.AddDevice(t.Context(), "wu", d); !errors.As(err, &mistake) {
			t.Errorf("%s is taken in: %v", name, err)
		}
	}
	if err := lines.AddDevice(t.Context(), "wu", good); err != nil {
		t.Errorf("a good one is not taken in: %v", err)
	}
}

// browserAt is the address of the browser with that endpoint.
func browserAt(endpoint string) dialog.Address { return handoff.Device{Endpoint: endpoint}.Address() }

// openLines is a roster with wu and li, the lines of its agents, and its shelf.
func openLines(t *testing.T) (*handoff.Roster, *handoff.Lines, casebook.Shelf) {
	t.Helper()
	book := openBook(t)
	roster := handoff.NewRoster(book, nil)
	for _, login := range []string{"wu", "li"} {
		if err := roster.Add(t.Context(), handoff.Agent{Login: login, Name: login, Role: handoff.RoleAgent}, ""); err != nil {
			t.Fatal(err)
		}
	}
	return roster, handoff.NewLines(book, roster), book
}

func TestABrowserIsOneAgents(t *testing.T) {
	roster, lines, _ := openLines(t)
	ctx := t.Context()
	add := func(login, endpoint string) dialog.Address {
		t.Helper()
		d := browser(t, endpoint)
		if err := lines.AddDevice(ctx, login, d); err != nil {
			t.Fatal(err)
		}
		return d.Address()
	}
	whose := func(a dialog.Address) string {
		t.Helper()
		_, there, err := lines.Device(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		w, ok, err := lines.Find(ctx, a)
		if err != nil || ok != there {
			t.Fatalf("%v, found %v, device %v", err, ok, there)
		}
		if !ok {
			return ""
		}
		return w.Login
	}
	shared := add("wu", "https://push.example/shared")
	if got := whose(shared); got != "wu" {
		t.Fatalf("it is %q's", got)
	}
	// Who subscribes the same browser next has it, and who had it has it no more.
	add("li", "https://push.example/shared")
	if w, err := lines.Of(ctx, "wu"); err != nil || len(w.Line.Devices) > 0 || whose(shared) != "li" {
		t.Fatalf("%v, wu has %d, it is %q's", err, len(w.Line.Devices), whose(shared))
	}
	// The same one again is one; of too many the oldest goes.
	for i := range 8 + 2 {
		add("wu", fmt.Sprintf("https://push.example/%d", i))
		add("wu", fmt.Sprintf("https://push.example/%d", i))
	}
	w, err := lines.Of(ctx, "wu")
	if err != nil || len(w.Line.Devices) != 8 || w.Line.Devices[0].Endpoint != "https://push.example/2" {
		t.Fatalf("%v, %d devices, the first is %v", err, len(w.Line.Devices), w.Line.Devices[0])
	}
	if got := whose(browserAt("https://push.example/0")); got != "" {
		t.Errorf("the oldest is still %s's", got)
	}
	// One that is gone is forgotten, alone; again is fine.
	for range 2 {
		if err := lines.DropDevice(ctx, "https://push.example/5"); err != nil {
			t.Fatal(err)
		}
	}
	if w, err = lines.Of(ctx, "wu"); err != nil || len(w.Line.Devices) != 8-1 || whose(browserAt("https://push.example/5")) != "" {
		t.Fatalf("%v, %d devices", err, len(w.Line.Devices))
	}
	// A new password and being shut out end them all.
	if err := roster.SetPassword(ctx, "wu", "another-password"); err != nil {
		t.Fatal(err)
	}
	if err := roster.SetDisabled(ctx, "li", true); err != nil {
		t.Fatal(err)
	}
	if a, b := whose(browserAt("https://push.example/6")), whose(shared); a != "" || b != "" {
		t.Errorf("after a new password it is %q's, after being shut out %q's", a, b)
	}
	all, err := lines.All(ctx)
	if err != nil || len(all) > 0 {
		t.Errorf("%v: %d can be reached", err, len(all))
	}
	var mistake *handoff.Mistake
	if err := lines.AddDevice(ctx, "li", handoff.Device{Endpoint: "https://push.example/x"}); !errors.As(err, &mistake) {
		t.Errorf("one without keys: %v", err)
	}
}

func TestThePushKeyIsMadeOnce(t *testing.T) {
	_, _, shelf := openLines(t)
	first, second := handoff.NewPushKey(shelf, ""), handoff.NewPushKey(shelf, "")
	private, public, err := first.Pair(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if again, err := second.Public(t.Context()); err != nil || again != public {
		t.Errorf("another process has %q, %v", again, err)
	}
	if given, err := handoff.NewPushKey(nil, private).Public(t.Context()); err != nil || given != public {
		t.Errorf("given from outside: %q, %v", given, err)
	}
	for _, bad := range []string{"x", "AAAA", private + "AA", base64.RawURLEncoding.EncodeToString(make([]byte, 32))} {
		if _, err := handoff.ReadPushKey(bad); err == nil {
			t.Errorf("%q is taken for a key", bad)
		}
	}
}

func TestWhatAnAgentWantsToHear(t *testing.T) {
	place, err := places.Default()
	if err != nil {
		t.Fatal(err)
	}
	noon, night := time.Date(2026, 11, 23, 10, 0, 0, 0, place.Zone), time.Date(2026, 11, 23, 23, 0, 0, 0, place.Zone)
	not := []string{handoff.Wish(handoff.TopicNew, handoff.WayPush)}
	for _, row := range []struct {
		name  string
		line  handoff.Line
		topic handoff.Topic
		way   handoff.Way
		at    time.Time
		want  bool
	}{
		{"everything by day", handoff.Line{}, handoff.TopicNew, handoff.WayPush, noon, true},
		{"nothing pushed at night", handoff.Line{}, handoff.TopicNew, handoff.WayPush, night, false},
		{"nothing on the page at night", handoff.Line{}, handoff.TopicWord, handoff.WayPage, night, false},
		{"the chat as /duty says", handoff.Line{}, handoff.TopicNew, handoff.WayChat, night, true},
		{"the chat after /duty off", handoff.Line{Quiet: true}, handoff.TopicNew, handoff.WayChat, noon, false},
		{"danger after /duty off", handoff.Line{Quiet: true}, "", handoff.WayPush, noon, false},
		{"at any time", handoff.Line{Wishes: handoff.Wishes{Hours: handoff.HoursAlways}}, handoff.TopicNew, handoff.WayPush, night, true},
		{"the chat in hours of duty only", handoff.Line{Wishes: handoff.Wishes{Hours: handoff.HoursDuty}}, handoff.TopicNew, handoff.WayChat, night, false},
		{"not wanted", handoff.Line{Wishes: handoff.Wishes{Not: not}}, handoff.TopicNew, handoff.WayPush, noon, false},
		{"wanted another way", handoff.Line{Wishes: handoff.Wishes{Not: not}}, handoff.TopicNew, handoff.WayPage, noon, true},
		{"danger is always wanted", handoff.Line{Wishes: handoff.Wishes{Not: append(not, ":push")}}, "", handoff.WayPush, noon, true},
	} {
		w := handoff.Worker{Agent: handoff.Agent{Login: "wu"}, Line: row.line}
		if got := w.Wants(row.topic, row.way, row.at, place); got != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
}
