package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"syscall"
	"testing"
	"time"
)

// TestDemo: the demo prints links that work and a sign-in that is right, shows the
// sample town, and leaves nothing behind after ctrl-C.
func TestDemo(t *testing.T) {
	t.Parallel()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	var out lockedBuffer
	cmd := exec.Command(program, "demo")
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "TMPDIR=" + folder, "FRONTDOOR_LISTEN=127.0.0.1:0"}
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	told := regexp.MustCompile(`(?s)Residents write here: +(\S+).*Agents answer here: +(\S+).*sign in as +(\S+) +password (\S+)`)
	var found []string
	h := &house{t: t, out: &out}
	h.until(patience, "the demo prints its links", func() bool {
		found = told.FindStringSubmatch(out.String())
		return found != nil
	})
	chat, inbox, login, password := found[1], found[2], found[3], found[4]
	if res, err := http.Get(chat); err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("the chat link %s does not work: %v", chat, err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	agent := &http.Client{Jar: jar, Timeout: 10 * time.Second}
	res, err := agent.PostForm(inbox+"/sign-in", url.Values{"login": {login}, "password": {password}, "back": {"/inbox?queue=open"}})
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("signing in as printed: %d %v", res.StatusCode, err)
	}
	// Every talk of the sample that says yes at the end is a case in the list.
	if want, got := 10, len(regexp.MustCompile(`class="row[ "]`).FindAll(page, -1)); got < want {
		t.Errorf("the list shows %d cases, want at least %d", got, want)
	}
	// The rules of the sample town are at work: what lies in one of its grids is proposed.
	before, _, listed := bytes.Cut(page, []byte("家里墙裂了一条大缝"))
	links := regexp.MustCompile(`href="(/inbox/cases/[^"?]+)`).FindAllSubmatch(before, -1)
	if !listed || len(links) == 0 {
		t.Fatal("the list does not show the crack in 兴学社区")
	}
	link := links[len(links)-1]
	base, _ := url.Parse(inbox)
	h.until(patience, "the case is proposed to who serves its grid", func() bool {
		res, err := agent.Get(base.Scheme + "://" + base.Host + string(link[1]))
		if err != nil {
			return false
		}
		defer res.Body.Close()
		page, err = io.ReadAll(res.Body)
		return err == nil && bytes.Contains(page, []byte("建议由老方办理"))
	})
	cmd.Process.Signal(syscall.SIGINT)
	if err := cmd.Wait(); err != nil {
		t.Errorf("after ctrl-C the demo ended with %v:\n%s", err, out.String())
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("the demo left %v behind (%v)", left, err)
	}
	if bytes.Contains([]byte(out.String()), []byte("level=ERROR")) {
		t.Errorf("the demo logged errors:\n%s", out.String())
	}
}
