package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// read is a page or an answer of the whole server as an agent gets it: by the session's
// cookie in the inbox, by the token elsewhere; nobody's where there is no login.
func (h *levelsHouse) read(login, method, path string) (int, string) {
	h.t.Helper()
	r := httptest.NewRequest(method, path, nil)
	if login != "" {
		r.Header.Set("Cookie", "frontdoor_session="+h.session[login])
		r.Header.Set("Authorization", "Bearer "+h.token[login])
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	if w.Header().Get("Content-Type") == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
		return w.Code, unzipped(h.t, w.Body.Bytes())
	}
	return w.Code, w.Body.String()
}

// levelsHouse is a server with three cases by three residents, one of each level.
type levelsHouse struct {
	*server
	t              *testing.T
	session, token map[string]string
	cases          map[handoff.Level]dialog.CaseID
	logged         bytes.Buffer
}

// residentsOf are the residents, by level: each says name and number in the first words, and
// gave both when asked.
var residentsOf = map[handoff.Level]struct {
	number, name string
	flag         dialog.Flag
}{
	handoff.Named:        {"13900000122", "罗小满", ""},
	handoff.Confidential: {"13900000133", "方大同", dialog.FlagConfidential},
	handoff.Anonymous:    {"13900000144", "季春生", dialog.FlagAnonymous},
}

