package redis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var _ casebook.Carrier = (*Book)(nil)

// Pack gives what has a key of its own, the letters, the events by the feed, the keys that
// words are sealed under, and the counters: where others commit meanwhile, for a backup, no
// state knows of an event that is not there, no word lacks its key but one that was erased,
// and no number that was given is given again.
func (b *Book) Pack(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	return casebook.PackSections(ctx, []casebook.Section{
		{Name: "keys", Page: b.packKeys},
		{Name: "letters", Page: b.packLetters},
		{Name: "events", Page: b.packEvents},
		{Name: "seals", Page: b.packSeals},
		{Name: "counters", Page: b.packCounters},
	}, after, max)
}

// packEvents gives the events up to the end that the feed had when the first of them was
// read, and what came with the last part: who writes all the time keeps no backup from
// ending. A place is the cursor and that end.
func (b *Book) packEvents(ctx context.Context, after string, max int) ([]casebook.Parcel, string, error) {
	from, until, begun := strings.Cut(after, "\n")
	if !begun {
		ends, err := b.ends(ctx)
		if err != nil {
			return nil, "", err
		}
		until = string(b.cursor(ends))
	}
	parcels, next, err := casebook.EventSection(b).Page(ctx, from, max)
	if err != nil || next == "" {
		return parcels, "", err
	}
	at, err := b.parse(casebook.Cursor(next))
	if err != nil {
		return nil, "", err
	}
	end, err := b.parse(casebook.Cursor(until))
	if err != nil {
		return nil, "", err
	}
	for n := range at {
		if at[n].n < end[n].n {
			return parcels, next + "\n" + until, nil
		}
	}
	return parcels, "", nil
}

func (b *Book) packCounters(ctx context.Context, _ string, _ int) ([]casebook.Parcel, string, error) {
	var asked [casebook.Shards]*redis.SliceCmd
	_, err := b.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for n := range asked {
			asked[n] = pipe.HMGet(ctx, b.shard(n).counters(), "cases", "shelf")
		}
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	var parcels []casebook.Parcel
	shelf := &casebook.PackedCounter{Shard: casebook.OfShelf}
	for n, cmd := range asked {
		cases, _ := cmd.Val()[0].(string)
		if value, err := strconv.ParseUint(cases, 10, 64); err == nil {
			parcels = append(parcels, casebook.Parcel{Counter: &casebook.PackedCounter{Shard: n, Value: value}})
		}
		records, _ := cmd.Val()[1].(string)
		if value, err := strconv.ParseUint(records, 10, 64); err == nil {
			shelf.Value = max(shelf.Value, value)
		}
	}
	if shelf.Value > 0 {
		parcels = append(parcels, casebook.Parcel{Counter: shelf})
	}
	return parcels, "", nil
}

// packKeys reads what lies under the keys of a part: talks, remembered keys, queues,
// shelves. Logs are read by the feed; all else is an index.
func (b *Book) packKeys(ctx context.Context, after string, count int) ([]casebook.Parcel, string, error) {
	keys, next, err := b.scan(ctx, after, count)
	if err != nil {
		return nil, "", err
	}
	var reads []func() ([]casebook.Parcel, error)
	_, err = b.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for _, k := range keys {
			if k.kind == "shelf" && slices.Contains(casebook.KeyKinds(), k.rest) {
				continue // packSeals, later
			}
			if ask, ok := packers[k.kind]; ok {
				reads = append(reads, ask(ctx, b, pipe, k))
			}
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, "", err
	}
	var parcels []casebook.Parcel
	for _, read := range reads {
		more, err := read()
		if err != nil {
			return nil, "", err
		}
		parcels = append(parcels, more...)
	}
	return parcels, next, nil
}

// packers ask for what lies under a key of a kind and give what reads the answer.
// What ran out between the two is left out.
var packers = map[string]func(context.Context, *Book, redis.Pipeliner, keyed) func() ([]casebook.Parcel, error){
	"talk":  packTalk,
	"key":   packKey,
	"out":   packQueue,
	"shelf": packShelf,
}

func packTalk(ctx context.Context, _ *Book, pipe redis.Pipeliner, k keyed) func() ([]casebook.Parcel, error) {
	a := dialog.Address(k.rest)
	talk, ready := pipe.HGetAll(ctx, k.talk(a)), pipe.ZScore(ctx, k.wakes(), k.rest)
	return func() ([]casebook.Parcel, error) {
		said, err := talk.Result()
		if err != nil || len(said) == 0 {
			return nil, err
		}
		t := &casebook.PackedTalk{Address: a, State: []byte(said["s"])}
		v, err := strconv.ParseInt(said["v"], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("the version of a talk: %w", err)
		}
		t.Version = casebook.Version(v)
		if said["w"] == "" {
			return []casebook.Parcel{{Talk: t}}, nil
		}
		if t.Wake, err = moment(said["w"]); err != nil {
			return nil, err
		}
		if err := ready.Err(); err != nil && !errors.Is(err, redis.Nil) {
			return nil, err
		}
		t.WakeReady = ofScore(ready.Val())
		t.WakeAttempts, err = strconv.Atoi(cmp.Or(said["a"], "0"))
		return []casebook.Parcel{{Talk: t}}, err
	}
}

// ofScore is a moment out of an index.
func ofScore(micros float64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(micros)).UTC()
}

