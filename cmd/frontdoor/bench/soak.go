package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// soak holds half of what the server takes, for long, and kills it again and again. The
// residents of the measuring before go on in their cases, so that memory which grows is
// lost and not used.
type soak struct {
	*run
	rate    float64
	ledgers map[int64]*ledger
	caseOf  map[string]*ledger
	cursor  string
	kills   []time.Time
	ready   []time.Duration // after each kill
	found   held

	mu     sync.Mutex
	tenths [10]tenth
}

// tenth is a tenth of the time.
type tenth struct {
	took   []time.Duration // to the 200, of requests that were answered so
	memory int             // MB at most
}

// soak measures the most, holds half of it, and says what became of everything.
func (r *run) soak(ctx context.Context) error {
	fmt.Fprintf(r.Out, "frontdoor bench: %s, %d connections, %d residents; %s, kill -9 every %s\n", r.engine.name, r.Connections, r.Residents, r.Soak, r.Kill)
	if err := r.house.send(); err != nil {
		return fmt.Errorf("letting the server send: %w", err)
	}
	most, err := r.take(ctx, "most", "taken in as fast as can be, while replies go out", 0, false)
	if err != nil {
		return err
	}
	s := &soak{run: r, rate: most / 2, ledgers: map[int64]*ledger{}, caseOf: map[string]*ledger{}}
	for _, one := range r.all {
		s.ledgers[one.n] = &ledger{resident: one}
	}
	begun := time.Now()
	broken := s.hold(ctx, begun)
	// ctrl-C ends the holding; what was held is still looked through.
	settling, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*answerMost)
	defer cancel()
	if err := s.settleAll(settling); err != nil {
		return errors.Join(broken, err)
	}
	s.report(time.Since(begun))
	if broken == nil && (s.found.bad() || s.grew()) {
		return ErrBroken
	}
	return broken
}

// hold lets residents write at the rate until the time is over or ctx ends, and kills.
func (s *soak) hold(ctx context.Context, begun time.Time) error {
	ctx, cancel := context.WithDeadline(ctx, begun.Add(s.Soak))
	defer cancel()
	l := &load{host: s.host, connections: s.Connections, rate: s.rate, begun: begun}
	l.wires, l.second = wires(s.host, s.Connections), wires(s.host, s.Connections)
	idle := make(chan *resident, len(s.all))
	for _, one := range s.all {
		idle <- one
	}
	stop := s.tell(begun, &l.progress)
	defer stop()
	var talking sync.WaitGroup
	for range s.Connections {
		talking.Go(func() {
			for ctx.Err() == nil {
				one := <-idle
				l.turn(ctx)
				s.say(ctx, l, one)
				idle <- one
			}
		})
	}
	err := s.killing(ctx)
	cancel()
	talking.Wait()
	return err
}

// killing kills the server again and again until ctx ends, and starts it anew.
func (s *soak) killing(ctx context.Context) error {
	next := time.NewTicker(s.Kill)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-next.C:
		}
		if err := s.sweep(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		if ctx.Err() != nil {
			return nil
		}
		s.kills = append(s.kills, time.Now())
		if err := s.house.kill(); err != nil {
			return err
		}
		// It must come back whatever happens: what was held is asked of it.
		began := time.Now()
		if err := s.house.start(context.WithoutCancel(ctx), s.Err); err != nil {
			return err
		}
		if err := s.house.send(); err != nil {
			return fmt.Errorf("letting the server send: %w", err)
		}
		s.ready = append(s.ready, time.Since(began))
	}
}

// say says the resident's next line until it is answered with 200. What ctrl-C or the end
// cut off was not answered: it may be in the book or not, and so it is said to the end.
func (s *soak) say(ctx context.Context, l *load, one *resident) {
	if ctx.Err() != nil {
		return
	}
	one.mu.Lock()
	one.next = max(one.next, len(one.lines())) + 1
	i := one.next
	one.mu.Unlock()
	text := "谢谢" // it is answered every time
	if i%2 == 0 {
		text = fmt.Sprintf("第%d次问:%d号门口的灯还没修", i, one.n)
	}
	request := one.request(s.host, i, text)
	twice := (int(one.n)*7+i*3)%100 < s.Again
	var other sync.WaitGroup
	if twice {
		other.Go(func() { l.deliver(context.WithoutCancel(ctx), l.second, request) })
	}
	for end := time.Now().Add(2 * answerMost); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		w := <-l.wires
		began := time.Now()
		status := w.post(request)
		took := time.Since(began)
		l.wires <- w
		if status != 200 {
			l.refused.Add(1)
			continue
		}
		one.mu.Lock()
		one.said = append(one.said, line{text: text})
		one.mu.Unlock()
		l.progress.Add(1)
		s.mu.Lock()
		t := s.tenth(l.begun)
		t.took = append(t.took, took)
		s.mu.Unlock()
		break
	}
	other.Wait()
}

