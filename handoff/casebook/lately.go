package casebook

import (
	"sync"

	"frontdoor/dialog"
)

// latelyMost is how many talks, and how many messages, are kept at least.
const latelyMost = 2048

// lately remembers the talks that were committed last, so that the next message of
// a conversation needs no read. It is about speed alone: what is kept may be old
// (another process went on with the talk), and then the version in the commit says
// so and the talk is read. States are never edited, so they may be kept.
//
// It remembers the messages that were stored, too: providers deliver again within
// seconds, and what is known to be in the book needs no step to find that out.
type lately struct {
	mu         sync.Mutex
	young, old map[dialog.Address]Talk
	heard      [2]map[heard]struct{} // young and old
}

// heard is a message that is in the book.
type heard struct {
	from dialog.Address
	key  string
}

// stored reports whether a message is known to be in the book.
func (l *lately) stored(from dialog.Address, key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, young := l.heard[0][heard{from, key}]
	_, old := l.heard[1][heard{from, key}]
	return young || old
}

// hear notes that a message is in the book.
func (l *lately) hear(from dialog.Address, key string) {
	if key == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.heard[0] == nil || len(l.heard[0]) >= latelyMost {
		l.heard[0], l.heard[1] = map[heard]struct{}{}, l.heard[0]
	}
	l.heard[0][heard{from, key}] = struct{}{}
}

func (l *lately) get(a dialog.Address) (Talk, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t, ok := l.young[a]
	if !ok {
		t, ok = l.old[a]
	}
	return t, ok
}

func (l *lately) put(t Talk) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.young == nil || len(l.young) >= latelyMost {
		l.young, l.old = map[dialog.Address]Talk{}, l.young
	}
	l.young[t.Address] = t
}

func (l *lately) forget(a dialog.Address) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.young, a)
	delete(l.old, a)
}
