package casebook

import (
	"sync"

	"frontdoor/dialog"
)

// latelyMost is how many talks are kept at least.
const latelyMost = 2048

// lately remembers the talks that were committed last, so that the next message of
// a conversation needs no read. It is about speed alone: what is kept may be old
// (another process went on with the talk), and then the version in the commit says
// so and the talk is read. States are never edited, so they may be kept.
type lately struct {
	mu         sync.Mutex
	young, old map[dialog.Address]Talk
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
