package main

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// complaint: a case that complains of an agent is not there for that agent, by whatever way
// it is looked for, acted on or handed over; everybody else has it as any other.
func (h *levelsHouse) complaint(t *testing.T) {
	const from = dialog.Address("sms:+8613900000155")
	result, err := h.clerk.Handle(t.Context(), dialog.Input{ID: "complaint", Kind: dialog.Said, From: from, Lang: "zh", At: time.Now(), Text: "李干事收了钱不办事,人工"})
	must(t, err)
	id := result.Events[0].Case
	var events []casebook.Event
	for _, c := range []dialog.Change{
		{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: "village_affairs", Confidence: 1},
		{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: "facilities", Confidence: 1}, // seen by all but for the complaint
		{Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: "who", Value: "li", Raw: "li"},
		{Kind: dialog.ChangeOpened, By: dialog.BySystem, Due: time.Now().Add(time.Hour)},
	} {
		c.Case = id
		events = append(events, casebook.Event{Address: from, At: time.Now(), Change: c})
	}
	_, err = h.book.Commit(t.Context(), casebook.Commit{ID: "complaint2", Address: from, Events: events})
	must(t, err)
	must(t, h.board.CatchUp(t.Context()))
	for _, path := range []string{"/inbox?queue=open", "/inbox?queue=unclaimed", "/inbox?queue=due", "/inbox/cases/" + string(id), "/inbox?q=" + string(id), "/inbox?q=" + url.QueryEscape("收了钱"),
		"/api/v1/cases", "/api/v1/cases/" + string(id), "/api/v1/search?q=" + url.QueryEscape("收了钱"), "/inbox/cases/" + string(id) + "/resident.json"} {
		_, body := h.read("li", "GET", path)
		asked := strings.Contains(path, "q=") // the page repeats the question
		if strings.Contains(body, "收了钱") && !asked || strings.Contains(body, "cases/"+string(id)) && path != "/inbox/cases/"+string(id) || strings.Contains(body, `"id":"`+string(id)) {
			t.Errorf("li reads a complaint about li at %s", path)
		}
	}
	if status, _ := h.read("wu", "GET", "/inbox/cases/"+string(id)); status != 200 {
		t.Errorf("wu does not see it: %d", status)
	}
	act := func(login, act string, form url.Values) (int, string) {
		form.Set("key", login+act+form.Get("text"))
		r := httptest.NewRequest("POST", "/inbox/cases/"+string(id)+"/"+act, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Accept", "application/json")
		r.Header.Set("Cookie", "frontdoor_session="+h.session[login])
		w := httptest.NewRecorder()
		h.handler.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	for name, form := range map[string]url.Values{"claim": {}, "reply": {"text": {"别说了"}}, "note": {"text": {"我看过"}}, "close": {"text": {"办好了"}, "outcome": {"solved"}}, "follow": {}, "draft": {"text": {"x"}}} {
		if status, _ := act("li", name, form); status != 404 {
			t.Errorf("li may %s a complaint about li: %d", name, status)
		}
	}
	if status, body := act("wu", "claim", url.Values{}); status != 200 {
		t.Errorf("wu claims: %d %s", status, body)
	}
	if status, body := act("wu", "pass", url.Values{"to": {"li"}, "text": {"你来"}}); status == 200 {
		t.Errorf("a complaint about li is handed to li: %s", body)
	}
	act("wu", "note", url.Values{"text": {"请 @li 看看"}})
	must(t, h.board.CatchUp(t.Context()))
	if _, body := h.read("li", "GET", "/inbox?queue=mentions"); strings.Contains(body, string(id)) {
		t.Error("a mention shows it to li")
	}
}
