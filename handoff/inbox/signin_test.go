package inbox

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestSigningIn(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.anonymous()
	v.get("/inbox/cases/"+string(id)+"?queue=mine").shows(200, "登录", `value="/inbox/cases/`+string(id)+`?queue=mine"`)
	v.post("/inbox/sign-in", "login", "wu", "password", "wrong-password", "back", "/inbox").shows(401, "账号或密码不对", `value="wu"`)
	v.post("/inbox/sign-in", "login", "nobody", "password", password).shows(401, "账号或密码不对")
	v.post("/inbox/sign-in", "login", "wu", "password", password, "back", "/inbox/cases/"+string(id)).shows(200, string(id), "认领")
	site := v.form("/inbox", "a", "b")
	cookies := v.client.Jar.Cookies(site.URL)
	if len(cookies) != 1 {
		t.Fatalf("cookies %v", cookies)
	}
	v.post("/inbox/sign-out").shows(200, "登录")
	// The value of an ended session opens nothing any more.
	r := v.form("/inbox/sign-in")
	r.Method, r.URL.Path, r.Body = http.MethodGet, "/inbox", nil
	r.AddCookie(cookies[0])
	v.send(r).shows(200, "登录").hides("待认领")
}

func TestSignInCookie(t *testing.T) {
	w := newWorld(t)
	v := w.anonymous()
	v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	v.post("/inbox/sign-in", "login", "wu", "password", password, "back", "https://evil.example/inbox")
	if to := v.header.Get("Location"); v.status != http.StatusSeeOther || to != "/inbox" {
		t.Errorf("%d to %q", v.status, to)
	}
	cookie := v.header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Lax", "Path=/inbox"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("%s lacks %s", cookie, want)
		}
	}
}

// Whoever tries too often is told how long to wait.
func TestSignInSlowsDown(t *testing.T) {
	v := newWorld(t).anonymous()
	for range 12 {
		if v.post("/inbox/sign-in", "login", "wu", "password", "wrong-password"); v.status == http.StatusTooManyRequests {
			v.shows(429, "试得太多了")
			if v.header.Get("Retry-After") == "" {
				t.Error("no Retry-After")
			}
			return
		}
	}
	t.Errorf("twelve wrong passwords and still %d", v.status)
}

// One host that tries a password with many logins is slowed down, too; what was right is not
// counted.
func TestHostsSignInWrongly(t *testing.T) {
	h, now := hosts{every: wrongEvery, burst: 3}, time.Now()
	for n, step := range []struct {
		host  string
		right bool
		wait  time.Duration
	}{
		{"a", true, 0}, {"a", true, 0}, {"a", true, 0}, {"a", true, 0},
		{"a", false, 0}, {"a", false, 0}, {"a", false, 0}, {"a", false, wrongEvery}, {"a", false, wrongEvery}, {"b", false, 0},
	} {
		right, wait := h.begin(step.host, now)
		if wait != step.wait {
			t.Errorf("%d: waits %v, want %v", n, wait, step.wait)
		}
		if step.right {
			right()
		}
	}
	w := newWorld(t)
	v := w.anonymous()
	for range wrongBurst {
		v.post("/inbox/sign-in", "ticket", "nobody's").shows(401)
	}
	v.post("/inbox/sign-in", "login", "wu", "password", "wrong-password").shows(429, "试得太多了")
}

// What was typed when a session had ended is not lost.
func TestEndedSession(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.anonymous()
	v.post(to(id, "reply"), "text", "明天上午来", "back", "/inbox/cases/"+string(id)).shows(401, "明天上午来", "登录已过期", `value="/inbox/cases/`+string(id))
	v.ask(to(id, "reply"), "text", "明天上午来").shows(401, `"sign_in":true`)
	if c := w.fold(id); c.FromAgent != 0 {
		t.Error("said without a session")
	}
	v.post("/inbox/sign-in", "login", "wu", "password", "wrong-password", "typed", "明天上午来").shows(401, "明天上午来")
}

func TestFromAnotherSite(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.as("wu")
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		r := v.form(to(id, "claim"), "key", "k")
		r.Header.Set(name, value)
		v.send(r).shows(403, "不是从收件箱发出的")
	}
	if c := w.fold(id); c.Owner != "" {
		t.Errorf("claimed by %s", c.Owner)
	}
}

func TestHeaders(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/inbox", "/inbox/none", "/inbox/static/inbox.js"} {
		v := w.anonymous().get(path)
		csp := v.header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'self'") || strings.Contains(csp, "unsafe") || v.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", path, v.header)
		}
		if strings.Contains(v.body, "style=") || strings.Contains(v.body, "onclick=") {
			t.Errorf("%s has what its own policy forbids", path)
		}
	}
}

func TestLanguage(t *testing.T) {
	w := newWorld(t)
	v := w.as("wu")
	v.get("/inbox").shows(200, `<html lang="zh-CN">`, "待认领")
	v.post("/inbox/language", "lang", "en", "back", "/inbox?queue=mine").shows(200, `<html lang="en">`, "Unclaimed", "You hold no cases")
	v.get("/inbox/cases/JH-00-00000-0").shows(404, "no such case")
}
