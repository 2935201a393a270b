package bot

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// The times of delivery. A lease must outlast a send and its receipt; it is also
// how long an owed message stays hidden after a kill -9.
const (
	leaseHold   = 12 * time.Second
	sendTimeout = 8 * time.Second
	lookAgain   = 250 * time.Millisecond // how often the book is asked without a nudge
	leaseBatch  = 64
	leaseGap    = 10 * time.Millisecond // between two leases: what comes in a burst is leased together
	roomWait    = 50 * time.Millisecond // how long a full lane keeps the others waiting
)

// Owed is where the messages to send are: the casebook.Book.
type Owed interface {
	Lease(ctx context.Context, kind casebook.DueKind, now time.Time, hold time.Duration, max int) ([]casebook.Due, error)
	Nudges(ctx context.Context) <-chan struct{}
}

// Settler writes down what became of a leased message: the casebook.Clerk.
type Settler interface {
	Receipt(ctx context.Context, due casebook.Due, r casebook.Receipt, provider, reason string) error
	PutOff(ctx context.Context, due casebook.Due, again time.Time, reason string) error
	Hold(ctx context.Context, due casebook.Due, until time.Time, reason string) error
}

// Pacer keeps the channels' rates for several processes together: a book that they
// share.
type Pacer interface {
	// Pace books a moment: at least gap apart, burst of them at once. It gives how
	// long to wait; a wait above most books nothing.
	Pace(ctx context.Context, what string, gap time.Duration, burst int, most time.Duration) (time.Duration, error)
}

// Deliverer sends what the book owes to residents. Messages to one address go
// out in order, one at a time; addresses and channels do not wait for each other.
// All its knowledge is in the book: when it dies, the leases run out and another
// one goes on. What it keeps in memory only saves a second sending.
type Deliverer struct {
	Owed     Owed
	Settler  Settler
	Receive  Receiver // is told of residents who cannot be reached any more
	Channels []Channel
	// Attach makes what an agent sends along ready for a channel that carries files, or
	// for one that does not; nil where nothing can be sent along.
	Attach func(ctx context.Context, m casebook.Outgoing, carries bool) (casebook.Outgoing, error)
	Log    *slog.Logger
	Now    func() time.Time // nil: time.Now
	// Pacer is the pace shared with other processes on the same book; nil where
	// this is the only one.
	Pacer Pacer

	// Hold, Timeout and Look replace leaseHold, sendTimeout and lookAgain; for
	// tests.
	Hold, Timeout, Look time.Duration

	lanes  map[string]*lane
	under  sync.WaitGroup
	wake   chan struct{} // something was settled: there may be more
	putOff chan struct{} // places for putting off
	done   outcomes

	mu   sync.Mutex
	away map[string]int // messages on their way, by their IDs
}

// Run delivers until ctx ends; then it finishes the sends it began, gives back
// what it had not begun, and returns.
func (d *Deliverer) Run(ctx context.Context) error {
	d.prepare()
	nudges := d.Owed.Nudges(ctx)
	timer := time.NewTimer(0)
	defer timer.Stop()
	ailing := false
	for ctx.Err() == nil {
		d.room(ctx)
		leased := time.Now() // before the call: the lease ends no earlier than reckoned
		dues, err := d.Owed.Lease(ctx, casebook.DueMessage, d.Now(), d.Hold, leaseBatch)
		pause := d.Look
		switch {
		case err != nil && ctx.Err() == nil:
			if !ailing {
				d.Log.Error("messages to send cannot be read from the book; trying on", "err", err)
			}
			ailing, pause = true, time.Second
		case ailing:
			d.Log.Info("the book gives messages to send again")
			ailing = false
		}
		for _, due := range dues {
			d.take(ctx, due, leased)
		}
		if len(dues) == leaseBatch {
			continue
		}
		timer.Reset(pause)
		select {
		case <-ctx.Done():
		case _, open := <-nudges:
			if !open {
				nudges = nil
			}
		case <-d.wake:
		case <-timer.C:
		}
		rest(ctx, time.Until(leased.Add(leaseGap)))
	}
	d.under.Wait() // each is bounded by its lease
	return nil
}

// rest lets a short while pass.
func rest(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

func (d *Deliverer) prepare() {
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.New(slog.DiscardHandler)
	}
	if d.Hold == 0 {
		d.Hold = leaseHold
	}
	if d.Timeout == 0 {
		d.Timeout = sendTimeout
	}
	if d.Look == 0 {
		d.Look = lookAgain
	}
	d.lanes = map[string]*lane{}
	for _, c := range d.Channels {
		d.lanes[c.Name()] = newLane(c.Name(), c)
	}
	d.wake = make(chan struct{}, 1)
	d.putOff = make(chan struct{}, leaseBatch)
}

// take sees a leased message off: to its lane, or back to the book.
func (d *Deliverer) take(ctx context.Context, due casebook.Due, leased time.Time) {
	t := &trip{Deliverer: d, due: due, ends: leased.Add(d.Hold), lane: d.laneOf(due.Message.To)}
	in, again, why := t.lane.enter(due.Message.Safety, d.Now())
	if in {
		if t.left = d.leaves(due.Message.ID); !t.left {
			t.lane.leave()
			return
		}
		d.under.Go(func() {
			defer func() {
				t.returns()
				t.lane.leave()
				d.again()
			}()
			t.run(ctx)
		})
		return
	}
	d.putOff <- struct{}{}
	d.under.Go(func() {
		defer func() { <-d.putOff }()
		t.back(ctx, again, why)
	})
}

// leaves notes that a message is on its way; false when it is already and nobody knows yet
// what became of it. The book gives it out once more when its clock jumps forward: that
// lease is left to run out, and then only the receipt is missing.
func (d *Deliverer) leaves(message string) bool {
	_, known := d.done.get(message)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.away[message] > 0 && !known {
		return false
	}
	if d.away == nil {
		d.away = map[string]int{}
	}
	d.away[message]++
	return true
}

// returns notes that a message is on its way no longer: before the book is told, which may
// then give it out again at once.
func (t *trip) returns() {
	if !t.left {
		return
	}
	t.left = false
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.away[t.due.Message.ID]--; t.away[t.due.Message.ID] == 0 {
		delete(t.away, t.due.Message.ID)
	}
}

// room waits a moment while a fast lane has no room for what may be leased now: to
// lease a message and give it back at once costs the book more than to send it. A lane
// that will have no room in a moment, for its provider is slow or down, is not waited
// for: its messages are leased, put off, and then out of the others' way.
func (d *Deliverer) room(ctx context.Context) {
	timer := time.NewTimer(roomWait)
	defer timer.Stop()
	for _, l := range d.lanes {
		for l.crowded() {
			select {
			case <-d.wake:
			case <-timer.C:
				return
			case <-ctx.Done():
				return
			}
		}
	}
}

// laneOf is the lane of an address' channel; a channel that is switched off has
// one as well, on which nothing moves.
func (d *Deliverer) laneOf(a dialog.Address) *lane {
	name := a.Channel()
	l := d.lanes[name]
	if l == nil { // only ever called from Run
		l = newLane(name, nil)
		d.lanes[name] = l
	}
	return l
}

// again makes Run look at the book at once.
func (d *Deliverer) again() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}
