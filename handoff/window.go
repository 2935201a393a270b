package handoff

import (
	"context"
	"fmt"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Opening is how far a channel's window (dialog.WindowOf) is open to one resident.
type Opening struct {
	dialog.Window
	// Until is when it closes; it may lie behind.
	Until time.Time
	// Left is how many messages more it lets out; Elsewhere says that this is not known
	// here, for the resident wrote later in another case or tapped.
	Left      int
	Elsewhere bool
}

// Open says whether something goes out now.
func (o Opening) Open(now time.Time) bool {
	return now.Before(o.Until) && (o.Elsewhere || o.Left > 0)
}

// OpeningOf reads how far the window to a case's resident is open; nil where the channel
// closes none. The resident's last word opens it, and each message since then uses it up.
// Taps and scans are no word (they are told to us as commands), and another of the
// resident's cases may have heard a later one; then how much is left is not known here.
func OpeningOf(ctx context.Context, book casebook.Book, c casebook.Case, lines []casebook.Line) (*Opening, error) {
	window, closes := dialog.WindowOf(c.Address.Channel())
	if !closes {
		return nil, nil
	}
	talk, err := book.Read(ctx, c.Address)
	if err != nil {
		return nil, fmt.Errorf("reading when the resident wrote last: %w", err)
	}
	heard, sent := time.Time{}, 0
	for i := range lines {
		switch l := &lines[i]; {
		case l.Kind == dialog.ChangeSaid && l.By == dialog.ByResident && wrote(l):
			heard, sent = l.At, 0
		case l.Message != "" && l.State != casebook.Failed && l.State != casebook.Expired:
			sent += max(1, (len(l.Text)+window.Bytes-1)/window.Bytes) // a long text is cut
		}
	}
	for i := range lines {
		if l := &lines[i]; !l.AgainAt.IsZero() && !l.AgainAt.Before(heard) && l.At.Before(heard) && l.State != casebook.Failed && l.State != casebook.Expired {
			sent += max(1, (len(l.Text)+window.Bytes-1)/window.Bytes)
		}
	}
	last := heard
	if talk.State.LastAt.After(last) {
		last = talk.State.LastAt
	}
	return &Opening{Window: window, Until: last.Add(window.Lasts), Left: max(0, window.Messages-sent),
		Elsewhere: last.Sub(heard) > time.Minute}, nil
}

// wrote says that a line is a word of the resident's own, and no tap.
func wrote(l *casebook.Line) bool {
	return (l.Text != "" || len(l.Media) > 0 || l.Pin != nil) && !strings.HasPrefix(l.Text, "/")
}
