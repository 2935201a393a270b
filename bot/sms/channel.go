package sms

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
)

// Config is what the channel needs to know.
type Config struct {
	Gateway Gateway

	Receive  bot.Receiver
	Receipts bot.ReceiptTaker

	// Talk gives what is known about a resident: whether they left, or expect words in
	// the quiet hours. Quiet gives the end of the quiet hours that now lies in, now
	// itself or before outside of them; nil for no quiet hours. Answer is how long after
	// the resident wrote a message answers them. AtWork says whether an address is that of
	// somebody who works for the town and chooses by themselves when to be told: quiet
	// hours are the residents'; nil where nobody does.
	AtWork func(ctx context.Context, to dialog.Address) (bool, error)
	Talk   func(ctx context.Context, to dialog.Address) (dialog.State, error)
	Quiet  func(now time.Time) time.Time
	Answer time.Duration

	Budget Budget

	Log *slog.Logger
	Now func() time.Time // nil: time.Now
}

// Channel is the bot.Channel of text messages: the rules, before any gateway.
type Channel struct {
	cfg    Config
	parts  bot.Parts
	joiner joiner
	guard  guard
}

var (
	_ bot.Channel     = (*Channel)(nil)
	_ bot.MediaOpener = (*Channel)(nil)
	_ Taker           = (*Channel)(nil)
)

// New makes the channel. It calls nobody.
func New(cfg Config) (*Channel, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	switch {
	case cfg.Gateway == nil:
		return nil, errors.New("sms: no gateway is set")
	case cfg.Receive == nil || cfg.Receipts == nil:
		return nil, errors.New("sms: nobody receives what residents write")
	case cfg.Talk == nil:
		return nil, errors.New("sms: nobody says what is known about a resident")
	}
	return &Channel{cfg: cfg, guard: guard{Budget: cfg.Budget, log: cfg.Log}}, nil
}

// Name is the part before the colon in addresses.
func (c *Channel) Name() string { return dialog.SMS }

// Limits are the gateway's.
func (c *Channel) Limits() bot.Limits { return c.cfg.Gateway.Limits() }

// Routes mounts what the gateway's provider calls.
func (c *Channel) Routes(mux *http.ServeMux) { c.cfg.Gateway.Routes(mux, c) }

// Run has nothing to do in the background; it says what is wrong from the start.
func (c *Channel) Run(ctx context.Context) error {
	for _, wrong := range c.cfg.Gateway.Trouble() {
		c.cfg.Log.Error("sms: " + wrong)
	}
	<-ctx.Done()
	return nil
}

// Trouble says in sentences what keeps text messages from going out or coming in.
func (c *Channel) Trouble(ctx context.Context) []string {
	return append(c.cfg.Gateway.Trouble(), c.guard.spent(ctx, c.cfg.Now())...)
}

// OpenMedia fetches what a resident sent, where the gateway keeps it.
func (c *Channel) OpenMedia(ctx context.Context, m dialog.Media) (io.ReadCloser, string, error) {
	opener, ok := c.cfg.Gateway.(bot.MediaOpener)
	if !ok {
		return nil, "", fmt.Errorf("%w: this gateway keeps no media", bot.ErrMediaGone)
	}
	return opener.OpenMedia(ctx, m)
}
