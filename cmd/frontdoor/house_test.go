package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"frontdoor/bot/bottest"
)

const (
	telegramToken  = "123456:test-token"
	telegramSecret = "a-secret_of-the-webhook"
	twilioSID      = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	twilioToken    = "12345"
	ourNumber      = "+85752100000"
	publicURL      = "https://door.example.org"
)

// house is a running frontdoor with its providers' doubles.
type house struct {
	t      *testing.T
	binary string
	dir    string
	env    []string
	bot    *bottest.BotAPI
	texts  *bottest.MessagesAPI

	// through are the words before the program's own, where something else starts it.
	through []string

	url   *atomic.Value // of the running server; residents ask while it starts again elsewhere
	cmd   *exec.Cmd
	out   *lockedBuffer
	token map[string]string // API tokens by login
}

// newHouse sets up a book in a file, three agents and the doubles, and starts nothing.
func newHouse(t *testing.T, mode string) *house {
	t.Helper()
	return newHouseOn(t, mode, "sqlite:"+filepath.Join(t.TempDir(), "book.db"))
}

// newHouseOn is newHouse on a book of the test's own.
func newHouseOn(t *testing.T, mode, book string) *house {
	t.Helper()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, binary: program, dir: t.TempDir(), bot: bottest.NewBotAPI(telegramToken), texts: bottest.NewMessagesAPI(twilioSID, twilioToken), url: &atomic.Value{}}
	t.Cleanup(h.bot.Close)
	t.Cleanup(h.texts.Close)
	h.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + h.dir, "TMPDIR=" + h.dir,
		"GORACE=halt_on_error=1 atexit_sleep_ms=0", // a data race ends the server, which no test overlooks
		"FRONTDOOR_LISTEN=127.0.0.1:0",
		"FRONTDOOR_BOOK=" + book, "FRONTDOOR_MEDIA=" + filepath.Join(h.dir, "media"),
		"FRONTDOOR_PUBLIC_URL=" + publicURL,
		"FRONTDOOR_TELEGRAM_TOKEN=" + telegramToken, "FRONTDOOR_TELEGRAM_SECRET=" + telegramSecret,
		"FRONTDOOR_TELEGRAM_API=" + h.bot.URL(), "FRONTDOOR_TELEGRAM_MODE=" + mode,
		"FRONTDOOR_TWILIO_ACCOUNT_SID=" + twilioSID, "FRONTDOOR_TWILIO_AUTH_TOKEN=" + twilioToken,
		"FRONTDOOR_TWILIO_FROM=" + ourNumber, "FRONTDOOR_TWILIO_API=" + h.texts.URL(),
	}
	if mode == "webhook" {
		h.env = append(h.env, "GOGC=400") // houses that poll leave it to serve, which raises it a moment later
	}
	if file, ok := strings.CutPrefix(book, "sqlite:"); ok {
		ready, err := staffedBook()
		if err == nil {
			err = errors.Join(os.WriteFile(file, ready.content, 0o600), os.WriteFile(file+".key", ready.key, 0o600))
		}
		if err != nil {
			t.Fatal(err)
		}
		h.token = ready.token
	} else {
		h.env = append(h.env, "FRONTDOOR_KEY=file:"+filepath.Join(h.dir, "master.key")) // of all servers on the book
		if h.token, err = addStaff(program, h.env); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

// another is a second server of the same town: same book, same providers.
func (h *house) another() *house {
	o := *h
	o.url, o.cmd, o.out = &atomic.Value{}, nil, nil
	return &o
}

// at is the address of the running server.
func (h *house) at() string { return h.url.Load().(string) }

// command runs the program to its end and gives what it printed.
func (h *house) command(args ...string) string {
	h.t.Helper()
	return h.commandFed("", args...)
}

// commandFed is command with something on standard input.
func (h *house) commandFed(stdin string, args ...string) string {
	h.t.Helper()
	out, err := runProgram(h.binary, h.env, stdin, args...)
	if err != nil {
		h.t.Fatal(err)
	}
	return out
}

// start starts the server and waits until it is ready.
func (h *house) start() {
	h.t.Helper()
	h.out = &lockedBuffer{}
	words := append(slices.Clone(h.through), h.binary, "serve")
	h.cmd = exec.Command(words[0], words[1:]...)
	h.cmd.Env, h.cmd.Stdout, h.cmd.Stderr = h.env, h.out, h.out
	if err := h.cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	cmd := h.cmd
	h.t.Cleanup(func() {
		if cmd.ProcessState == nil {
			cmd.Process.Kill()
			cmd.Wait()
		}
	})
	const says = "frontdoor listens on "
	h.until(20*time.Second, "the server tells its address", func() bool {
		for line := range strings.Lines(h.out.String()) {
			if at, ok := strings.CutPrefix(strings.TrimSpace(line), says); ok {
				h.url.Store(at)
				return true
			}
		}
		return false
	})
	h.until(20*time.Second, "the server is ready", func() bool {
		res, err := http.Get(h.at() + "/readyz")
		if err != nil {
			return false
		}
		res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
}

// kill is kill -9.
func (h *house) kill() {
	h.cmd.Process.Kill()
	h.cmd.Wait()
}

// stop asks the server to end, as ctrl-C does, and wants it to end well.
func (h *house) stop() {
	h.t.Helper()
	h.cmd.Process.Signal(syscall.SIGINT)
	if err := h.cmd.Wait(); err != nil {
		h.t.Fatalf("after an interrupt the server ended with: %v\n%s", err, h.out)
	}
}

// until waits for a thing to come true.
func (h *house) until(d time.Duration, what string, fn func() bool) {
	h.t.Helper()
	for end := time.Now().Add(d); !fn(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			h.t.Fatalf("waited %v in vain until %s\nthe server said:\n%s", d, what, h.out)
		}
	}
}

// call speaks to the API as an agent and gives the status and the answer.
func (h *house) call(login, method, path string, body any) (int, map[string]any) {
	h.t.Helper()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			h.t.Fatal(err)
		}
		content = bytes.NewReader(text)
	}
	req, err := http.NewRequest(method, h.at()+"/api/v1"+path, content)
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+h.token[login])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(res.Body).Decode(&answer); err != nil {
		h.t.Fatalf("%s %s: %d and no JSON: %v", method, path, res.StatusCode, err)
	}
	return res.StatusCode, answer
}