func packKey(ctx context.Context, _ *Book, pipe redis.Pipeliner, k keyed) func() ([]casebook.Parcel, error) {
	stored, until := pipe.Get(ctx, k.whole), pipe.PExpireTime(ctx, k.whole)
	return func() ([]casebook.Parcel, error) {
		if errors.Is(stored.Err(), redis.Nil) || until.Val() <= 0 {
			return nil, nil
		}
		if err := errors.Join(stored.Err(), until.Err()); err != nil {
			return nil, err
		}
		p := &casebook.PackedKey{Shard: k.n, Until: time.UnixMilli(until.Val().Milliseconds()).UTC()}
		if _, err := fmt.Sscanf(stored.Val(), "%q %d", &p.ID, &p.Version); err != nil {
			return nil, fmt.Errorf("a remembered key is torn: %w", err)
		}
		if p.ID != k.rest {
			var ok bool
			if p.Address, p.Seen, ok = readSeen(k.rest); !ok {
				return nil, errors.New("a remembered key is of no address")
			}
		}
		return []casebook.Parcel{{Key: p}}, nil
	}
}

func packQueue(ctx context.Context, _ *Book, pipe redis.Pipeliner, k keyed) func() ([]casebook.Parcel, error) {
	out := pipe.HGetAll(ctx, k.out(dialog.Address(k.rest)))
	return func() ([]casebook.Parcel, error) {
		said, err := out.Result()
		if err != nil || len(said) == 0 {
			return nil, err
		}
		q := &casebook.PackedQueue{Address: dialog.Address(k.rest)}
		for line := range strings.Lines(said["q"]) { // as outbox.lua writes it
			f := strings.Fields(line)
			if len(f) != 7 {
				return nil, errors.New("the list of an outbox is torn")
			}
			m := casebook.PackedMessage{Safety: f[1] == "1", Message: []byte(said["m"+f[0]])}
			for i, to := range []*time.Time{&m.NotBefore, &m.Due, &m.BusyUntil} {
				if *to, err = moment(f[2+i]); err != nil {
					return nil, fmt.Errorf("the list of an outbox: %w", err)
				}
			}
			if m.Attempts, err = strconv.Atoi(f[5]); err != nil {
				return nil, fmt.Errorf("the list of an outbox: %w", err)
			}
			q.Messages = append(q.Messages, m)
		}
		return []casebook.Parcel{{Queue: q}}, nil
	}
}

func packShelf(ctx context.Context, b *Book, pipe redis.Pipeliner, k keyed) func() ([]casebook.Parcel, error) {
	all := pipe.HGetAll(ctx, k.shelf(k.rest))
	return func() ([]casebook.Parcel, error) {
		stored, err := all.Result()
		if err != nil {
			return nil, err
		}
		var parcels []casebook.Parcel
		for key, value := range stored {
			r, err := readRecord(k.rest, key, []byte(value))
			if err != nil {
				return nil, err
			}
			if !b.gone(r) {
				parcels = append(parcels, casebook.Parcel{Record: &r})
			}
		}
		return parcels, nil
	}
}

// packSeals gives one kind of keys after the other.
func (b *Book) packSeals(ctx context.Context, after string, _ int) ([]casebook.Parcel, string, error) {
	n, _ := strconv.Atoi(after) // "" is the first
	kinds := casebook.KeyKinds()
	var read func() ([]casebook.Parcel, error)
	_, err := b.client.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		read = packShelf(ctx, b, pipe, keyed{shard: b.shelfOf(kinds[n]), rest: kinds[n]})
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	parcels, err := read()
	if n++; err != nil || n == len(kinds) {
		return parcels, "", err
	}
	return parcels, strconv.Itoa(n), nil
}

// packLetters gives the letters of one shard after the other.
func (b *Book) packLetters(ctx context.Context, after string, _ int) ([]casebook.Parcel, string, error) {
	n, _ := strconv.Atoi(after) // "" is the first
	s := b.shard(n)
	stored, err := b.client.HGetAll(ctx, s.letter()).Result()
	if err != nil {
		return nil, "", err
	}
	index, err := b.client.ZRangeWithScores(ctx, s.letters(), 0, -1).Result()
	if err != nil {
		return nil, "", err
	}
	ready := map[string]float64{}
	for _, z := range index {
		ready[z.Member.(string)] = z.Score
	}
	var parcels []casebook.Parcel
	numbers := make([]string, 0, len(stored))
	for number := range stored {
		numbers = append(numbers, number)
	}
	slices.SortFunc(numbers, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	for _, number := range numbers {
		f := strings.SplitN(stored[number], "\n", 5) // as commit.lua writes it
		if len(f) != 5 {
			return nil, "", errors.New("a letter is torn")
		}
		l := &casebook.PackedLetter{From: dialog.Address(f[4]), Ready: ofScore(ready[number]), Letter: []byte(f[3])}
		if l.Attempts, err = strconv.Atoi(f[1]); err != nil {
			return nil, "", fmt.Errorf("a letter's attempts: %w", err)
		}
		if l.Due, err = moment(f[2]); err != nil {
			return nil, "", fmt.Errorf("when a letter fell due: %w", err)
		}
		parcels = append(parcels, casebook.Parcel{Letter: l})
	}
	if n+1 == casebook.Shards {
		return parcels, "", nil
	}
	return parcels, strconv.Itoa(n + 1), nil
}
