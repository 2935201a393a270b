package sms

import (
	"strings"
	"testing"

	"frontdoor/bot/bottest"
)

// TestWhereTwilioPosts: what is wrong is told, and what can be mended is, for numbers and
// for messaging services.
func TestWhereTwilioPosts(t *testing.T) {
	const service, here = bottest.ServiceSID, public + Path
	full := here + tryAgain
	for _, c := range []struct {
		name, from string
		at         bottest.Hooks
		says       string // "" when all comes in
		left       bool   // nobody but a person can mend it
	}{
		{"fresh from the shop", own, bottest.Hooks{Number: own, URL: "https://demo.twilio.com/welcome/sms/reply", Method: "POST"}, "not to " + here, false},
		{"none", own, bottest.Hooks{Number: own, Method: "POST"}, "No webhook is set", false},
		{"by GET", own, bottest.Hooks{Number: own, URL: full, Method: "GET"}, "called by GET", false},
		{"the wrong path", own, bottest.Hooks{Number: own, URL: public + "/", Method: "POST"}, "not to " + here, false},
		{"an application decides", own, bottest.Hooks{Number: own, URL: full, Method: "POST", Application: "AP1"}, "application AP1", false},
		{"for calls only", own, bottest.Hooks{Number: own, URL: full, Method: "POST", CallsOnly: true}, "calls only", true},
		{"a suspended account", own, bottest.Hooks{Number: own, URL: full, Method: "POST", Suspended: true}, "suspended at Twilio", true},
		{"asked once only", own, bottest.Hooks{Number: own, URL: here, Method: "POST"}, "", false},
		{"right", own, bottest.Hooks{Number: own, URL: full, Method: "POST"}, "", false},
		{"right, written otherwise", "+1 (555) 867-5310", bottest.Hooks{Number: own, URL: full, Method: "POST"}, "", false},
		{"right, and more patient", own, bottest.Hooks{Number: own, URL: here + "#rc=3&rp=all", Method: "post"}, "", false},
		{"a service without one", service, bottest.Hooks{Number: own, ServiceMethod: "POST"}, "No webhook is set", false},
		{"a service that leaves it to its numbers", service, bottest.Hooks{Number: own, ServiceURL: full, ServiceMethod: "POST", Defer: true}, "each of its numbers", false},
		{"a service without numbers", service, bottest.Hooks{ServiceURL: full, ServiceMethod: "POST", Empty: true}, "has no number", true},
		{"a service that is right", service, bottest.Hooks{Number: own, ServiceURL: full, ServiceMethod: "POST"}, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, func(s *TwilioSettings) { s.From = c.from })
			w.api.SetHooks(c.at)
			gateway := w.cfg.Gateway.(*Twilio)
			h, err := gateway.Look(t.Context())
			if said := strings.Join(h.Wrong, " "); err != nil || !strings.Contains(said, c.says) || h.Here() != (c.says == "") {
				t.Errorf("says %q, %v", said, err)
			}
			if once := strings.HasSuffix(h.URL, Path); h.Here() && len(h.Advice) > 0 != once {
				t.Errorf("advises %q", h.Advice)
			}
			if w.api.Hooks() != c.at {
				t.Fatalf("looking changed it: %+v", w.api.Hooks())
			}
			if err := gateway.Point(t.Context(), h); err != nil {
				t.Fatal(err)
			}
			if h, err = gateway.Look(t.Context()); err != nil || h.URL != full || len(h.Advice) > 0 || h.Here() == c.left {
				t.Errorf("after setting it: %+v, %v", h, err)
			}
			for _, want := range []bool{true, false} {
				removed, err := gateway.Unpoint(t.Context(), h)
				if err != nil || removed != want {
					t.Errorf("removed %v, %v", removed, err)
				}
				if h, err = gateway.Look(t.Context()); err != nil || h.URL != "" {
					t.Errorf("after removing it: %+v, %v", h, err)
				}
			}
		})
	}
}

func TestWhatTwilioRefusesIsTold(t *testing.T) {
	w := newTown(t, nil)
	w.api.SetHooks(bottest.Hooks{Number: own})
	for name, c := range map[string]struct {
		change func(*TwilioSettings)
		want   string
	}{
		"a wrong token":               {func(s *TwilioSettings) { s.AuthToken = "other" }, "does not accept"},
		"another's number":            {func(s *TwilioSettings) { s.From = "+15558675311" }, "no such number"},
		"another's service":           {func(s *TwilioSettings) { s.From = "MG" + strings.Repeat("f", 32) }, "no such messaging service"},
		"nobody there":                {func(s *TwilioSettings) { s.API = "http://127.0.0.1:1" }, "cannot be reached"},
		"a number begun like ours":    {func(s *TwilioSettings) { s.From = own[:11] }, "no such number"},
		"no address of our own, said": {func(s *TwilioSettings) { s.PublicURL = "" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			set := w.cfg.Gateway.(*Twilio).cfg
			c.change(&set)
			gateway, err := NewTwilio(set)
			if err != nil {
				t.Fatal(err)
			}
			h, err := gateway.Look(t.Context())
			if c.want == "" {
				if err != nil || h.Here() || gateway.Point(t.Context(), h) == nil {
					t.Errorf("%+v, %v", h, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "other") && name == "a wrong token" {
				t.Errorf("%v", err)
			}
		})
	}
}
