package bot

import (
	"errors"
	"time"

	"frontdoor/handoff/casebook"
)

// A provider's trouble is waited out for at least a day from the moment the message
// was due, and at least this many tries, before it is given up and a person asked to
// decide: what is worth less has a use-by of its own. After an outage of our own a
// message is not given up at its first try.
const (
	patience      = 24 * time.Hour
	patienceTries = 8
)

// verdict is what follows from a failed send.
type verdict struct {
	again  time.Time // when to try again; zero: given up
	gone   bool      // the resident cannot be reached here any more
	reason string
}

// judge decides from the error of a send. It is pure.
func judge(err error, due casebook.Due, now time.Time) verdict {
	m := due.Message
	var e *SendError
	if !errors.As(err, &e) {
		e = &SendError{Again: true, Err: err, Reason: InWords("发送时出错", "an error while sending")}
	}
	switch {
	case e.Gone:
		return verdict{gone: true, reason: e.Reason}
	case !e.Again:
		return verdict{reason: e.Reason}
	}
	from := m.CommittedAt
	if m.NotBefore.After(from) {
		from = m.NotBefore
	}
	if now.Sub(from) >= patience && due.Attempts >= patienceTries {
		return verdict{reason: Behind("试了一天多没发出去，不再试了：", "tried for over a day and gave up: ", e.Reason)}
	}
	wait := Backoff(due.Attempts, m.ID)
	if e.After > 0 { // the provider's own wait; the spread only ever adds
		wait = e.After + time.Duration(spread(m.ID, due.Attempts)*float64(250*time.Millisecond))
	}
	again := now.Add(wait)
	if !m.UseBy.IsZero() && m.UseBy.Before(again) {
		again = m.UseBy // looked at then, to say that it has expired
	}
	return verdict{again: again, reason: e.Reason}
}
