package sms

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"

	"github.com/google/go-cmp/cmp"
)

const phone = "+8613900000102"

func outgoing(text string) casebook.Outgoing {
	return casebook.Outgoing{ID: "msg/1", To: "sms:" + phone, Text: text}
}

func TestSends(t *testing.T) {
	const service = "MG0123456789abcdef0123456789abcdef"
	for _, c := range []struct {
		name   string
		change func(*TwilioSettings)
		want   bottest.Text
	}{
		{"from our number", func(*TwilioSettings) {}, bottest.Text{From: own, Callback: public + "/sms/status?m=msg%2F1#rc=5&rp=ct,rt,5xx"}},
		{"from a service", func(c *TwilioSettings) { c.From = service }, bottest.Text{From: service, Callback: public + "/sms/status?m=msg%2F1#rc=5&rp=ct,rt,5xx"}},
		{"without a public URL", func(c *TwilioSettings) { c.PublicURL = "" }, bottest.Text{From: own}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, c.change)
			m := outgoing("【小兴代办】记下了 & 谢谢+1%")
			m.UseBy = arrival.Add(time.Hour)
			m.Choices = []dialog.Choice{{Key: "1", Label: "对", Value: "yes"}}
			sid, err := w.Send(t.Context(), m)
			if err != nil {
				t.Fatal(err)
			}
			got := w.api.Sent()
			got[0].At = time.Time{}
			c.want.SID, c.want.To, c.want.Body = sid, phone, m.Text
			if diff := cmp.Diff([]bottest.Text{c.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// posted is the path and query at which Twilio reports about a text: what stands behind
// the # is for Twilio itself.
func posted(text bottest.Text) string {
	at, _, _ := strings.Cut(strings.TrimPrefix(text.Callback, public), "#")
	return at
}

func TestReportsComeBack(t *testing.T) {
	w := newTown(t, nil)
	sid, err := w.Send(t.Context(), outgoing("hello"))
	if err != nil {
		t.Fatal(err)
	}
	sent := w.api.Sent()[0]
	if code := w.signed(posted(sent), map[string][]string{"MessageSid": {sid}, "MessageStatus": {"delivered"}, "To": {phone}}).Code; code != 200 {
		t.Fatalf("answered %d", code)
	}
	if got := strings.Join(w.receipts, "|"); got != "sms:"+phone+" msg/1 "+sid+" delivered" {
		t.Errorf("took %q", got)
	}
}

func TestLongTextGoesOnWhereItBrokeOff(t *testing.T) {
	w := newTown(t, nil)
	text := strings.Repeat("路灯坏了,请来修。", 400)
	parts := bot.Split(text, 1600)
	w.api.Trouble(1, "", bottest.Down)
	m := outgoing(text)
	w.parts.Took(m.ID, 1) // the first part is out, and the second fails
	if _, err := w.Send(t.Context(), m); err == nil {
		t.Fatal("a part that fails is a success")
	}
	sid, err := w.Send(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	got := w.api.Sent()
	if len(got) != len(parts)-1 || got[0].Body != parts[1] || got[len(got)-1].Body != parts[len(parts)-1] {
		t.Fatalf("sent %d of %d parts", len(got), len(parts))
	}
	for i, m := range got {
		if last := i == len(got)-1; strings.Contains(m.Callback, "part=") == last || last && m.SID != sid {
			t.Errorf("part %d: callback %q, sid %s, returned %s", i, m.Callback, m.SID, sid)
		}
	}
	// What became of a part that is not the last is told only when it did not arrive.
	for _, c := range []struct{ status, want string }{{"delivered", ""}, {"failed", "sms:" + phone + " msg/1 SM1 part_failed"}} {
		w.receipts = nil
		w.signed(posted(got[0]), map[string][]string{"MessageSid": {"SM1"}, "MessageStatus": {c.status}, "To": {phone}})
		if told := strings.Join(w.receipts, "|"); !strings.HasPrefix(told, c.want) || c.want == "" && told != "" {
			t.Errorf("a first part %s is told as %q", c.status, told)
		}
	}
}

func TestSendErrors(t *testing.T) {
	refusal := func(code int) bottest.Trouble {
		return bottest.Trouble{Status: 400, Code: code, Text: "no, not to " + phone}
	}
	for _, c := range []struct {
		name        string
		trouble     bottest.Trouble
		again, gone bool
		after       time.Duration
		reason      string
	}{
		{"429", bottest.Trouble{Status: 429, Code: 20429, After: 7}, true, false, 7 * time.Second, "asks to wait"},
		{"429 without a wait", bottest.Trouble{Status: 429, Code: 20429}, true, false, time.Second, "asks to wait"},
		{"429 of a proxy", bottest.Trouble{Status: 429, Page: true}, true, false, time.Second, "asks to wait"},
		{"the queue is full", refusal(21611), true, false, time.Second, "queued"},
		{"502", bottest.Down, true, false, 0, "trouble of its own"},
		{"a proxy's page", bottest.DownPage, true, false, 0, "trouble of its own"},
		{"broken off", bottest.Broken, true, false, 0, "cannot be reached"},
		{"hanging", bottest.Hanging, true, false, 0, "cannot be reached"},
		{"opted out", bottest.OptedOut, false, true, 0, "opted out"},
		{"bad number", bottest.BadNumber, false, false, 0, "not valid"},
		{"a landline", refusal(21614), false, false, 0, "not a mobile"},
		{"a code without words", refusal(21999), false, false, 0, "21999"},
		{"wrong sign-in", bottest.WrongSignIn, true, false, 0, "admin"},
		{"our number is not ours", refusal(21659), true, false, 0, "admin"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, nil)
			w.api.Trouble(1, phone, c.trouble)
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			_, err := w.Send(ctx, outgoing("hello"))
			var e *bot.SendError
			if !errors.As(err, &e) {
				t.Fatalf("%v is no SendError", err)
			}
			if e.Again != c.again || e.Gone != c.gone || e.After != c.after || !strings.Contains(e.Reason, c.reason) {
				t.Errorf("again %v, gone %v, after %v, %q", e.Again, e.Gone, e.After, e.Reason)
			}
			if strings.Contains(err.Error(), phone) || strings.Contains(err.Error(), key) {
				t.Errorf("it tells too much: %v", err)
			}
		})
	}
	for name, m := range map[string]casebook.Outgoing{
		"no number": {ID: "a", To: "sms:wu", Text: "hello"}, "empty": outgoing(""),
		"an attachment": {ID: "a", To: "sms:" + phone, Media: []dialog.Media{{Kind: "file", Ref: "upload-1"}}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t, nil)
			var e *bot.SendError
			if _, err := w.Send(t.Context(), m); !errors.As(err, &e) || e.Again || e.Reason == "" || w.api.Calls() > 0 {
				t.Errorf("%v, %d calls", err, w.api.Calls())
			}
		})
	}
}

func TestWrongSettingsAreToldOnce(t *testing.T) {
	var log bytes.Buffer
	w := newTown(t, func(c *TwilioSettings) { c.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	w.api.Trouble(5, "", bottest.WrongSignIn)
	for range 5 {
		if _, err := w.Send(t.Context(), outgoing("hello")); err == nil {
			t.Fatal("sent")
		}
	}
	if n := strings.Count(log.String(), "refuses our settings"); n != 1 {
		t.Errorf("told %d times", n)
	}
	if _, err := w.Send(t.Context(), outgoing("hello")); err != nil {
		t.Fatal(err)
	}
	w.api.Trouble(1, "", bottest.WrongSignIn)
	w.Send(t.Context(), outgoing("hello")) //nolint:errcheck // looked at in the log
	if n := strings.Count(log.String(), "refuses our settings"); n != 2 {
		t.Errorf("told %d times after it had been right", n)
	}
}

// A message that Twilio took is out, however odd the rest of the answer.
func TestOddAnswerIsNoFailure(t *testing.T) {
	for body, want := range map[string]string{`{"sid":"SM5","error_code":"none"}`: "", `<html>`: "", `{"sid":"SM5","news":[1]}`: "SM5", ``: ""} {
		odd := roundTrip(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 201, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
		})
		w := newTown(t, func(c *TwilioSettings) { c.HTTP = odd })
		if sid, err := w.Send(t.Context(), outgoing("hello")); err != nil || sid != want {
			t.Errorf("%q: sent as %q, %v", body, sid, err)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestNewSaysWhatIsMissing(t *testing.T) {
	for want, change := range map[string]func(*TwilioSettings){
		"FRONTDOOR_TWILIO_ACCOUNT_SID": func(c *TwilioSettings) { c.AccountSID = "" },
		"FRONTDOOR_TWILIO_AUTH_TOKEN":  func(c *TwilioSettings) { c.AuthToken = "" },
		"FRONTDOOR_TWILIO_FROM":        func(c *TwilioSettings) { c.From = "" },
		"FRONTDOOR_TWILIO_API":         func(c *TwilioSettings) { c.API = "api.twilio.com" },
	} {
		cfg := TwilioSettings{AccountSID: account, AuthToken: key, From: own}
		change(&cfg)
		if _, err := NewTwilio(cfg); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("says %v, want something about %s", err, want)
		}
	}
	w := newTown(t, nil)
	for want, change := range map[string]func(*Config){
		"nobody receives": func(c *Config) { c.Receive = nil },
		"no gateway":      func(c *Config) { c.Gateway = nil },
		"known":           func(c *Config) { c.Talk = nil },
	} {
		cfg := w.cfg
		change(&cfg)
		if _, err := New(cfg); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("says %v, want something about %s", err, want)
		}
	}
}

func TestMessagesOfEveryChannel(t *testing.T) {
	w := newTown(t, nil)
	for i, c := range bottest.Outs() {
		t.Run(c.Name, func(t *testing.T) {
			to := fmt.Sprintf("+86139000002%02d", i)
			m := c.Message
			m.To = dialog.Address("sms:" + to)
			_, err := w.Send(t.Context(), m)
			var e *bot.SendError
			if c.Refused {
				if !errors.As(err, &e) || e.Again {
					t.Fatalf("it is %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, s := range w.api.SentTo(to) {
				got += s.Body
			}
			if bottest.Bare(got) != bottest.Bare(m.Text) {
				t.Errorf("%d bytes arrived of %d", len(got), len(m.Text))
			}
		})
	}
}
