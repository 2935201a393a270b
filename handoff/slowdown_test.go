package handoff

import (
	"fmt"
	"testing"
	"time"
)

func TestSlowdown(t *testing.T) {
	s, now := newSlowdown(), time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	fail := func(times int) {
		for range times {
			s.failed("wu", now)
		}
	}
	want := func(when string, wait time.Duration) {
		t.Helper()
		if got := s.wait("wu", now); got != wait {
			t.Errorf("%s: wait %s, want %s", when, got, wait)
		}
	}
	want("before any", 0)
	fail(4)
	want("after four", 0)
	fail(1)
	want("after five", time.Second)
	now = now.Add(400 * time.Millisecond)
	want("a little later", 600*time.Millisecond)
	now = now.Add(600 * time.Millisecond)
	want("when the second has passed", 0)
	fail(1)
	want("after six", 2*time.Second)
	fail(5)
	want("after eleven", time.Minute)
	fail(1000)
	want("never longer", time.Minute)
	if got := s.wait("li", now); got != 0 {
		t.Errorf("another has to wait %s", got)
	}
	now = now.Add(slowForget + time.Second)
	want("forgotten", 0)
	fail(1)
	want("counted anew", 0)
	fail(4)
	want("five again", time.Second)
	s.succeeded("wu")
	want("forgiven", 0)
	for i := range slowMost + 10 {
		s.failed(fmt.Sprint(i), now)
	}
	if len(s.tries) > slowMost {
		t.Errorf("%d logins are remembered", len(s.tries))
	}
}
