package webchat

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestWrongInputs(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	long := strings.Repeat("长", wordsMost+1)
	for _, c := range []struct {
		name, method, path, kind, body string
		want                           int
	}{
		{"no JSON", "POST", "/web/messages", "application/json", "hello", 400},
		{"empty", "POST", "/web/messages", "application/json", "", 400},
		{"an array", "POST", "/web/messages", "application/json", "[]", 400},
		{"null", "POST", "/web/messages", "application/json", "null", 400},
		{"no id", "POST", "/web/messages", "application/json", `{"text":"a"}`, 400},
		{"an id with blanks", "POST", "/web/messages", "application/json", `{"id":"a b","text":"a"}`, 400},
		{"a long id", "POST", "/web/messages", "application/json", `{"id":"` + strings.Repeat("a", 65) + `","text":"a"}`, 400},
		{"nothing said", "POST", "/web/messages", "application/json", `{"id":"w1"}`, 400},
		{"blanks said", "POST", "/web/messages", "application/json", `{"id":"w1","text":" \n "}`, 400},
		{"text and choice", "POST", "/web/messages", "application/json", `{"id":"w1","text":"a","choice":"yes"}`, 400},
		{"off this earth", "POST", "/web/messages", "application/json", `{"id":"w1","pin":{"lat":91,"lon":0}}`, 400},
		{"more behind it", "POST", "/web/messages", "application/json", `{"id":"w1","text":"a"} {"id":"w2"}`, 400},
		{"not UTF-8", "POST", "/web/messages", "application/json", "{\"id\":\"w1\",\"text\":\"\xff\"}", 400},
		{"too many words", "POST", "/web/messages", "application/json", `{"id":"w1","text":"` + long + `"}`, 400},
		{"too large", "POST", "/web/messages", "application/json", `{"id":"w1","text":"` + strings.Repeat("a", messageMost) + `"}`, 413},
		{"a form", "POST", "/web/messages", "application/x-www-form-urlencoded", "id=w1&text=a", 415},
		{"no type", "POST", "/web/messages", "", `{"id":"w1","text":"a"}`, 415},
		{"reading messages", "GET", "/web/messages", "", "", 405},
		{"putting messages", "PUT", "/web/messages", "application/json", `{}`, 405},
		{"posting to the thread", "POST", "/web/thread", "application/json", `{}`, 405},
		{"posting to the stream", "POST", "/web/stream", "application/json", `{}`, 405},
		{"posting to the page", "POST", "/", "application/json", `{}`, 405},
		{"a photo as JSON", "POST", "/web/photos", "application/json", `{}`, 415},
		{"a form without parts", "POST", "/web/photos", "multipart/form-data; boundary=x", "", 400},
		{"a form without boundary", "POST", "/web/photos", "multipart/form-data", "", 400},
		{"no photo of that name", "GET", "/web/media/nothing.jpg", "", "", 404},
		{"a way out of the folder", "GET", "/web/media/..%2f..%2fbook.db", "", "", 404},
	} {
		status, body := v.do(c.method, c.path, c.kind, c.body)
		var told map[string]string
		if err := json.Unmarshal([]byte(body), &told); status != c.want || err != nil || told["error"] == "" {
			t.Errorf("%s: %d %.200s, want %d and an error in words", c.name, status, body, c.want)
		}
	}
	if got := v.thread().Messages; len(got) != 0 {
		t.Errorf("something wrong was stored:\n%s", transcript(got))
	}
}

func TestOtherSitesAreRefused(t *testing.T) {
	d := newDesk(t)
	v := d.visitor()
	for _, h := range [][]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}} {
		if status, body := v.do("POST", "/web/messages", "application/json", `{"id":"w1","text":"a"}`, h...); status != http.StatusForbidden {
			t.Errorf("%v: %d %s", h, status, body)
		}
	}
	if status, _ := v.do("POST", "/web/messages", "application/json", `{"id":"w1","text":"a"}`, "Sec-Fetch-Site", "same-origin", "Origin", v.server.URL); status != http.StatusOK {
		t.Errorf("our own page: %d", status)
	}
}
