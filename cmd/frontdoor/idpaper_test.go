package main

import (
	"bytes"
	"image"
	"image/png"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// give posts the form of an identity paper.
func (h *linkHouse) give(link, number string, photo []byte) *httptest.ResponseRecorder {
	h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	must(h.t, form.WriteField("number", number))
	if photo != nil {
		w, err := form.CreateFormFile("photo", "x.jpg")
		must(h.t, err)
		_, err = w.Write(photo)
		must(h.t, err)
	}
	must(h.t, form.Close())
	r := httptest.NewRequest("POST", strings.TrimPrefix(link, "https://door.example.org"), &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w
}

// TestIDPaperIsGivenByALink: an agent asks, the resident gives a number and a photo by a
// page, and neither stands in the talk; who has the case and supervisors read it, which is
// noted; nobody else does; erasing takes it along.
func TestIDPaperIsGivenByALink(t *testing.T) {
	t.Parallel()
	h := newLinkHouse(t)
	const number, from dialog.Address = "330702199001011234", "telegram:9"
	session := map[string]string{}
	sessions := handoff.NewSessions(h.book, h.roster)
	for login, role := range map[string]handoff.Role{"wu": handoff.RoleAgent, "li": handoff.RoleAgent, "lin": handoff.RoleSupervisor} {
		must(t, h.roster.Add(t.Context(), handoff.Agent{Login: login, Name: login, Role: role}, ""))
		id, err := sessions.Start(t.Context(), login)
		must(t, err)
		session[login] = "frontdoor_session=" + id
	}
	id := h.say(from, time.Now(), dialog.Input{Text: "想办残疾证,人工"}).Talk.State.Matters[0].ID
	h.say(from, time.Now(), dialog.Input{Kind: dialog.Claim, Agent: "wu", Name: "吴姐", Case: id})
	asked := h.say(from, time.Now(), dialog.Input{Kind: dialog.AskPaper, Agent: "wu", Name: "吴姐", Case: id})
	link := asked.Turn.Link
	if len(asked.Turn.Replies) != 1 || asked.Turn.Replies[0].Case != "" || !strings.Contains(asked.Turn.Replies[0].Text, link) || link == "" {
		t.Fatalf("the resident was told %+v", asked.Turn.Replies)
	}
	var photo bytes.Buffer
	must(t, png.Encode(&photo, image.NewGray(image.Rect(0, 0, 8, 8))))
	for _, wrong := range []struct {
		number string
		photo  []byte
	}{{"", nil}, {"123", nil}, {"=HYPERLINK(1)", nil}, {"<b>33070219</b>", nil}, {strings.Repeat("1", 60), nil}, {string(number), []byte("<svg onload=alert(1)>")}, {string(number), []byte("%PDF-1.4")}} {
		if w := h.give(link, wrong.number, wrong.photo); w.Code != 422 || !strings.Contains(w.Body.String(), `role="alert"`) || strings.Contains(w.Body.String(), "<b>") {
			t.Errorf("%q: %d %s", wrong.number, w.Code, w.Body)
		}
	}
	if w := h.give(link, string(number), bytes.Repeat([]byte("x"), 6<<20)); w.Code != 413 {
		t.Errorf("a giant photo: %d", w.Code)
	}
	if w := h.call("GET", link+"/data.json", ""); w.Code != 403 {
		t.Errorf("the link of a paper opens the data: %d", w.Code)
	}
	if w := h.give(link, "330702 19900101 1234", photo.Bytes()); w.Code != 200 {
		t.Fatalf("given: %d %s", w.Code, w.Body)
	}
	for _, again := range []*httptest.ResponseRecorder{h.give(link, "999999199001011234", nil), h.call("GET", link, "")} {
		if again.Code != 410 || strings.Contains(again.Body.String(), string(number)) {
			t.Errorf("again: %d %s", again.Code, again.Body)
		}
	}
	h.say("telegram:10", time.Now(), dialog.Input{Text: "路灯坏了"}) // the postman goes
	events, err := h.book.Case(t.Context(), id)
	must(t, err)
	given := 0
	for _, e := range events {
		if e.Kind == dialog.ChangePaper && e.Value == dialog.PaperGiven {
			given++
		}
	}
	if all := text(events); given != 1 || strings.Contains(all, string(number)) || strings.Contains(all, "/link/") {
		t.Errorf("given %d times; the case holds %s", given, all)
	}
	must(t, h.board.CatchUp(t.Context()))
	page := "/inbox/cases/" + string(id)
	for _, c := range []struct {
		login string
		want  int
	}{{"wu", 200}, {"lin", 200}, {"li", 403}, {"", 200}} { // who is signed out gets the sign-in
		w := h.call("GET", page+"/paper", session[c.login])
		reads := strings.Contains(w.Body.String(), string(number)) && strings.Contains(w.Body.String(), "data:image/png;base64,")
		if w.Code != c.want && c.login != "" || reads != (c.want == 200 && c.login != "") {
			t.Errorf("%q reads the paper: %d, %v", c.login, w.Code, reads)
		}
		if pane := h.call("GET", page, session[c.login]).Body.String(); strings.Contains(pane, string(number)) || strings.Contains(pane, page+`/paper">`) != (c.login == "wu" || c.login == "lin") {
			t.Errorf("%q: the case shows the number, or not the way to it", c.login)
		}
	}
	noted, err := handoff.NewAudit(h.book, nil).List(t.Context(), handoff.AuditQuery{Deed: handoff.DeedRevealed, About: string(id)})
	if err != nil || len(noted) != 2 || noted[0].More != casebook.ViewedPaper {
		t.Errorf("noted %+v, %v", noted, err)
	}
	h.say(from, time.Now(), dialog.Input{Text: "删除我的数据"})
	h.say(from, time.Now(), dialog.Input{Text: "1"})
	must(t, h.board.CatchUp(t.Context()))
	files, err := h.set.openMedia(h.book.Vault())
	must(t, err)
	eraser := &handoff.Eraser{Book: h.book.(casebook.Eraser), Shelf: h.book, Board: h.board, Files: files.Erase, Now: time.Now, Log: h.log}
	if n, err := eraser.Once(t.Context()); n != 1 || err != nil {
		t.Errorf("erased %d, %v", n, err)
	}
	if left, err := h.book.List(t.Context(), "paper"); err != nil || len(left) != 0 {
		t.Errorf("after erasing %d papers are left, %v", len(left), err)
	}
}

// TestWhoIsNotAskedForAPaper: nobody who told anonymously, who wrote STOP, or whose case is
// closed; an agent who has not the case asks for none.
func TestWhoIsNotAskedForAPaper(t *testing.T) {
	t.Parallel()
	h := newLinkHouse(t)
	for name, c := range map[string]struct {
		agent string
		first []dialog.Input
	}{
		"stopped":      {"wu", []dialog.Input{{Text: "STOP"}}},
		"closed":       {"wu", []dialog.Input{{Kind: dialog.Close, Agent: "wu", Text: "好了", Outcome: dialog.Solved}}},
		"another's":    {"li", nil},
		"nobody's own": {"", nil},
	} {
		from := dialog.Address("sms:+861390000" + map[string]string{"stopped": "0001", "closed": "0002", "another's": "0003", "nobody's own": "0004"}[name])
		id := h.say(from, time.Now(), dialog.Input{Text: "想办残疾证,人工"}).Talk.State.Matters[0].ID
		h.say(from, time.Now(), dialog.Input{Kind: dialog.Claim, Agent: "wu", Name: "吴姐", Case: id})
		for _, in := range c.first {
			in.Case = id
			h.say(from, time.Now(), in)
		}
		r, err := h.clerk.Handle(t.Context(), dialog.Input{ID: name, Kind: dialog.AskPaper, From: from, Agent: c.agent, Case: id, At: time.Now()})
		if err == nil {
			t.Errorf("%s: asked all the same: %+v", name, r.Turn.Replies)
		}
	}
}
