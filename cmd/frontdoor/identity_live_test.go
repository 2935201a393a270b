package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/afield"
	"frontdoor/handoff/casebook"
)

// reach gives an agent a browser that takes notifications and a chat of their own.
func (h *levelsHouse) reach(login string) {
	h.t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	must(h.t, err)
	text := base64.RawURLEncoding.EncodeToString
	lines := handoff.NewLines(h.book, h.roster)
	must(h.t, lines.AddDevice(h.t.Context(), login, handoff.Device{Endpoint: "https://push.example/" + login, P256dh: text(key.PublicKey().Bytes()), Auth: text(make([]byte, 16))}))
	must(h.t, lines.Change(h.t.Context(), login, func(l *handoff.Line) { l.Wishes.Hours = handoff.HoursAlways }))
	code, err := lines.Code(h.t.Context(), login)
	must(h.t, err)
	_, err = lines.Link(h.t.Context(), chatOf(login), code, "zh")
	must(h.t, err)
}

func chatOf(login string) dialog.Address {
	return dialog.Address("telegram:77" + fmt.Sprint(len(login)) + login)
}

// untilTold ends a stream when its first change and what goes with it have been sent.
type untilTold struct {
	*httptest.ResponseRecorder
	end context.CancelFunc
}

func (u *untilTold) Flush() {
	if strings.Contains(u.Body.String(), "event: changed") {
		u.end()
	}
}

// live reads the stream of events from its beginning: nobody's name or number is in it, and
// nothing at all for who is signed out.
func (h *levelsHouse) live(t *testing.T, knows map[handoff.Level]string) {
	for _, login := range []string{"", "wu", "li", "lin", "root"} {
		ctx, end := context.WithTimeout(t.Context(), 10*time.Second)
		r := httptest.NewRequest("GET", "/inbox/stream?since=&news", nil).WithContext(ctx)
		if login != "" {
			r.Header.Set("Cookie", "frontdoor_session="+h.session[login])
		}
		w := &untilTold{httptest.NewRecorder(), end}
		h.handler.ServeHTTP(w, r)
		end()
		body := w.Body.String()
		for level, who := range residentsOf {
			if strings.Contains(body, who.name) || strings.Contains(body, who.number) {
				t.Errorf("%s, stream: %q reads who it is", level, login)
			}
			if sees := strings.Contains(body, string(h.cases[level])); sees != (login != "") {
				t.Errorf("%s, stream: %q is told of the case: %v", level, login, sees)
			}
		}
		if news := strings.Contains(body, "event: news"); login == "li" && !news {
			t.Error("the stream tells no news: nothing was held against it")
		}
	}
}

// away reads what agents are sent to their browsers and chats: the news of each case, and the
// case itself asked for by its button.
func (h *levelsHouse) away(t *testing.T) {
	cat, place, err := h.set.load()
	must(t, err)
	field, err := afield.New(afield.Options{Book: h.book, Shelf: h.book, Lines: handoff.NewLines(h.book, h.roster), Desk: h.desk, Board: h.board, Catalog: cat, Town: place})
	must(t, err)
	_, err = h.book.Put(t.Context(), casebook.Record{Kind: "afield-cursor", Key: "told"}) // from the beginning
	must(t, err)
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	go field.Run(ctx) //nolint:errcheck // it ends with the test
	sent := map[dialog.Address][]string{}
	until := func(ok func() bool) {
		for !ok() {
			must(t, ctx.Err())
			dues, err := h.book.Lease(t.Context(), casebook.DueMessage, time.Now(), time.Minute, 64)
			must(t, err)
			for _, due := range dues {
				sent[due.Message.To] = append(sent[due.Message.To], due.Message.Text)
				must(t, h.clerk.Receipt(t.Context(), due, casebook.Sent, "", ""))
			}
			time.Sleep(time.Millisecond) // they are told by a duty of the house
		}
	}
	until(func() bool { // each colleague named in three notes, twice
		n := 0
		for to, texts := range sent {
			if c := to.Channel(); c == handoff.Push || c == dialog.Telegram && to != chatOf("wu") {
				n += len(texts)
			}
		}
		return n >= 3*3*2
	})
	shows := map[handoff.Level]string{handoff.Named: "wu li lin root"} // a confidential case is read at the desk alone
	for level, who := range residentsOf {
		for _, login := range []string{"wu", "li", "lin", "root"} {
			chat := chatOf(login)
			for to, texts := range sent {
				if told := strings.Join(texts, "\n"); to.Channel() == handoff.Push && (strings.Contains(told, who.name) || strings.Contains(told, who.number)) {
					t.Errorf("%s: a notification tells who it is: %s", level, told)
				}
			}
			if told := strings.Join(sent[chat], "\n"); strings.Contains(told, who.name) || strings.Contains(told, who.number) {
				t.Errorf("%s: news in the chat of %s tell who it is: %s", level, login, told)
			}
			n := len(sent[chat])
			in := dialog.Input{ID: "show" + string(level), Kind: dialog.Said, From: chat, Choice: "afield:show:" + string(h.cases[level]), At: time.Now()}
			if taken, err := field.Take(t.Context(), &in); err != nil || !taken {
				t.Fatalf("%s: the chat of %s is no agent's: %v", level, login, err)
			}
			news := func(text string) bool { return strings.Contains(text, "居民有新话") } // may still come, by itself
			until(func() bool { return slices.ContainsFunc(sent[chat][n:], func(text string) bool { return !news(text) }) })
			told := strings.Join(slices.DeleteFunc(sent[chat][n:], news), "\n")
			sent[chat] = sent[chat][:n]
			if may := contains(shows[level], login); strings.Contains(told, who.name) != may || strings.Contains(told, who.number) && !may {
				t.Errorf("%s: shown in the chat of %s who it is, want %v: %s", level, login, may, told)
			}
		}
	}
}

// tables reads the pane of a mediation, which names who asks for one.
func (h *levelsHouse) tables(t *testing.T, knows map[handoff.Level]string) {
	for level, who := range residentsOf {
		_, err := h.book.Commit(t.Context(), casebook.Commit{ID: "labour" + string(level), Address: dialog.Address("sms:+86" + who.number), Events: []casebook.Event{
			{Address: dialog.Address("sms:+86" + who.number), At: time.Now(), Change: dialog.Change{Case: h.cases[level], Kind: dialog.ChangeCategory, By: dialog.ByAgent, Agent: "wu", Value: "labour"}}}})
		must(t, err)
	}
	must(t, h.board.CatchUp(t.Context()))
	for level, who := range residentsOf {
		for _, login := range []string{"wu", "li", "lin", "root"} {
			_, body := h.read(login, "GET", "/inbox/cases/"+string(h.cases[level]))
			pane := strings.Contains(body, `id="mediation"`)
			if may := contains(knows[level], login); strings.Contains(body, who.name) != may || pane != may {
				t.Errorf("%s: %s reads the pane of a mediation: %v, and the name: %v, want %v", level, login, pane, strings.Contains(body, who.name), may)
			}
		}
	}
}

// unzipped is all that stands in a workbook.
func unzipped(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		_, err = io.Copy(&all, r)
		must(t, err)
	}
	return all.String()
}
