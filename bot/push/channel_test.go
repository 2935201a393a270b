package push

import (
	"context"
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// open is a channel and the push service of its only browser.
func open(t *testing.T) (*Channel, *service, *int) {
	t.Helper()
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b64 := base64.RawURLEncoding.EncodeToString
	private, public := b64(key.Bytes()), b64(key.PublicKey().Bytes())
	s, dropped := newService(t, public), new(int)
	client := s.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return New(Options{Client: client, Subject: "https://door.example", Now: func() time.Time { return noon },
		Find: func(_ context.Context, a dialog.Address) (Device, bool, error) {
			return s.device(), a == "push:one", nil
		},
		Drop: func(_ context.Context, a dialog.Address) error { *dropped++; return nil },
		Key:  func(context.Context) (string, string, error) { return private, public, nil }}), s, dropped
}

func TestANotificationArrivesSealedAndSigned(t *testing.T) {
	c, s, _ := open(t)
	for _, m := range []casebook.Outgoing{
		{To: "push:one", Text: "JH-1 · 居民有新话。欠薪。", UseBy: noon.Add(4 * time.Hour)},
		{To: "push:one", Text: "JH-1 · 急：可能有人身危险，请马上看。", Safety: true, UseBy: noon.Add(time.Second)},
		{To: "push:one", Text: "JH-2 · " + strings.Repeat("长", 200)},
	} {
		if _, err := c.Send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.wrong) > 0 || len(s.got) != 3 {
		t.Fatalf("got %d, refused: %v", len(s.got), s.wrong)
	}
	want := []received{
		{Notice: notice{Case: "JH-1", Text: "居民有新话。欠薪。"}, TTL: "14400", Urgency: "normal"},
		{Notice: notice{Case: "JH-1", Text: "急：可能有人身危险，请马上看。", Urgent: true}, TTL: "60", Urgency: "high"},
		{Notice: notice{Case: "JH-2", Text: strings.Repeat("长", 200)}, TTL: "14400", Urgency: "normal"},
	}
	for i, g := range s.got {
		topic, size := g.Topic, g.Size
		g.Topic, g.Size = "", 0
		if g != want[i] {
			t.Errorf("message %d is %+v, want %+v", i, g, want[i])
		}
		if strings.Contains(topic, "JH") || (topic == s.got[0].Topic) != (i < 2) {
			t.Errorf("message %d has topic %q", i, topic)
		}
		if size != s.got[0].Size {
			t.Errorf("message %d has %d bytes, the first %d: its length tells what it says", i, size, s.got[0].Size)
		}
	}
}

func TestWhatAPushServiceAnswers(t *testing.T) {
	for _, test := range []struct {
		name    string
		status  int
		retry   string
		again   bool
		after   time.Duration
		dropped int
	}{
		{"gone", 410, "", false, 0, 1},
		{"never was", 404, "", false, 0, 1},
		{"too many", 429, "30", true, 30 * time.Second, 0},
		{"until a date", 503, noon.Add(90 * time.Second).Format(http.TimeFormat), true, 90 * time.Second, 0},
		{"for ever", 429, "99999999999", true, time.Hour, 0},
		{"down", 502, "", true, 0, 0},
		{"another key", 403, "", false, 0, 0},
		{"too long", 413, "", false, 0, 0},
		{"elsewhere", 307, "", false, 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, s, dropped := open(t)
			s.answer = func(w http.ResponseWriter) {
				w.Header().Set("Retry-After", test.retry)
				w.Header().Set("Location", "http://127.0.0.1:1/inside")
				w.WriteHeader(test.status)
			}
			_, err := c.Send(t.Context(), casebook.Outgoing{To: "push:one", Text: "JH-1 · 居民有新话。"})
			var failed *bot.SendError
			if !errors.As(err, &failed) || failed.Again != test.again || failed.After != test.after || *dropped != test.dropped || failed.Gone {
				t.Fatalf("%+v, dropped %d", failed, *dropped)
			}
		})
	}
}

func TestADeviceThatIsNobodysIsNotCalled(t *testing.T) {
	c, s, _ := open(t)
	_, err := c.Send(t.Context(), casebook.Outgoing{To: "push:two", Text: "JH-1 · 居民有新话。"})
	var failed *bot.SendError
	if !errors.As(err, &failed) || failed.Again || len(s.got) > 0 {
		t.Fatalf("%v, %d got", err, len(s.got))
	}
}

// TestNoAddressInAnError: who reads a log must not learn where a browser takes messages.
func TestNoAddressInAnError(t *testing.T) {
	c, s, _ := open(t)
	s.Close()
	_, err := c.Send(t.Context(), casebook.Outgoing{To: "push:one", Text: "JH-1 · 居民有新话。"})
	var failed *bot.SendError
	if !errors.As(err, &failed) || !failed.Again || strings.Contains(err.Error(), "/send/") {
		t.Fatal(err)
	}
}
