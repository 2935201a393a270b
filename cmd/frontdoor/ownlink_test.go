package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// linkHouse is a server whose residents get links, without its duties: the postman goes
// when he is told to.
type linkHouse struct {
	*server
	t       *testing.T
	postman *casebook.Postman
}

func newLinkHouse(t *testing.T) *linkHouse {
	t.Helper()
	set := &serveSettings{PublicURL: "https://door.example.org/", TwilioOptOut: "provider"}
	set.Book = "sqlite:" + filepath.Join(t.TempDir(), "book.db")
	s, err := newServer(t.Context(), set, slog.New(slog.DiscardHandler))
	must(t, err)
	t.Cleanup(func() { s.close() })
	return &linkHouse{server: s, t: t, postman: casebook.NewPostman(s.book, s.clerk, slog.New(slog.DiscardHandler))}
}

// say lets a resident say something at a time, and gives what it led to.
func (h *linkHouse) say(from dialog.Address, at time.Time, in dialog.Input) casebook.Result {
	h.t.Helper()
	in.ID, in.From, in.At = time.Now().String(), from, at
	if in.Kind == "" {
		in.Kind = dialog.Said
	}
	r, err := h.clerk.Handle(h.t.Context(), in)
	must(h.t, err)
	for range 3 { // letters of letters
		_, err = h.postman.Once(h.t.Context(), time.Now())
		must(h.t, err)
	}
	return r
}

// call asks the server for a link's page; cookie is what an earlier answer gave.
func (h *linkHouse) call(method, path, cookie string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, strings.TrimPrefix(path, "https://door.example.org"), nil)
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

func cookieOf(w *httptest.ResponseRecorder) string {
	all := w.Result().Cookies()
	if len(all) == 0 {
		return ""
	}
	if c := all[0]; !c.HttpOnly || !c.Secure || !strings.HasPrefix(c.Path, "/link/") {
		return "a cookie that goes too far: " + c.String()
	}
	return all[0].Name + "=" + all[0].Value
}

// TestResidentsGetTheirData: on every channel MYDATA gives a link that opens once, for who
// opens it, and shows all of theirs and nothing of anybody else's.
func TestResidentsGetTheirData(t *testing.T) {
	t.Parallel()
	h := newLinkHouse(t)
	must(t, h.roster.Add(t.Context(), handoff.Agent{Login: "wu", Name: "吴姐", Role: handoff.RoleAgent}, ""))
	now := time.Now()
	h.say("web:stranger", now, dialog.Input{Text: "张三丰家楼上漏水,人工", Lang: "zh"})
	for _, from := range []dialog.Address{"web:AAAA", "telegram:77", "sms:+8613900000102", "wechat:o77"} {
		h.say(from, now, dialog.Input{Text: "翡翠路的井盖不见了,我叫罗小满", Lang: "zh"})
		r := h.say(from, now.Add(time.Second), dialog.Input{Text: "人工"})
		id := r.Talk.State.Matters[0].ID
		h.say(from, now, dialog.Input{Kind: dialog.Claim, Agent: "wu", Name: "吴姐", Case: id})
		h.say(from, now, dialog.Input{Kind: dialog.AgentReply, Agent: "wu", Case: id, Text: "明天去看井盖"})
		h.say(from, now, dialog.Input{Kind: dialog.AgentNote, Agent: "wu", Case: id, Text: "此人脾气急"})
		events, err := h.book.Case(t.Context(), id)
		must(t, err)
		must(t, h.desk.Looked(t.Context(), handoff.Agent{Login: "wu", Role: handoff.RoleAgent}, casebook.Fold(events), casebook.ViewedCase, now))
		link := h.say(from, now, dialog.Input{Text: "我的数据"}).Turn.Link
		if !strings.HasPrefix(link, "https://door.example.org/link/") {
			t.Fatalf("%s: the link is %q", from, link)
		}
		if events, err = h.book.Case(t.Context(), id); err != nil || strings.Contains(text(events), "/link/") {
			t.Errorf("%s: agents read the link: %v", from, err)
		}
		for range 2 { // a preview, and then a person
			if w := h.call("GET", link, ""); w.Code != 200 || strings.Contains(w.Body.String(), "翡翠") || !strings.Contains(w.Body.String(), "<button") {
				t.Fatalf("%s: before it is opened: %d %s", from, w.Code, w.Body)
			}
		}
		opened := h.call("POST", link, "")
		cookie := cookieOf(opened)
		if raw := regexp.MustCompile(`<dt[^>]*>[a-z_]+</dt>`).FindString(opened.Body.String()); raw != "" {
			t.Errorf("%s: on the page stands %s, which is no word of residents'", from, raw)
		}
		for _, words := range []string{"翡翠路的井盖", "罗小满", "明天去看井盖", string(id), "代办员看过这件事", "data.json"} {
			if !strings.Contains(opened.Body.String(), words) {
				t.Errorf("%s: the page lacks %s: %s", from, words, opened.Body)
			}
		}
		for _, words := range []string{"张三丰", "脾气急", ">wu<"} {
			if strings.Contains(opened.Body.String(), words) {
				t.Errorf("%s: the page holds %s", from, words)
			}
		}
		for _, c := range []struct {
			method, path, cookie string
			want                 int
		}{{"GET", "", "", 410}, {"POST", "", "", 410}, {"POST", "", "frontdoor_link=AAAA", 410}, {"GET", "/data.json", "", 403}, {"GET", "/data.txt", "x=1", 403},
			{"GET", "", cookie, 200}, {"POST", "", cookie, 200}, {"GET", "/data.json", cookie, 200}, {"GET", "/data.txt", cookie, 200}, {"GET", "/file/" + string(id) + "/1/0", cookie, 404}, {"GET", "/file/x/1/0", cookie, 404}} {
			w := h.call(c.method, link+c.path, c.cookie)
			if w.Code != c.want || (w.Code != 200) == strings.Contains(w.Body.String(), "翡翠") {
				t.Errorf("%s: %s %s with cookie %q: %d, want %d: %s", from, c.method, c.path, c.cookie, w.Code, c.want, w.Body)
			}
			if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("%s: %s may be kept", from, c.path)
			}
		}
		var data handoff.OwnData
		must(t, json.Unmarshal(h.call("GET", link+"/data.json", cookie).Body.Bytes(), &data))
		if data.Address != from || data.Name != "罗小满" || len(data.Cases) != 1 || len(data.Cases[0].Talk) < 4 || len(data.Cases[0].Looks) != 1 || data.Cases[0].Looks[0].Role != handoff.RoleAgent {
			t.Errorf("%s: the file is %+v", from, data)
		}
		noted, err := handoff.NewAudit(h.book, nil).List(t.Context(), handoff.AuditQuery{Deed: handoff.DeedExported, About: string(id)})
		if err != nil || len(noted) == 0 {
			t.Errorf("%s: nothing is noted: %v", from, err)
		}
	}
}

