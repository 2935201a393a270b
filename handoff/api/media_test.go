package api

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// A file is told of as its channel did until it is kept, then as its bytes tell.
func TestMediaForms(t *testing.T) {
	said := casebook.Event{Seq: 1, Change: dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Media: []dialog.Media{
		{Kind: "photo", Ref: "secret", Name: "a.jpg", MIME: "image/jpeg", Size: 5}, {Kind: "voice", Ref: "secret"}, {Kind: "file", Ref: "secret"}}}}
	kept := casebook.Event{Seq: 2, File: casebook.FileRef{Seq: 1}, Change: dialog.Change{Kind: dialog.ChangeMedia, Value: "kept",
		Media: []dialog.Media{{Kind: "file", MIME: "application/octet-stream", Size: 7}}}}
	lost := casebook.Event{Seq: 3, File: casebook.FileRef{Seq: 1, N: 1}, Change: dialog.Change{Kind: dialog.ChangeMedia, Value: "lost", Text: "gone"}}
	want := []mediaForm{{Kind: "file", Name: "a.jpg", MIME: "application/octet-stream", Size: 7, State: "kept", Href: "/api/v1/cases/JH-1/media/1/0"},
		{Kind: "voice", State: "lost", Why: "gone"}, {Kind: "file", State: "wanted"}}
	if diff := cmp.Diff(want, mediaForms("JH-1", casebook.Thread([]casebook.Event{said, kept, lost})[0])); diff != "" {
		t.Error(diff)
	}
}

// served serves a picture of six bytes and a smaller one, as the store of files does.
func (w *world) served(rw http.ResponseWriter, r *http.Request, _ dialog.CaseID, ref casebook.FileRef, m dialog.Media, small bool) error {
	content := []byte("\x89PNG\r\n")
	if m.Kind == "voice" && small {
		return fs.ErrNotExist
	}
	if small {
		content = content[:4]
	}
	rw.Header().Set("Content-Type", "image/png")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(content))
	return nil
}

// brings is a case with files: a sticker and a voice note that are kept, and a paper that
// is not.
func (w *world) brings(from dialog.Address) (id string, seq int) {
	w.Helper()
	id = w.handedOff(from)
	w.seconds.Add(60)
	_, err := w.clerk.Handle(w.Context(), dialog.Input{ID: "files", Kind: dialog.Said, From: from, Text: "看", Quote: "门牌号是多少", At: w.now(), Media: []dialog.Media{
		{Kind: "sticker", Ref: "a"}, {Kind: "voice", Ref: "b"}, {Kind: "file", Ref: "c"}}})
	w.must(err)
	events, err := w.book.Case(w.Context(), dialog.CaseID(id))
	w.must(err)
	for _, e := range events {
		if e.Sent() {
			w.must(w.clerk.Filed(w.Context(), e, 0, casebook.FileKept, "", dialog.Media{Kind: "photo", MIME: "image/png", Size: 6}, dialog.Media{Kind: "photo"}))
			w.must(w.clerk.Filed(w.Context(), e, 1, casebook.FileKept, "", dialog.Media{Kind: "voice", MIME: "audio/ogg", Size: 6}))
			seq = e.Seq
		}
	}
	return id, seq
}

// Files are handed out with a token, whole, in parts and small; what is not there is said
// in JSON, and whoever may not see the case gets nothing.
func TestFilesAreHandedOut(t *testing.T) {
	w := newWorld(t)
	id, seq := w.brings("telegram:1")
	var line map[string]any
	for _, l := range w.call("wu", "GET", "/cases/"+id, "").is(200).body["thread"].([]any) {
		if int(l.(map[string]any)["seq"].(float64)) == seq {
			line = l.(map[string]any)
		}
	}
	files := line["media"].([]any)
	sticker, voice, paper := files[0].(map[string]any), files[1].(map[string]any), files[2].(map[string]any)
	if sticker["kind"] != "sticker" || line["quote"] != "门牌号是多少" || voice["small"] != nil || paper["href"] != nil {
		t.Fatalf("the line is %v", line)
	}
	get := func(login, path, part string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Authorization", "Bearer "+w.tokens[login])
		if part != "" {
			r.Header.Set("Range", part)
		}
		rec := httptest.NewRecorder()
		w.handler.ServeHTTP(rec, r)
		return rec
	}
	href, small := sticker["href"].(string), sticker["small"].(string)
	for _, row := range []struct {
		path, part string
		status     int
		body       string
	}{
		{href, "", 200, "\x89PNG\r\n"}, {href, "bytes=1-3", 206, "PNG"}, {href, "bytes=9-", 416, "invalid range: failed to overlap\n"}, {small, "", 200, "\x89PNG"},
	} {
		rec := get("wu", row.path, row.part)
		if rec.Code != row.status || rec.Body.String() != row.body || rec.Header().Get("Content-Type") == "application/json; charset=utf-8" {
			t.Errorf("%s %s: %d %q", row.path, row.part, rec.Code, rec.Body)
		}
	}
	w.call("", "GET", href[len("/api/v1"):], "").is(401)
	for _, path := range []string{"/media/" + "1/9", "/media/0/0", "/media/x/0", fmt.Sprint("/media/", seq) + "/2", fmt.Sprint("/media/", seq) + "/1/small"} {
		w.call("wu", "GET", "/cases/"+id+path, "").is(404).has("code", "file_unknown")
	}
	hidden := w.say("telegram:2", "路灯坏了") // the bot collects: agents do not see it yet
	w.call("wu", "GET", "/cases/"+hidden+"/media/1/0", "").is(404).has("code", "case_unknown")
}

// A changed message says what it said before, one taken back that it was.
func TestWhatWasSaidBefore(t *testing.T) {
	w := newWorld(t)
	id := w.handedOff("telegram:1")
	for i, in := range []dialog.Input{{Kind: dialog.Said, ID: "7", Text: "门牌是8号"}, {Kind: dialog.Edited, ID: "8", Ref: "7", Text: "门牌是88号"}, {Kind: dialog.Edited, ID: "9", Ref: "7", Text: "门牌是888号"}, {Kind: dialog.Unsaid, ID: "10", Ref: "7", Case: dialog.CaseID(id)}} {
		in.From, in.At = "telegram:1", w.now().Add(time.Duration(i+1)*time.Minute)
		_, err := w.clerk.Handle(context.Background(), in)
		w.must(err)
	}
	var before, unsaid []string
	for _, l := range w.call("wu", "GET", "/cases/"+id, "").is(200).body["thread"].([]any) {
		l := l.(map[string]any)
		if l["kind"] == "edited" {
			before = append(before, l["before"].(string))
		}
		if l["unsaid_at"] != nil {
			unsaid = append(unsaid, l["text"].(string))
		}
	}
	if diff := cmp.Diff([]string{"门牌是8号", "门牌是88号", "门牌是888号"}, unsaid); diff != "" {
		t.Error("taken back:", diff)
	}
	if diff := cmp.Diff([]string{"门牌是8号", "门牌是88号"}, before); diff != "" {
		t.Error(diff)
	}
}
