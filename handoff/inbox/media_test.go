package inbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// A file is being fetched, kept, or not there for a reason that is told; and it is for
// those alone who may see its case.
func TestMedia(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	w.hear(dialog.Input{From: "web:1", Text: "看", Media: []dialog.Media{{Kind: "photo", Ref: "dot"}, {Kind: "voice", Ref: "dot"},
		{Kind: "video", Ref: "dot"}, {Kind: "file", Ref: "dot", Name: "a<b>.html"}, {Kind: "photo", Ref: "lost"}, {Kind: "photo", Ref: "dot"}}})
	v, page := w.as("wu"), "/inbox/cases/"+string(id)
	e := w.brought(id)
	at := fmt.Sprintf("%s/media/%d/", page, e.Seq)
	v.get(page).shows(200, "照片 · 正在取回").hides("<img", "再取一次")
	v.get(at+"0").shows(404, "正在取回")

	told := func(n int, state casebook.FileState, why string, kept ...dialog.Media) {
		t.Helper()
		w.must(w.clerk.Filed(t.Context(), e, n, state, why, kept...))
	}
	photo, small := dialog.Media{Kind: "photo", MIME: "image/png"}, dialog.Media{Kind: "photo", MIME: "image/jpeg"}
	told(0, casebook.FileKept, "drawn", photo, small)
	told(1, casebook.FileKept, "", dialog.Media{Kind: "voice", MIME: "audio/ogg"})
	told(2, casebook.FileKept, "", dialog.Media{Kind: "video", MIME: "video/mp4"})
	told(3, casebook.FileKept, "", dialog.Media{Kind: "file", MIME: "application/octet-stream"})
	told(4, casebook.FileKept, "", photo) // as large as a town: no small picture
	told(5, casebook.FileWaits, "refused")
	v.get(page).shows(200, `<img src="`+at+`0/small"`, `<audio controls preload="none" src="`+at+`1"`, `<video controls preload="none" src="`+at+`2"`,
		`<a class="file" href="`+at+`3"`, "a&lt;b&gt;.html", `<a class="file" href="`+at+`4"`, "相机原始文件", "还没取到，会自动再试", "平台不让取").hides(`<img src="` + at + `4`)
	if v.get(at+"0").shows(200, redDot).hides("small"); v.header.Get("Cache-Control") != "private, max-age=3600" {
		t.Errorf("%v", v.header)
	}
	v.get(at+"0/small").shows(200, redDot+"small")
	if v.get(at+"4").shows(404, "打不开"); v.header.Get("Cache-Control") != "no-store" {
		t.Errorf("a file that is not there is remembered as such: %v", v.header)
	}
	v.get(at+"5").shows(404, "平台不让取")
	for _, wrong := range []string{"6", "-1", "x", "0/large"} {
		v.get(at + wrong).shows(404)
	}
	w.anonymous().get(at+"0").shows(http.StatusOK, "登录").hides("GIF")

	told(5, casebook.FileLost, "gone")
	v.get(page).shows(200, "没有取到", "已经没有这个文件", "再取一次")
	again := at + "5/again"
	v.post(again, "key", "9", "back", page).shows(200, "照片 · 正在取回").hides("没有取到")
	v.post(again, "key", "9", "back", page).shows(200, "照片 · 正在取回")
	v.post(at+"0/again", "key", "1", "back", page).shows(200, `<img src="`+at+`0/small"`)
	v.post(at+"77/again", "key", "1").shows(404)
	if n := len(w.events(id)); w.events(id)[n-1].Agent != "wu" || w.events(id)[n-2].Value != "lost" {
		t.Errorf("asking twice, or for what is there, is told: %+v", w.events(id)[n-2:])
	}
	v.post("/inbox/language", "lang", "en")
	v.get(page).shows(200, "Photo · being fetched")
}

// A message that was changed shows the photo it brought, and not again those it had.
func TestMediaOfChangedMessages(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	w.hear(dialog.Input{From: "web:1", Text: "看", Media: []dialog.Media{{Kind: "photo", Ref: "dot"}}})
	first := w.brought(id)
	_, err := w.clerk.Handle(t.Context(), dialog.Input{ID: "e1", Kind: dialog.Edited, From: "web:1", At: w.now(), Ref: first.Ref, Text: "看清楚",
		Media: []dialog.Media{{Kind: "photo", Ref: "dot"}, {Kind: "video", Ref: "film"}}})
	w.must(err)
	second := w.brought(id)
	v := w.as("wu")
	v.get("/inbox/cases/"+string(id)).shows(200, "看清楚", "视频 · 正在取回")
	if n := strings.Count(v.body, "照片 · 正在取回"); n != 1 || second.Seq == first.Seq {
		t.Errorf("the photo is shown %d times", n)
	}
}

// What agents do not see yet they cannot look into, either.
func TestMediaOfOthers(t *testing.T) {
	w := newWorld(t)
	id := w.hear(dialog.Input{From: "web:9", Media: []dialog.Media{{Kind: "photo", Ref: "dot"}}})
	e := w.brought(id)
	w.keeps(id, dialog.Media{Kind: "photo", MIME: "image/png"})
	at := fmt.Sprintf("/inbox/cases/%s/media/%d/0", id, e.Seq)
	w.as("wu").get(at).shows(404).hides("GIF")
	w.as("wu").post(at+"/again", "key", "1").shows(404)
	w.as("lin").get(at).shows(200, "GIF")
}

func (w *world) events(id dialog.CaseID) []casebook.Event {
	w.Helper()
	events, err := w.book.Case(w.Context(), id)
	w.must(err)
	return events
}
