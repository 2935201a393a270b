package bot

import (
	"context"
	"math"
	"sync"
	"time"

	"frontdoor/dialog"

	"golang.org/x/time/rate"
)

const (
	// laneWidth is how many messages of one channel are sent at the same time,
	// laneLength how many are under way, those waiting for their turn included.
	// A channel that hangs fills its own lane and no other.
	laneWidth  = 64
	laneLength = 512
	// laneTrouble closes a lane: so many addresses in a row, none in between
	// that went well. One address that hangs closes nothing.
	laneTrouble = 3
	// laneAhead is beyond every moment that is booked ahead, for a lease is shorter:
	// what lies further ahead was booked before the clock went back.
	laneAhead = time.Minute
	// closedMost bounds how long a lane stays closed by our own judgement.
	closedMost = 15 * time.Second
)

// lane is one channel's road to its provider: how many messages are on it, how
// fast they may go, and whether it is closed for a while because the provider is
// down or asked for quiet.
type lane struct {
	name    string
	channel Channel // nil: this channel is switched off
	rate    *rate.Limiter
	pause   time.Duration
	side    chan struct{} // a place beside the others, for the time of a send

	mu      sync.Mutex
	under   int                          // messages under way
	next    map[dialog.Address]time.Time // when an address may get its next message
	line    time.Time                    // end of the line of those turned away
	bad     map[dialog.Address]bool      // failed since the last success
	quiet   map[dialog.Address]bool      // asked to wait since the last success
	strikes int                          // how often it was closed without a success
	closed  time.Time                    // until then nothing goes but safety cards
	why     string                       // it was closed, for the agents whose messages wait
	asked   bool                         // the provider itself asked for the quiet
}

func newLane(name string, c Channel) *lane {
	l := &lane{name: name, channel: c, next: map[dialog.Address]time.Time{}, side: make(chan struct{}, laneWidth)}
	limits := Limits{}
	if c != nil {
		limits = c.Limits()
	}
	l.pause = limits.PerAddress
	l.rate = rate.NewLimiter(rate.Inf, 1)
	if limits.PerSecond > 0 {
		// A burst on top of the steady rate must still keep within the limit
		// of any one second: four fifths steady, one fifth at once.
		burst := max(1, int(limits.PerSecond/5))
		steady := limits.PerSecond
		if limits.PerSecond > 1 {
			steady = math.Max(limits.PerSecond-float64(burst), limits.PerSecond/2)
		}
		l.rate = rate.NewLimiter(rate.Limit(steady), burst)
	}
	return l
}

// enter takes a place on the lane, or says when to come back, and why if something is
// wrong.
func (l *lane) enter(safety bool, now time.Time) (in bool, again time.Time, why string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Before(l.closed) && (!safety || l.asked) {
		return false, l.closed, l.why
	}
	// A safety card finds a place on a full lane, within reason.
	if l.under < laneLength || safety && l.under < 2*laneLength {
		l.under++
		return true, time.Time{}, ""
	}
	// Those turned away come back one after another, as fast as the provider
	// takes them, not all at once.
	if l.line.Before(now) {
		l.line = now
	}
	gap := time.Second / laneLength
	if per := l.rate.Limit(); per != rate.Inf {
		gap = time.Duration(float64(time.Second) / float64(per))
	}
	l.line = l.line.Add(gap)
	if most := now.Add(closedMost); l.line.After(most) {
		l.line = most
	}
	return false, l.line, ""
}

// crowded reports whether there is no room for a batch, though there soon will be.
func (l *lane) crowded() bool {
	soon := l.rate.Limit() == rate.Inf || float64(l.rate.Limit())*roomWait.Seconds() >= leaseBatch
	l.mu.Lock()
	defer l.mu.Unlock()
	return soon && l.closed.IsZero() && l.under > laneLength-leaseBatch
}

func (l *lane) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.under--
}

// reserve books the next moment at which this address may get a message, and
// says how long that is from now. give takes the booking back.
func (l *lane) reserve(a dialog.Address, now time.Time) (wait time.Duration, give func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.next) > 4096 {
		for k, t := range l.next {
			if t.Before(now) {
				delete(l.next, k)
			}
		}
	}
	at := now
	before, known := l.next[a]
	if known && before.After(at) && before.Sub(at) < laneAhead {
		at = before
	}
	r := l.rate.ReserveN(at, 1)
	if d := r.DelayFrom(at); d > 0 {
		at = at.Add(d)
	}
	l.next[a] = at.Add(l.pause)
	return at.Sub(now), func() {
		r.CancelAt(now)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.next[a] = before
	}
}

// pace books the next moment in a pace that several processes share; a wait above
// most books nothing. An error of the pace leaves this process to its own reckoning.
func (l *lane) pace(ctx context.Context, shared Pacer, a dialog.Address, most time.Duration) (time.Duration, error) {
	var wait time.Duration
	if l.pause > 0 {
		var err error
		if wait, err = shared.Pace(ctx, string(a), l.pause, 1, most); err != nil || wait > most {
			return wait, err
		}
	}
	if per := l.rate.Limit(); per != rate.Inf {
		more, err := shared.Pace(ctx, "channel "+l.name, time.Duration(float64(time.Second)/float64(per)), l.rate.Burst(), most)
		return max(wait, more), err
	}
	return wait, nil
}

// went notes a send that the provider answered, be it with yes or no.
func (l *lane) went() (opened bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	opened = l.strikes > 0
	l.bad, l.quiet, l.strikes, l.closed, l.asked = nil, nil, 0, time.Time{}, false
	return opened
}

// trouble notes a failure of the provider's, and closes the lane if it is not
// one address' own. It says how long it closed it for, 0 if it did not.
func (l *lane) trouble(a dialog.Address, after time.Duration, now time.Time, why string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	set := &l.bad
	if after > 0 {
		set = &l.quiet
	}
	if *set == nil {
		*set = map[dialog.Address]bool{}
	}
	(*set)[a] = true
	if len(*set) < laneTrouble || now.Before(l.closed) {
		return 0
	}
	*set = nil
	wait := after
	if after == 0 {
		wait = min(time.Second<<min(l.strikes, 4), closedMost)
	}
	l.strikes++
	l.closed, l.asked, l.why = now.Add(wait), after > 0, why
	return wait
}
