package sms

import (
	"context"
	"errors"
	"net/http"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Gateway is one provider of text messages. It knows the provider's forms, codes and
// rates, and none of the rules of this channel: another provider is one more of these.
type Gateway interface {
	// Routes mounts what the provider calls. What it tells goes to the Taker, and is
	// acknowledged to the provider only when that gave no error.
	Routes(mux *http.ServeMux, to Taker)
	// Send sends one text. Its error, if any, is a *bot.SendError. A returned provider
	// ID may come back in a later report.
	Send(ctx context.Context, t Text) (provider string, err error)
	// Limits are the provider's rates, TextMost the longest text it takes as one
	// message, in UTF-16 units.
	Limits() bot.Limits
	TextMost() int
	// Own is our own number, so that we never answer ourselves; "" where it has none.
	Own() string
	// Trouble says what is wrong now with settings or account; nothing where all is well.
	Trouble() []string
}

// Taker takes in what a provider tells.
type Taker interface {
	Heard(ctx context.Context, in Incoming) error
	Reported(ctx context.Context, r Report) error
}

// ErrIncomplete: what a provider told has no sender or no name, so that sending it
// again would be no use.
var ErrIncomplete = errors.New("the sender or the message's name is missing")

// Incoming is one message of a resident, or one part of a long one.
type Incoming struct {
	ID    string // the provider's own name for it: a redelivery carries the same
	From  string // as the provider writes numbers
	To    string
	Text  string
	Media []dialog.Media
	// Keyword is "stop", "start" or "help" where the provider has answered that itself.
	Keyword string
	// Part is set where the provider does not join long messages.
	Part Part
}

// Part says which part of a long message this is: the Number-th, from 1, of Total, all
// of the same Of. The zero value is a whole message.
type Part struct {
	Of     string
	Number int
	Total  int
}

// Text is one message to send, within the gateway's length.
type Text struct {
	Message string // our own name of the message it belongs to, for reports
	To      string // E.164
	Body    string
	Media   []dialog.Media
	// Last: reports about this one tell what became of the message. Of the others only
	// a failure does, as casebook.PartFailed.
	Last  bool
	UseBy time.Time // the provider must not keep it longer; zero for never
}

// Report is what a provider says later about a text it took.
type Report struct {
	Message  string // ours, if the provider carries it
	Provider string
	To       string
	Receipt  casebook.Receipt
	Reason   string // why it failed, in words, see bot.InWords
	// OptedOut: the resident cannot be written to any more.
	OptedOut bool
}
