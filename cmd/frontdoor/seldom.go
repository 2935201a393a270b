package main

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// seldom is a log in which the same trouble stands once and not once for each message that
// met it: on a full disk every word of every resident fails alike. Of lines with the same
// words about the same error the first is written, then one after a minute, after two,
// four … an hour, with how many were left out. Lines about no error are all written.
func seldom(log *slog.Logger) *slog.Logger {
	return slog.New(rare{log.Handler(), &seen{kinds: map[string]*repeats{}}})
}

// How long a line that was written holds its like back, and how many kinds are remembered.
const (
	seldomFirst = time.Minute
	seldomMost  = time.Hour
	seldomKinds = 512
)

type rare struct {
	slog.Handler
	seen *seen
}

type seen struct {
	mu    sync.Mutex
	kinds map[string]*repeats
}

type repeats struct {
	until time.Time     // held back until then
	hold  time.Duration // how long that is
	out   int           // so many since one was written
}

func (r rare) Handle(ctx context.Context, line slog.Record) error {
	if line.Level >= slog.LevelWarn {
		if kind, ok := kindOf(line); ok {
			out, write := r.seen.meet(kind, time.Now())
			if !write {
				return nil
			}
			if out > 0 {
				line = line.Clone()
				line.AddAttrs(slog.Int("left_out", out))
			}
		}
	}
	return r.Handler.Handle(ctx, line)
}

func (r rare) WithAttrs(a []slog.Attr) slog.Handler { return rare{r.Handler.WithAttrs(a), r.seen} }
func (r rare) WithGroup(name string) slog.Handler   { return rare{r.Handler.WithGroup(name), r.seen} }

// meet says whether a line of a kind is written, and how many like it were left out before.
func (s *seen) meet(kind string, now time.Time) (out int, write bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.kinds[kind]
	if k == nil {
		if len(s.kinds) >= seldomKinds {
			clear(s.kinds)
		}
		s.kinds[kind] = &repeats{until: now.Add(seldomFirst), hold: seldomFirst}
		return 0, true
	}
	if now.Before(k.until) {
		k.out++
		return 0, false
	}
	hold := seldomFirst
	if now.Before(k.until.Add(k.hold)) { // it goes on
		hold = min(2*k.hold, seldomMost)
	}
	out = k.out
	*k = repeats{until: now.Add(hold), hold: hold}
	return out, true
}

// kindOf is what a line has in common with its like: its words, where it happened and the
// error, without the words that hold a number, which tell one from the next. False for a
// line about no error, and for one that somebody will ask for.
func kindOf(line slog.Record) (string, bool) {
	b := strings.Builder{}
	b.WriteString(line.Level.String())
	wordsOnly(&b, line.Message)
	found := strings.HasPrefix(line.Message, "http: ") // the server's own: its error stands in the message
	line.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "number": // an agent was told to name it: it must be found
			found = false
			return false
		case "err", "error":
			found = true
			wordsOnly(&b, a.Value.String())
		case "channel", "kind", "route", "act", "what":
			b.WriteString(" " + a.Key + "=" + a.Value.String())
		}
		return true
	})
	return b.String(), found
}

func wordsOnly(to *strings.Builder, text string) {
	for word := range strings.FieldsSeq(text) {
		if !strings.ContainsAny(word, "0123456789") {
			to.WriteByte(' ')
			to.WriteString(word)
		}
	}
}
