package sqlite

import (
	"testing"
	"time"
)

// The clock of a book follows the machine's and does not go back with it by an hour; it is
// one with it again after twice that, and a larger step back is taken as it is.
func TestSteadyClock(t *testing.T) {
	noon := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	machine := noon
	c := newSteadyClock(func() time.Time { return machine })
	before := c.now()
	for _, step := range []struct {
		name    string
		jump    time.Duration // of the machine's clock
		passes  time.Duration // after it, a second at a time
		ahead   time.Duration // of the machine's, then
		mayBack bool
	}{
		{"nothing happens", 0, time.Minute, 0, false},
		{"forward by a day", 24 * time.Hour, time.Minute, 0, false},
		{"back by a second", -time.Second, 10 * time.Second, 0, false},
		{"back by an hour", -time.Hour, 0, time.Hour, false},
		{"an hour later", 0, time.Hour, 30 * time.Minute, false},
		{"back once more meanwhile", -10 * time.Minute, 10 * time.Minute, 35 * time.Minute, false},
		{"two hours later", 0, 2 * time.Hour, 0, false},
		{"back by a day", -24 * time.Hour, 0, 0, true},
		{"and on", 0, time.Minute, 0, false},
	} {
		machine = machine.Add(step.jump)
		for passed := time.Duration(0); ; passed += time.Second {
			now := c.now()
			if now.Before(before) && !step.mayBack {
				t.Fatalf("%s: it went back by %s", step.name, before.Sub(now))
			}
			before = now
			if passed >= step.passes {
				break
			}
			machine = machine.Add(time.Second)
		}
		if got := before.Sub(machine) - step.ahead; got.Abs() > 2*time.Second {
			t.Errorf("%s: it is ahead by %s, want %s", step.name, before.Sub(machine), step.ahead)
		}
	}
	real := newSteadyClock(time.Now)
	for range 1000 {
		was := time.Now()
		if now := real.now(); now.Before(was) || now.After(time.Now()) {
			t.Fatalf("the machine's clock goes on, and this one says %s after %s", now, was)
		}
	}
}
