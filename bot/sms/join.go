package sms

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
)

// How long the parts of a long message wait for each other, and how long those that
// were joined are remembered, for a provider that delivers one again.
const (
	partWait = 5 * time.Second
	partKept = 10 * time.Minute
	partMost = 255 // what the header of a text message can count
	longMost = 1000
)

// joiner puts long messages together whose provider delivers them in parts. A part is
// acknowledged only when the whole is stored: each waits for the others, and if one
// does not come in time, what came is taken in, with … for what is missing. Nothing is
// kept but in memory, for nothing may be stored before it is masked.
type joiner struct {
	mu   sync.Mutex
	long map[longKey]*long
}

type longKey struct {
	from dialog.Address
	of   string
}

// long is one message on its way in.
type long struct {
	parts map[int]dialog.Input
	whole chan struct{} // closed when all parts are there
	done  chan struct{} // closed when err is known
	taken bool          // somebody stores it
	err   error
	began time.Time
}

// take takes in one part; it returns when the message it belongs to is stored.
func (j *joiner) take(ctx context.Context, in dialog.Input, p Part, receive bot.Receiver) error {
	if p.Number < 1 || p.Number > p.Total || p.Total > partMost || p.Of == "" {
		return receive(ctx, in) // a part of nothing we could put together
	}
	key := longKey{in.From, p.Of}
	l := j.put(key, in, p)
	if l == nil { // the others were taken in without it
		return receive(ctx, in)
	}
	timer := time.NewTimer(partWait)
	defer timer.Stop()
	select {
	case <-l.done:
		return l.err
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
	case <-l.whole:
	}
	if joined, mine := j.close(l, p.Total); mine {
		l.err = receive(ctx, joined)
		if l.err != nil {
			j.forget(key) // the provider sends all of it again
		}
		close(l.done)
	}
	select {
	case <-l.done:
		return l.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// put lays a part to the others; nil when they were taken in without this one.
func (j *joiner) put(key longKey, in dialog.Input, p Part) *long {
	j.mu.Lock()
	defer j.mu.Unlock()
	for k, l := range j.long {
		if in.At.Sub(l.began) > partKept || len(j.long) > longMost && l.taken {
			delete(j.long, k)
		}
	}
	l := j.long[key]
	if l != nil {
		switch had, again := l.parts[p.Number]; {
		case again && had.ID == in.ID:
			return l
		case again && l.taken:
			l = nil // a new message: senders count to 255 and begin again
		case again || l.taken:
			return nil
		}
	}
	if l == nil {
		l = &long{parts: map[int]dialog.Input{}, whole: make(chan struct{}), done: make(chan struct{}), began: in.At}
		if j.long == nil {
			j.long = map[longKey]*long{}
		}
		j.long[key] = l
	}
	l.parts[p.Number] = in
	if len(l.parts) == p.Total {
		close(l.whole)
	}
	return l
}

// close ends the waiting for more parts and gives what there is, to one of those who wait.
func (j *joiner) close(l *long, total int) (dialog.Input, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if l.taken {
		return dialog.Input{}, false
	}
	l.taken = true
	return join(l.parts, total), true
}

func (j *joiner) forget(key longKey) {
	j.mu.Lock()
	defer j.mu.Unlock()
	delete(j.long, key)
}

// join puts parts together: their words without a gap, … where one is missing, and the
// name of the first that came, by its number.
func join(parts map[int]dialog.Input, total int) dialog.Input {
	var numbers []int
	for n := range parts {
		numbers = append(numbers, n)
	}
	slices.SortFunc(numbers, cmp.Compare)
	whole := parts[numbers[0]]
	var text strings.Builder
	whole.Media = nil
	for n := 1; n <= total; n++ {
		part, ok := parts[n]
		if !ok {
			if !strings.HasSuffix(text.String(), "…") {
				text.WriteString("…")
			}
			continue
		}
		text.WriteString(part.Text)
		whole.Media = append(whole.Media, part.Media...)
	}
	whole.Text = text.String()
	return whole
}
