package sqlite

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// turn is a commit as a talk makes it: key, 600 bytes of state, two events, one
// message, a wake-up.
func turn(a dialog.Address, serial int64, expect casebook.Version) casebook.Commit {
	at := time.Unix(1_800_000_000+serial, 0)
	state := dialog.State{V: 1, Lang: "zh", Name: strings.Repeat("街道", 80)}
	id := fmt.Sprint(serial)
	one := dialog.CaseID("OLD-" + a.Local())
	return casebook.Commit{
		ID: id, Address: a, Seen: "r:" + id, State: &state, Expect: expect, Wake: at.Add(time.Hour),
		Events: []casebook.Event{
			{Change: dialog.Change{Case: one, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "昨天下午在兴学社区门口,张三撞了我,医药费1900元没给"}, At: at, Address: a},
			{Change: dialog.Change{Case: one, Kind: dialog.ChangeSaid, By: dialog.ByBot, Text: "怎么称呼您、手机号多少?"}, At: at, Address: a, Message: id},
		},
		Send: []casebook.Outgoing{{ID: id, To: a, Case: one, By: dialog.ByBot, Text: "怎么称呼您、手机号多少?", CommittedAt: at}},
	}
}

func commitOne(b *testing.B, book *Book, c casebook.Commit) casebook.Version {
	v, err := book.Commit(b.Context(), c)
	if err != nil {
		b.Error(err)
	}
	return v
}

// BenchmarkCommit is one commit after the other: each waits for the disk alone.
func BenchmarkCommit(b *testing.B) {
	book := openTest(b, filepath.Join(b.TempDir(), "book.db"))
	versions := make([]casebook.Version, 1000)
	for n := int64(1); b.Loop(); n++ {
		at := n % 1000
		versions[at] = commitOne(b, book, turn(dialog.Address(fmt.Sprint("web:", at)), n, versions[at]))
	}
}

// parallel runs step in 64 goroutines, each with an address of its own.
func parallel(b *testing.B, step func(book *Book, a dialog.Address, serial int64, v casebook.Version) casebook.Version) {
	book := openTest(b, filepath.Join(b.TempDir(), "book.db"))
	var serial atomic.Int64
	b.SetParallelism(64 / runtime.GOMAXPROCS(0))
	b.RunParallel(func(pb *testing.PB) {
		a := dialog.Address(fmt.Sprint("web:", serial.Add(1)))
		for v := casebook.Version(0); pb.Next(); {
			v = step(book, a, serial.Add(1), v)
		}
	})
}

// BenchmarkCommit64 is 64 committers at once, who share groups.
func BenchmarkCommit64(b *testing.B) {
	parallel(b, func(book *Book, a dialog.Address, serial int64, v casebook.Version) casebook.Version {
		return commitOne(b, book, turn(a, serial, v))
	})
}

// BenchmarkReadCommit64 is the same with the read before it, as the Clerk does.
func BenchmarkReadCommit64(b *testing.B) {
	parallel(b, func(book *Book, a dialog.Address, serial int64, _ casebook.Version) casebook.Version {
		talk, err := book.Read(b.Context(), a)
		if err != nil {
			b.Error(err)
		}
		return commitOne(b, book, turn(a, serial, talk.Version))
	})
}

// BenchmarkLease is one message leased and settled, in a book with nothing else
// to send and in one where 100,000 addresses wait for a provider that is down.
func BenchmarkLease(b *testing.B) {
	for _, waiting := range []int{0, 100_000} {
		b.Run(fmt.Sprint("waiting=", waiting), func(b *testing.B) {
			book := openTest(b, filepath.Join(b.TempDir(), "book.db"), Volatile())
			now := time.Now()
			if err := book.writer.submit(b.Context(), false, func(w *writer) error {
				for i := range waiting {
					a := dialog.Address(fmt.Sprint("web:waits", i))
					if err := w.exec("INSERT INTO outbox (address, safety, not_before, due_at, busy_until, message) VALUES (?, 0, 0, 0, ?, '{}')",
						a, now.Add(time.Hour).UnixMicro()); err != nil {
						return err
					}
					if err := w.refreshQueue(a); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				b.Fatal(err)
			}
			for n := 0; b.Loop(); n++ {
				a := dialog.Address(fmt.Sprint("web:", n))
				commitOne(b, book, casebook.Commit{ID: fmt.Sprint("send", n), Address: a, Send: []casebook.Outgoing{{ID: "m", To: a}}})
				dues, err := book.Lease(b.Context(), casebook.DueMessage, now, time.Minute, 64)
				if err != nil || len(dues) != 1 {
					b.Fatal(len(dues), err)
				}
				commitOne(b, book, casebook.Commit{ID: fmt.Sprint("settle", n), Address: a, Settled: []casebook.Settled{{Kind: dues[0].Kind, Token: dues[0].Token}}})
			}
		})
	}
}
