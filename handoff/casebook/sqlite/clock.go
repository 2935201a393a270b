package sqlite

import (
	"sync"
	"time"
)

// Now is the time by which all who work on this book wake, send and write down.
func (b *Book) Now() time.Time { return b.clock.now() }

// steadyClock follows the machine's, but does not go back with it: what is to be woken or sent in two seconds would else wait for an hour
// when the machine's clock is set back by one. Where that is ahead of the machine's it goes
// at half its pace until they are one again. A step back of more than steadyMost is taken as
// it is: nobody wants to be told wrong dates for days, and what waits then goes when its time
// comes or the resident writes again. A step forward is followed at once, as after a sleep.
type steadyClock struct {
	machine func() time.Time

	mu   sync.Mutex
	read time.Time // the machine's, when last asked; its steady half tells how long ago that is
	told time.Time
}

const steadyMost = 2 * time.Hour

func newSteadyClock(machine func() time.Time) *steadyClock {
	now := machine()
	return &steadyClock{machine: machine, read: now, told: now}
}

func (c *steadyClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.machine()
	passed := now.Sub(c.read)
	c.read = now
	wall := now.Round(0) // without its steady half
	ahead := c.told.Round(0).Sub(wall)
	switch {
	case ahead <= 0, ahead > steadyMost:
		c.told = now
	case passed > 0:
		c.told = c.told.Add(passed / 2)
	}
	return c.told
}