// tenth is the tenth of the time it is now; s.mu is held.
func (s *soak) tenth(begun time.Time) *tenth {
	return &s.tenths[min(9, int(10*time.Since(begun)/s.Soak))]
}

// tell watches the memory, and says every ten seconds how far it is.
func (s *soak) tell(begun time.Time, done interface{ Load() int64 }) (stop func()) {
	ended, over := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for n := 1; ; n++ {
			select {
			case <-ended:
				return
			case <-time.After(time.Second):
			}
			mb := memoryOf(int(s.house.pid.Load()))
			s.mu.Lock()
			t := s.tenth(begun)
			t.memory = max(t.memory, mb)
			s.mu.Unlock()
			if n%10 == 0 {
				took := time.Since(begun)
				fmt.Fprintf(s.Err, "soak: %s of %s, %d messages, %.0f a second, server %d MB\n", took.Round(time.Second), s.Soak, done.Load(),
					float64(done.Load())/took.Seconds(), mb)
			}
		}
	}()
	return func() { close(ended); <-over }
}

// sweep reads on in the book and lets go of what agrees with it.
func (s *soak) sweep(ctx context.Context) error {
	events, next, err := s.house.feedAfter(ctx, s.cursor)
	if err != nil {
		return err
	}
	s.cursor = next
	for _, e := range events {
		s.enter(e)
	}
	for _, a := range s.ledgers {
		a.settle(s.kills, &s.found)
	}
	return nil
}

// enter books an event to who it is of: who told the story of its case.
func (s *soak) enter(e event) {
	if e.Kind != "said" {
		return
	}
	a := s.caseOf[e.Case]
	if door, _, ok := strings.Cut(e.Text, "号门口的路灯"); a == nil && ok && e.By == "resident" {
		var n int64
		fmt.Sscan(door, &n) //nolint:errcheck // then it is nobody's
		if a = s.ledgers[n]; a != nil {
			s.caseOf[e.Case] = a
		}
	}
	switch {
	case a == nil && e.By == "resident":
		s.found.doubled++ // a message stored beside its conversation
	case a == nil:
	case e.By == "resident":
		a.stored = append(a.stored, e.Text)
	case e.By == "bot":
		a.told = append(a.told, e.Text)
	}
}

// settleAll waits until everything agrees or ctx ends, and counts what does not.
func (s *soak) settleAll(ctx context.Context) error {
	for {
		if err := s.sweep(ctx); err != nil && ctx.Err() == nil {
			return err
		}
		owes := false
		for _, a := range s.ledgers {
			owes = owes || a.owes()
		}
		select {
		case <-ctx.Done():
			owes = false
		default:
		}
		if !owes {
			break
		}
		select {
		case <-ctx.Done():
		case <-time.After(200 * time.Millisecond):
		}
	}
	for _, a := range s.ledgers {
		a.close(&s.found)
	}
	s.found.strange = int(s.providers.odd.Load())
	return nil
}

// grew reports whether memory grew by more than a half from the first tenth to the last:
// what the server may have put aside by chance is less.
func (s *soak) grew() bool {
	first, last := s.tenths[0].memory, s.tenths[9].memory
	return first > 0 && last > first+first/2
}

func (s *soak) report(took time.Duration) {
	fmt.Fprintf(s.Out, "soak    %s at %.0f a second, half of the most\n", min(took, s.Soak).Round(time.Second), s.rate)
	for n, t := range s.tenths {
		if len(t.took) > 0 {
			fmt.Fprintf(s.Out, "        tenth %2d: %d messages, to the 200 %s, memory %d MB\n", n+1, len(t.took), spread(t.took), t.memory)
		}
	}
	if len(s.ready) > 0 {
		fmt.Fprintf(s.Out, "        killed %d times; ready again after %.1f s at most\n", len(s.kills), slices.Max(s.ready).Seconds())
	}
	fmt.Fprintln(s.Out, s.found)
	if s.grew() {
		fmt.Fprintln(s.Out, "memory  grew by more than a half from the first tenth to the last")
	}
}
