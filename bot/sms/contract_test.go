package sms

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestContractMessages: what goes to Twilio is taken by Prism, which knows Twilio's own
// OpenAPI and nothing of this program; and every parameter is one the OpenAPI names,
// which Prism does not ask.
func TestContractMessages(t *testing.T) {
	folder := os.Getenv("FRONTDOOR_CONTRACT")
	if folder == "" {
		t.Skip("make contract runs it")
	}
	description := filepath.Join(folder, "twilio", "src", "services", "twilio-api", "twilio_api_v2010.json")
	names := parameters(t, description)
	base := prism(t, folder, description)

	double := bottest.NewMessagesAPI(account, key)
	t.Cleanup(double.Close)
	var asked []url.Values
	transport := &http.Transport{DisableKeepAlives: true}
	seen := roundTrip(func(r *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, err
		}
		asked = append(asked, form)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		return transport.RoundTrip(r)
	})
	send := func(change func(*TwilioSettings), m casebook.Outgoing) error {
		w := newTown(t, func(c *TwilioSettings) {
			c.API, c.HTTP = base, seen
			if change != nil {
				change(c)
			}
		})
		m.ID, m.To = "m1", dialog.Address("sms:+8613900000102")
		_, err := w.Send(t.Context(), m)
		return err
	}
	for _, c := range []struct {
		name    string
		change  func(*TwilioSettings)
		message casebook.Outgoing
	}{
		{"words", nil, casebook.Outgoing{Text: "好的"}},
		{"many words", nil, casebook.Outgoing{Text: strings.Repeat("好的。", 700)}},
		{"with a use-by", nil, casebook.Outgoing{Text: "好的", UseBy: arrival.Add(time.Hour)}},
		// Prism reads a parameter that comes more than once, as Twilio asks for pictures, as a
		// text and not as the list it is: this one goes to the double, for its names.
		{"with pictures", func(c *TwilioSettings) { c.API = double.URL() }, casebook.Outgoing{Text: "好的", Media: []dialog.Media{{Kind: "photo", Ref: "https://door.example.org/a.jpg"}, {Kind: "photo", Ref: "https://door.example.org/b.jpg"}}}},
		{"of a messaging service", func(c *TwilioSettings) { c.From = "MG" + strings.Repeat("a", 32) }, casebook.Outgoing{Text: "好的"}},
		{"without a public address", func(c *TwilioSettings) { c.PublicURL = "" }, casebook.Outgoing{Text: "好的"}},
	} {
		if err := send(c.change, c.message); err != nil {
			t.Errorf("%s: refused: %v", c.name, err)
		}
	}
	for _, form := range asked {
		for name := range form {
			if !names[name] {
				t.Errorf("Twilio knows no parameter %s", name)
			}
		}
	}
	if len(asked) < 6 {
		t.Errorf("only %d requests were seen", len(asked))
	}
	// The check can fail: none of these is taken.
	for name, change := range map[string]func(*TwilioSettings){
		"a wrong account":           func(c *TwilioSettings) { c.AccountSID = "AC1" },
		"a wrong messaging service": func(c *TwilioSettings) { c.From = "MGnone" },
	} {
		var failed *bot.SendError
		if err := send(change, casebook.Outgoing{Text: "好的"}); !errors.As(err, &failed) {
			t.Errorf("%s was taken: %v", name, err)
		}
	}
}

// parameters are the names of what a message can be made with.
func parameters(t *testing.T, file string) map[string]bool {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var api struct {
		Paths map[string]struct {
			Post struct {
				Body struct {
					Content map[string]struct {
						Schema struct {
							Properties map[string]json.RawMessage `json:"properties"`
						} `json:"schema"`
					} `json:"content"`
				} `json:"requestBody"`
			} `json:"post"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(b, &api); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for name := range api.Paths["/2010-04-01/Accounts/{AccountSid}/Messages.json"].Post.Body.Content["application/x-www-form-urlencoded"].Schema.Properties {
		names[name] = true
	}
	if !names["To"] || !names["Body"] {
		t.Fatalf("the OpenAPI is written otherwise than was thought: %v", names)
	}
	return names
}

// prism starts Prism with a description, and gives its address once it answers.
func prism(t *testing.T, folder, description string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() //nolint:errcheck // only its number was wanted
	ctx, stop := context.WithCancel(t.Context())
	c := exec.CommandContext(ctx, "node", filepath.Join(folder, "prism", "node_modules", "@stoplight", "prism-cli", "dist", "index.js"),
		"mock", "--errors", "-h", "127.0.0.1", "-p", fmt.Sprint(port), description)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		c.Wait() //nolint:errcheck // it was killed
	})
	base := fmt.Sprintf("http://127.0.0.1:%d", port)
	for end := time.Now().Add(60 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", port), time.Second)
		if err == nil {
			conn.Close() //nolint:errcheck // it is only asked whether somebody listens
			return base
		}
		if time.Now().After(end) {
			t.Fatal("Prism does not answer")
		}
	}
}
