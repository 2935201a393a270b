package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"sync"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"frontdoor/bot"
	"frontdoor/bot/media"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// vital is something without which new work is refused: the book, the folder of files. It
// is tried now and then, and at once when work was refused. That it fails is said once in
// the log, and so is that it works again; meanwhile it stands at /readyz and in a figure.
//
// /readyz answers 200 all the same. What is stored can be read, and providers that are
// told 503 by the webhooks send again: taking the server away would only hide from agents
// what they need most just then.
type vital struct {
	name, means string // means is what follows while it fails
	try         func(context.Context) error
	log         *slog.Logger
	soon        chan struct{} // work was refused: try now

	mu      sync.Mutex
	since   time.Time // it fails since; zero while all is well
	last    time.Time // when it failed last
	cause   string
	refused int // how often work was refused meanwhile
}

// How often a vital thing is tried while it works and while it fails, and for how long it
// must work before that is said: a disk with a little room fails by turns.
const (
	vitalPause   = time.Minute
	vitalRetry   = 2 * time.Second
	vitalSettled = 10 * time.Second
	vitalTime    = 15 * time.Second // a try that takes longer has failed
)

func newVital(name, means string, try func(context.Context) error, log *slog.Logger) *vital {
	return &vital{name: name, means: means, try: try, log: log, soon: make(chan struct{}, 1)}
}

// run tries until ctx ends.
func (v *vital) run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-v.soon:
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
		within, cancel := context.WithTimeout(ctx, vitalTime)
		err := v.try(within)
		cancel()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			v.failed(err)
		default:
			v.worked()
		}
		pause := vitalPause
		if v.failing() {
			pause = vitalRetry
		}
		timer.Reset(pause)
	}
}

// failed notes that it does not work.
func (v *vital) failed(err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.last = time.Now()
	if v.since.IsZero() {
		v.since, v.cause, v.refused = v.last, cmp.Or(causeOf(err), "the log says why"), 0
		v.log.Error("the "+v.name+" cannot be written, trying again; "+v.means, "err", err)
	}
}

// refusedWork notes that something was not stored. Only a try says that it is this which
// fails: a message nothing can be made of is refused as well.
func (v *vital) refusedWork() {
	v.mu.Lock()
	if !v.since.IsZero() {
		v.refused++
		v.last = time.Now()
	}
	v.mu.Unlock()
	select {
	case v.soon <- struct{}{}:
	default:
	}
}

// worked notes that it works.
func (v *vital) worked() {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.since.IsZero() || time.Since(v.last) < vitalSettled {
		return
	}
	v.log.Info("the "+v.name+" can be written again", "after", time.Since(v.since).Round(time.Second), "refused", v.refused)
	v.since = time.Time{}
}

func (v *vital) failing() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return !v.since.IsZero()
}

// trouble is one sentence while it fails, for everybody to read.
func (v *vital) trouble() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.since.IsZero() {
		return nil
	}
	return []string{fmt.Sprintf("the %s cannot be written since %s UTC (%s): %s", v.name, v.since.UTC().Format("2006-01-02 15:04"), v.cause, v.means)}
}

// receive has it tried when something of a resident's was refused.
func (v *vital) receive(next bot.Receiver) bot.Receiver {
	return func(ctx context.Context, in dialog.Input) error {
		err := next(ctx, in)
		if err != nil && ctx.Err() == nil {
			v.refusedWork()
		}
		return err
	}
}

// causeOf says in words that anybody may read what keeps something from being written; ""
// where that is not known.
func causeOf(err error) string {
	var engine *sqlite.Error
	code := 0
	if errors.As(err, &engine) {
		code = engine.Code() & 0xff
	}
	switch {
	case code == sqlite3.SQLITE_FULL, engine != nil && engine.Code() == sqlite3.SQLITE_IOERR_SHMSIZE, errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return "the disk is full"
	case code == sqlite3.SQLITE_READONLY, errors.Is(err, syscall.EROFS):
		return "the disk may only be read"
	case errors.Is(err, fs.ErrPermission):
		return "the user of this program may not write there"
	case code == sqlite3.SQLITE_CANTOPEN, errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return "too many files are open, or the file is gone"
	case code == sqlite3.SQLITE_IOERR, errors.Is(err, syscall.EIO):
		return "the disk fails"
	}
	return ""
}

// The record by which a book is tried: as large as a turn, so that it does not find room
// where a turn finds none. Each process has its own, which is forgotten after the process.
const (
	kindTrial = "trial"
	trialKeep = time.Hour
	trialSize = 32 << 10
)

// bookTrial gives what tries whether a book takes anything.
func bookTrial(shelf casebook.Shelf, now func() time.Time) func(context.Context) error {
	r := casebook.Record{Kind: kindTrial, Key: rand.Text()}
	fill := byte(0)
	return func(ctx context.Context) error {
		fill++ // bytes that are there already would not be written
		r.Value, r.Expires = bytes.Repeat([]byte{fill}, trialSize), now().Add(trialKeep)
		version, err := shelf.Put(ctx, r)
		if errors.Is(err, casebook.ErrStale) { // forgotten, or stored by a try that was not told so
			var there casebook.Record
			if there, err = shelf.Get(ctx, r.Kind, r.Key); errors.Is(err, casebook.ErrNotFound) {
				there, err = casebook.Record{}, nil
			}
			if err == nil {
				r.Version = there.Version
				version, err = shelf.Put(ctx, r)
			}
		}
		if err != nil {
			return fmt.Errorf("try to write the book: %w", err)
		}
		r.Version = version
		return nil
	}
}

// vitals are what this server cannot do without. A bucket is not tried: each try costs.
func (s *serveSettings) vitals(b book, files *media.Store, log *slog.Logger) []*vital {
	all := []*vital{newVital("book", "what residents write is refused, and providers send it again", bookTrial(b, clockOf(b)), log)}
	if !strings.Contains(s.mediaFolder(), "://") {
		all = append(all, newVital("folder of files", "files that residents send wait with their provider", files.Try, log))
	}
	return all
}
