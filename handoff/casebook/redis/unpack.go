package redis

import (
	"context"
	_ "embed"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"frontdoor/handoff/casebook"
)

//go:embed unpack.lua
var unpackLua string

// Fits: all of a case must lie in one shard, its own and its address'.
func (b *Book) Fits(p casebook.Parcel) error {
	if p.Event == nil {
		return nil
	}
	_, err := b.shardOfEvent(p.Event)
	return err
}

func (b *Book) shardOfEvent(e *casebook.Event) (shard, error) {
	n, ours := e.Case.Shard()
	sealed, known := e.SealedShard()
	switch {
	case known && ours && n != sealed:
		return shard{}, fmt.Errorf("case %s lies in shard %d by its number, and its address in shard %d: Redis keeps both in one", e.Case, n, sealed)
	case known:
		return b.shard(sealed), nil
	case e.Address == "" && ours:
		return b.shard(n), nil
	case e.Address == "":
		return shard{}, fmt.Errorf("case %s has a number of another system, and its words are erased: nothing says in which shard it lies", e.Case)
	}
	s := b.shardOf(e.Address)
	if ours && n != s.n {
		return shard{}, fmt.Errorf("case %s lies in shard %d by its number, and its address in shard %d: Redis keeps both in one", e.Case, n, s.n)
	}
	return s, nil
}

// Unpack stores each parcel by one script, those of a shard in one go and in their
// order.
func (b *Book) Unpack(ctx context.Context, parcels []casebook.Parcel) error {
	script := redis.NewScript(outboxLua + unpackLua)
	var calls [casebook.Shards][]*call
	of := map[*call]casebook.Parcel{}
	for _, p := range parcels {
		shards, err := b.unpackCalls(p, script)
		if err != nil {
			return fmt.Errorf("unpack: %s: %w", p.Name(), err)
		}
		for n, c := range shards {
			calls[n] = append(calls[n], c)
			of[c] = p
		}
	}
	for n, some := range calls {
		if len(some) == 0 {
			continue
		}
		if err := b.run(ctx, b.shard(n), some); err != nil {
			return fmt.Errorf("unpack: %w", err)
		}
		for _, c := range some {
			switch said, err := c.result(); {
			case err != nil:
				return fmt.Errorf("unpack: %s: %w", of[c].Name(), err)
			case said == "gap":
				return fmt.Errorf("unpack: %s: event %d does not follow the last one", of[c].Name(), of[c].Event.Seq)
			case said != "ok":
				return fmt.Errorf("unpack: %s: %w", of[c].Name(), casebook.ErrDiffers)
			}
		}
	}
	return nil
}

// unpackCalls spells the keys and the arguments of unpack.lua, by shard.
func (b *Book) unpackCalls(p casebook.Parcel, script *redis.Script) (map[int]*call, error) {
	one := func(s shard, keys []string, args ...any) (map[int]*call, error) {
		return map[int]*call{s.n: {script: script, keys: keys, args: args}}, nil
	}
	switch {
	case p.Counter != nil && p.Counter.Shard != casebook.OfShelf:
		s := b.shard(p.Counter.Shard)
		return one(s, []string{s.counters()}, "counter", "cases", p.Counter.Value)
	case p.Counter != nil:
		all := map[int]*call{}
		for n := range casebook.Shards {
			all[n] = &call{script: script, keys: []string{b.shard(n).counters()}, args: []any{"counter", "shelf", p.Counter.Value}}
		}
		return all, nil
	case p.Event != nil:
		s, err := b.shardOfEvent(p.Event)
		if err != nil {
			return nil, err
		}
		var doc casebook.EventDocument
		if doc.Open, doc.Private, err = casebook.EncodeEvent(*p.Event); err != nil {
			return nil, err
		}
		return one(s, []string{s.log(p.Event.Case), s.feed()}, "event", p.Event.Seq, join(doc), mark(), string(p.Event.Case))
	case p.Talk != nil:
		t := p.Talk
		s := b.shardOf(t.Address)
		return one(s, []string{s.talk(t.Address), s.wakes()}, "talk", string(t.Address), int64(t.Version), t.State,
			micros(t.Wake), micros(t.WakeReady), t.WakeAttempts)
	case p.Key != nil:
		s, key := b.shard(p.Key.Shard), b.shard(p.Key.Shard).attempt(p.Key.ID)
		if p.Key.Seen != "" {
			s = b.shardOf(p.Key.Address)
			key = s.seen(p.Key.Address, p.Key.Seen)
		}
		return one(s, []string{key}, "key", fmt.Sprintf("%s %d", name(p.Key.ID), p.Key.Version), p.Key.Until.UnixMilli())
	case p.Queue != nil:
		s := b.shardOf(p.Queue.Address)
		args := []any{"queue", string(p.Queue.Address)}
		for _, m := range p.Queue.Messages {
			args = append(args, m.Safety, micros(m.NotBefore), micros(m.Due), micros(m.BusyUntil), m.Attempts, m.Message)
		}
		return one(s, []string{s.out(p.Queue.Address), s.due(), s.counters()}, args...)
	case p.Letter != nil:
		l := p.Letter
		s := b.shardOf(l.From)
		return one(s, []string{s.letters(), s.letter(), s.counters()}, "letter", l.Attempts, micros(l.Due), l.Letter, string(l.From), micros(l.Ready))
	case p.Record != nil:
		r := p.Record
		s := b.shelfOf(r.Kind)
		stored := fmt.Appendf(nil, "%d %d moved\n%s", r.Version, micros(r.Expires), r.Value)
		return one(s, []string{s.shelf(r.Kind), s.shelfExpiry(r.Kind)}, "record", r.Key, stored, micros(r.Expires))
	}
	return nil, errors.New("an empty parcel")
}
