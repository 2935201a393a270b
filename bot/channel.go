package bot

import (
	"context"
	"net/http"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Channel is one way to reach residents: Telegram, SMS, the web page.
type Channel interface {
	// Name is the part before the colon in its addresses.
	Name() string
	// Routes mounts what the provider or the resident's browser calls. A
	// channel that takes in by polling mounts nothing and does it in Run.
	Routes(mux *http.ServeMux)
	// Send sends one message. Its error, if any, is a *SendError: the channel
	// knows its provider and classifies once. A returned provider ID may come
	// back in a later receipt.
	Send(ctx context.Context, m casebook.Outgoing) (provider string, err error)
	// Limits are the provider's rates.
	Limits() Limits
	// Run does what must be done in the background until ctx ends.
	Run(ctx context.Context) error
}

// Limits are how fast a provider takes messages.
type Limits struct {
	PerSecond  float64       // for the whole channel
	PerAddress time.Duration // pause between two messages to one address
	// Files: it carries files that agents send along itself; other channels get a link.
	Files bool
}

// Receiver takes in what a resident did: casebook.Clerk.Handle, but a channel
// knows no clerk. When it returns without an error the input is stored (or was
// before), and only then may the provider be told so.
type Receiver func(ctx context.Context, in dialog.Input) error

// ReceiptTaker takes in what a provider says later about a message.
type ReceiptTaker func(ctx context.Context, to dialog.Address, message, provider string, r casebook.Receipt, reason string) error
