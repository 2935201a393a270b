package main

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"frontdoor/bot/bottest"
)

// breakMachine lets the running server meet a full disk and the end of its file handles,
// and wants of it what a broken machine must not change: what is not stored is not
// acknowledged, what is said is said once, nothing ends, and it goes on by itself. It gives
// what was acknowledged.
//
// Limits of the process stand for the disk: to the server both are a write that fails. A
// full disk proper, and one that may only be read, are TestRealDisk's.
func breakMachine(t *testing.T, h *house) map[int64][]string {
	t.Helper()
	const chat = int64(77)
	said := func(n int64) int {
		return h.update(bottest.TextUpdate(chat*100+n, n, chat, pending{chat, n}.text()))
	}
	more := h.limit(unix.RLIMIT_FSIZE, 1)
	for n := int64(1); n <= 5; n++ {
		if status := said(n); status != 503 {
			t.Errorf("on a full disk message %d was answered with %d, want 503", n, status)
		}
	}
	const page = "the book cannot be written since "
	h.until(patience, "the page says so", func() bool { return strings.Contains(h.alone("/readyz"), page) })
	before := len(h.feed()) // reading goes on
	if n := strings.Count(h.out.String(), "the book cannot be written"); n != 1 {
		t.Errorf("the log says it %d times:\n%s", n, h.out)
	}
	if n := strings.Count(h.out.String(), "an update was not stored"); n != 1 {
		t.Errorf("of five refused messages the log tells %d times:\n%s", n, h.out)
	}
	more()
	for n := int64(1); n <= 5; n++ { // Telegram says them again
		if status := said(n); status != 200 {
			t.Errorf("with room again message %d was answered with %d", n, status)
		}
	}
	if n := len(h.feed()); n < before+5 {
		t.Errorf("%d events before, %d after five messages", before, n)
	}

	more = h.limit(unix.RLIMIT_NOFILE, 1)
	answered := make(chan string, 1)
	go func() { answered <- h.alone("/readyz") }() // over a connection of its own
	h.until(patience, "no connection can be taken", func() bool { return strings.Contains(h.out.String(), "too many open files") })
	more()
	select {
	case text := <-answered:
		if !strings.HasPrefix(text, "ready") {
			t.Errorf("who came meanwhile was answered %q", text)
		}
	case <-time.After(patience):
		t.Errorf("who came meanwhile was never answered\n%s", h.out)
	}
	if status := said(6); status != 200 {
		t.Errorf("with files to open again a message was answered with %d", status)
	}
	var words []string
	for n := int64(1); n <= 6; n++ {
		words = append(words, pending{chat, n}.text())
	}
	return map[int64][]string{chat: words}
}

// limit sets what the running server may use of something; calling the result sets what
// it was before.
func (h *house) limit(what int, most uint64) (back func()) {
	h.t.Helper()
	var was unix.Rlimit
	set := func(now uint64) {
		h.t.Helper()
		if err := unix.Prlimit(h.cmd.Process.Pid, what, &unix.Rlimit{Cur: now, Max: was.Max}, nil); err != nil {
			h.t.Fatalf("set a limit of the server: %v", err)
		}
	}
	if err := unix.Prlimit(h.cmd.Process.Pid, what, nil, &was); err != nil {
		h.t.Fatalf("read a limit of the server: %v", err)
	}
	set(most)
	return func() { set(was.Cur) }
}

// alone asks over a connection of its own, and gives the answer.
func (h *house) alone(path string) string {
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Get(h.at() + path)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return fmt.Sprint(string(text), err)
}
