package telegram

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"

	telegram "github.com/go-telegram/bot"
)

// The two ways in.
const (
	Webhook = "webhook"
	Poll    = "poll"
)

// Path is where Telegram posts its updates to.
const Path = "/telegram"

// DefaultAPI is the public Bot API.
const DefaultAPI = "https://api.telegram.org"

// Config is what the channel needs to know.
type Config struct {
	Token  string // from @BotFather
	Secret string // secret_token of the webhook: 1–256 of A–Z a–z 0–9 _ -
	API    string // base URL of the Bot API, empty: DefaultAPI
	Mode   string // Webhook or Poll, empty: Webhook
	// PublicURL is where Telegram reaches this server; the webhook is set to
	// PublicURL + Path at the start. Empty: whoever runs it sets the webhook.
	PublicURL string

	Receive bot.Receiver
	// Waiting says whether the conversation waits for the resident to finish a
	// thought; then "typing…" is shown. It is asked before a webhook is answered,
	// so it must know at once. nil: never shown.
	Waiting func(a dialog.Address) bool
	// Open opens what agents attach (a Media.Ref that is not Telegram's own).
	// nil: only Telegram's own files and https links can be sent.
	Open func(ctx context.Context, m dialog.Media) (io.ReadCloser, error)

	// Alone runs polling in one of the processes that share a book, for Telegram
	// gives its updates to one only. nil: this is the only process.
	Alone func(ctx context.Context, poll func(context.Context) error) error

	Log  *slog.Logger
	Now  func() time.Time  // nil: time.Now
	HTTP http.RoundTripper // nil: bot.NewTransport
}

// Channel is the bot.Channel of Telegram.
type Channel struct {
	cfg     Config
	api     *api
	client  *telegram.Bot
	parts   bot.Parts
	buttons buttonKeys
	errands *errands
	left    lately[int64]
	typing  lately[dialog.Address]
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
	if cfg.Mode == "" {
		cfg.Mode = Webhook
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Alone == nil {
		cfg.Alone = func(ctx context.Context, poll func(context.Context) error) error { return poll(ctx) }
	}
	if cfg.HTTP == nil {
		cfg.HTTP = bot.NewTransport()
	}
	switch {
	case strings.TrimSpace(cfg.Token) == "":
		return nil, errors.New("telegram: the bot token is missing (FRONTDOOR_TELEGRAM_TOKEN, from @BotFather)")
	case cfg.Mode != Webhook && cfg.Mode != Poll:
		return nil, fmt.Errorf("telegram: mode %q is neither webhook nor poll (FRONTDOOR_TELEGRAM_MODE)", cfg.Mode)
	case cfg.Mode == Webhook && cfg.Secret == "":
		return nil, errors.New("telegram: the webhook needs a secret (FRONTDOOR_TELEGRAM_SECRET), or anybody could write in a resident's name; use mode poll if the server cannot be reached from outside")
	case cfg.Receive == nil:
		return nil, errors.New("telegram: nobody receives what residents write")
	}
	if u, err := url.Parse(cfg.API); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("telegram: the base of the Bot API is no http or https URL (FRONTDOOR_TELEGRAM_API)")
	}
	a := &api{base: cfg.API, token: cfg.Token, transport: cfg.HTTP}
	client, err := telegram.New(cfg.Token,
		telegram.WithSkipGetMe(),
		telegram.WithServerURL(cfg.API),
		telegram.WithHTTPClient(0, a),
		telegram.WithErrorsHandler(func(error) {}), // broken pipes of answers that came early; the error itself is returned
	)
	if err != nil {
		return nil, fmt.Errorf("telegram: making the client: %w", a.hide(err))
	}
	return &Channel{cfg: cfg, api: a, client: client, buttons: newButtonKeys(cfg.Token), errands: newErrands(cfg.Log)}, nil
}

// Name is the part before the colon in addresses.
func (c *Channel) Name() string { return dialog.Telegram }

// Limits are those of the Bot API's FAQ: about 30 messages a second in all, one
// a second to one person.
func (c *Channel) Limits() bot.Limits {
	return bot.Limits{PerSecond: 30, PerAddress: time.Second, Files: true}
}

// Run sets the webhook, or polls, until ctx ends.
func (c *Channel) Run(ctx context.Context) error {
	defer c.errands.wait()
	if c.cfg.Mode == Poll {
		return c.cfg.Alone(ctx, c.poll)
	}
	return c.setWebhook(ctx)
}
