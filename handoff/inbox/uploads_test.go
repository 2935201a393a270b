package inbox

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// photo is a note with files, as a page sends it.
func (v *visit) photo(id dialog.CaseID, key, text string, files ...string) *visit {
	v.Helper()
	return v.along(id, "note", key, text, files...)
}

// along is a note or a reply with files.
func (v *visit) along(id dialog.CaseID, act, key, text string, files ...string) *visit {
	v.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	v.must(form.WriteField("key", key))
	v.must(form.WriteField("text", text))
	v.must(form.WriteField("back", "/inbox/cases/"+string(id)))
	for _, f := range files {
		part, err := form.CreateFormFile("file", "申请表.pdf")
		v.must(err)
		_, err = part.Write([]byte(f))
		v.must(err)
	}
	v.must(form.Close())
	r, err := http.NewRequestWithContext(v.Context(), http.MethodPost, v.server.URL+to(id, act), &body)
	v.must(err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return v.send(r)
}

// TestPhotosOfAgents: photos lie with a note, once however often they are sent, and no
// resident hears of them; what is no photo, and who is not signed in, is refused.
func TestPhotosOfAgents(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:r1")
	v := w.as("wu")
	for range 2 { // the line was cut before the answer came
		v.photo(id, "1", "装好了", redDot, redDot).shows(200, "装好了")
	}
	v.photo(id, "2", "", redDot).shows(200)
	if len(w.brought(id).Media) != 1 {
		t.Errorf("brought %+v", w.brought(id))
	}
	w.keeps(id, dialog.Media{Kind: "photo", Ref: "kept"}, dialog.Media{Kind: "photo", Ref: "kept"})
	page := v.get("/inbox/cases/"+string(id)).shows(200, `class="photo"`)
	small := between(page.body, `<img src="/inbox/cases/`, `"`)
	v.get("/inbox/cases/"+strings.ReplaceAll(small, "&amp;", "&")).shows(200, "GIF89a")
	notes := 0
	for _, e := range w.events(id) {
		if e.Kind == dialog.ChangeNoted {
			notes++
			if e.Message != "" || len(e.Media) == 0 {
				t.Errorf("noted %+v", e)
			}
		}
	}
	if notes != 2 {
		t.Errorf("%d notes", notes)
	}
	v.photo(id, "3", "程序", "MZ program").shows(422, "照片或 PDF", "程序")
	v.photo(id, "4", "太多", redDot, redDot, redDot, redDot, redDot, redDot).shows(422, "最多 5 个")
	v.photo(id, "5", "").shows(422, "还没有写内容")
	v.photo("JH-0000-0", "6", "x", redDot).shows(404)
	w.anonymous().photo(id, "7", "x", redDot).shows(401)
}

// TestFilesOfAHeldReply: in the seconds in which a reply can be taken back its files stand
// with it by their names, also where there are no words.
func TestFilesOfAHeldReply(t *testing.T) {
	w := newWorldUndoing(t, 5*time.Second)
	id := w.waits("telegram:7")
	v, page := w.as("wu"), "/inbox/cases/"+string(id)
	for i, text := range []string{"要填这张表", ""} {
		v.along(id, "reply", itoa(i), text, redDot).shows(200)
		held := between(v.get(page).shows(200, "即将发出").body, `data-key="held-`, "</article>")
		if !strings.Contains(held, text) || strings.Count(held, "申请表.pdf") != 1 {
			t.Errorf("held: %s", held)
		}
		w.pass(6 * time.Second)
		w.wakeUp("telegram:7")
		v.get(page).shows(200, "申请表.pdf").hides("即将发出")
	}
}

// TestFilesForResidents: what an agent sends along goes out once with the words, or alone,
// and stands in the talk; a file that is none is refused, and the words stay.
func TestFilesForResidents(t *testing.T) {
	w := newWorld(t)
	id := w.waits("telegram:7")
	v := w.as("wu")
	for range 2 {
		v.along(id, "reply", "1", "要填这张表", redDot).shows(200, "要填这张表")
	}
	v.along(id, "reply", "2", "", redDot).shows(200)
	v.along(id, "reply", "3", "程序", "MZ program").shows(422, "照片或 PDF", "程序")
	v.along(id, "reply", "4", "").shows(422, "还没有写内容")
	var said []string
	for _, e := range w.events(id) {
		if e.Kind == dialog.ChangeSaid && e.By == dialog.ByAgent {
			said = append(said, e.Text+" "+itoa(len(e.Media)))
		}
	}
	if got := strings.Join(said, "|"); got != "要填这张表 1| 1" {
		t.Errorf("said %s", got)
	}
	sent := 0
	for {
		owed, err := w.book.Lease(w.Context(), casebook.DueMessage, w.now(), time.Minute, 100)
		w.must(err)
		if len(owed) == 0 {
			break
		}
		for _, d := range owed {
			if d.Message.By == dialog.ByAgent {
				sent += len(d.Message.Media)
			}
			w.must(w.clerk.Receipt(w.Context(), d, casebook.Sent, "", ""))
		}
	}
	if sent != 2 {
		t.Errorf("%d files go out", sent)
	}
}
