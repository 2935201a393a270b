package api

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/upload"
)

// arrivals keeps what comes with forms; programs are not taken.
type arrivals struct{ ids []string }

func (a *arrivals) arrive(_ context.Context, from dialog.Address, id, name string, b []byte) (dialog.Media, error) {
	if strings.HasPrefix(string(b), "MZ") {
		return dialog.Media{}, upload.ErrForm
	}
	a.ids = append(a.ids, string(from)+" "+id)
	return dialog.Media{Kind: "file", Ref: "web:" + id, Name: name, MIME: "application/pdf", Size: int64(len(b))}, nil
}

// form sends fields and files, written "name=value" and "name@filename=bytes".
func (w *world) form(login, path string, parts ...string) answer {
	w.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, p := range parts {
		name, value, _ := strings.Cut(p, "=")
		field, file, is := strings.Cut(name, "@")
		if !is {
			w.must(form.WriteField(name, value))
			continue
		}
		part, err := form.CreateFormFile(field, file)
		w.must(err)
		_, err = part.Write([]byte(value))
		w.must(err)
	}
	w.must(form.Close())
	r := httptest.NewRequest("POST", "/api/v1"+path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Authorization", "Bearer "+w.tokens[login])
	return w.send(r)
}

// Files go out with a reply or lie with a note, under their own names, once by one key; and
// stand with a reply that can be taken back.
func TestFilesOfReplies(t *testing.T) {
	var kept arrivals
	w := newWorldWith(t, func(c *Config) { c.Arrive = kept.arrive })
	path := "/cases/" + w.handedOff("telegram:1")
	w.deliver(t.Context(), casebook.Sent)
	for range 2 { // the line was cut before the answer came
		w.form("wu", path+"/reply", "key=1", "text=要填这张表", "file@申请表.pdf=%PDF-1", "file@样表.pdf=%PDF-2").is(200).has("owner", "wu")
	}
	w.form("wu", path+"/reply", "file@回执.pdf=%PDF-3").is(200)
	w.form("wu", path+"/reply", "file@回执.pdf=%PDF-3").is(200) // without a key it is another one
	held := w.form("wu", path+"/reply", "text=等等", "hold=30", "file@证明.pdf=%PDF-4").is(200).body["held"].(map[string]any)
	if m := held["media"].([]any)[0].(map[string]any); held["text"] != "等等" || m["name"] != "证明.pdf" {
		t.Errorf("held: %v", held)
	}
	w.call("wu", "POST", path+"/takeback", "").is(200)
	w.form("li", path+"/note", "text=内部", "file@底稿.pdf=%PDF-5").is(200)
	var sent []string
	for _, m := range w.deliver(t.Context(), casebook.Sent) {
		for _, f := range m.Media {
			sent = append(sent, m.Text+" "+f.Name)
		}
	}
	if diff := cmp.Diff([]string{"要填这张表 申请表.pdf", "要填这张表 样表.pdf", " 回执.pdf", " 回执.pdf"}, sent); diff != "" {
		t.Error(diff)
	}
	ids := map[string]int{}
	for _, id := range kept.ids {
		ids[id]++
	}
	if len(ids) != 6 || len(kept.ids) != 8 { // two were sent twice
		t.Errorf("kept %v", ids)
	}
}

func TestFormsThatAreWrong(t *testing.T) {
	var kept arrivals
	w := newWorldWith(t, func(c *Config) { c.Arrive = kept.arrive })
	path := "/cases/" + w.handedOff("telegram:1")
	collecting := "/cases/" + w.say("telegram:2", "路灯坏了") // agents do not see it yet
	pdf, long := "file@a.pdf=%PDF", strings.Repeat("长", 30_000)
	for name, c := range map[string]struct {
		path   string
		parts  []string
		status int
		code   string
	}{
		"a program":              {path + "/reply", []string{"text=x", "file@a.pdf=MZ"}, 422, "file_form"},
		"six files":              {path + "/reply", []string{"text=x", pdf, pdf, pdf, pdf, pdf, pdf}, 422, "file_form"},
		"one too large":          {path + "/note", []string{"text=x", "file@a.pdf=" + strings.Repeat("x", upload.FileMost+1)}, 422, "file_form"},
		"nothing":                {path + "/reply", []string{"text="}, 422, "text_missing"},
		"too long words":         {path + "/reply", []string{"text=" + long, pdf}, 422, "text_too_long"},
		"a misspelt field":       {path + "/reply", []string{"txet=x", pdf}, 400, "body_malformed"},
		"a misspelt file":        {path + "/reply", []string{"text=x", "files@a.pdf=%PDF"}, 400, "body_malformed"},
		"words twice":            {path + "/reply", []string{"text=x", "text=y", pdf}, 400, "body_malformed"},
		"GBK":                    {path + "/reply", []string{"text=\xc4\xe3\xba\xc3", pdf}, 400, "body_malformed"},
		"hold that is no number": {path + "/reply", []string{"text=x", "hold=soon", pdf}, 400, "body_malformed"},
		"hold that is too long":  {path + "/reply", []string{"text=x", "hold=61"}, 422, "hold_unknown"},
		"force by an agent":      {path + "/reply", []string{"text=x", "force=true"}, 403, "role"},
		"a case not seen yet":    {collecting + "/note", []string{"text=x", pdf}, 404, "case_unknown"},
		"no case":                {"/cases/JH-0/reply", []string{"text=x", pdf}, 404, "case_unknown"},
		"an act without files":   {path + "/close", []string{"text=x", pdf}, 400, "body_malformed"},
		"nobody":                 {path + "/reply", []string{"text=x", pdf}, 401, "token_unknown"},
	} {
		t.Log(name)
		before, login := len(kept.ids), "wu"
		if name == "nobody" {
			login = "nobody"
			w.tokens[login] = "made-up"
		}
		w.form(login, c.path, c.parts...).is(c.status).has("code", c.code)
		if c.code != "text_too_long" && len(kept.ids) != before {
			t.Errorf("%s: %d files were kept", name, len(kept.ids)-before)
		}
	}
	if w.call("wu", "POST", path+"/note", `{"text":"`+long+`"}`).is(413); len(kept.ids) > 1 {
		t.Errorf("kept %v", kept.ids)
	}
}
