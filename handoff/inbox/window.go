package inbox

import (
	"context"
	"fmt"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// windowView is what the channel still lets be sent, in words; "" where nothing closes.
type windowView struct {
	Text string
	Shut bool // nothing goes out until the resident writes again
}

// window reads how far the channel's window is open: the resident's last word opens it,
// and each message since then uses it up. Taps and scans are no word (they are told to
// us as commands), and another of the resident's cases may have heard a later one; then
// how much is left is not known here.
func (in *inbox) window(ctx context.Context, p page, c casebook.Case, lines []casebook.Line, now time.Time) (windowView, error) {
	window, closes := dialog.WindowOf(c.Address.Channel())
	if !closes {
		return windowView{}, nil
	}
	talk, err := in.Book.Read(ctx, c.Address)
	if err != nil {
		return windowView{}, fmt.Errorf("reading when the resident wrote last: %w", err)
	}
	heard, sent := time.Time{}, 0
	for _, l := range lines {
		switch {
		case l.Kind == dialog.ChangeSaid && l.By == dialog.ByResident && wrote(l):
			heard, sent = l.At, 0
		case l.Message != "" && l.State != casebook.Failed && l.State != casebook.Expired:
			sent += max(1, (len(l.Text)+window.Bytes-1)/window.Bytes) // a long text is cut
		}
	}
	last := heard
	if talk.State.LastAt.After(last) {
		last = talk.State.LastAt
	}
	until := last.Add(window.Lasts)
	most := itoa(window.Messages)
	switch elsewhere := last.Sub(heard) > time.Minute; {
	case !now.Before(until):
		return windowView{p.T("window_closed", "n", itoa(int(window.Lasts.Hours()))), true}, nil
	case elsewhere:
		return windowView{Text: p.T("window_until", "time", p.clock(until, now))}, nil
	case sent >= window.Messages:
		return windowView{p.T("window_used", "n", most), true}, nil
	default:
		return windowView{Text: p.T("window_open", "n", itoa(window.Messages-sent), "time", p.clock(until, now))}, nil
	}
}

// wrote says that a line is a word of the resident's own, and no tap.
func wrote(l casebook.Line) bool {
	return (l.Text != "" || len(l.Media) > 0 || l.Pin != nil) && !strings.HasPrefix(l.Text, "/")
}
