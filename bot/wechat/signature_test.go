package wechat

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"frontdoor/bot/bottest"
)

// The examples that come with WeChat's own code for safe mode.
func TestPublishedEncryption(t *testing.T) {
	key, err := readKey(aesKey)
	if err != nil {
		t.Fatal(err)
	}
	const sealed = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="
	if text, err := open(key, sealed, appID); string(text) != "我是中文abcd123" || err != nil {
		t.Errorf("read %q, %v", text, err)
	}
	if text, err := open(key, sealed, "wx2c2769f8efd9abc2"); err == nil {
		t.Errorf("another app reads %q", text)
	}
}

// Padding that is not WeChat's, lengths that do not fit, and no app's id.
func TestDamagedSeals(t *testing.T) {
	key, err := readKey(aesKey)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	const head = "0123456789abcdef" // and what stands behind it fills three blocks with the padding
	text := func(size byte, said, app string) string {
		return head + "\x00\x00\x00" + string([]byte{size}) + said + app
	}
	pad := func(text string, fill ...byte) string {
		n := 32 - len(text)%32
		tail := bytes.Repeat([]byte{byte(n)}, n)
		copy(tail[n-len(fill):], fill)
		return text + string(tail)
	}
	good := text(2, "ok", appID)
	for name, c := range map[string]struct {
		plain string
		reads bool
	}{
		"as it should be":          {pad(good), true},
		"a whole block of padding": {pad(text(2+byte(64-20-2-len(appID)), strings.Repeat("x", 64-20-len(appID)), appID)), true},
		"padding of nothing":       {pad(good, 0), false},
		"more than a block":        {good + strings.Repeat(string(rune(64-len(good)%32)), 64-len(good)%32), false},
		"more than there is":       {strings.Repeat("\x20", 16), false},
		"not all the same":         {pad(good, 1, byte(32-len(good)%32)), false},
		"a length of one more":     {pad(text(3, "ok", appID)), false},
		"a length of all":          {pad(text(255, "ok", appID)), false},
		"no app":                   {pad(text(2, "ok", "")), false},
		"another app":              {pad(text(2, "ok", appID[:len(appID)-1]+"0")), false},
		"nothing":                  {"", false},
	} {
		sealed := []byte(c.plain)
		cipher.NewCBCEncrypter(block, key[:aes.BlockSize]).CryptBlocks(sealed, sealed)
		if got, err := open(key, base64.StdEncoding.EncodeToString(sealed), appID); (err == nil) != c.reads {
			t.Errorf("%s: read %q, %v", name, got, err)
		}
	}
}

func TestVerification(t *testing.T) {
	w := newTown(t, nil)
	for _, c := range []struct {
		name, timestamp, signature string
		code                       int
	}{
		{"right", "4951022400", bottest.WeChatSign(word, "4951022400", "7"), 200},
		{"wrong", "4951022400", bottest.WeChatSign("x", "4951022400", "7"), 403},
		{"missing", "4951022400", "", 403},
		{"old", "1700000000", bottest.WeChatSign(word, "1700000000", "7"), 403},
	} {
		q := url.Values{"timestamp": {c.timestamp}, "nonce": {"7"}, "signature": {c.signature}, "echostr": {"<b>5961</b>"}}
		rec := w.serve("GET", q, "")
		if rec.Code != c.code || (rec.Body.String() == "<b>5961</b>") != (c.code == 200) {
			t.Errorf("%s: answered %d %s", c.name, rec.Code, rec.Body)
		}
		if rec.Header().Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("a browser may run it: %v", rec.Header())
		}
	}
}