func newLevelsHouse(t *testing.T) *levelsHouse {
	t.Helper()
	h := &levelsHouse{t: t, session: map[string]string{}, token: map[string]string{}, cases: map[handoff.Level]dialog.CaseID{}}
	set := &serveSettings{}
	set.Book, set.TwilioOptOut, set.Open311 = "sqlite:"+filepath.Join(t.TempDir(), "book.db"), "provider", "on"
	var err error
	if h.server, err = newServer(t.Context(), set, slog.New(slog.NewTextHandler(&h.logged, nil))); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(func() { stop(); h.close() })
	for _, d := range h.duties {
		if d.name == "search" || d.name == "the board" {
			go d.run(ctx) //nolint:errcheck // it ends with the test
		}
	}
	sessions, tokens := handoff.NewSessions(h.book, h.roster), handoff.NewTokens(h.book, h.roster)
	for login, role := range map[string]handoff.Role{"wu": handoff.RoleAgent, "li": handoff.RoleAgent, "lin": handoff.RoleSupervisor, "root": handoff.RoleAdmin} {
		must(t, h.roster.Add(t.Context(), handoff.Agent{Login: login, Name: login, Role: role}, ""))
		h.session[login], err = sessions.Start(t.Context(), login)
		must(t, err)
		h.token[login], err = tokens.Create(t.Context(), login)
		must(t, err)
		h.reach(login)
	}
	n := 0
	for level, who := range residentsOf {
		n++
		a := dialog.Address("sms:+86" + who.number)
		result, err := h.clerk.Handle(t.Context(), dialog.Input{ID: fmt.Sprint("m", n), Kind: dialog.Said, From: a, Lang: "zh", At: time.Now(),
			Text: "我叫" + who.name + ",电话" + who.number + ",塘边的路灯坏了,人工"})
		must(t, err)
		id := result.Events[0].Case
		h.cases[level] = id
		add := func(c dialog.Change) casebook.Event {
			c.Case = id
			return casebook.Event{Address: a, At: time.Now(), Change: c}
		}
		events := []casebook.Event{
			add(dialog.Change{Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: "name", Value: who.name, Raw: who.name}),
			add(dialog.Change{Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: "phone", Value: "+86" + who.number, Raw: who.number}),
			add(dialog.Change{Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: "what", Value: who.name + "说塘边的路灯坏了", Raw: "塘边的路灯坏了"}),
			add(dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: "facilities", Confidence: 1}),
			add(dialog.Change{Kind: dialog.ChangeOpened, By: dialog.BySystem, Due: time.Now().Add(time.Hour)}),
			add(dialog.Change{Kind: dialog.ChangeClaimed, By: dialog.ByAgent, Agent: "wu", Text: "吴姐"}),
			add(dialog.Change{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: "wu", Text: who.name + "下午在家,打" + who.number, Value: "li,lin,root"}),
		}
		if who.flag != "" {
			events = append(events, add(dialog.Change{Kind: dialog.ChangeFlagged, By: dialog.ByResident, Flags: []dialog.Flag{who.flag}}))
		}
		_, err = h.book.Commit(t.Context(), casebook.Commit{ID: fmt.Sprint("c", n), Address: a, Events: events})
		must(t, err)
	}
	must(t, h.board.CatchUp(t.Context()))
	<-h.board.Ready()
	for ok := false; !ok; ok, _ = h.search.Ready() {
		must(t, t.Context().Err())
		time.Sleep(time.Millisecond) // the empty file is made ready
	}
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestLevelsHoldOnEverySurface: role by level by surface, who told a case is read only by
// who may know.
func TestLevelsHoldOnEverySurface(t *testing.T) {
	t.Parallel()
	h := newLevelsHouse(t)
	knows := map[handoff.Level]string{ // who reads the name
		handoff.Named:        "wu li lin root",
		handoff.Confidential: "wu lin root", // li sees the case, and not whose it is
		handoff.Anonymous:    "",
	}
	month := time.Now().Format("2006-01")
	for level, who := range residentsOf {
		id := string(h.cases[level])
		for _, s := range []struct{ name, path, readers string }{
			{"list", "/inbox?queue=open", "wu li lin root"},
			{"page", "/inbox/cases/" + id, "wu li lin root"},
			{"search by name", "/inbox?q=" + url.QueryEscape(who.name), "wu li lin root"},
			{"search by number", "/inbox?q=" + who.number[7:], "wu li lin root"},
			{"API list", "/api/v1/cases", "wu li lin root"},
			{"API case", "/api/v1/cases/" + id, "wu li lin root"},
			{"API search by name", "/api/v1/search?q=" + url.QueryEscape(who.name), "wu li lin root"},
			{"API search by number", "/api/v1/search?q=" + who.number, "wu li lin root"},
			{"API feed", "/api/v1/events", "lin root"},
			{"export of the month", "/inbox/report/" + month + ".csv", ""},
			{"workbook of the month", "/inbox/report/" + month + ".xlsx", ""},
			{"Open311", "/open311/v2/requests.json", ""},
			{"Open311, one", "/open311/v2/requests/" + id + ".json", ""},
			{"the resident's file", "/inbox/cases/" + id + "/resident.json", "lin root"},
			{"audit record", "/inbox/admin/audit", ""},
			{"a paper", "/inbox/cases/" + id + "/papers/agreement.json", ""},
		} {
			for _, login := range []string{"", "wu", "li", "lin", "root"} {
				status, body := h.read(login, "GET", s.path)
				if status == 500 {
					t.Errorf("%s, %s, %s: status 500: %s", level, s.name, login, body)
				}
				may := login != "" && contains(s.readers, login) && contains(knows[level], login)
				if strings.HasPrefix(s.name, "search by") {
					body = strings.ReplaceAll(body, url.QueryEscape(who.name), "") // the question itself, in links
				}
				byName := strings.Contains(body, who.name)
				if s.name != "search by name" && byName != may && // there the page repeats the question: whether the case is found tells
					(byName || !strings.Contains(s.name, "number")) {
					t.Errorf("%s, %s: %q reads the name: %v, want %v", level, s.name, login, byName, may)
				}
				if strings.Contains(body, who.number) && !(level == handoff.Named && login != "") && !may {
					t.Errorf("%s, %s: %q reads the number", level, s.name, login)
				}
				if found := strings.Contains(body, id); strings.HasPrefix(s.name, "search by") && found != may && login != "" {
					t.Errorf("%s, %s: %q finds the case: %v, want %v", level, s.name, login, found, may)
				}
				if sees := strings.Contains(body, id); s.name == "list" && login != "" && !sees {
					t.Errorf("%s: %q does not see that there is a case", level, login)
				}
			}
		}
		entries, err := handoff.NewAudit(h.book, nil).List(t.Context(), handoff.AuditQuery{})
		must(t, err)
		if noted := fmt.Sprint(entries); len(entries) == 0 || strings.Contains(noted, who.name) || strings.Contains(noted, who.number) {
			t.Errorf("%s: the audit record of %d entries tells who it is", level, len(entries))
		}
		if s := h.logged.String(); strings.Contains(s, who.name) || strings.Contains(s, who.number) {
			t.Errorf("%s: the log tells who it is: %s", level, s)
		}
	}
	h.complaint(t)
	h.live(t, knows)
	h.away(t)
	h.tables(t, knows)
	for level, want := range map[handoff.Level]int{handoff.Named: 200, handoff.Confidential: 403, handoff.Anonymous: 403} {
		r := httptest.NewRequest("POST", "/inbox/cases/"+string(h.cases[level])+"/reveal", strings.NewReader("key=1"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept", "application/json")
		r.Header.Set("Cookie", "frontdoor_session="+h.session["li"])
		w := httptest.NewRecorder()
		if h.handler.ServeHTTP(w, r); w.Code != want {
			t.Errorf("%s: li uncovers the number: %d %s, want %d", level, w.Code, w.Body, want)
		}
	}
}

func contains(names, name string) bool { return strings.Contains(" "+names+" ", " "+name+" ") }
