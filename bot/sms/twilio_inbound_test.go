package sms

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"

	"github.com/google/go-cmp/cmp"
	"github.com/twilio/twilio-go/client"
)

// The signatures published with Twilio's libraries.
func TestPublishedSignatures(t *testing.T) {
	const at = "https://mycompany.com/myapp.php?foo=1&bar=2"
	for caller, want := range map[string]string{
		"+14158675309": "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
		"+12349013030": "0/KCTR6DLpKmkAf8muzZqo1nDgQ=",
	} {
		form := url.Values{"Digits": {"1234"}, "CallSid": {"CA1234567890ABCDE"}, "To": {"+18005551212"}, "Caller": {caller}, "From": {caller}}
		if got := bottest.Sign("12345", at, form); got != want {
			t.Errorf("the double signs %s, want %s", got, want)
		}
		v := client.NewRequestValidator("12345")
		if !v.Validate(at, signed(form), want) {
			t.Error("the channel does not accept it")
		}
		form.Set("Digits", "1235")
		if v.Validate(at, signed(form), want) {
			t.Error("the channel accepts a changed form")
		}
	}
}

func TestPublishedForms(t *testing.T) {
	for _, c := range bottest.Forms() {
		t.Run(c.Name, func(t *testing.T) {
			w := newTown(t, func(cfg *TwilioSettings) { cfg.From = "+15550000000" })
			rec := w.signed(Path, c.Form)
			if rec.Code != 200 || rec.Header().Get("Content-Type") != "text/xml; charset=utf-8" || !strings.Contains(rec.Body.String(), "<Response></Response>") {
				t.Errorf("answered %d %s %s", rec.Code, rec.Header().Get("Content-Type"), rec.Body)
			}
			c.Want.At = arrival
			if diff := cmp.Diff([]dialog.Input{c.Want}, w.got()); diff != "" {
				t.Errorf("what the conversation hears (-want +got):\n%s", diff)
			}
		})
	}
}

func TestInboundAnswers(t *testing.T) {
	good := bottest.TextForm("SM1", "+8613900000102", own, "路灯坏了")
	with := func(name string, values ...string) url.Values {
		f := url.Values{}
		for k, v := range good {
			f[k] = v
		}
		f[name] = values
		if len(values) == 0 {
			f.Del(name)
		}
		return f
	}
	sign := func(f url.Values) string { return bottest.Sign(key, public+Path, f) }
	for _, c := range []struct {
		name, method, path, signature, body string
		fail                                bool
		code, stored                        int
	}{
		{"stored", "POST", Path, sign(good), good.Encode(), false, 200, 1},
		{"no signature", "POST", Path, "", good.Encode(), false, 403, 0},
		{"wrong signature", "POST", Path, bottest.Sign("wrong", public+Path, good), good.Encode(), false, 403, 0},
		{"signed for the host", "POST", Path, bottest.Sign(key, "http://10.0.0.7:8080"+Path, good), good.Encode(), false, 403, 0},
		{"signed for the other path", "POST", StatusPath, sign(good), good.Encode(), false, 403, 0},
		{"a changed word", "POST", Path, sign(good), with("Body", "路灯没坏").Encode(), false, 403, 0},
		{"a query that was not signed", "POST", Path + "?x=1", sign(good), good.Encode(), false, 403, 0},
		{"a query that was signed", "POST", Path + "?x=%20&y", bottest.Sign(key, public+Path+"?x=%20&y", good), good.Encode(), false, 200, 1},
		{"a repeated name, as Twilio signs it", "POST", Path, sign(with("Tag", "b", "a", "b")), with("Tag", "b", "a", "b").Encode(), false, 200, 1},
		{"too large", "POST", Path, sign(good), strings.Repeat("x", 2<<20), false, 413, 0},
		{"no form", "POST", Path, sign(good), "Body=%zz", false, 400, 0},
		{"no sender", "POST", Path, sign(with("From")), with("From").Encode(), false, 400, 0},
		{"no name", "POST", Path, bottest.Sign(key, public+Path, url.Values{"From": {"+8613900000102"}}), url.Values{"From": {"+8613900000102"}}.Encode(), false, 400, 0},
		{"only the older name", "POST", Path, sign(with("MessageSid")), with("MessageSid").Encode(), false, 200, 1},
		{"empty", "POST", Path, bottest.Sign(key, public+Path, nil), "", false, 400, 0},
		{"not stored", "POST", Path, sign(good), good.Encode(), true, 503, 0},
		{"GET", "GET", Path, "", "", false, 405, 0},
		{"short code", "POST", Path, sign(with("From", "12345")), with("From", "12345").Encode(), false, 200, 0},
		{"a name", "POST", Path, sign(with("From", "MyBank")), with("From", "MyBank").Encode(), false, 200, 0},
		{"our own number", "POST", Path, sign(with("From", own)), with("From", own).Encode(), false, 200, 0},
		{"a bulk sender in China", "POST", Path, sign(with("From", "+8610690123456")), with("From", "+8610690123456").Encode(), false, 200, 0},
		{"another channel of Twilio's", "POST", Path, sign(with("From", "whatsapp:+14155238886")), with("From", "whatsapp:+14155238886").Encode(), false, 200, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newTown(t, nil)
			if c.fail {
				w.fail = errBook
			}
			if got := w.post(c.method, c.path, c.signature, c.body).Code; got != c.code {
				t.Errorf("answered %d, want %d", got, c.code)
			}
			if got := len(w.got()); got != c.stored {
				t.Errorf("stored %d, want %d", got, c.stored)
			}
		})
	}
	t.Run("our own number of a service, whose numbers Twilio alone knows", func(t *testing.T) {
		w := newTown(t, func(c *TwilioSettings) { c.From = bottest.ServiceSID })
		self := with("From", own)
		if code := w.post("POST", Path, sign(self), self.Encode()).Code; code != 200 || len(w.got()) > 0 {
			t.Errorf("answered %d, stored %d", code, len(w.got()))
		}
	})
	t.Run("a signature over what Twilio was told to do when nobody answers", func(t *testing.T) {
		w := newTown(t, nil)
		if code := w.post("POST", Path, bottest.Sign(key, public+Path+tryAgain, good), good.Encode()).Code; code != 200 || len(w.got()) != 1 {
			t.Errorf("answered %d, stored %d", code, len(w.got()))
		}
	})
	t.Run("without a public URL", func(t *testing.T) {
		w := newTown(t, func(c *TwilioSettings) { c.PublicURL = "" })
		if code := w.post("POST", Path, bottest.Sign(key, Path, good), good.Encode()).Code; code != 403 || len(w.got()) > 0 {
			t.Errorf("answered %d, stored %d", code, len(w.got()))
		}
	})
}

