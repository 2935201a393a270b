package bottest

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // WeChat's signatures are SHA-1
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// OfficialAccount is a double of WeChat's interface for one official account.
type OfficialAccount struct {
	AppID, Secret string
	Token, AESKey string           // of the callbacks it posts; without a key they are plain
	Now           func() time.Time // nil: time.Now

	server   *httptest.Server
	troubles troubles

	mu      sync.Mutex
	sent    []ServiceMessage
	windows map[string]window
	tokens  map[string]time.Time // those that hold, until when
	current string               // what stable_token gives unforced
	asked   []bool               // for tokens: forced or not
	files   map[string]File
	menu    string
	scenes  []string
	nonces  int
}

// ServiceMessage is a customer-service message that was taken.
type ServiceMessage struct {
	To, Type string
	Text     string // or the media_id
	At       time.Time
}

// File is what media/get gives.
type File struct {
	Kind    string // Content-Type
	Content []byte
	// Video: the answer names the place where it lies.
	Video bool
}

// window is what WeChat lets be sent to somebody.
type window struct {
	left  int
	until time.Time
}

// NewOfficialAccount starts a double. Close it.
func NewOfficialAccount(appID, secret, token, aesKey string) *OfficialAccount {
	a := &OfficialAccount{AppID: appID, Secret: secret, Token: token, AESKey: aesKey, Now: time.Now,
		windows: map[string]window{}, tokens: map[string]time.Time{}, files: map[string]File{}}
	a.troubles.closing = make(chan struct{})
	a.server = httptest.NewServer(a)
	return a
}

// URL is the base of the double: FRONTDOOR_WECHAT_API.
func (a *OfficialAccount) URL() string { return a.server.URL }

// Close ends all that hangs, and the server.
func (a *OfficialAccount) Close() {
	close(a.troubles.closing)
	a.server.CloseClientConnections()
	a.server.Close()
}

// Trouble makes the next n calls about an OpenID, or of a path, go wrong; n < 0: all,
// "": any. A Trouble with a Code is a refusal with 200, as WeChat refuses.
func (a *OfficialAccount) Trouble(n int, to string, what Trouble) { a.troubles.plan(n, to, what) }

// Mend ends all trouble.
func (a *OfficialAccount) Mend() { a.troubles.clear() }

// Sent is what was taken, in order.
func (a *OfficialAccount) Sent() []ServiceMessage {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.sent)
}

// SentTo is what was taken for one OpenID, in order.
func (a *OfficialAccount) SentTo(to string) []ServiceMessage {
	return slices.DeleteFunc(a.Sent(), func(m ServiceMessage) bool { return m.To != to })
}

// Await waits until an OpenID got n messages, and gives them; false if that did not
// happen in time.
func (a *OfficialAccount) Await(d time.Duration, to string, n int) ([]ServiceMessage, bool) {
	var got []ServiceMessage
	ok := waitUntil(d, func() bool { got = a.SentTo(to); return len(got) >= n })
	return got, ok
}

// Allow opens the window for an OpenID: so many messages, so long. What was open longer
// or wider stays so.
func (a *OfficialAccount) Allow(to string, messages int, lasts time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w := a.windows[to]
	now := a.Now()
	if now.After(w.until) {
		w = window{}
	}
	w.left = max(w.left, messages)
	if until := now.Add(lasts); until.After(w.until) {
		w.until = until
	}
	a.windows[to] = w
}

// Expire makes the access token invalid, as time does. Spoil makes the interface
// refuse it while stable_token, unforced, still gives it.
func (a *OfficialAccount) Expire() { a.spoil(true) }

// Spoil: see Expire.
func (a *OfficialAccount) Spoil() { a.spoil(false) }

func (a *OfficialAccount) spoil(whole bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	clear(a.tokens)
	if whole {
		a.current = ""
	}
}

// Asked is how often an access token was asked for, and how often one was forced.
func (a *OfficialAccount) Asked() (all, forced int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, f := range a.asked {
		if f {
			forced++
		}
	}
	return len(a.asked), forced
}

// PutFile lets media/get find a file.
func (a *OfficialAccount) PutFile(id string, f File) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.files[id] = f
}

// Menu is the menu as it was made, Scenes those of the QR codes.
func (a *OfficialAccount) Menu() (menu string, scenes []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.menu, slices.Clone(a.scenes)
}

