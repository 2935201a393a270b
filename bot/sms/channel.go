package sms

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"context"

	"frontdoor/bot"
	"frontdoor/dialog"

	"github.com/twilio/twilio-go/client"
)

// Where Twilio posts to.
const (
	Path       = "/sms"
	StatusPath = "/sms/status"
)

// DefaultAPI is the public API.
const DefaultAPI = "https://api.twilio.com"

// Config is what the channel needs to know.
type Config struct {
	AccountSID string // AC…
	AuthToken  string // also the key of Twilio's signatures
	// From is our number in E.164, or a messaging service (MG…).
	From string
	API  string // base URL of the API, empty: DefaultAPI
	// PublicURL is under which Twilio posts to us; signatures are checked
	// against it. Empty: nothing is taken in and no status callbacks are asked
	// for.
	PublicURL string

	Receive  bot.Receiver
	Receipts bot.ReceiptTaker

	Log  *slog.Logger
	Now  func() time.Time  // nil: time.Now
	HTTP http.RoundTripper // nil: bot.NewTransport
}

// Channel is the bot.Channel of text messages.
type Channel struct {
	cfg       Config
	validator client.RequestValidator
	parts     bot.Parts
	// misset is true while Twilio refuses our settings, so that it is said
	// once and not for every message.
	misset atomic.Bool
}

var (
	_ bot.Channel     = (*Channel)(nil)
	_ bot.MediaOpener = (*Channel)(nil)
)

// New checks the settings and makes the channel. It calls nobody.
func New(cfg Config) (*Channel, error) {
	if cfg.API == "" {
		cfg.API = DefaultAPI
	}
	cfg.API = strings.TrimRight(cfg.API, "/")
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.HTTP == nil {
		cfg.HTTP = bot.NewTransport()
	}
	switch {
	case cfg.AccountSID == "":
		return nil, errors.New("sms: the account is missing (FRONTDOOR_TWILIO_ACCOUNT_SID)")
	case cfg.AuthToken == "":
		return nil, errors.New("sms: the auth token is missing (FRONTDOOR_TWILIO_AUTH_TOKEN); without it nobody could tell Twilio's messages from forged ones")
	case cfg.From == "":
		return nil, errors.New("sms: our own number is missing (FRONTDOOR_TWILIO_FROM: a number like +14155550100, or a messaging service MG…)")
	case cfg.Receive == nil || cfg.Receipts == nil:
		return nil, errors.New("sms: nobody receives what residents write")
	}
	if u, err := url.Parse(cfg.API); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("sms: the base of the API is no http or https URL (FRONTDOOR_TWILIO_API)")
	}
	return &Channel{cfg: cfg, validator: client.NewRequestValidator(cfg.AuthToken)}, nil
}

// Name is the part before the colon in addresses.
func (c *Channel) Name() string { return dialog.SMS }

// Limits: Twilio queues what comes faster than a number may send, so this only
// keeps its API from answering 429; the pause keeps two messages to one phone in
// order, which carriers do not promise.
func (c *Channel) Limits() bot.Limits {
	return bot.Limits{PerSecond: 20, PerAddress: time.Second}
}

// Routes mounts the two webhooks.
func (c *Channel) Routes(mux *http.ServeMux) {
	bot.HandlePost(mux, Path, c.inbound)
	bot.HandlePost(mux, StatusPath, c.status)
}

// Run has nothing to do in the background; it says what is missing.
func (c *Channel) Run(ctx context.Context) error {
	if c.cfg.PublicURL == "" {
		c.cfg.Log.Error("sms: no public URL is set, so no text message is taken in and none is followed up; set FRONTDOOR_PUBLIC_URL to the address Twilio posts to")
	}
	<-ctx.Done()
	return nil
}
