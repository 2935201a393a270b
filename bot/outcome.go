package bot

import (
	"sync"
	"time"

	"frontdoor/handoff/casebook"
)

// outcome is what became of a message, to be written down.
type outcome struct {
	receipt  casebook.Receipt
	provider string
	reason   string
	// shut is when it was sent, where the channel lets nothing out until the resident
	// writes again; zero otherwise.
	shut time.Time
}

// outcomes remembers what became of messages that may come back from the book.
type outcomes struct {
	mu   sync.Mutex
	kept map[string]keptOutcome
}

type keptOutcome struct {
	outcome
	until time.Time // zero: until the book takes it
}

// outcomesKept bounds the memory. It is reached only when the book takes no
// receipts for very long; forgetting one sends a message twice.
const outcomesKept = 10_000

func (k *outcomes) put(message string, o outcome, until time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.kept) >= outcomesKept {
		now := time.Now()
		for id, old := range k.kept {
			if !old.until.IsZero() && old.until.Before(now) {
				delete(k.kept, id)
			}
		}
	}
	if k.kept == nil || len(k.kept) >= 2*outcomesKept {
		k.kept = map[string]keptOutcome{}
	}
	k.kept[message] = keptOutcome{outcome: o, until: until}
}

func (k *outcomes) get(message string) (outcome, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	o, ok := k.kept[message]
	return o.outcome, ok
}
