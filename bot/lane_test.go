package bot

import (
	"context"
	"net/http"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// limited is a channel that has limits and nothing else.
type limited Limits

func (limited) Name() string                                            { return "x" }
func (limited) Routes(*http.ServeMux)                                   {}
func (limited) Send(context.Context, casebook.Outgoing) (string, error) { return "", nil }
func (l limited) Limits() Limits                                        { return Limits(l) }
func (limited) Run(context.Context) error                               { return nil }
func at(ms int) time.Time                                               { return time.UnixMilli(1_700_000_000_000 + int64(ms)) }
func reserve(l *lane, a dialog.Address, now time.Time) (ms time.Duration) {
	ms, _ = l.reserve(a, now)
	return ms
}

func TestLaneKeepsWithinTheRateOfAnySecond(t *testing.T) {
	for _, per := range []float64{1, 5, 20, 30} {
		l := newLane("x", limited{PerSecond: per})
		var sent []time.Time
		for i := range 200 {
			sent = append(sent, at(0).Add(reserve(l, dialog.Address("x:"+string(rune('a'+i))), at(0))))
		}
		for i := range sent {
			n := 0
			for _, s := range sent[i:] {
				if s.Before(sent[i].Add(time.Second)) {
					n++
				}
			}
			if float64(n) > per {
				t.Fatalf("at %v a second, %d go within one second", per, n)
			}
		}
		if all := sent[len(sent)-1].Sub(sent[0]).Seconds(); all > 2.1*200/per {
			t.Errorf("at %v a second, 200 take %.0f s: the rate is wasted", per, all)
		}
	}
}

func TestLanePausesPerAddress(t *testing.T) {
	l := newLane("x", limited{PerAddress: time.Second})
	steps := []struct {
		to   dialog.Address
		now  int
		want time.Duration
	}{
		{"x:a", 0, 0}, {"x:b", 0, 0}, {"x:a", 300, 700 * time.Millisecond}, {"x:b", 2000, 0}, {"x:a", 1500, 500 * time.Millisecond},
	}
	for i, s := range steps {
		if got := reserve(l, s.to, at(s.now)); got != s.want {
			t.Errorf("step %d: %s at %d ms waits %v, want %v", i, s.to, s.now, got, s.want)
		}
	}
	if _, give := l.reserve("x:c", at(0)); true {
		give()
	}
	if got := reserve(l, "x:c", at(0)); got != 0 {
		t.Errorf("a booking given back still counts: %v", got)
	}
}

func TestLaneTurnsAwayWhatDoesNotFit(t *testing.T) {
	l := newLane("x", limited{PerSecond: 10})
	for i := range laneLength {
		if in, _, _ := l.enter(false, at(0)); !in {
			t.Fatalf("message %d found no place", i)
		}
	}
	var last time.Time
	for i := range 600 {
		in, again, _ := l.enter(false, at(0))
		if in {
			t.Fatal("a full lane took one more")
		}
		if again.Before(last) || !again.After(at(0)) || again.After(at(0).Add(closedMost)) {
			t.Fatalf("turned away message %d comes back at +%v, the one before at +%v", i, again.Sub(at(0)), last.Sub(at(0)))
		}
		last = again
	}
	if in, _, _ := l.enter(true, at(0)); !in {
		t.Error("a safety card found no place on a full lane")
	}
	l.leave()
	l.leave()
	if in, _, _ := l.enter(false, at(0)); !in {
		t.Error("no place although one left")
	}
}

// A full lane is waited for only where a batch finds room in a moment.
func TestLaneIsCrowdedOnlyWhereItWillClear(t *testing.T) {
	for _, row := range []struct {
		name    string
		limits  Limits
		under   int
		closed  bool
		crowded bool
	}{
		{"as fast as can be, with room", Limits{}, laneLength - leaseBatch, false, false},
		{"as fast as can be, full", Limits{}, laneLength - leaseBatch + 1, false, true},
		{"closed", Limits{}, laneLength, true, false},
		{"30 a second", Limits{PerSecond: 30}, laneLength, false, false},
		{"10,000 a second", Limits{PerSecond: 10_000}, laneLength, false, true},
	} {
		l := newLane("x", limited(row.limits))
		for range row.under {
			l.enter(false, at(0))
		}
		for i := 0; row.closed && i < laneTrouble; i++ {
			l.trouble(dialog.Address("x:"+string(rune('a'+i))), 0, at(0), "down")
		}
		if got := l.crowded(); got != row.crowded {
			t.Errorf("%s: crowded is %v", row.name, got)
		}
	}
}

func TestLaneClosesForAnOutageAndNotForOneAddress(t *testing.T) {
	l := newLane("x", limited{})
	for i := range 50 {
		if wait := l.trouble("x:a", 0, at(i), "down"); wait != 0 {
			t.Fatalf("one address that hangs closed the lane for %v", wait)
		}
	}
	l.trouble("x:b", 0, at(100), "down")
	wait := l.trouble("x:c", 0, at(100), "down")
	if wait <= 0 || wait > closedMost {
		t.Fatalf("three addresses in a row closed the lane for %v", wait)
	}
	if in, again, why := l.enter(false, at(101)); in || why != "down" || !again.Equal(at(100).Add(wait)) {
		t.Errorf("a closed lane let one in (%v), or sends it back to %v", in, again)
	}
	if in, _, _ := l.enter(true, at(101)); !in {
		t.Error("a safety card did not pass our own judgement")
	}
	var waits []time.Duration
	now := at(100)
	for range 8 {
		now = now.Add(time.Hour)
		for _, a := range []dialog.Address{"x:a", "x:b", "x:c"} {
			if w := l.trouble(a, 0, now, "down"); w > 0 {
				waits = append(waits, w)
			}
		}
	}
	if len(waits) != 8 || waits[0] <= wait || waits[7] != closedMost {
		t.Errorf("it closed for %v and then for %v, want longer each time up to %v", wait, waits, closedMost)
	}
	if !l.went() {
		t.Error("a success did not say that it opened the lane")
	}
	if in, _, _ := l.enter(false, now); !in {
		t.Error("closed after a success")
	}
}

func TestLaneHonoursTheProvidersWait(t *testing.T) {
	l := newLane("x", limited{})
	if w := l.trouble("x:a", time.Minute, at(0), "down"); w != 0 {
		t.Fatalf("a wait for one address closed the lane for %v", w)
	}
	l.trouble("x:b", time.Minute, at(0), "down")
	if w := l.trouble("x:c", time.Minute, at(0), "down"); w != time.Minute {
		t.Fatalf("a wait asked of three addresses closed the lane for %v", w)
	}
	if in, _, _ := l.enter(true, at(1)); in {
		t.Error("a safety card was sent while the provider itself asked for quiet")
	}
}
