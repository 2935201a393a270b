package api

import (
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

func TestWhoMayCome(t *testing.T) {
	w := newWorld(t)
	w.handedOff("telegram:1")
	for name, header := range map[string]string{
		"nothing": "", "another scheme": "Basic " + w.tokens["wu"], "no token": "Bearer ", "unknown token": "Bearer fd_nobodys", "bare token": w.tokens["wu"],
	} {
		for _, path := range []string{"/cases", "/cases/JH-07-00421-3", "/events"} {
			r := httptest.NewRequest("GET", "/api/v1"+path, nil)
			r.Header.Set("Authorization", header)
			a := w.send(r).is(401)
			if a.header.Get("WWW-Authenticate") == "" || a.body["do"] == nil {
				t.Errorf("%s: %v %v", name, a.header, a.body)
			}
		}
	}
	r := httptest.NewRequest("GET", "/api/v1/cases", nil)
	r.Header.Set("Authorization", "bearer "+w.tokens["wu"])
	w.send(r).is(200)
	w.must(w.roster.SetDisabled(t.Context(), "wu", true))
	w.call("wu", "GET", "/cases", "").is(401)
	w.call("", "GET", "/openapi.json", "").is(200).has("openapi", "3.0.3")
}

func TestPathsAndMethodsThatAreNot(t *testing.T) {
	w := newWorld(t)
	tests := []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", "/", 404, ""},
		{"GET", "/nothing", 404, ""},
		{"GET", "/cases/", 404, ""},
		{"POST", "/cases/JH-07-00421-3/explode", 404, ""},
		{"GET", "/cases/JH-07-00421-3/claim/again", 404, ""},
		{"POST", "/cases", 405, "GET, HEAD"},
		{"DELETE", "/cases/JH-07-00421-3", 405, "GET, HEAD"},
		{"GET", "/cases/JH-07-00421-3/claim", 405, "POST"},
		{"PUT", "/events", 405, "GET, HEAD"},
	}
	for _, test := range tests {
		a := w.call("root", test.method, test.path, "").is(test.status)
		if a.header.Get("Allow") != test.allow || a.body["error"] == nil || a.body["do"] == nil {
			t.Errorf("%s %s: Allow %q, %v", test.method, test.path, a.header.Get("Allow"), a.body)
		}
	}
}

func TestListCases(t *testing.T) {
	w := newWorld(t)
	w.call("wu", "GET", "/cases", "").is(200).has("next", nil)
	draft := w.say("telegram:9", "你好")
	lamp := w.handedOff("telegram:1")
	w.call("wu", "POST", "/cases/"+lamp+"/recategorise", `{"category":"facilities"}`).is(200)
	noise := w.handedOff("sms:+8613900000102")
	w.call("wu", "POST", "/cases/"+noise+"/recategorise", `{"category":"mediation"}`).is(200)
	w.call("wu", "POST", "/cases/"+noise+"/claim", "").is(200)
	done := w.handedOff("web:v1")
	w.call("li", "POST", "/cases/"+done+"/claim", "").is(200)
	w.call("li", "POST", "/cases/"+done+"/close", `{"outcome":"not_ours","text":"请找供电所"}`).is(200)

	tests := []struct {
		login, query string
		want         []string
	}{
		{"wu", "", []string{lamp, noise, done}},
		{"wu", "?status=&category=&owner=&limit=&after=", []string{lamp, noise, done}},
		{"wu", "?status=unclaimed", []string{lamp}},
		{"wu", "?status=resolved", []string{done}},
		{"wu", "?category=mediation", []string{noise}},
		{"wu", "?category=mediation&status=unclaimed", []string{}},
		{"wu", "?owner=wu", []string{noise}},
		{"wu", "?owner=li&status=resolved", []string{done}},
		{"wu", "?owner=ghost", []string{}},
		{"wu", "?limit=5000", []string{lamp, noise, done}},
		{"wu", "?status=collecting", []string{}},
		{"sun", "", []string{lamp, noise, done}},
		{"sun", "?status=collecting", []string{draft}},
		{"root", "?status=collecting", []string{draft}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, w.call(test.login, "GET", "/cases"+test.query, "").is(200).column("cases", "id")); diff != "" {
			t.Errorf("%s %s: %s", test.login, test.query, diff)
		}
	}

	for query, field := range map[string]string{
		"?status=open": "status", "?status=reopened": "status", "?category=none": "category", "?limit=0": "limit", "?limit=-1": "limit",
		"?limit=ten": "limit", "?limit=99999999999999999999": "limit", "?after=x": "after", "?stauts=resolved": "stauts", "?status=resolved&status=snoozed": "status",
	} {
		a := w.call("wu", "GET", "/cases"+query, "").is(400).has("field", field)
		if a.body["do"] == nil {
			t.Errorf("%s: %v says not what to do", query, a.body)
		}
	}
}

