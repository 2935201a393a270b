package inbox

import (
	"bufio"
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// notified is a world whose inbox tells agents in their browsers.
func notified(t *testing.T) (*world, *handoff.Lines) {
	t.Helper()
	w := newWorldWith(t, func(w *world, o *Options) {
		o.PushKey = func(context.Context) (string, error) { return "BPublic", nil }
		o.Notices = func(_ context.Context, login, lang string, events []casebook.Event) ([]handoff.Notice, error) {
			return []handoff.Notice{{Case: events[0].Case, Text: login + " " + lang}}, nil
		}
	})
	return w, handoff.NewLines(w.book, handoff.NewRoster(w.book, nil))
}

func browserFields(t *testing.T, endpoint string) []string {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.RawURLEncoding.EncodeToString
	return []string{"endpoint", endpoint, "p256dh", b64(key.PublicKey().Bytes()), "auth", b64([]byte("sixteen bytes ok"))}
}

// An agent chooses what to hear of, and which browsers tell it.
func TestAnAgentChoosesWhatToHear(t *testing.T) {
	w, lines := notified(t)
	v := w.as("wu")
	v.get("/inbox/me").shows(200, "提醒", "片区有新事项", `data-key="BPublic"`, `value="new:push" checked`, "只在值班时间").hides("⟨")
	v.post("/inbox/me/wishes", "want", "word:page", "hours", "always").shows(200, "已保存", `value="word:page" checked`, `value="word:push">`, `value="always" selected`)
	worker, err := lines.Of(t.Context(), "wu")
	if err != nil || worker.Wants(handoff.TopicNew, handoff.WayChat, w.now(), w.script.Town) || !worker.Wants(handoff.TopicWord, handoff.WayPage, w.now().Add(14*time.Hour), w.script.Town) {
		t.Fatalf("%v: %+v", err, worker.Line.Wishes)
	}

	v.post("/inbox/me/devices", browserFields(t, "https://push.example/a")...).shows(200)
	v.post("/inbox/me/devices", "endpoint", "http://127.0.0.1/a").shows(400)
	page := v.get("/inbox/me").shows(200, "起").hides("push.example", "127.0.0.1")
	device := handoff.Device{Endpoint: "https://push.example/a"}.Address().Local()
	if !strings.Contains(page.body, device) {
		t.Fatal("the device is not on the page")
	}
	// It is nobody else's to remove, neither by its name nor by signing out.
	w.as("li").post("/inbox/me/devices/remove", "device", device)
	w.as("li").post("/inbox/sign-out", "device", "https://push.example/a")
	v.get("/inbox/me").shows(200, device)
	v.post("/inbox/me/devices/remove", "device", device).hides(device)

	// Who signs out is told no more on that browser.
	v.post("/inbox/me/devices", browserFields(t, "https://push.example/b")...).shows(200)
	v.post("/inbox/sign-out", "device", "https://push.example/b")
	if worker, err = lines.Of(t.Context(), "wu"); err != nil || len(worker.Line.Devices) > 0 {
		t.Fatalf("%v: %d devices left", err, len(worker.Line.Devices))
	}
	v.post("/inbox/me/devices", browserFields(t, "https://push.example/c")...).shows(401)
}

// The stream tells news only to a browser that asks for them, after what changed.
func TestTheStreamTellsNews(t *testing.T) {
	w, _ := notified(t)
	for _, asks := range []bool{true, false} {
		address := w.server.URL + "/inbox/stream?since="
		if asks {
			address += "&news=1"
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
		w.must(err)
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: w.session("wu")})
		w.waits("telegram:1001")
		resp, err := http.DefaultClient.Do(r)
		w.must(err)
		lines := bufio.NewScanner(resp.Body)
		var got []string
		for lines.Scan() {
			if line := lines.Text(); strings.HasPrefix(line, "event: ") || strings.Contains(line, "wu zh") {
				got = append(got, line)
			}
			if len(got) == 3 || len(got) == 1 && !asks {
				break
			}
		}
		resp.Body.Close()
		want := "event: changed"
		if asks {
			want += "|event: news|data: [{"
		}
		if said := strings.Join(got, "|"); !strings.HasPrefix(said, want) {
			t.Errorf("asks %v: %s", asks, said)
		}
	}
}

// The worker may look after the list as well as the cases, and is asked for anew.
func TestServiceWorker(t *testing.T) {
	w := newWorld(t)
	r, err := http.Get(w.server.URL + "/inbox/worker.js")
	w.must(err)
	defer r.Body.Close()
	if h := r.Header; r.StatusCode != 200 || h.Get("Service-Worker-Allowed") != "/inbox" || h.Get("Cache-Control") != "no-cache" || !strings.Contains(h.Get("Content-Type"), "javascript") {
		t.Errorf("%d %v", r.StatusCode, h)
	}
}
