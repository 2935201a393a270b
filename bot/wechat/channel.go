package wechat

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Path is where WeChat posts to, and asks whether it may.
const Path = "/wechat"

// Config is what the channel needs to know.
type Config struct {
	AppID  string // wx…
	Secret string // AppSecret
	Token  string // the word that both sides sign with
	AESKey string // EncodingAESKey, 43 characters; empty: plain mode
	API    string // base URL of the interface, empty: DefaultAPI

	Receive bot.Receiver
	// Shelf is what all processes on a book share: the access token, and which
	// nonces came with what.
	Shelf casebook.Shelf

	Log  *slog.Logger
	Now  func() time.Time  // nil: time.Now
	HTTP http.RoundTripper // nil: bot.NewTransport
}

// Channel is the bot.Channel of a WeChat official account.
type Channel struct {
	*Account
	cfg   Config
	key   []byte // of safe mode, nil in plain mode
	parts bot.Parts
	// misset is true while WeChat refuses our settings, so that it is said once and
	// not for every message; mode, while messages come in the other mode than ours.
	misset, mode atomic.Bool
}

var (
	_ bot.Channel     = (*Channel)(nil)
	_ bot.MediaOpener = (*Channel)(nil)
)

// New checks the settings and makes the channel. It calls nobody.
func New(cfg Config) (*Channel, error) {
	account, err := NewAccount(&cfg)
	if err != nil {
		return nil, err
	}
	key, err := readKey(cfg.AESKey)
	switch {
	case cfg.Token == "":
		return nil, errors.New("wechat: the token is missing (FRONTDOOR_WECHAT_TOKEN, the word set beside the server's address in WeChat's console); without it anybody could write in a resident's name")
	case err != nil:
		return nil, err
	case cfg.Receive == nil:
		return nil, errors.New("wechat: nobody receives what residents write")
	case cfg.Shelf == nil:
		return nil, errors.New("wechat: there is no shelf for the access token")
	}
	return &Channel{Account: account, cfg: cfg, key: key}, nil
}

// Name is the part before the colon in addresses.
func (c *Channel) Name() string { return dialog.WeChat }

// Limits: WeChat names none by the second for customer-service messages; these keep
// far below its limit by the minute, and two messages to one person in order.
func (c *Channel) Limits() bot.Limits {
	return bot.Limits{PerSecond: 40, PerAddress: 500 * time.Millisecond}
}

// Routes mounts the callback.
func (c *Channel) Routes(mux *http.ServeMux) {
	bot.Handle(mux, Path, map[string]http.HandlerFunc{http.MethodGet: c.verify, http.MethodPost: c.callback})
}

// Run has nothing to do in the background; it says what could be stronger.
func (c *Channel) Run(ctx context.Context) error {
	if c.key == nil {
		c.cfg.Log.Info("wechat: plain mode: what residents write is not signed itself; safe mode in WeChat's console, and FRONTDOOR_WECHAT_AES_KEY, mend that")
	}
	<-ctx.Done()
	return nil
}
