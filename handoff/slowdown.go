package handoff

import (
	"fmt"
	"sync"
	"time"
)

// SlowError says that a login was tried too often and when to try again.
type SlowError struct{ Wait time.Duration }

func (e *SlowError) Error() string {
	return fmt.Sprintf("too many tries to sign in: wait %s", e.Wait.Round(time.Second))
}

// After freeTries failures in a row each further one doubles the wait, from one
// second up to slowLongest: guessing becomes hopeless while somebody who shuts an
// agent out on purpose wins at most a minute. Kept in memory only; a restart
// forgives.
const (
	freeTries   = 5
	slowLongest = time.Minute
	slowForget  = 15 * time.Minute
	slowMost    = 10_000 // logins remembered
)

// slowdown counts failures by login, for logins nobody has too.
type slowdown struct {
	mu    sync.Mutex
	tries map[string]tries
}

type tries struct {
	failed int
	last   time.Time
}

func newSlowdown() *slowdown { return &slowdown{tries: map[string]tries{}} }

// wait is how long this login must still wait, 0 for not at all.
func (s *slowdown) wait(login string, now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.tries[login]
	if t.failed < freeTries || now.Sub(t.last) > slowForget {
		return 0
	}
	pause := slowLongest
	if doubled := t.failed - freeTries; doubled < 6 {
		pause = min(time.Second<<doubled, slowLongest)
	}
	return max(0, t.last.Add(pause).Sub(now))
}

func (s *slowdown) failed(login string, now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.tries) >= slowMost {
		for l, t := range s.tries {
			if now.Sub(t.last) > slowForget {
				delete(s.tries, l)
			}
		}
		if len(s.tries) >= slowMost { // a flood of invented logins
			clear(s.tries)
		}
	}
	t := s.tries[login]
	if now.Sub(t.last) > slowForget {
		t.failed = 0
	}
	s.tries[login] = tries{failed: t.failed + 1, last: now}
}

func (s *slowdown) succeeded(login string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tries, login)
}
