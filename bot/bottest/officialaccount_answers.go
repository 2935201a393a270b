package bottest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"
)

// code is a refusal by WeChat: 200 with a code.
func code(n int, text string) *Trouble { return &Trouble{Code: n, Text: text} }

// ServeHTTP is the interface.
func (a *OfficialAccount) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "broken off", http.StatusBadRequest)
		return
	}
	target := r.URL.Path
	var to struct {
		To string `json:"touser"`
	}
	if json.Unmarshal(body, &to) == nil && to.To != "" {
		target = to.To
	}
	trouble, wrong := a.troubles.next(target)
	if wrong && !trouble.Taken {
		a.wrong(w, r, trouble)
		return
	}
	answer, bad := a.answer(w, r, body)
	switch {
	case wrong:
		a.wrong(w, r, trouble)
	case bad != nil:
		a.wrong(w, r, *bad)
	case answer != nil:
		reply(w, http.StatusOK, answer)
	}
}

func (a *OfficialAccount) wrong(w http.ResponseWriter, r *http.Request, t Trouble) {
	if a.troubles.rude(w, r, t) {
		return
	}
	status := t.Status
	if status == 0 {
		status = http.StatusOK
	}
	reply(w, status, map[string]any{"errcode": t.Code, "errmsg": t.Text + " rid: 5f3ded7d-22929d02-4ba1f5f6"})
}

