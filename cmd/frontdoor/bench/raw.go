package bench

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis"
	"frontdoor/handoff/casebook/sqlite"
)

// raw is what the engine's store can do without an engine: the same rows or keys
// written by bare statements, nothing looked at before. The engine is held against
// it, in turns, for what else runs on the machine slows both.
type raw struct {
	bare  func(ctx context.Context, serial int64) error // one commit, or what shares one transaction
	each  int                                           // how many commits that is
	side  int                                           // by how many at once
	book  casebook.Book
	close func()
}

// How long each side writes at a time, how often, and how many write at once.
const (
	rawTurn   = 300 * time.Millisecond
	rawRounds = 6
	rawWidth  = 64
)

// newRaw opens what a book of the kind can be held against, beside the book.
func newRaw(ctx context.Context, e *engine, folder string) (*raw, error) {
	if e.own != nil {
		return rawRedis(ctx, e.book)
	}
	return rawSQLite(ctx, folder)
}

// rates are commits a second, bare and by the engine.
type rates struct{ bare, engine float64 }

// measure lets both sides write in turns.
func (r *raw) measure(ctx context.Context, serial *atomic.Int64) (rates, error) {
	var bare, engine int64
	var bareTime, engineTime time.Duration
	for range rawRounds {
		n, took, err := r.turn(ctx, serial, r.side, r.bare)
		if err != nil {
			return rates{}, fmt.Errorf("bare commits: %w", err)
		}
		bare, bareTime = bare+n*int64(r.each), bareTime+took
		n, took, err = r.turn(ctx, serial, rawWidth, func(ctx context.Context, serial int64) error {
			_, err := r.book.Commit(ctx, turnOf(serial))
			return err
		})
		if err != nil {
			return rates{}, fmt.Errorf("the engine's commits: %w", err)
		}
		engine, engineTime = engine+n, engineTime+took
	}
	return rates{float64(bare) / bareTime.Seconds(), float64(engine) / engineTime.Seconds()}, nil
}

// turn lets so many write for a while.
func (r *raw) turn(ctx context.Context, serial *atomic.Int64, width int, write func(context.Context, int64) error) (n int64, took time.Duration, err error) {
	var done atomic.Int64
	var first error
	var once sync.Once
	var writing sync.WaitGroup
	begun := time.Now()
	for range width {
		writing.Go(func() {
			for time.Since(begun) < rawTurn {
				if err := write(ctx, serial.Add(int64(r.each))); err != nil {
					once.Do(func() { first = err })
					return
				}
				done.Add(1)
			}
		})
	}
	writing.Wait()
	return done.Load(), time.Since(begun), first
}

// turnOf is a commit as a first message makes it: key, state, two events, one reply,
// a wake-up.
func turnOf(serial int64) casebook.Commit {
	at := time.Unix(1_800_000_000, 0)
	a := dialog.Address(fmt.Sprint("web:bench", serial))
	id := fmt.Sprint(serial)
	state := dialog.State{V: dialog.StateVersion, Lang: "zh", Name: strings.Repeat("街道", 80)}
	one := dialog.CaseID("OLD-" + id)
	return casebook.Commit{
		ID: id, Address: a, Seen: "r:" + id, State: &state, Wake: at.Add(time.Hour),
		Events: []casebook.Event{
			{Change: dialog.Change{Case: one, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "昨天下午在兴学社区门口,张三撞了我,医药费1900元没给"}, At: at, Address: a},
			{Change: dialog.Change{Case: one, Kind: dialog.ChangeSaid, By: dialog.ByBot, Text: "怎么称呼您、手机号多少?"}, At: at, Address: a, Message: id},
		},
		Send: []casebook.Outgoing{{ID: id, To: a, Case: one, By: dialog.ByBot, Text: "怎么称呼您、手机号多少?", CommittedAt: at}},
	}
}

// openBook opens a book by the engine under test.
func openBook(ctx context.Context, at string) (casebook.Book, error) {
	if file, ok := strings.CutPrefix(at, "sqlite:"); ok {
		return sqlite.Open(ctx, file)
	}
	return redis.Open(ctx, at, redis.Options{})
}