// must is call for what must go well.
func (h *house) must(login, method, path string, body any) map[string]any {
	h.t.Helper()
	status, answer := h.call(login, method, path, body)
	if status >= 300 {
		h.t.Fatalf("%s %s: %d %v", method, path, status, answer)
	}
	return answer
}

// event is one line of the feed.
type event struct {
	Case, At, By, Kind, Text string
	Seq                      int
}

// feed reads all events there are.
func (h *house) feed() []event {
	h.t.Helper()
	var all []event
	for since := ""; ; {
		req, _ := http.NewRequest("GET", h.at()+"/api/v1/events?limit=1000&since="+since, nil)
		req.Header.Set("Authorization", "Bearer "+h.token["lin"])
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			h.t.Fatal(err)
		}
		var page struct {
			Events []event
			Next   string
		}
		err = json.NewDecoder(res.Body).Decode(&page)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK {
			h.t.Fatalf("reading the feed: %d %v", res.StatusCode, err)
		}
		if len(page.Events) == 0 {
			return all
		}
		all, since = append(all, page.Events...), page.Next
	}
}

// update posts an update to the webhook and gives the status; 0 when nobody
// answered.
func (h *house) update(body []byte) int {
	status, err := h.bot.Post(context.Background(), h.at()+"/telegram", telegramSecret, body)
	if err != nil {
		return 0
	}
	return status
}

// text posts a signed text message and gives the status.
func (h *house) text(sid, from, body string) int {
	status, err := h.texts.Inbound(context.Background(), h.at(), publicURL, bottest.TextForm(sid, from, ourNumber, body))
	if err != nil {
		return 0
	}
	return status
}

// lockedBuffer takes what a process prints while a test reads it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
