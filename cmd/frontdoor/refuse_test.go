package main

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"frontdoor/bot/bottest"
)

// TestWrongCallersAreRefused: what does not come from the provider is refused, and
// nothing of it is stored.
func TestWrongCallersAreRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t, "webhook")
	h.start()
	good := bottest.TextUpdate(1, 1, 1, "路灯坏了")
	form := bottest.TextForm("SM1", "+8613900000122", ourNumber, "路灯坏了")
	signature := bottest.Sign(twilioToken, publicURL+"/sms", form)
	signed := map[string]string{"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
	secret := map[string]string{"X-Telegram-Bot-Api-Secret-Token": telegramSecret, "Content-Type": "application/json"}
	big := `{"update_id":1,"message":{"message_id":1,"chat":{"id":1,"type":"private"},"text":"` + strings.Repeat("a", 2<<20) + `"}}`
	tampered := url.Values{"MessageSid": {"SM1"}, "From": {"+8613900000199"}, "To": {ourNumber}, "Body": {"x"}}
	for _, c := range []struct {
		name, method, path, body string
		header                   map[string]string
		want                     int
	}{
		{"telegram without the secret", "POST", "/telegram", string(good), map[string]string{"Content-Type": "application/json"}, 401},
		{"telegram with a wrong secret", "POST", "/telegram", string(good), map[string]string{"X-Telegram-Bot-Api-Secret-Token": "wrong"}, 401},
		{"telegram, too large", "POST", "/telegram", big, secret, 413},
		{"telegram, not JSON", "POST", "/telegram", `{"update_id":`, secret, 400},
		{"telegram, not an object", "POST", "/telegram", `[1,2]`, secret, 400},
		{"telegram by GET", "GET", "/telegram", "", secret, 405},
		{"sms without a signature", "POST", "/sms", form.Encode(), map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 403},
		{"sms with another body than was signed", "POST", "/sms", tampered.Encode(), signed, 403},
		{"sms, too large", "POST", "/sms", "Body=" + strings.Repeat("a", 2<<20), signed, 413},
		{"sms status without a signature", "POST", "/sms/status", "MessageSid=SM1&MessageStatus=failed", map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, 403},
		{"web chat, not JSON", "POST", "/web/messages", "{", map[string]string{"Content-Type": "application/json"}, 400},
		{"a take-back from another site", "POST", "/web/unsaid", `{"id":"1"}`, map[string]string{"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}, 403},
		{"a take-back of nothing", "POST", "/web/unsaid", `{"id":""}`, nil, 400},
		{"web chat from another site", "POST", "/web/messages", `{"id":"1","text":"x"}`, map[string]string{"Content-Type": "application/json", "Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}, 403},
		{"API without a token", "GET", "/api/v1/cases", "", nil, 401},
		{"API with a wrong token", "GET", "/api/v1/events", "", map[string]string{"Authorization": "Bearer nonsense"}, 401},
		{"an agent reads the whole feed", "GET", "/api/v1/events", "", map[string]string{"Authorization": "Bearer " + h.token["wu"]}, 403},
	} {
		req, err := http.NewRequest(c.method, h.at()+c.path, bytes.NewReader([]byte(c.body)))
		if err != nil {
			t.Fatal(err)
		}
		for k, v := range c.header {
			req.Header.Set(k, v)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		res.Body.Close()
		if res.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", c.name, res.StatusCode, c.want)
		}
	}
	if feed := h.feed(); len(feed) != 0 {
		t.Errorf("something was stored: %+v", feed)
	}
	for range 3 { // the provider says the same thing three times
		if status := h.update(good); status != 200 {
			t.Errorf("a good update was answered with %d", status)
		}
		if status := h.text("SM2", "+8613900000122", "路灯坏了"); status != 200 {
			t.Errorf("a good text was answered with %d", status)
		}
	}
	said := 0
	for _, e := range h.feed() {
		if e.By == "resident" && e.Kind == "said" {
			said++
		}
	}
	if said != 2 {
		t.Errorf("%d messages are stored, want 2: one a channel, however often they were delivered", said)
	}
	res, err := http.Get(h.at() + "/inbox")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var page bytes.Buffer
	page.ReadFrom(res.Body)
	if res.StatusCode != 200 || !strings.Contains(page.String(), `type="password"`) {
		t.Errorf("/inbox without a session: %d, want the sign-in page", res.StatusCode)
	}
}
