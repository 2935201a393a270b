package telegram

import (
	"sync"
	"time"
)

// lately remembers what was done a short while ago, so that a burst of updates does
// it once: groups that were left, chats that see "typing…". Forgetting does no harm.
type lately[K comparable] struct {
	mu sync.Mutex
	at map[K]time.Time
}

// latelyMost bounds the memory.
const latelyMost = 1000

// within notes what is done now; true if it was noted a shorter while ago.
func (l *lately[K]) within(pause time.Duration, what K, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.at == nil || len(l.at) >= latelyMost {
		l.at = map[K]time.Time{}
	}
	before, ok := l.at[what]
	if ok && now.Sub(before) < pause {
		return true
	}
	l.at[what] = now
	return false
}
