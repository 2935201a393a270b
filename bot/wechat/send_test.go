package wechat

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

func outgoing(text string) casebook.Outgoing {
	return casebook.Outgoing{ID: "m1", To: address, Text: text}
}

func TestMessagesOfEveryChannel(t *testing.T) {
	w := newTown(t, nil)
	for i, c := range bottest.Outs() {
		t.Run(c.Name, func(t *testing.T) {
			to := fmt.Sprint("oResident", i)
			w.api.Allow(to, 100, time.Hour)
			m := c.Message
			m.To = dialog.Address("wechat:" + to)
			_, err := w.Send(t.Context(), m)
			if c.Refused {
				if e := sendError(t, err); e.Again {
					t.Fatalf("it is %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, s := range w.api.SentTo(to) {
				got += s.Text
			}
			if bottest.Bare(got) != bottest.Bare(m.Text) {
				t.Errorf("%d bytes arrived of %d", len(got), len(m.Text))
			}
		})
	}
}

// Every message uses up one of five: as few as can be are made of a text.
func TestPartsAreAsLongAsTheyMay(t *testing.T) {
	for text, want := range map[string]int{
		strings.Repeat("a", 2048): 1, strings.Repeat("a", 2049): 2,
		strings.Repeat("灯", 682): 1, strings.Repeat("灯", 683): 2, strings.Repeat("😀", 512): 1, strings.Repeat("😀", 513): 2,
	} {
		parts, err := plan(outgoing(text))
		if err != nil || len(parts) != want {
			t.Errorf("%d bytes make %d parts, %v", len(text), len(parts), err)
		}
	}
	for text, want := range map[string]string{"a\u2028b": "a\nb", "a\x00\x1b\x7fb": "ab", "a\xffb": "ab", "<a & b>": "<a & b>", " \x00\n": ""} {
		if got := shown(text); got != want || !utf8.ValidString(got) {
			t.Errorf("%q is shown as %q", text, got)
		}
	}
}

func TestAttachments(t *testing.T) {
	w := newTown(t, nil)
	w.api.Allow(openID, 5, time.Hour)
	m := outgoing("看图")
	m.Media = []dialog.Media{{Kind: "photo", Ref: "wechat:p1"}, {Kind: "voice", Ref: "wechat:v1"}, {Kind: "file", Ref: "https://town.example/a.pdf"}}
	if _, err := w.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range w.api.Sent() {
		got = append(got, s.Type+" "+s.Text)
	}
	if strings.Join(got, "|") != "text 看图|image p1|voice v1|text https://town.example/a.pdf" {
		t.Errorf("sent %q", got)
	}
	m.ID, m.Media = "m2", []dialog.Media{{Kind: "file", Ref: "wechat:f1"}}
	if e := sendError(t, second(w.Send(t.Context(), m))); e.Again || !strings.Contains(e.Reason, "attachment") {
		t.Errorf("a file is %+v", e)
	}
}

// What stood open long enough is closed: WeChat says so, and the agent reads it.
func TestTheWindow(t *testing.T) {
	w := newTown(t, nil)
	for i, c := range []struct {
		allow  int
		after  time.Duration
		sends  int
		reason string
	}{
		{5, 0, 5, "(45047)"}, {5, 48*time.Hour + time.Second, 0, "(45015)"}, {3, time.Minute, 3, "(45047)"},
	} {
		to := fmt.Sprint("oWindow", i)
		w.api.Allow(to, c.allow, 48*time.Hour)
		w.pass(c.after)
		for n := range c.sends + 1 {
			_, err := w.Send(t.Context(), casebook.Outgoing{ID: fmt.Sprint(i, n), To: dialog.Address("wechat:" + to), Text: "好"})
			if n < c.sends {
				if err != nil {
					t.Fatalf("%d: message %d: %v", i, n, err)
				}
				continue
			}
			if e := sendError(t, err); e.Again || e.Gone || !strings.Contains(e.Reason, c.reason) || !strings.Contains(e.Reason, "打电话") {
				t.Errorf("%d: message %d: %+v", i, n, e)
			}
		}
	}
}

func TestLongTextGoesOnWhereItBrokeOff(t *testing.T) {
	w := newTown(t, nil)
	w.api.Allow(openID, 2, time.Hour)
	m := outgoing(strings.Repeat("路灯坏了,请来修。", 200))
	parts, err := plan(m)
	if err != nil || len(parts) != 3 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	w.parts.Took(m.ID, 1) // the first part is out, and the second fails
	w.api.Trouble(1, openID, bottest.Down)
	if e := sendError(t, second(w.Send(t.Context(), m))); !e.Again {
		t.Fatalf("a part that fails is %+v", e)
	}
	if _, err := w.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	if got := w.api.Sent(); len(got) != 2 || got[0].Text != parts[1].Text.Content || got[1].Text != parts[2].Text.Content {
		t.Fatalf("sent %d parts: the first again, or one left out", len(got))
	}
	w.api.Allow(openID, 1, time.Hour)
	m.ID = "m2"
	if e := sendError(t, second(w.Send(t.Context(), m))); !strings.Contains(e.Reason, "only the beginning went out") || !strings.Contains(e.Reason, "只发出了前面一部分") {
		t.Errorf("the agent reads %q", e.Reason)
	}
}

func TestSendErrors(t *testing.T) {
	refusal := func(code int) bottest.Trouble {
		return bottest.Trouble{Code: code, Text: "no, not to " + openID}
	}
	w := newTown(t, nil)
	for _, c := range []struct {
		name        string
		trouble     bottest.Trouble
		again, gone bool
		after       time.Duration
		reason      string
	}{
		{"busy", refusal(-1), true, false, 0, "busy"},
		{"quota", refusal(45009), true, false, time.Minute, "quota of the day"},
		{"too fast", refusal(45011), true, false, time.Minute, "asks to wait"},
		{"window", refusal(45015), false, false, 0, "48 hours"},
		{"count", refusal(45047), false, false, 0, "five messages"},
		{"no follower", refusal(43004), false, true, 0, "does not follow"},
		{"no follower any more", refusal(50005), false, true, 0, "no longer follows"},
		{"switched off", refusal(48002), false, false, 0, "switched"},
		{"no permission", refusal(48001), true, false, 0, "an admin should"},
		{"whitelist", refusal(40164), true, false, 0, "whitelist"},
		{"OpenID", refusal(40003), false, false, 0, "not valid (40003)"},
		{"a code without words", refusal(59999), false, false, 0, "refuses this message (59999)"},
		{"429", bottest.Trouble{Status: 429, Page: true}, true, false, 0, "trouble of its own"},
		{"502", bottest.Trouble{Status: 502, Page: true}, true, false, 0, "trouble of its own"},
		{"a page with 200", bottest.Trouble{Status: 200, Page: true}, true, false, 0, "trouble of its own"},
		{"yes with 500", bottest.Trouble{Status: 500}, true, false, 0, "trouble of its own"},
		{"broken off", bottest.Broken, true, false, 0, "cannot be reached"},
		{"hanging", bottest.Hanging, true, false, 0, "cannot be reached"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w.api.Allow(openID, 1, time.Hour)
			w.api.Trouble(1, openID, c.trouble)
			if e := failed(t, w); e.Again != c.again || e.Gone != c.gone || e.After != c.after || !strings.Contains(e.Reason, c.reason) {
				t.Errorf("again %v, gone %v, after %v, %q", e.Again, e.Gone, e.After, e.Reason)
			}
		})
	}
	for name, to := range map[string]dialog.Address{"another channel's": "sms:+8613900000102", "nobody": "wechat:"} {
		if e := sendError(t, second(w.Send(t.Context(), casebook.Outgoing{ID: name, To: to, Text: "好"}))); e.Again {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

// failed sends a message, which must fail and must not tell too much.
func failed(t *testing.T, w *town) *bot.SendError {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err := w.Send(ctx, outgoing("好"))
	e := sendError(t, err)
	for _, private := range []string{openID, secret, "token-"} {
		if strings.Contains(err.Error(), private) || strings.Contains(w.log.String(), private) {
			t.Errorf("%s is told: %v\n%s", private, err, w.log.String())
		}
	}
	return e
}

func second(_ string, err error) error { return err }

func sendError(t *testing.T, err error) *bot.SendError {
	t.Helper()
	var e *bot.SendError
	if !errors.As(err, &e) || e.Reason == "" {
		t.Fatalf("%v is no SendError", err)
	}
	return e
}

func TestWrongSettingsAreToldOnce(t *testing.T) {
	w := newTown(t, nil)
	w.api.Allow(openID, 5, time.Hour)
	w.api.Trouble(3, openID, bottest.Trouble{Code: 48001})
	for range 3 {
		failed(t, w)
	}
	if n := strings.Count(w.log.String(), "refuses our settings"); n != 1 {
		t.Errorf("told %d times", n)
	}
	if _, err := w.Send(t.Context(), outgoing("好")); err != nil {
		t.Fatal(err)
	}
	w.api.Trouble(1, openID, bottest.Trouble{Code: 48001})
	failed(t, w)
	if n := strings.Count(w.log.String(), "refuses our settings"); n != 2 {
		t.Errorf("told %d times after it had been right", n)
	}
}

func TestReasonsAreWhole(t *testing.T) {
	for code, r := range reasons {
		zh, en, ok := strings.Cut(r.words, " / ")
		if !ok || zh == "" || en == "" {
			t.Errorf("%d: %q is not in both languages", code, r.words)
		}
	}
	for _, code := range []int{-1, 40001, 42001, 43004, 45009, 45015, 45047, 48001} {
		if reasons[code].words == "" {
			t.Errorf("no words for %d", code)
		}
	}
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	w := newTown(t, nil)
	for want, change := range map[string]func(*Config){
		"FRONTDOOR_WECHAT_APPID":   func(c *Config) { c.AppID = "" },
		"FRONTDOOR_WECHAT_SECRET":  func(c *Config) { c.Secret = "" },
		"FRONTDOOR_WECHAT_TOKEN":   func(c *Config) { c.Token = "" },
		"FRONTDOOR_WECHAT_AES_KEY": func(c *Config) { c.AESKey = "short" },
		"FRONTDOOR_WECHAT_API":     func(c *Config) { c.API = "api.weixin.qq.com" },
		"nobody receives":          func(c *Config) { c.Receive = nil },
		"no shelf":                 func(c *Config) { c.Shelf = nil },
	} {
		cfg := w.cfg
		change(&cfg)
		if _, err := New(cfg); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), secret) {
			t.Errorf("says %v, want something about %s", err, want)
		}
	}
}
