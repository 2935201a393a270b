package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestVital: what cannot be written is said once, stands on the page meanwhile, is tried
// again at a pace that heats nothing, and is said to work once it has for a while.
func TestVital(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said lockedBuffer
		var disk faulty
		v := newVital("book", "words are refused", disk.write, slog.New(slog.NewTextHandler(&said, nil)))
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- v.run(ctx) }()
		word := v.receive(func(context.Context, dialog.Input) error { return disk.is() })
		want := func(when string, errs, infos int, page string) {
			t.Helper()
			synctest.Wait()
			e, i := strings.Count(said.String(), "level=ERROR"), strings.Count(said.String(), "level=INFO")
			if e != errs || i != infos {
				t.Errorf("%s: %d errors and %d other lines, want %d and %d:\n%s", when, e, i, errs, infos, &said)
			}
			if got := strings.Join(v.trouble(), "\n"); !strings.Contains(got, page) || page == "" && got != "" {
				t.Errorf("%s: the page says %q, want %q", when, got, page)
			}
		}
		want("at first", 0, 0, "")
		time.Sleep(10 * time.Minute)
		want("all is well", 0, 0, "")
		if tries := disk.tries.Load(); tries > 12 {
			t.Errorf("tried %d times in ten quiet minutes", tries)
		}

		disk.be(fmt.Errorf("commit: %w", syscall.ENOSPC))
		if err := word(ctx, dialog.Input{}); !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("a word: %v", err)
		}
		want("a word was refused", 1, 0, "the disk is full): words are refused")
		disk.tries.Store(0)
		for range 100 {
			word(ctx, dialog.Input{}) //nolint:errcheck // refused as the first
			time.Sleep(6 * time.Second)
		}
		want("ten minutes of it", 1, 0, "the disk is full")
		if tries := disk.tries.Load(); tries > 600 {
			t.Errorf("tried %d times in ten minutes", tries)
		}

		disk.be(nil)
		time.Sleep(vitalSettled / 2)
		want("a little room for a moment", 1, 0, "the disk is full")
		disk.be(syscall.ENOSPC)
		time.Sleep(vitalRetry)
		disk.be(nil)
		time.Sleep(vitalSettled + 2*vitalRetry)
		want("room", 1, 1, "")
		if !strings.Contains(said.String(), "refused=100") {
			t.Errorf("how many words were refused is not said:\n%s", &said)
		}
		disk.be(syscall.EROFS)
		time.Sleep(vitalPause)
		want("nobody writes, and the disk may only be read", 2, 1, "may only be read")
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("ended with %v", err)
		}
	})
}

// faulty fails as the test says.
type faulty struct {
	mu    sync.Mutex
	fault error
	tries atomic.Int64
}

func (f *faulty) be(fault error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault = fault
}

func (f *faulty) is() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.fault
}

func (f *faulty) write(context.Context) error {
	f.tries.Add(1)
	return f.is()
}

// TestBookTrial: a book is tried by writing anew each time, also when the record by which
// it is tried was forgotten or was stored without this process being told.
func TestBookTrial(t *testing.T) {
	t.Parallel()
	b, _, closing, err := temporaryBook(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer closing()
	blind := &blindShelf{Shelf: b}
	try := bookTrial(blind, time.Now)
	var before casebook.Record
	for _, step := range []string{"first", "again", "not told", "after that", "forgotten"} {
		blind.blind = step == "not told"
		if err := try(t.Context()); (err != nil) != blind.blind {
			t.Fatalf("%s: %v", step, err)
		}
		all, err := b.List(t.Context(), kindTrial)
		if err != nil || len(all) != 1 || len(all[0].Value) != trialSize || bytes.Equal(all[0].Value, before.Value) {
			t.Fatalf("%s: %d records, %v", step, len(all), err)
		}
		if before = all[0]; step == "after that" {
			if err := b.Remove(t.Context(), kindTrial, before.Key, before.Version); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// blindShelf stores and says that it did not.
type blindShelf struct {
	casebook.Shelf
	blind bool
}

func (b *blindShelf) Put(ctx context.Context, r casebook.Record) (casebook.Version, error) {
	v, err := b.Shelf.Put(ctx, r)
	if b.blind {
		return 0, errors.New("the line was cut")
	}
	return v, err
}

// TestSeldom: the same trouble stands once in the log and then seldom, with how many were
// left out; what differs, and what is no error, is all written.
func TestSeldom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said bytes.Buffer
		log := seldom(slog.New(slog.NewTextHandler(&said, nil)))
		lines := func() int {
			defer said.Reset()
			return strings.Count(said.String(), "\n")
		}
		full := func(n int, of string) {
			log.With("part", "x").Error(of+" was not stored", "update", n, "err", fmt.Errorf("store keys-%02d: disk is full (13)", n))
		}
		for i := range 100 {
			full(i, "an update")
			full(i, "a receipt")
			log.Warn("a message was given up", "case", i)
			log.Info("read", "err", "no trouble")
			log.Error("an act did not happen", "number", "ABC", "err", "the disk is full")
		}
		if n := lines(); n != 2+100+100+100 {
			t.Errorf("%d lines of 500, want each kind of error once and all others", n)
		}
		log.Error("a message was not stored", "error", errors.New("the key is lost"))
		log.Error("a message was not stored", "error", errors.New("the key is lost"))
		if n := lines(); n != 1 {
			t.Error("another error is not said")
		}
		for range 24 * 60 * 2 {
			full(7, "an update")
			time.Sleep(30 * time.Second)
		}
		if text := said.String(); !strings.Contains(text, "left_out=") {
			t.Errorf("how many were left out is not said:\n%s", text)
		}
		if n := lines(); n < 20 || n > 32 {
			t.Errorf("%d lines in a day of trouble, want one an hour and a few at first", n)
		}
		time.Sleep(3 * time.Hour)
		full(7, "an update")
		full(7, "an update")
		if n := lines(); n != 1 {
			t.Errorf("trouble that came back is said %d times", n)
		}
		for i := range 100 {
			log.Error(fmt.Sprintf("http: Accept error: accept tcp 127.0.0.1:80: accept4: too many open files; retrying in %dms", i))
		}
		if n := lines(); n != 1 {
			t.Errorf("the server's own words are said %d times", n)
		}
		for i := range 10 * seldomKinds {
			log.Error("trouble", "err", strings.Repeat("x", i))
		}
		if n := len(log.Handler().(rare).seen.kinds); n > seldomKinds {
			t.Errorf("%d kinds are remembered", n)
		}
	})
}
