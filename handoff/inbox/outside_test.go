package inbox

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// asks makes a link for an outside party and gives its path.
func (v *visit) asks(id dialog.CaseID, pairs ...string) string {
	v.Helper()
	v.ask(to(id, "outside"), append([]string{"key", itoa(int(v.said.Add(1))), "whom", "供电所张工", "text", "杆子哪天能换?"}, pairs...)...).shows(200, `"link":"https://door.example/outside/`)
	_, rest, _ := strings.Cut(v.body, "https://door.example")
	path, _, _ := strings.Cut(rest, `"`)
	return path
}

// An outside party sees what was chosen and nothing else, answers once, and the case is
// back with its owner.
func TestOutsideParty(t *testing.T) {
	w := newWorld(t)
	id := w.hear(dialog.Input{From: "web:1", Text: "七星村的电线杆歪了,我叫王惠,电话13900000122", Media: []dialog.Media{{Kind: "photo", Ref: "r", Name: "王惠家门口.jpg"}}})
	w.say("web:1", "人工")
	w.say("web:1", "千万别说是我讲的")
	w.keeps(id, dialog.Media{Kind: "photo", MIME: "image/gif"}, dialog.Media{Kind: "photo"})
	wu := w.as("wu")
	seq := 0
	for _, e := range w.events(id) {
		if e.Sent() {
			seq = e.Seq
		}
	}
	page := "/inbox/cases/" + string(id) + "?queue=mine"
	wu.post(to(id, "claim"), "key", "c")
	wu.get(page).shows(200, "发链接问外单位", `name="line" value="`+itoa(seq))
	wu.ask(to(id, "outside"), "key", "x", "whom", "", "text", "?").shows(422, "写明给谁")
	path := wu.asks(id, "line", itoa(seq), "file", itoa(seq)+"/0", "fact", "where")
	if c := w.fold(id); c.Status != dialog.WaitingDepartment || c.Until.Sub(w.now()) < 13*24*time.Hour {
		t.Errorf("%s until %v", c.Status, c.Until)
	}
	out := w.anonymous()
	out.get(path).shows(200, "供电所张工", "杆子哪天能换", "电线杆歪了", "吴姐", "noindex").hides("王惠", "13900000122", "千万别说", `name="login"`)
	if out.header.Get("X-Robots-Tag") == "" || out.header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%v", out.header)
	}
	out.get(path+"/file/"+itoa(seq)+"/0").shows(200, "GIF89a")
	out.get(path + "/file/" + itoa(seq) + "/1").shows(404)
	out.get(path + "/file/1/0x").shows(404)
	out.post(path, "text", "  ").shows(422, "还没有写答复")
	out.upload(path, "", "MZ a program").shows(422, "附件收不了")
	var sent sync.WaitGroup
	good := make(chan int, 4)
	for i := range 4 {
		sent.Go(func() {
			other := *out
			other.upload(path, fmt.Sprint("周三换,第", i), redDot)
			good <- other.status
		})
	}
	sent.Wait()
	close(good)
	taken := 0
	for status := range good {
		if status == http.StatusOK {
			taken++
		}
	}
	answers := 0
	for _, e := range w.events(id) {
		if e.Kind == dialog.ChangeOutside && e.Value == dialog.OutsideAnswered {
			answers++
		}
	}
	if taken != 1 || answers != 1 {
		t.Errorf("%d were told it was taken, %d are in the case", taken, answers)
	}
	out.get(path).shows(410, "已经答复过").hides("电线杆", "供电所")
	wu.get(page).shows(200, "外单位答复", "周三换", "已答复", "回到负责人手上")
	wu.get("/inbox?queue=mentions").shows(200, string(id))
	if c := w.fold(id); c.Status != dialog.InProgress {
		t.Errorf("%s", c.Status)
	}
	if strings.Contains(w.heard("web:1"), "周三换") {
		t.Error("the resident was told an outside party's words")
	}
	records, err := w.book.List(t.Context(), "outside")
	w.must(err)
	token := strings.TrimPrefix(path, "/outside/")
	for _, r := range records {
		if strings.Contains(string(r.Value)+r.Key, token) {
			t.Error("the token lies on the Shelf")
		}
	}
}

// A link that was withdrawn, has expired or never was says so; who tries many waits.
func TestOutsideLinksEnd(t *testing.T) {
	w := newWorld(t)
	id, other := w.waits("web:1"), w.waits("web:2")
	wu, li, out := w.as("wu"), w.as("li"), w.anonymous()
	path := wu.asks(id)
	link := ""
	for _, e := range w.events(id) {
		if e.Kind == dialog.ChangeOutside {
			link = e.Slot
		}
	}
	li.ask(to(other, "revoke"), "key", "1", "link", link).shows(404)
	out.get(path).shows(200)
	li.ask(to(id, "revoke"), "key", "2", "link", link).shows(200)
	out.get(path).shows(410, "已被收回")
	out.post(path, "text", "晚了").shows(410, "已被收回")
	wu.get("/inbox/cases/"+string(id)).shows(200, "已收回").hides("晚了")
	li.ask(to(id, "outside"), "key", "3", "whom", "城管", "text", "?").shows(409, "吴姐")
	again := wu.asks(id)
	w.pass(handoff.OutsideLife + time.Minute)
	out.get(again).shows(410, "已过期")
	out.get("/outside/nonsense").shows(404, "没有这个链接")
	for range outsideBurst {
		out.get("/outside/guess")
	}
	out.get("/outside/guess").shows(429, "一分钟后")
	if records, err := w.book.List(t.Context(), "outside"); err != nil || len(records) != 2 {
		t.Errorf("%d links, %v: a refused one is kept", len(records), err)
	}
}

// upload sends an answer with a file, as a page does.
func (v *visit) upload(path, text, file string) *visit {
	v.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	v.must(form.WriteField("text", text))
	part, err := form.CreateFormFile("file", "a.gif")
	v.must(err)
	_, err = part.Write([]byte(file))
	v.must(err)
	v.must(form.Close())
	r, err := http.NewRequestWithContext(v.Context(), http.MethodPost, v.server.URL+path, &body)
	v.must(err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return v.send(r)
}
