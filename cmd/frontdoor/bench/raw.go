package bench

import (
	"context"
	"fmt"
	"os"
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
	store int // the process in which the store runs, if not in this one; 0 for none
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
		return rawRedis(ctx, e.book, e.own.Process.Pid)
	}
	return rawSQLite(ctx, folder)
}

// pace is how fast one side wrote: commits, in which time, for how much of the CPU.
type pace struct {
	commits   int64
	took, cpu time.Duration
}

func (p pace) rate() float64 { return float64(p.commits) / p.took.Seconds() }

// each is the CPU time of one commit, the store's included.
func (p pace) each() time.Duration { return p.cpu / time.Duration(max(p.commits, 1)) }

func (p pace) and(more pace) pace {
	return pace{p.commits + more.commits, p.took + more.took, p.cpu + more.cpu}
}

// rates are both sides.
type rates struct{ bare, engine pace }

// measure lets both sides write in turns.
func (r *raw) measure(ctx context.Context, serial *atomic.Int64) (rates, error) {
	var sum rates
	for range rawRounds {
		p, err := r.turn(ctx, serial, r.side, r.bare)
		if err != nil {
			return rates{}, fmt.Errorf("bare commits: %w", err)
		}
		p.commits *= int64(r.each)
		sum.bare = sum.bare.and(p)
		p, err = r.turn(ctx, serial, rawWidth, func(ctx context.Context, serial int64) error {
			_, err := r.book.Commit(ctx, turnOf(serial))
			return err
		})
		if err != nil {
			return rates{}, fmt.Errorf("the engine's commits: %w", err)
		}
		sum.engine = sum.engine.and(p)
	}
	return sum, nil
}

// used is the CPU time of this process and of the store.
func (r *raw) used() time.Duration {
	own, _ := cpuOf(os.Getpid())
	if r.store == 0 {
		return own
	}
	store, _ := cpuOf(r.store)
	return own + store
}

// turn lets so many write for a while.
func (r *raw) turn(ctx context.Context, serial *atomic.Int64, width int, write func(context.Context, int64) error) (pace, error) {
	var done atomic.Int64
	var first error
	var once sync.Once
	var writing sync.WaitGroup
	begun, before := time.Now(), r.used()
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
	return pace{done.Load(), time.Since(begun), r.used() - before}, first
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