func TestListPageByPage(t *testing.T) {
	w := newWorld(t)
	var want []string
	for _, from := range []dialog.Address{"web:1", "web:2", "web:3", "web:4", "web:5"} {
		want = append(want, w.handedOff(from))
	}
	var got []string
	after := ""
	for range 4 {
		a := w.call("wu", "GET", "/cases?limit=2&after="+url.QueryEscape(after), "").is(200)
		got = append(got, a.column("cases", "id")...)
		if a.body["next"] == nil {
			break
		}
		after = a.body["next"].(string)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestShowCase(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("sms:+8613900000102")
	short := strings.ToLower(strings.ReplaceAll(id, "-", ""))
	for _, number := range []string{id, strings.ToLower(id), short, strings.TrimPrefix(short, "jh"), url.PathEscape(strings.ReplaceAll(id, "-", " "))} {
		w.call("wu", "GET", "/cases/"+number, "").is(200).has("id", id, "status", "unclaimed", "channel", "sms", "owner", nil, "outcome", nil)
	}
	last := id[:len(id)-1] + string('0'+(id[len(id)-1]-'0'+1)%10)
	for _, number := range []string{last, "JH-1107", "x", "%00", "%F0%9F%98%80"} {
		w.call("wu", "GET", "/cases/"+number, "").is(404).has("code", "case_unknown")
	}
	w.call("wu", "GET", "/cases/"+id+"?limit=2", "").is(400)

	a := w.call("wu", "GET", "/cases/"+id, "").is(200)
	if diff := cmp.Diff([]string{"人工"}, a.lines("said", "resident")); diff != "" {
		t.Error(diff)
	}
	at, err := time.Parse(time.RFC3339, a.column("thread", "at")[0])
	if _, offset := at.Zone(); err != nil || offset != 8*3600 || !at.Equal(w.now()) {
		t.Errorf("the first word was said at %v, %v; want %v", at, err, w.now())
	}
	if !slices.IsSortedFunc(a.body["thread"].([]any), func(x, y any) int {
		return int(x.(map[string]any)["seq"].(float64) - y.(map[string]any)["seq"].(float64))
	}) {
		t.Error("the thread is not in order")
	}

	draft := w.say("telegram:9", "你好")
	w.call("wu", "GET", "/cases/"+draft, "").is(404)
	w.call("wu", "POST", "/cases/"+draft+"/claim", "").is(404)
	w.call("sun", "GET", "/cases/"+draft, "").is(200).has("status", "collecting", "opened_at", nil)
}

// What is not known has value null and says why; what is, its words.
func TestFacts(t *testing.T) {
	w := newWorld(t)
	changes := []dialog.Change{
		{Kind: dialog.ChangeSlot, Slot: "where", Value: "qixing", Raw: "七星村"},
		{Kind: dialog.ChangeSlot, Slot: "phone", Note: dialog.Skipped, Raw: "跳过"},
		{Kind: dialog.ChangeFlagged, Flags: []dialog.Flag{dialog.FlagMinor}},
	}
	commit := casebook.Commit{ID: "1", Address: "web:1"}
	for _, c := range changes {
		c.Case = "old-1"
		commit.Events = append(commit.Events, casebook.Event{Change: c, At: w.now(), Address: commit.Address})
	}
	_, err := w.book.Commit(t.Context(), commit)
	w.must(err)
	a := w.call("wu", "GET", "/cases/old-1", "").is(200).has("category", nil, "channel", "web")
	want := map[string]any{
		"where": map[string]any{"value": "qixing", "raw": "七星村"},
		"phone": map[string]any{"value": nil, "raw": "跳过", "state": "skipped"},
	}
	if diff := cmp.Diff(want, a.body["facts"]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]any{"minor"}, a.body["flags"]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"where: qixing", "phone: skipped", "minor"}, a.column("thread", "text")); diff != "" {
		t.Error(diff)
	}
}
