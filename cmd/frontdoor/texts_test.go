package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

const (
	ourHook  = publicURL + "/sms"
	hookFull = ourHook + "#rc=5&rp=ct,rt,5xx"
)

// runCommand runs a command whose line was read already: reading lines costs more than all
// the rest.
func runCommand(t *testing.T, c interface{ Run(*program) error }) ran {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{ctx: t.Context(), stdout: &out, stderr: &errs}
	err := c.Run(p)
	if err != nil && !errors.Is(err, errTold) {
		errs.WriteString(err.Error())
	}
	return ran{map[bool]int{true: 1}[err != nil], out.String(), errs.String()}
}

// TestSMSIsSetUpAndUndone plays check, setup and remove against a strict Twilio.
func TestSMSIsSetUpAndUndone(t *testing.T) {
	api := bottest.NewMessagesAPI(twilioSID, twilioToken)
	defer api.Close()
	set := serveSettings{PublicURL: publicURL + "/", TwilioSID: twilioSID, TwilioToken: twilioToken, TwilioFrom: ourNumber, TwilioAPI: api.URL()}
	checked := func() (all string) {
		for _, f := range (&checkCommand{set}).checkTwilio(t.Context()) {
			all += map[bool]string{true: "wrong ", false: "ok "}[f.bad] + f.text + "\n"
		}
		return all
	}
	says := func(code int, want string, c interface{ Run(*program) error }) {
		t.Helper()
		got := runCommand(t, c)
		if got.code != code || !strings.Contains(got.out+got.err, want) {
			t.Errorf("%T: code %d, want %d and %q in:\n%s%s", c, got.code, code, want, got.out, got.err)
		}
	}
	look, setup, remove := &smsSetupCommand{set, false}, &smsSetupCommand{set, true}, &smsRemoveCommand{set}
	shop := bottest.Hooks{Number: ourNumber, URL: "https://demo.twilio.com/welcome/sms/reply", Method: "POST"}
	api.SetHooks(shop)
	if got := checked(); !strings.Contains(got, "wrong SMS: The webhook points to") || !strings.Contains(got, "Mend it with: frontdoor sms setup") || !strings.Contains(got, "mainland China") {
		t.Errorf("check says:\n%s", got)
	}
	says(1, "not to "+ourHook, look)
	if got := api.Hooks(); got != shop {
		t.Errorf("looking changed it: %+v", got)
	}
	byLine := []string{"sms", "setup", "-twilio-sid", twilioSID, "-twilio-token", twilioToken, "-twilio-from", ourNumber, "-twilio-api", api.URL(), "-public-url", publicURL}
	if got := command(t, "", "", append(byLine, "-no-apply")...); got.code != 1 || api.Hooks() != shop {
		t.Errorf("-no-apply: %+v", got)
	}
	if got := command(t, "", "", append(byLine, "-apply")...); got.code != 0 || !strings.Contains(got.out, "points to "+ourHook) {
		t.Errorf("-apply: %+v", got)
	}
	if got := api.Hooks(); got.URL != hookFull || got.Method != "POST" {
		t.Errorf("setup left %+v", got)
	}
	says(0, "nothing to do", setup)
	if got := checked(); strings.Contains(got, "wrong") || !strings.Contains(got, "points to "+ourHook) {
		t.Errorf("check says:\n%s", got)
	}
	says(0, "goes nowhere", remove)
	says(0, "no webhook was set", remove)
	api.SetHooks(bottest.Hooks{Number: ourNumber, URL: ourHook, Method: "POST"}) // set by hand
	says(0, "asks once only", look)
	says(0, hookFull, setup)
	api.SetHooks(shop)
	says(0, "left  the webhook", remove) // another's stays
	if got := api.Hooks(); got != shop {
		t.Errorf("removed %+v", got)
	}
	api.SetHooks(bottest.Hooks{Number: ourNumber, CallsOnly: true})
	says(1, "must be mended in Twilio's console", setup)
}

