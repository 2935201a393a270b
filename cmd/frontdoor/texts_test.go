package main

import (
	"context"
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

// TestSMSIsSetUpAndUndone plays check, setup and remove against a strict Twilio.
func TestSMSIsSetUpAndUndone(t *testing.T) {
	api := bottest.NewMessagesAPI(twilioSID, twilioToken)
	defer api.Close()
	checked := func() (all string) {
		set := serveSettings{PublicURL: publicURL, TwilioSID: twilioSID, TwilioToken: twilioToken, TwilioFrom: ourNumber, TwilioAPI: api.URL()}
		for _, f := range (&checkCommand{set}).checkTwilio(t.Context()) {
			all += map[bool]string{true: "wrong ", false: "ok "}[f.bad] + f.text + "\n"
		}
		return all
	}
	says := func(code int, want string, args ...string) {
		t.Helper()
		got := command(t, "", "", append(args, "-twilio-sid", twilioSID, "-twilio-token", twilioToken, "-twilio-from", ourNumber,
			"-twilio-api", api.URL(), "-public-url", publicURL+"/")...)
		if got.code != code || !strings.Contains(got.out+got.err, want) || strings.Contains(got.out+got.err, "-"+twilioToken) {
			t.Errorf("%v: code %d, want %d and %q in:\n%s%s", args, got.code, code, want, got.out, got.err)
		}
	}
	shop := bottest.Hooks{Number: ourNumber, URL: "https://demo.twilio.com/welcome/sms/reply", Method: "POST"}
	api.SetHooks(shop)
	if got := checked(); !strings.Contains(got, "wrong SMS: The webhook points to") || !strings.Contains(got, "Mend it with: frontdoor sms setup") || !strings.Contains(got, "mainland China") {
		t.Errorf("check says:\n%s", got)
	}
	says(1, "not to "+ourHook, "sms", "setup", "-no-apply")
	if got := api.Hooks(); got != shop {
		t.Errorf("looking changed it: %+v", got)
	}
	says(0, "points to "+ourHook, "sms", "setup")
	if got := api.Hooks(); got.URL != hookFull || got.Method != "POST" {
		t.Errorf("setup left %+v", got)
	}
	says(0, "nothing to do", "sms", "setup", "-apply")
	if got := checked(); strings.Contains(got, "wrong") || !strings.Contains(got, "points to "+ourHook) {
		t.Errorf("check says:\n%s", got)
	}
	says(0, "goes nowhere", "sms", "remove")
	says(0, "no webhook was set", "sms", "remove")
	api.SetHooks(bottest.Hooks{Number: ourNumber, URL: ourHook, Method: "POST"}) // set by hand
	says(0, "asks once only", "sms", "setup", "-no-apply")
	says(0, hookFull, "sms", "setup")
	api.SetHooks(shop)
	says(0, "left  the webhook", "sms", "remove") // another's stays
	if got := api.Hooks(); got != shop {
		t.Errorf("removed %+v", got)
	}
	api.SetHooks(bottest.Hooks{Number: ourNumber, CallsOnly: true})
	says(1, "must be mended in Twilio's console", "sms", "setup")
}

// TestSMSSetupRefuses: every bad input is told in words, and neither token nor number is
// shown.
func TestSMSSetupRefuses(t *testing.T) {
	api := bottest.NewMessagesAPI(twilioSID, twilioToken)
	defer api.Close()
	api.SetHooks(bottest.Hooks{Number: ourNumber})
	for _, c := range []struct {
		name string
		args []string
		want string
	}{
		{"no account", nil, "FRONTDOOR_TWILIO_ACCOUNT_SID"},
		{"no token", []string{"-twilio-sid", twilioSID}, "FRONTDOOR_TWILIO_AUTH_TOKEN"},
		{"no number", []string{"-twilio-sid", twilioSID, "-twilio-token", twilioToken}, "FRONTDOOR_TWILIO_FROM"},
		{"a name for a number", []string{"-twilio-sid", twilioSID, "-twilio-token", twilioToken, "-twilio-from", "TOWN"}, "neither a whole number"},
		{"no address", []string{"-twilio-sid", twilioSID, "-twilio-token", twilioToken, "-twilio-from", ourNumber}, "FRONTDOOR_PUBLIC_URL"},
		{"a wrong token", []string{"-twilio-sid", twilioSID, "-twilio-token", "wr0ng", "-twilio-from", ourNumber}, "does not accept"},
		{"a number of somebody else", []string{"-twilio-sid", twilioSID, "-twilio-token", twilioToken, "-twilio-from", "+85752100001"}, "no such number"},
		{"a service of somebody else", []string{"-twilio-sid", twilioSID, "-twilio-token", twilioToken, "-twilio-from", "MG" + strings.Repeat("f", 32)}, "no such messaging service"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := command(t, "", "", append(append([]string{"sms", "setup"}, c.args...), "-twilio-api", api.URL())...)
			if got.code == 0 || !strings.Contains(got.err, c.want) {
				t.Errorf("code %d, want %q in:\n%s%s", got.code, c.want, got.out, got.err)
			}
			if shown := got.out + got.err; strings.Contains(shown, "wr0ng") || strings.Contains(shown, twilioToken+" ") {
				t.Errorf("the token is shown:\n%s", shown)
			}
		})
	}
}

// TestSMSSettingsAreChecked before anything starts.
func TestSMSSettingsAreChecked(t *testing.T) {
	good := []string{"serve", "-twilio-sid", twilioSID, "-twilio-token", "x", "-twilio-from", ourNumber, "-public-url", publicURL, "-listen", "nonsense"}
	for want, args := range map[string][]string{
		"FRONTDOOR_TWILIO_FROM is neither": {"-twilio-from", "TOWN"},
		"FRONTDOOR_SMS_ANSWER is 0s":       {"-sms-answer", "0"},
		"FRONTDOOR_SMS_ANSWER is 48h":      {"-sms-answer", "48h"},
		"FRONTDOOR_SMS_NUMBER_LIMIT is -1": {"-sms-number-limit=-1"},
		"FRONTDOOR_SMS_DAILY_LIMIT is -5":  {"-sms-daily-limit=-5"},
	} {
		got := command(t, filepath.Join(t.TempDir(), "book.db"), "", append(append([]string{}, good...), args...)...)
		if got.code != 1 || !strings.Contains(got.err, want) {
			t.Errorf("%v: code %d, want %q in:\n%s", args, got.code, want, got.err)
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
