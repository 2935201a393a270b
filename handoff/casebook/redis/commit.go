package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// How long is remembered what was seen: message keys as the contract says; the ID
// of a commit without one (a receipt, a wake-up) as long as it can be said again.
const (
	keyDays   = casebook.KeyLife
	attemptIs = casebook.AttemptLife
)

// Commit writes c by one script on the address' shard.
func (b *Book) Commit(ctx context.Context, c casebook.Commit) (casebook.Version, error) {
	s := b.shardOf(c.Address)
	docs, err := b.fresh.Documents(ctx, c)
	if err != nil {
		return 0, err
	}
	keys, args, err := commitCall(s, c, docs)
	if err != nil {
		return 0, err
	}
	said, err := b.commit(ctx, s, keys, args)
	for try := 0; err == nil && said[0] == "archived"; try++ {
		if try == restores {
			return 0, errors.New("commit: a case is archived again each time it is brought back")
		}
		if err = b.restore(ctx, s, c.Events); err == nil {
			said, err = b.commit(ctx, s, keys, args)
		}
	}
	if err != nil {
		return 0, fmt.Errorf("commit: %w", err)
	}
	var v int64
	if len(said) == 2 {
		if v, err = strconv.ParseInt(said[1], 10, 64); err != nil {
			return 0, fmt.Errorf("commit: version: %w", err)
		}
	}
	switch said[0] {
	case "stale":
		return 0, casebook.ErrStale
	case "seen":
		return casebook.Version(v), casebook.ErrSeen
	}
	if c.Rings() {
		b.ring()
	}
	return casebook.Version(v), nil
}

// commit runs commit.lua and gives what it said.
func (b *Book) commit(ctx context.Context, s shard, keys []string, args []any) ([]string, error) {
	result, err := b.one(ctx, s, b.scripts.commit, keys, args...)
	if err != nil {
		return nil, err
	}
	return texts(result)
}

// commitCall spells the keys and the arguments of commit.lua, in its order.
func commitCall(s shard, c casebook.Commit, docs casebook.Documents) (keys []string, args []any, err error) {
	a := docs.Address
	key, live := s.attempt(c.ID), attemptIs
	if c.Seen != "" {
		key, live = s.seen(a, c.Seen), keyDays
	}
	keys = []string{s.talk(a), key, s.counters(), s.feed(), s.out(a), s.due(), s.wakes(), s.letters(), s.letter()}
	add := func(more ...any) { args = append(args, more...) }

	add(string(a), name(c.ID), c.Seen != "", int64(live.Seconds()), mark())
	add(c.State != nil, docs.State, int64(c.Expect), micros(c.Wake))
	var settled []any
	for _, t := range c.Settled {
		switch t.Kind {
		case casebook.DueMessage, casebook.DueWake, casebook.DueLetter:
		default:
			return nil, nil, fmt.Errorf("%w: there is no kind %q", casebook.ErrMalformed, t.Kind)
		}
		if whole(t.Token) {
			settled = append(settled, string(t.Kind), t.Token, micros(t.Again))
		}
	}
	add(len(settled) / 3)
	add(settled...)
	add(len(c.Events))
	logs := map[dialog.CaseID]int{}
	for i, e := range c.Events {
		if n, ok := e.Case.Shard(); ok && n != s.n {
			return nil, nil, fmt.Errorf("%w: case %s lies in shard %d, its address in shard %d", casebook.ErrMalformed, e.Case, n, s.n)
		}
		if logs[e.Case] == 0 {
			keys = append(keys, s.log(e.Case))
			logs[e.Case] = len(keys)
		}
		add(logs[e.Case], string(e.Case), join(docs.Events[i]))
	}
	add(len(c.Send))
	for i, m := range c.Send {
		due := m.CommittedAt
		if m.NotBefore.After(due) {
			due = m.NotBefore
		}
		add(m.Safety, micros(m.NotBefore), micros(due), docs.Send[i])
	}
	add(len(c.Letters))
	for i, l := range c.Letters {
		add(micros(l.At), docs.Letters[i])
	}
	return keys, args, nil
}

// name is a commit's ID as one word.
func name(id string) string { return strings.ReplaceAll(strconv.Quote(id), " ", `\x20`) }

// mark is what a feed entry is known by; see doc.go.
func mark() string { return rand.Text()[:5] }

// join is an event as its log keeps it: the open half, a line end, the private
// half. Neither holds a line end: they are JSON on one line.
func join(d casebook.EventDocument) []byte {
	doc := make([]byte, 0, len(d.Open)+1+len(d.Private))
	doc = append(doc, d.Open...)
	doc = append(doc, '\n')
	return append(doc, d.Private...)
}

// Reserve gives a number of a block; see draw.
func (b *Book) Reserve(ctx context.Context, shard int) (uint64, error) {
	return b.numbers.Reserve(ctx, shard)
}

// draw counts a shard on. Like every write it is confirmed before a number is
// given: a failover gives none twice.
func (b *Book) draw(ctx context.Context, n, count int) (last uint64, err error) {
	s := b.shard(n)
	v, err := b.one(ctx, s, b.scripts.reserve, []string{s.counters()}, count)
	if err != nil {
		return 0, err
	}
	number, ok := v.(int64)
	if !ok {
		return 0, fmt.Errorf("a script gave %T", v)
	}
	return uint64(number), nil
}

// micros is a time as it is stored: microseconds since 1970; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment is a stored time read back, in UTC.
func moment(digits string) (time.Time, error) {
	us, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || us == 0 {
		return time.Time{}, err
	}
	return time.UnixMicro(us).UTC(), nil
}
