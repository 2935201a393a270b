package main

import (
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/bot/bottest"
)

const (
	ourHook  = publicURL + "/sms"
	hookFull = ourHook + "#rc=5&rp=ct,rt,5xx"
)

// TestSMSIsSetUpAndUndone plays check, setup and remove against a strict Twilio.
func TestSMSIsSetUpAndUndone(t *testing.T) {
	api := bottest.NewMessagesAPI(twilioSID, twilioToken)
	defer api.Close()
	book := filepath.Join(t.TempDir(), "book.db")
	if got := command(t, book, "", "agent", "add", "-login", "wu", "-name", "吴姐", "-role", "admin"); got.code != 0 {
		t.Fatalf("adding an agent: %+v", got)
	}
	says := func(code int, want string, args ...string) {
		t.Helper()
		own := book
		if args[0] == "sms" {
			own = ""
		}
		got := command(t, own, "", append(args, "-twilio-sid", twilioSID, "-twilio-token", twilioToken, "-twilio-from", ourNumber,
			"-twilio-api", api.URL(), "-public-url", publicURL+"/")...)
		if got.code != code || !strings.Contains(got.out+got.err, want) || strings.Contains(got.out+got.err, "-"+twilioToken) {
			t.Errorf("%v: code %d, want %d and %q in:\n%s%s", args, got.code, code, want, got.out, got.err)
		}
	}
	shop := bottest.Hooks{Number: ourNumber, URL: "https://demo.twilio.com/welcome/sms/reply", Method: "POST"}
	api.SetHooks(shop)
	says(1, "Mend it with: frontdoor sms setup", "check")
	says(1, "not to "+ourHook, "sms", "setup", "-no-apply")
	if got := api.Hooks(); got != shop {
		t.Errorf("looking changed it: %+v", got)
	}
	says(0, "points to "+ourHook, "sms", "setup")
	if got := api.Hooks(); got.URL != hookFull || got.Method != "POST" {
		t.Errorf("setup left %+v", got)
	}
	says(0, "nothing to do", "sms", "setup", "-apply")
	says(0, "points to "+ourHook, "check")
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