// TestSMSSetupRefuses: every bad input is told in words, and neither token nor number is
// shown.
func TestSMSSetupRefuses(t *testing.T) {
	api := bottest.NewMessagesAPI(twilioSID, twilioToken)
	defer api.Close()
	api.SetHooks(bottest.Hooks{Number: ourNumber})
	account := serveSettings{TwilioSID: twilioSID, TwilioToken: twilioToken, TwilioFrom: ourNumber, TwilioAPI: api.URL()}
	for _, c := range []struct {
		name   string
		change func(*serveSettings)
		want   string
	}{
		{"no account", func(s *serveSettings) { s.TwilioSID = "" }, "FRONTDOOR_TWILIO_ACCOUNT_SID"},
		{"no token", func(s *serveSettings) { s.TwilioToken = "" }, "FRONTDOOR_TWILIO_AUTH_TOKEN"},
		{"no number", func(s *serveSettings) { s.TwilioFrom = "" }, "FRONTDOOR_TWILIO_FROM"},
		{"a name for a number", func(s *serveSettings) { s.TwilioFrom = "TOWN" }, "neither a whole number"},
		{"no address", func(*serveSettings) {}, "FRONTDOOR_PUBLIC_URL"},
		{"a wrong token", func(s *serveSettings) { s.TwilioToken = "wr0ng" }, "does not accept"},
		{"a number of somebody else", func(s *serveSettings) { s.TwilioFrom = "+85752100001" }, "no such number"},
		{"a service of somebody else", func(s *serveSettings) { s.TwilioFrom = "MG" + strings.Repeat("f", 32) }, "no such messaging service"},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := account
			c.change(&set)
			got := runCommand(t, &smsSetupCommand{set, true})
			if got.code == 0 || !strings.Contains(got.err, c.want) {
				t.Errorf("code %d, want %q in:\n%s%s", got.code, c.want, got.out, got.err)
			}
			if shown := got.out + got.err; strings.Contains(shown, "wr0ng") {
				t.Errorf("the token is shown:\n%s", shown)
			}
		})
	}
}

// TestSMSSettingsAreChecked before anything starts.
func TestSMSSettingsAreChecked(t *testing.T) {
	good := serveSettings{Listen: ":0", TelegramAPI: "https://api.telegram.org", TwilioAPI: "https://api.twilio.com", PublicURL: publicURL,
		TwilioSID: twilioSID, TwilioToken: "x", TwilioFrom: ourNumber, TextAnswer: time.Hour}
	if got := good.trouble(); len(got) > 0 {
		t.Errorf("good settings are refused: %q", got)
	}
	for want, change := range map[string]func(*serveSettings){
		"FRONTDOOR_TWILIO_FROM is neither": func(s *serveSettings) { s.TwilioFrom = "TOWN" },
		"FRONTDOOR_SMS_ANSWER is 0s":       func(s *serveSettings) { s.TextAnswer = 0 },
		"FRONTDOOR_SMS_ANSWER is 48h":      func(s *serveSettings) { s.TextAnswer = 48 * time.Hour },
		"FRONTDOOR_SMS_NUMBER_LIMIT is -1": func(s *serveSettings) { s.TextNumber = -1 },
		"FRONTDOOR_SMS_DAILY_LIMIT is -5":  func(s *serveSettings) { s.TextDaily = -5 },
	} {
		set := good
		change(&set)
		if got := set.trouble(); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("says %q, want one about %s", got, want)
		}
	}
}

// TestReadySaysWhatIsWrongWithSMS: a limit that is used up takes no server away, and is
// told where operators look; check tells it too.
func TestReadySaysWhatIsWrongWithSMS(t *testing.T) {
	api := bottest.NewMessagesAPI(twilioSID, twilioToken)
	defer api.Close()
	api.SetHooks(bottest.Hooks{Number: ourNumber, URL: hookFull, Method: "POST"})
	file := filepath.Join(t.TempDir(), "book.db")
	set := &serveSettings{bookSettings: bookSettings{Book: "sqlite:" + file}, PublicURL: publicURL, TextAnswer: time.Hour, TextDaily: 3,
		TwilioSID: twilioSID, TwilioToken: twilioToken, TwilioFrom: ourNumber, TwilioAPI: api.URL()}
	s, err := newServer(t.Context(), set, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go s.duties[0].run(ctx) //nolint:errcheck // the board; it ends with the test
	ready := func() string {
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
			rec := httptest.NewRecorder()
			s.handler.ServeHTTP(rec, httptest.NewRequest("GET", "/readyz", nil))
			if rec.Code == http.StatusOK {
				return rec.Body.String()
			}
		}
		return "never"
	}
	if got := ready(); got != "ready\n" {
		t.Errorf("while all is well it says %q", got)
	}
	for i, c := range s.channels {
		if c.Name() == dialog.SMS {
			if _, err := s.channels[i].Send(t.Context(), casebook.Outgoing{ID: "m", To: "sms:+8613900000122", Text: strings.Repeat("灯", 135), CommittedAt: time.Now(), Safety: true}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := ready(); !strings.HasPrefix(got, "ready\nsms: today's 3 segments") {
		t.Errorf("with the limit used up it says %q", got)
	}
	if got := (&checkCommand{*set}).checkSpent(t.Context(), s.book); len(got) != 1 || !got[0].bad || !strings.Contains(got[0].text, "today's 3 segments") {
		t.Errorf("check: %+v", got)
	}
	stop()
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
}
