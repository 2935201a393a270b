package sms

import (
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"frontdoor/bot"

	"github.com/twilio/twilio-go/client"
)

// Where Twilio posts to.
const (
	Path       = "/sms"
	StatusPath = "/sms/status"
)

// DefaultAPI is the public API; that of messaging services lies elsewhere.
const (
	DefaultAPI          = "https://api.twilio.com"
	defaultMessagingAPI = "https://messaging.twilio.com"
)

// TwilioSettings are what speaking with Twilio needs.
type TwilioSettings struct {
	AccountSID string // AC…
	AuthToken  string // also the key of Twilio's signatures
	// From is our number in E.164, or a messaging service (MG…).
	From string
	API  string // base URL of the API, empty: DefaultAPI
	// PublicURL is under which Twilio posts to us; signatures are checked
	// against it. Empty: nothing is taken in and no status callbacks are asked
	// for.
	PublicURL string

	Log  *slog.Logger
	Now  func() time.Time  // nil: time.Now
	HTTP http.RoundTripper // nil: bot.NewTransport
	// Elsewhere calls what the API sends a download on to; it must not reach nets inside.
	// nil: HTTP does.
	Elsewhere http.RoundTripper
}

// Twilio is the Gateway over Twilio's Messages API.
type Twilio struct {
	cfg       TwilioSettings
	to        Taker
	validator client.RequestValidator
	// misset is true while Twilio refuses our settings, so that it is said
	// once and not for every message.
	misset atomic.Bool
}

var (
	_ Gateway         = (*Twilio)(nil)
	_ bot.MediaOpener = (*Twilio)(nil)
)

// NewTwilio checks the settings. It calls nobody.
func NewTwilio(cfg TwilioSettings) (*Twilio, error) {
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
	if cfg.Elsewhere == nil {
		cfg.Elsewhere = cfg.HTTP
	}
	switch {
	case cfg.AccountSID == "":
		return nil, errors.New("sms: the account is missing (FRONTDOOR_TWILIO_ACCOUNT_SID)")
	case cfg.AuthToken == "":
		return nil, errors.New("sms: the auth token is missing (FRONTDOOR_TWILIO_AUTH_TOKEN); without it nobody could tell Twilio's messages from forged ones")
	case cfg.From == "":
		return nil, errors.New("sms: our own number is missing (FRONTDOOR_TWILIO_FROM: a number like +14155550100, or a messaging service MG…)")
	}
	if u, err := url.Parse(cfg.API); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("sms: the base of the API is no http or https URL (FRONTDOOR_TWILIO_API)")
	}
	if !isService(cfg.From) {
		cfg.From = Number(cfg.From)
	}
	return &Twilio{cfg: cfg, validator: client.NewRequestValidator(cfg.AuthToken)}, nil
}

var service = regexp.MustCompile(`^MG[0-9a-f]{32}$`)

// ValidSender says whether residents can answer to a sender: a whole number or a
// messaging service.
func ValidSender(from string) bool {
	return e164.MatchString(Number(from)) || service.MatchString(from)
}

// isService says that a sender is a messaging service and no number.
func isService(from string) bool { return strings.HasPrefix(from, "MG") }

// Limits: Twilio queues what comes faster than a number may send, so this only
// keeps its API from answering 429; the pause keeps two messages to one phone in
// order, which carriers do not promise.
func (t *Twilio) Limits() bot.Limits {
	return bot.Limits{PerSecond: 20, PerAddress: time.Second}
}

// TextMost is the longest text Twilio takes as one message.
func (t *Twilio) TextMost() int { return 1600 }

// Own is our number; of a messaging service Twilio alone knows the numbers.
func (t *Twilio) Own() string {
	if isService(t.cfg.From) {
		return ""
	}
	return t.cfg.From
}

// Trouble says what is wrong with the settings, as far as it is known.
func (t *Twilio) Trouble() []string {
	var wrong []string
	if t.cfg.PublicURL == "" {
		wrong = append(wrong, "no public URL is set, so no text message is taken in and none is followed up; set FRONTDOOR_PUBLIC_URL to the address Twilio posts to")
	}
	if t.misset.Load() {
		wrong = append(wrong, "Twilio refuses our account, token or number; messages wait until they are right (frontdoor check)")
	}
	return wrong
}

// Routes mounts the two webhooks.
func (t *Twilio) Routes(mux *http.ServeMux, to Taker) {
	t.to = to
	bot.HandlePost(mux, Path, t.inbound)
	bot.HandlePost(mux, StatusPath, t.status)
}
