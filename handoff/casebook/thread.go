package casebook

import (
	"time"

	"frontdoor/dialog"
)

// Line is one event of a talk as agents read it, and what became of it where it
// is a message to the resident. The event is that of the list it was made of, and is not
// changed: a long talk is read many times, and its events are large.
type Line struct {
	*Event
	// State is "" where nothing is sent; queued until a receipt.
	State Receipt
	// Why is the reason of the last receipt that gave one.
	Why string
	// PartLost: a part of the message did not arrive, so it has failed for good.
	PartLost bool
	// Provider is the provider's ID of the sent message.
	Provider string
	// Files are what became of Media, each in its place; nil where nothing is fetched.
	Files []File
	// Before is, on a message that was changed, the words it had until then; "" where they
	// are the same, or are not known.
	Before string
	// UnsaidAt is when the resident took the message back; zero for never.
	UnsaidAt time.Time
	// AgainAt is when a message that had failed was sent once more; zero for never.
	AgainAt time.Time
}

// Thread gives the events of one case as lines, receipts folded into the line of
// their message and what became of files into the line that brought them. A receipt never takes a message backwards (see later), so it
// does not matter in which order a provider's callbacks come.
func Thread(events []Event) []Line {
	lines := make([]Line, 0, len(events))
	place := map[string]int{} // by Event.Message
	brought := map[int]int{}  // by Event.Seq, of lines with files
	for i := range events {
		e := &events[i]
		if e.Kind == dialog.ChangeReceipt {
			if i, ok := place[e.Message]; ok {
				lines[i].take(*e)
			}
			continue
		}
		if e.Kind == dialog.ChangeMedia {
			if i, ok := brought[e.File.Seq]; ok {
				lines[i].takeFile(*e)
			}
			continue
		}
		if e.Kind == dialog.ChangeUnsaid {
			unsay(e, lines)
		}
		files, words := wanted(e, lines), before(e, lines)
		if files != nil {
			brought[e.Seq] = len(lines)
		}
		lines = append(lines, Line{Event: e, Files: files, Before: words})
		if e.Message != "" {
			lines[len(lines)-1].State = Queued
			place[e.Message] = len(lines) - 1
		}
	}
	return lines
}

// before are the words that a changed message had: those of its last change, or of the
// line that said it first.
func before(e *Event, lines []Line) string {
	if e.Kind != dialog.ChangeEdited {
		return ""
	}
	for i := len(lines) - 1; i >= 0; i-- {
		l := &lines[i]
		first := l.Kind == dialog.ChangeSaid && dialog.SameMessage(l.Ref, e.Ref)
		if l.By == dialog.ByResident && l.Text != e.Text && (first || l.Kind == dialog.ChangeEdited && l.Ref == e.Ref) {
			return l.Text
		}
	}
	return ""
}

// unsay marks the message that was taken back, and what it was changed to.
func unsay(e *Event, lines []Line) {
	for i := range lines {
		l := &lines[i]
		if l.By == dialog.ByResident && (l.Kind == dialog.ChangeSaid || l.Kind == dialog.ChangeEdited) && dialog.SameMessage(l.Ref, e.Ref) {
			l.UnsaidAt = e.At
		}
	}
}

func (l *Line) take(e Event) {
	if e.Provider != "" {
		l.Provider = e.Provider
	}
	switch {
	case e.Value == partLost:
		l.PartLost, l.State, l.Why = true, Failed, e.Text
	case l.PartLost:
	case sentAgain(e):
		l.State, l.Why, l.AgainAt = Queued, e.Text, e.At
	case l.State == Queued || later(l.State, e.Receipt):
		if e.Text != "" || l.Why != dialog.SentAgain { // that it was sent again is worth knowing also later
			l.Why = e.Text
		}
		l.State = e.Receipt
	}
}

// partLost is the Value of a receipt that tells of one part of its message.
const partLost = "part"

// sentAgain says that a receipt takes a failed message back into the queue: the one step
// backwards there is.
func sentAgain(e Event) bool { return e.Receipt == Queued && e.Text == dialog.SentAgain }

// rank orders receipts: queued, sent, failed or expired, delivered, read.
// Failed stands above sent, for a provider takes a message before it finds out;
// and below delivered, for what the phone has, it has.
func rank(r Receipt) int {
	switch r {
	case Sent:
		return 1
	case Failed, Expired:
		return 2
	case Delivered:
		return 3
	case Read:
		return 4
	case PartFailed:
		return 5
	}
	return 0
}

// later reports whether next moves a message on from now.
func later(now, next Receipt) bool { return rank(next) > rank(now) }
