package sms

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"frontdoor/dialog"
)

// wire answers calls without a network.
type wire func(*http.Request) (*http.Response, error)

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) { return w(r) }

// TestMediaIsSentOn: what the API sends a download on to is called by the way that reaches
// nothing inside, without our sign-in, and never without TLS.
func TestMediaIsSentOn(t *testing.T) {
	for to, want := range map[string]string{
		"https://media.example/f.jpg":       "elsewhere",
		"https://169.254.169.254/latest":    "elsewhere", // where the guard refuses it
		"http://media.example/f.jpg":        "",
		"https://api.twilio.com/Media/ME2":  "api",
		"http://api.twilio.com/Media/ME2":   "",
		"https://api.twilio.com:444/secret": "elsewhere",
	} {
		by := ""
		answer := func(name string) wire {
			return func(r *http.Request) (*http.Response, error) {
				if name == "api" && strings.HasSuffix(r.URL.Path, "ME1") {
					return &http.Response{StatusCode: 307, Header: http.Header{"Location": {to}}, Body: io.NopCloser(strings.NewReader("")), Request: r}, nil
				}
				if by = name; r.Header.Get("Authorization") != "" && r.URL.Hostname() != "api.twilio.com" {
					t.Errorf("%s is given our sign-in", to)
				}
				return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("photo")), Request: r}, nil
			}
		}
		gateway, err := NewTwilio(TwilioSettings{AccountSID: "AC1", AuthToken: "t", From: "+15005550006", HTTP: answer("api"), Elsewhere: answer("elsewhere")})
		if err != nil {
			t.Fatal(err)
		}
		file, _, err := gateway.OpenMedia(t.Context(), dialog.Media{Ref: refPrefix + "https://api.twilio.com/Media/ME1"})
		if by != want || (err == nil) != (want != "") {
			t.Errorf("%s was called by %q, want %q: %v", to, by, want, err)
		}
		if err == nil {
			file.Close() //nolint:errcheck // only read from
		}
	}
}