// answer finds what to say: an answer, a refusal, or nothing more where it has written
// a file.
func (a *OfficialAccount) answer(w http.ResponseWriter, r *http.Request, body []byte) (any, *Trouble) {
	call := r.Method + " " + r.URL.Path
	if call == "POST /cgi-bin/stable_token" {
		return a.giveToken(body)
	}
	if name, ok := strings.CutPrefix(call, "GET /video/"); ok {
		a.mu.Lock()
		f := a.files[name]
		a.mu.Unlock()
		w.Header().Set("Content-Type", f.Kind)
		w.Write(f.Content) //nolint:errcheck // nobody to tell
		return nil, nil
	}
	if call == "GET /cgi-bin/showqrcode" {
		w.Header().Set("Content-Type", "image/jpg")
		w.Write([]byte("\xff\xd8picture of " + r.URL.Query().Get("ticket"))) //nolint:errcheck // nobody to tell
		return nil, nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if until, ok := a.tokens[r.URL.Query().Get("access_token")]; !ok {
		return nil, code(40001, "invalid credential, access_token is invalid or not latest")
	} else if a.Now().After(until) {
		return nil, code(42001, "access_token expired")
	}
	done := map[string]any{"errcode": 0, "errmsg": "ok"}
	switch call {
	case "POST /cgi-bin/message/custom/send":
		return done, a.take(body)
	case "GET /cgi-bin/media/get":
		return a.giveFile(w, r.URL.Query().Get("media_id"))
	case "POST /cgi-bin/menu/create":
		var menu struct {
			Button []struct{ Type, Name, Key string }
		}
		if json.Unmarshal(body, &menu) != nil || len(menu.Button) == 0 || len(menu.Button) > 3 {
			return nil, code(40016, "invalid button size")
		}
		for _, b := range menu.Button {
			if b.Name == "" || len(b.Name) > 16 || b.Type != "click" || b.Key == "" || len(b.Key) > 128 {
				return nil, code(40018, "invalid button name size")
			}
		}
		a.menu = string(body)
		return done, nil
	case "GET /cgi-bin/menu/get":
		if a.menu == "" {
			return nil, code(46003, "menu no exist")
		}
		return map[string]any{"menu": json.RawMessage(a.menu)}, nil
	case "POST /cgi-bin/qrcode/create":
		var ask struct {
			Name string `json:"action_name"`
			Info struct {
				Scene struct {
					Text string `json:"scene_str"`
				} `json:"scene"`
			} `json:"action_info"`
		}
		if json.Unmarshal(body, &ask) != nil || ask.Name != "QR_LIMIT_STR_SCENE" || ask.Info.Scene.Text == "" || utf8.RuneCountInString(ask.Info.Scene.Text) > 64 {
			return nil, code(40053, "invalid action info")
		}
		a.scenes = append(a.scenes, ask.Info.Scene.Text)
		return map[string]any{"ticket": "gQH47joAAAAAAAAAASxodHRwOi8v+/=" + ask.Info.Scene.Text, "url": "http://weixin.qq.com/q/kZgfwMTm72WWPkovabbI"}, nil
	}
	return nil, &Trouble{Status: http.StatusNotFound, Text: "no such interface", Code: 40066}
}

func (a *OfficialAccount) giveToken(body []byte) (any, *Trouble) {
	var ask struct {
		Grant  string `json:"grant_type"`
		AppID  string `json:"appid"`
		Secret string `json:"secret"`
		Force  bool   `json:"force_refresh"`
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case json.Unmarshal(body, &ask) != nil || ask.Grant != "client_credential":
		return nil, code(40002, "invalid grant_type")
	case ask.AppID != a.AppID:
		return nil, code(40013, "invalid appid")
	case ask.Secret != a.Secret:
		return nil, code(40125, "invalid appsecret")
	}
	a.asked = append(a.asked, ask.Force)
	now := a.Now()
	if until, ok := a.tokens[a.current]; ok && now.After(until.Add(-5*time.Minute)) {
		a.current = "" // near its end a new one is given, and the old one holds on
	}
	if ask.Force {
		clear(a.tokens)
	}
	if a.current == "" || ask.Force {
		a.current = fmt.Sprintf("token-%d", len(a.asked))
		a.tokens[a.current] = now.Add(2 * time.Hour)
	}
	lasts := a.tokens[a.current].Sub(now)
	if lasts <= 0 {
		lasts = time.Hour // spoilt
	}
	return map[string]any{"access_token": a.current, "expires_in": int(lasts.Seconds())}, nil
}

// take refuses what WeChat refuses. The caller holds the lock.
func (a *OfficialAccount) take(body []byte) *Trouble {
	var m struct {
		To   string `json:"touser"`
		Type string `json:"msgtype"`
		Text *struct {
			Content string `json:"content"`
		} `json:"text"`
		Image *struct {
			ID string `json:"media_id"`
		} `json:"image"`
		Voice *struct {
			ID string `json:"media_id"`
		} `json:"voice"`
	}
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	if d.Decode(&m) != nil {
		return code(47001, "data format error")
	}
	said := ""
	switch {
	case m.Type == "text" && m.Text != nil:
		said = m.Text.Content
		if strings.TrimSpace(said) == "" {
			return code(44004, "content is empty")
		}
		if len(said) > 2048 || !utf8.ValidString(said) {
			return code(45002, "content size out of limit")
		}
		if strings.Contains(string(body), `\u`) {
			return code(47001, "letters of a text written as numbers are shown so")
		}
	case m.Type == "image" && m.Image != nil:
		said = m.Image.ID
	case m.Type == "voice" && m.Voice != nil:
		said = m.Voice.ID
	default:
		return code(40008, "invalid message type")
	}
	w, known := a.windows[m.To]
	switch now := a.Now(); {
	case m.To == "" || strings.ContainsAny(m.To, " :"):
		return code(40003, "invalid openid")
	case !known || now.After(w.until):
		return code(45015, "response out of time limit or subscription is canceled")
	case w.left == 0:
		return code(45047, "out of response count limit")
	}
	w.left--
	a.windows[m.To] = w
	a.sent = append(a.sent, ServiceMessage{To: m.To, Type: m.Type, Text: said, At: time.Now()})
	return nil
}

// giveFile answers as media/get does: a file, the place of a video, or a refusal with
// 200 all the same. The caller holds the lock.
func (a *OfficialAccount) giveFile(w http.ResponseWriter, id string) (any, *Trouble) {
	f, ok := a.files[id]
	switch {
	case !ok:
		return nil, code(40007, "invalid media_id")
	case f.Video:
		return map[string]any{"video_url": a.server.URL + "/video/" + id}, nil
	}
	w.Header().Set("Content-Type", f.Kind)
	w.Header().Set("Content-Disposition", `attachment; filename="MEDIA_ID.jpg"`)
	w.Write(f.Content) //nolint:errcheck // nobody to tell
	return nil, nil
}