func TestMediaOfAPictureMessage(t *testing.T) {
	w := newTown(t, nil)
	at := w.api.PutMedia("ME1", []byte("a picture"))
	form := bottest.TextForm("MM1", "+8613900000102", own, "看")
	for k, v := range map[string]string{"NumMedia": "4", "MediaUrl0": at, "MediaContentType0": "image/png", "MediaUrl1": at, "MediaContentType1": "audio/amr",
		"MediaUrl2": at, "MediaContentType2": "video/3gpp", "MediaUrl3": at, "MediaContentType3": "text/vcard; charset=utf-8"} {
		form.Set(k, v)
	}
	w.signed(Path, form)
	got := w.got()[0].Media
	want := []dialog.Media{{Kind: "photo", Ref: "sms:" + at, MIME: "image/png"}, {Kind: "voice", Ref: "sms:" + at, MIME: "audio/amr"},
		{Kind: "video", Ref: "sms:" + at, MIME: "video/3gpp"}, {Kind: "file", Ref: "sms:" + at, MIME: "text/vcard"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	public := got[0]
	public.Ref = "sms:https://api.twilio.com" + strings.TrimPrefix(at, w.api.URL())
	for _, m := range []dialog.Media{got[0], public} {
		body, kind, err := w.OpenMedia(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(body)
		body.Close() //nolint:errcheck // read already
		if string(b) != "a picture" || kind != "image/png" || err != nil {
			t.Errorf("opened %q %s %v", b, kind, err)
		}
	}
	for _, ref := range []string{"sms:https://evil.example/x", "sms:http://api.twilio.com/x", "sms:file:///etc/passwd", "telegram:x", "sms:" + w.api.URL() + ".evil.example/x"} {
		if _, _, err := w.OpenMedia(t.Context(), dialog.Media{Ref: ref}); err == nil {
			t.Errorf("%s was fetched", ref)
		}
	}
}

// FuzzInbound: no form makes the webhooks panic or answer 5xx; without the right
// signature nothing is ever stored.
func FuzzInbound(f *testing.F) {
	for _, c := range bottest.Forms() {
		f.Add(c.Form.Encode(), true, false)
		f.Add(c.Form.Encode(), false, false)
	}
	f.Add(bottest.StatusForm().Encode(), true, true)
	f.Add("From=%2B8613900000102&MessageSid=1&NumMedia=99999999&MediaUrl0=%00", true, false)
	f.Add("MessageSid=1&MessageStatus=failed&ErrorCode=-9223372036854775809", true, true)
	f.Fuzz(func(t *testing.T, body string, right, status bool) {
		w := &town{mux: http.NewServeMux()}
		w.channel(t, TwilioSettings{AccountSID: account, AuthToken: key, From: own, PublicURL: public}).Routes(w.mux)
		path := Path
		if status {
			path = StatusPath
		}
		form, err := url.ParseQuery(body)
		signature := "AAAAAAAAAAAAAAAAAAAAAAAAAAA="
		if right && err == nil {
			signature = bottest.Sign(key, public+path, form)
		}
		code := w.post("POST", path, signature, body).Code
		if code != 200 && code != 400 && code != 403 && code != 413 {
			t.Fatalf("answered %d", code)
		}
		if stored := len(w.inputs) + len(w.receipts); stored > 0 && (!right || code != 200) {
			t.Fatalf("stored %d with %d", stored, code)
		}
		if right && err == nil && code == 403 {
			t.Fatal("the right signature was refused")
		}
	})
}

// BenchmarkInbound is one signed text message from the request to the Receiver
// and back, without a book.
func BenchmarkInbound(b *testing.B) {
	w := &town{mux: http.NewServeMux()}
	w.channel(b, TwilioSettings{AccountSID: account, AuthToken: key, From: own, PublicURL: public},
		func(c *Config) { c.Receive = func(context.Context, dialog.Input) error { return nil } }).Routes(w.mux)
	form := bottest.TextForm("SM1", "+8613900000102", own, "路灯坏了")
	signature, body := bottest.Sign(key, public+Path, form), form.Encode()
	b.RunParallel(func(p *testing.PB) {
		for p.Next() {
			if code := w.post("POST", Path, signature, body).Code; code != 200 {
				b.Errorf("answered %d", code)
			}
		}
	})
}
