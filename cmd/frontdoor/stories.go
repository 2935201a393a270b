package main

import (
	"sync"

	"frontdoor/dialog"
)

// stories knows of each resident who wrote lately whether the conversation waits for
// the end of their story: asked right after a message was stored, for "typing…". To
// read the book for that would cost as much as the message did.
type stories struct {
	mu    sync.Mutex
	going map[dialog.Address]struct{}
}

// storiesMost bounds the memory; forgetting one costs a "typing…".
const storiesMost = 10_000

func (s *stories) note(a dialog.Address, waits bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !waits {
		delete(s.going, a)
		return
	}
	if s.going == nil || len(s.going) >= storiesMost {
		s.going = map[dialog.Address]struct{}{}
	}
	s.going[a] = struct{}{}
}

// open reports whether a resident's story is still being told.
func (s *stories) open(a dialog.Address) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, ok := s.going[a]
	return ok
}