// TestALinkOfNoUse: old, made up, of a talk without a case, of one that was erased since.
func TestALinkOfNoUse(t *testing.T) {
	t.Parallel()
	h := newLinkHouse(t)
	old := h.say("telegram:1", time.Now().Add(-dialog.LinkWaits-time.Second), dialog.Input{Text: "MYDATA", Lang: "en"}).Turn.Link
	for _, link := range []string{old, "/link/" + strings.Repeat("A", 26), "/link/x", "/link/" + strings.Repeat("%F0%9F%98%80", 9)} {
		for _, method := range []string{"GET", "POST"} {
			if w := h.call(method, link, ""); w.Code != http.StatusGone || len(w.Result().Cookies()) > 0 {
				t.Errorf("%s %s: %d", method, link, w.Code)
			}
		}
	}
	fresh := h.say("telegram:2", time.Now(), dialog.Input{Text: "MYDATA", Lang: "en"}).Turn.Link
	if w := h.call("POST", fresh, ""); w.Code != 200 || !strings.Contains(w.Body.String(), "About you") {
		t.Errorf("a talk without a case: %d %s", w.Code, w.Body)
	}
	h.say("telegram:3", time.Now(), dialog.Input{Text: "翡翠路的井盖不见了,人工"})
	link := h.say("telegram:3", time.Now(), dialog.Input{Text: "我的数据"}).Turn.Link
	h.say("telegram:3", time.Now(), dialog.Input{Text: "删除我的数据"})
	h.say("telegram:3", time.Now(), dialog.Input{Text: "1"})
	if w := h.call("POST", link, ""); w.Code != 200 || strings.Contains(w.Body.String(), "翡翠") {
		t.Errorf("after it was erased: %d %s", w.Code, w.Body)
	}
	cross := httptest.NewRequest("POST", strings.TrimPrefix(h.say("telegram:4", time.Now(), dialog.Input{Text: "我的数据"}).Turn.Link, "https://door.example.org"), nil)
	cross.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	if h.handler.ServeHTTP(w, cross); w.Code != http.StatusForbidden {
		t.Errorf("from another site: %d", w.Code)
	}
}

// TestThePageShowsWhatIsInNoThread: the web page reads cases; what is said outside them, a
// link or the code of an anonymous report, it shows all the same, for a while.
func TestThePageShowsWhatIsInNoThread(t *testing.T) {
	t.Parallel()
	h := newLinkHouse(t)
	visitor := strings.Repeat("A", 26)
	from, thread := dialog.Address("web:"+visitor), func() string {
		return h.call("GET", "/web/thread", "frontdoor_visitor="+visitor).Body.String()
	}
	link := h.say(from, time.Now(), dialog.Input{Text: "我的数据"}).Turn.Link
	if page := thread(); link == "" || strings.Count(page, link) != 1 {
		t.Errorf("%q stands not in %s", link, page)
	}
	var code string
	for _, words := range []string{"我想匿名反映村干部贪污,在七星村", "匿名", "跳过", "不知道", "1", "1"} {
		if c := h.say(from, time.Now(), dialog.Input{Text: words}).Turn.Code; c != "" {
			code = c
		}
	}
	if page := thread(); code == "" || !strings.Contains(page, code) {
		t.Errorf("the code %q stands not in %s", code, page)
	}
	h.say(from, time.Now(), dialog.Input{Text: "删除我的数据"})
	h.say(from, time.Now(), dialog.Input{Text: "1"})
	if page := thread(); !strings.Contains(page, "在删了") || strings.Contains(page, link) || strings.Contains(page, code) || strings.Contains(page, `"text":""`) {
		t.Errorf("after it was erased the page shows %s", page)
	}
	if other := h.call("GET", "/web/thread", "frontdoor_visitor="+strings.Repeat("B", 26)).Body.String(); strings.Contains(other, link) {
		t.Errorf("another visitor reads %s", other)
	}
}
