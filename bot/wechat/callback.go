package wechat

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"

	"frontdoor/bot"
)

// verify answers WeChat's question whether this address is ours: the word it sent,
// given back.
func (c *Channel) verify(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if !c.known(q) {
		http.Error(w, "the signature is wrong, missing or old", http.StatusForbidden)
		return
	}
	plain(w, q.Get("echostr"))
}

// known says whether a request carries the plain signature, freshly made.
func (c *Channel) known(q url.Values) bool {
	timestamp, nonce := q.Get("timestamp"), q.Get("nonce")
	return nonce != "" && len(nonce) <= nonceMost && c.fresh(timestamp) && signs(q.Get("signature"), c.cfg.Token, timestamp, nonce)
}

// plain answers with a word that no browser runs.
func plain(w http.ResponseWriter, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	io.WriteString(w, text) //nolint:errcheck // nobody to tell
}

// callback takes in one message or event. "success" is said only when the Receiver
// has stored it (or nothing of it is to be stored).
func (c *Channel) callback(w http.ResponseWriter, r *http.Request) {
	body, ok := bot.ReadPost(w, r)
	if !ok {
		return
	}
	q := r.URL.Query()
	text, err := c.unseal(q, body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	m, err := parse(text)
	if err != nil {
		c.cfg.Log.Warn("wechat: a signed message cannot be read", "err", err)
		http.Error(w, "this is no message of WeChat's", http.StatusBadRequest)
		return
	}
	switch err := c.receive(r.Context(), q, m); {
	case errors.Is(err, errReplayed):
		c.cfg.Log.Warn("wechat: a signature came a second time, with another message; refused")
		http.Error(w, err.Error(), http.StatusForbidden)
	case err != nil:
		c.cfg.Log.Error("wechat: a message was not stored; WeChat is told so", "message", m.name(), "err", err)
		http.Error(w, "not stored, send it again", http.StatusServiceUnavailable)
	default:
		plain(w, "success")
	}
}

// receive stores what a message means. Whoever subscribes is back, and begins.
func (c *Channel) receive(ctx context.Context, q url.Values, m message) error {
	inputs := m.inputs(c.cfg.Now())
	if len(inputs) == 0 {
		return nil
	}
	if err := c.first(ctx, q.Get("timestamp"), q.Get("nonce"), m); err != nil {
		return err
	}
	for _, in := range inputs {
		if err := c.cfg.Receive(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

// Why a message is not taken.
var (
	errUnsigned = errors.New("the signature is wrong, missing or old")
	errPlain    = errors.New("only encrypted messages are taken here")
	errNoKey    = errors.New("encrypted messages cannot be read here")
)

// unseal checks who sent a message and gives it in plain XML.
func (c *Channel) unseal(q url.Values, body []byte) ([]byte, error) {
	timestamp, nonce := q.Get("timestamp"), q.Get("nonce")
	sealed, signature := q.Get("encrypt_type") == "aes", q.Get("msg_signature")
	if c.key == nil {
		if !c.known(q) {
			return nil, errUnsigned
		}
		if sealed && !readable(body) {
			c.otherMode("wechat: messages come encrypted, and there is no key to read them: set FRONTDOOR_WECHAT_AES_KEY, or plain mode in WeChat's console")
			return nil, errNoKey
		}
		c.mode.Store(false)
		return body, nil
	}
	if signature == "" {
		if c.known(q) { // WeChat itself, and not somebody who goes round the key
			c.otherMode("wechat: messages come unencrypted, and are not taken: set safe mode in WeChat's console, or unset FRONTDOOR_WECHAT_AES_KEY")
		}
		return nil, errPlain
	}
	encrypted := encryptedIn(body)
	if nonce == "" || len(nonce) > nonceMost || !c.fresh(timestamp) || !signs(signature, c.cfg.Token, timestamp, nonce, encrypted) {
		return nil, errUnsigned
	}
	text, err := open(c.key, encrypted, c.cfg.AppID)
	if err != nil {
		c.otherMode("wechat: messages cannot be decrypted: FRONTDOOR_WECHAT_AES_KEY or FRONTDOOR_WECHAT_APPID is not that of WeChat's console")
		return nil, err
	}
	c.mode.Store(false)
	return text, nil
}

// readable says that a message can be read as it is: compatible mode has the plain
// words beside the encrypted ones.
func readable(body []byte) bool {
	_, err := parse(body)
	return err == nil
}

// otherMode says once that WeChat's console is set otherwise than we are.
func (c *Channel) otherMode(what string) {
	if !c.mode.Swap(true) {
		c.cfg.Log.Error(what)
	}
}
