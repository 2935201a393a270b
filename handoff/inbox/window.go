package inbox

import (
	"context"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// windowView is what the channel still lets be sent, in words; "" where nothing closes.
type windowView struct {
	Text string
	Shut bool // nothing goes out until the resident writes again
}

// window tells how far the channel's window is open.
func (in *inbox) window(ctx context.Context, p page, c casebook.Case, lines []casebook.Line, now time.Time) (windowView, error) {
	o, err := handoff.OpeningOf(ctx, in.Book, c, lines)
	switch {
	case err != nil || o == nil:
		return windowView{}, err
	case !now.Before(o.Until):
		return windowView{p.T("window_closed", "n", itoa(int(o.Lasts.Hours()))), true}, nil
	case o.Elsewhere:
		return windowView{Text: p.T("window_until", "time", p.clock(o.Until, now))}, nil
	case o.Left == 0:
		return windowView{p.T("window_used", "n", itoa(o.Messages)), true}, nil
	}
	return windowView{Text: p.T("window_open", "n", itoa(o.Left), "time", p.clock(o.Until, now))}, nil
}
