package bot

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdoor/handoff/casebook"
)

func TestJudge(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	down := &SendError{Again: true, Reason: "down"}
	for _, c := range []struct {
		name     string
		err      error
		m        casebook.Outgoing
		attempts int
		min, max time.Duration // until the next try; both 0: given up
		gone     bool
		reason   string
	}{
		{name: "first trouble", err: down, m: casebook.Outgoing{ID: "a", CommittedAt: now}, min: 300 * time.Millisecond, max: time.Second, reason: "down"},
		{name: "tried very often within the day", err: down, m: casebook.Outgoing{ID: "a", CommittedAt: ago(23 * time.Hour)}, attempts: 900, min: 11 * time.Second, max: 15 * time.Second},
		{name: "a day is enough", err: down, m: casebook.Outgoing{ID: "a", CommittedAt: ago(24 * time.Hour)}, attempts: 240, reason: "gave up: down"},
		{name: "each language reads its own", err: &SendError{Again: true, Reason: InWords("连不上", "not there")}, m: casebook.Outgoing{ID: "a", CommittedAt: ago(25 * time.Hour)}, attempts: 240,
			reason: "试了一天多没发出去，不再试了：连不上 / tried for over a day and gave up: not there"},
		{name: "old, but hardly tried: our own outage", err: down, m: casebook.Outgoing{ID: "a", CommittedAt: ago(50 * time.Hour)}, attempts: 2, min: time.Second, max: 2 * time.Second},
		{name: "held back, so the day begins later", err: down, m: casebook.Outgoing{ID: "a", CommittedAt: ago(30 * time.Hour), NotBefore: ago(time.Minute)}, attempts: 50, min: 11 * time.Second, max: 15 * time.Second},
		{name: "the provider's own wait", err: &SendError{Again: true, After: 42 * time.Second}, m: casebook.Outgoing{ID: "a", CommittedAt: now}, min: 42 * time.Second, max: 42250 * time.Millisecond},
		{name: "a wait beyond its use-by", err: &SendError{Again: true, After: time.Hour}, m: casebook.Outgoing{ID: "a", CommittedAt: now, UseBy: now.Add(time.Minute)}, min: time.Minute, max: time.Minute},
		{name: "refused", err: &SendError{Reason: "too long"}, m: casebook.Outgoing{ID: "a", CommittedAt: now}, reason: "too long"},
		{name: "gone", err: &SendError{Gone: true, Reason: "blocked"}, m: casebook.Outgoing{ID: "a", CommittedAt: now}, gone: true, reason: "blocked"},
		{name: "an error of no kind", err: errors.New("boom"), m: casebook.Outgoing{ID: "a", CommittedAt: now}, min: 300 * time.Millisecond, max: time.Second, reason: "an error while sending"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := judge(c.err, casebook.Due{Message: c.m, Attempts: c.attempts}, now)
			if c.max == 0 && !v.again.IsZero() {
				t.Errorf("tries again in %v, want given up", v.again.Sub(now))
			}
			if wait := v.again.Sub(now); c.max > 0 && (wait < c.min || wait > c.max) {
				t.Errorf("tries again in %v, want %v to %v", wait, c.min, c.max)
			}
			if v.gone != c.gone || !strings.Contains(v.reason, c.reason) {
				t.Errorf("gone %v, reason %q, want %v, %q", v.gone, v.reason, c.gone, c.reason)
			}
		})
	}
}