// Post posts a message to a callback as WeChat does, and gives the status and the
// answer. It opens the window that the message opens.
func (a *OfficialAccount) Post(ctx context.Context, to, xml string) (int, string, error) {
	from := between(xml, "<FromUserName><![CDATA[", "]]>")
	if strings.Contains(xml, "<MsgType><![CDATA[event]]>") || strings.Contains(xml, "<bizmsgmenuid>") {
		a.Allow(from, 3, time.Minute)
	} else {
		a.Allow(from, 5, 48*time.Hour)
	}
	a.mu.Lock()
	a.nonces++
	nonce := fmt.Sprint(1320562132 + a.nonces)
	a.mu.Unlock()
	return a.PostAs(ctx, to, a.Now(), nonce, xml)
}

// PostAs is Post with a time and a nonce of the test's own. It opens no window.
func (a *OfficialAccount) PostAs(ctx context.Context, to string, at time.Time, nonce, xml string) (int, string, error) {
	q, body := a.Signed(at, nonce, xml)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to+"?"+q.Encode(), strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	r.Header.Set("Content-Type", "text/xml")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, "", err
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	answer, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(answer), err
}

// Signed is the query and the body by which WeChat posts a message: encrypted where
// there is a key.
func (a *OfficialAccount) Signed(at time.Time, nonce, xml string) (url.Values, string) {
	timestamp := fmt.Sprint(at.Unix())
	q := url.Values{"timestamp": {timestamp}, "nonce": {nonce}, "signature": {WeChatSign(a.Token, timestamp, nonce)}, "openid": {between(xml, "<FromUserName><![CDATA[", "]]>")}}
	if a.AESKey == "" {
		return q, xml
	}
	sealed := WeChatSeal(a.AESKey, a.AppID, xml)
	q.Set("encrypt_type", "aes")
	q.Set("msg_signature", WeChatSign(a.Token, timestamp, nonce, sealed))
	return q, "<xml><ToUserName><![CDATA[gh_town]]></ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>"
}

// WeChatSign is WeChat's signature: SHA-1 over the parts, sorted. It is written here
// once more, from WeChat's description, so that it can disagree.
func WeChatSign(parts ...string) string {
	sorted := slices.Sorted(slices.Values(parts))
	return fmt.Sprintf("%x", sha1.Sum([]byte(strings.Join(sorted, "")))) //nolint:gosec // see above
}

// WeChatSeal encrypts a message as WeChat does in safe mode.
func WeChatSeal(aesKey, appID, xml string) string {
	key, err := base64.StdEncoding.DecodeString(aesKey + "=")
	if err != nil {
		panic(fmt.Sprintf("bottest: no EncodingAESKey: %v", err)) // the caller's own, in a test
	}
	text := make([]byte, 20, 20+len(xml)+len(appID)+32)
	rand.Read(text[:16]) //nolint:errcheck // never fails
	binary.BigEndian.PutUint32(text[16:], uint32(len(xml)))
	text = append(append(text, xml...), appID...)
	pad := 32 - len(text)%32
	text = append(text, bytes.Repeat([]byte{byte(pad)}, pad)...)
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(fmt.Sprintf("bottest: no EncodingAESKey: %v", err))
	}
	cipher.NewCBCEncrypter(block, key[:16]).CryptBlocks(text, text)
	return base64.StdEncoding.EncodeToString(text)
}

// WeChatText is a text of a person's as WeChat posts it.
func WeChatText(from, id, text string, at time.Time) string {
	return wechatXML(from, "text", at, "<Content><![CDATA["+text+"]]></Content><MsgId>"+id+"</MsgId>")
}

// WeChatVoice is a voice message that WeChat recognised as words.
func WeChatVoice(from, id, media, words string, at time.Time) string {
	return wechatXML(from, "voice", at, "<MediaId><![CDATA["+media+"]]></MediaId><Format><![CDATA[amr]]></Format><Recognition><![CDATA["+words+"]]></Recognition><MsgId>"+id+"</MsgId>")
}

// WeChatEvent is an event as WeChat posts it.
func WeChatEvent(from, event, key string, at time.Time) string {
	return wechatXML(from, "event", at, "<Event><![CDATA["+event+"]]></Event><EventKey><![CDATA["+key+"]]></EventKey>")
}

func wechatXML(from, kind string, at time.Time, rest string) string {
	return fmt.Sprintf("<xml><ToUserName><![CDATA[gh_town]]></ToUserName><FromUserName><![CDATA[%s]]></FromUserName><CreateTime>%d</CreateTime><MsgType><![CDATA[%s]]></MsgType>%s</xml>",
		from, at.Unix(), kind, rest)
}

func between(text, before, after string) string {
	_, text, _ = strings.Cut(text, before)
	text, _, _ = strings.Cut(text, after)
	return text
}
