package handoff

import (
	"time"

	"frontdoor/handoff/casebook"
)

// Owed says whether a resident still waits for the reply promised by c.Due.
func Owed(c casebook.Case) bool {
	return c.Owed && !closed(c) && !c.WaitingSince.IsZero()
}

// CountDue is how many cases an agent sees have their promised reply owed by then, overdue
// ones among them.
func (b *Board) CountDue(by time.Time, a Agent) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	n := 0
	for p := range b.shelves[shelf{status: onlyOwed}].from(&place{Rank: beforeAll}) {
		if p.Due <= by.UnixMilli() {
			if !b.seenBy(a, b.cases[p.Case]) {
				continue
			}
			if n++; n == countMost {
				break
			}
		} else if p.Rank == rankLow {
			break // the soonest due come first in a rank, and this is the last one
		}
	}
	return n
}

// CountCollecting is how many talks are being collected now, with those agents do
// not see yet: for supervisors and admins.
func (b *Board) CountCollecting(a Agent) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.count(shelf{status: collectingAll}, a)
}

// CountMine counts the open cases an agent has.
func (b *Board) CountMine(a Agent) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.count(shelf{status: onlyOpen, owner: a.Login}, a)
}
