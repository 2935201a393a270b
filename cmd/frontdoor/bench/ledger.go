package bench

import (
	"fmt"
	"slices"
	"time"
)

// ledger is what one resident said and heard, held against the book as it goes: what
// agrees is let go of, so that hours of it need no memory.
type ledger struct {
	*resident
	stored []string // the resident's words in the book, not yet held against said
	told   []string // the bot's, not yet held against heard
	recent []heardAt
}

type heardAt struct {
	text string
	at   time.Time
}

// How many messages of the last ones are remembered, and how long before a kill one may
// have gone out that goes out again: its receipt died with the server.
const (
	recentMost = 8
	inFlight   = 2 * time.Second
)

// held is what was found so far.
type held struct {
	count
	again int // sent twice, the first time just before a kill
}

// settle lets go of what agrees. The residents' words must be in the book once and in the
// order of their 200s, the bot's must have gone out once and in the order of the book.
func (a *ledger) settle(kills []time.Time, h *held) {
	a.mu.Lock()
	defer a.mu.Unlock()
	n := 0
	for n < len(a.said) && n < len(a.stored) && a.said[n].text == a.stored[n] {
		n++
	}
	h.accepted += n
	a.said, a.stored = slices.Delete(a.said, 0, n), slices.Delete(a.stored, 0, n)
	told, heard := 0, 0
	for ; heard < len(a.heard); heard++ {
		is := heardAt{a.heard[heard], a.times[heard]}
		switch {
		case told < len(a.told) && a.told[told] == is.text:
			told++
			h.replies++
		case a.twice(is, kills):
			h.again++
			continue
		default:
			a.let(told, heard)
			return
		}
		if a.recent = append(a.recent, is); len(a.recent) > recentMost {
			a.recent = slices.Delete(a.recent, 0, 1)
		}
	}
	a.let(told, heard)
}

func (a *ledger) let(told, heard int) {
	a.told = slices.Delete(a.told, 0, told)
	a.heard, a.times = slices.Delete(a.heard, 0, heard), slices.Delete(a.times, 0, heard)
}

// twice reports whether a message went out before, just before the server was killed.
func (a *ledger) twice(is heardAt, kills []time.Time) bool {
	return slices.ContainsFunc(a.recent, func(old heardAt) bool {
		return old.text == is.text && slices.ContainsFunc(kills, func(kill time.Time) bool {
			return old.at.Before(kill) && kill.Sub(old.at) < inFlight && is.at.After(kill)
		})
	})
}

// owes reports whether anything does not agree yet.
func (a *ledger) owes() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.said)+len(a.stored)+len(a.told)+len(a.heard) > 0
}

// close counts what does not agree at the end.
func (a *ledger) close(h *held) {
	a.mu.Lock()
	defer a.mu.Unlock()
	var said []string
	for _, l := range a.said {
		said = append(said, l.text)
	}
	h.accepted += len(said)
	lost, doubled := differ(said, a.stored)
	unsent, resent := differ(a.told, a.heard)
	h.lost, h.doubled, h.unsent, h.resent = h.lost+lost, h.doubled+doubled, h.unsent+unsent, h.resent+resent
	if lost+doubled == 0 && len(said) > 0 {
		h.mixed++
	}
	if unsent+resent == 0 && len(a.told) > 0 {
		h.disorder++
	}
	h.replies += len(a.told)
}

func (h held) String() string {
	return h.count.String() + fmt.Sprintf("\n        %d went out twice, the first time within %s before a kill", h.again, inFlight)
}
