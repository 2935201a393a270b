package media

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Recorder records in a case what became of a file: the casebook.Clerk.
type Recorder interface {
	Filed(ctx context.Context, brought casebook.Event, n int, state casebook.FileState, why string, kept ...dialog.Media) error
}

// Options are what a Keeper works with; all but Alone, Log, Now and Stall are required.
type Options struct {
	Book casebook.Book
	// BookID names the book among all: a place in the feed of another, which this one
	// was moved from, is none of its own.
	BookID   string
	Shelf    casebook.Shelf
	Recorder Recorder
	Store    *Store
	// Openers are the channels that can open what they took, by their names.
	Openers map[string]bot.MediaOpener
	// Alone runs following in one process of several on a book; nil where there is
	// only one.
	Alone func(ctx context.Context, do func(context.Context) error) error
	Log   *slog.Logger
	Now   func() time.Time
	Stall time.Duration // how long a download may stand still; 30 seconds when 0
}

// Keeper follows the book and sees to it that every file a resident sends is fetched
// once and kept, or said to be lost. Every file is a job on the Shelf until then: any
// number of processes may be killed at any moment, and others go on.
type Keeper struct {
	Options
	most int64         // Most, less in tests
	more chan struct{} // there may be jobs to begin

	painting sync.Mutex

	mu    sync.Mutex
	busy  map[string]int   // jobs under way by channel
	place *casebook.Cursor // in the feed, up to where every file has its job; nil before it is known
}

// NewKeeper makes a keeper; Run sets it to work.
func NewKeeper(o Options) *Keeper {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Stall == 0 {
		o.Stall = 30 * time.Second
	}
	if o.Alone == nil {
		o.Alone = func(ctx context.Context, do func(context.Context) error) error { return do(ctx) }
	}
	return &Keeper{Options: o, most: Most, more: make(chan struct{}, 1), busy: map[string]int{}}
}

// Run keeps files until ctx ends and returns ctx's error.
func (k *Keeper) Run(ctx context.Context) error {
	var parts errgroup.Group
	parts.Go(func() error { return k.patiently(ctx, "fetch files", k.work) })
	parts.Go(func() error {
		return k.Alone(ctx, func(ctx context.Context) error {
			var alone errgroup.Group
			alone.Go(func() error { return k.patiently(ctx, "follow the book for files", k.follow) })
			alone.Go(func() error { return k.patiently(ctx, "tidy files", k.tidy) })
			alone.Go(func() error { return k.patiently(ctx, "seal files", k.sealOld) })
			return alone.Wait()
		})
	})
	return parts.Wait()
}

// troublePause is the longest pause after trouble with the book.
const troublePause = 15 * time.Second

// patiently does something until ctx ends. Trouble is logged once and waited out, longer
// each time.
func (k *Keeper) patiently(ctx context.Context, what string, do func(ctx context.Context, well func()) error) error {
	trouble := 0
	well := func() {
		if trouble > 0 {
			k.Log.Info("files: all is well again", "what", what)
		}
		trouble = 0
	}
	for {
		err := do(ctx, well)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if trouble == 0 {
			k.Log.Error("files: cannot "+what+", trying again", "err", err)
		}
		if !rest(ctx, nil, min(250*time.Millisecond<<min(trouble, 10), troublePause)) {
			return ctx.Err()
		}
		trouble++
	}
}

// rest waits for a word or for the time to pass; false when ctx has ended.
func rest(ctx context.Context, word <-chan struct{}, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-word:
	case <-t.C:
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}

// How often the place in the feed is written down, other processes' jobs are looked for,
// and the feed is.
const (
	placePause = 10 * time.Second
	placeMost  = 2 * time.Second // for writing it down at the end
	lookPause  = 2 * time.Second
	followRest = 200 * time.Millisecond // between two looks at the book for files to fetch
)

// The record that holds how far the feed was read.
const (
	placeKind = "media-place"
	placeKey  = "feed"
)

// follow makes a job of every file the book tells of. The place in the feed is written
// down now and then, and at the end: what is read twice makes no second job, for the case
// says what became of a file.
func (k *Keeper) follow(ctx context.Context, well func()) error {
	place, err := k.Shelf.Get(ctx, placeKind, placeKey)
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return fmt.Errorf("read the place in the feed: %w", err)
	}
	place.Kind, place.Key = placeKind, placeKey
	var from casebook.Cursor
	if id, cursor, ok := strings.Cut(string(place.Value), " "); ok && id == k.BookID {
		from = casebook.Cursor(cursor)
	}
	k.reached(from)
	written, reached := k.Now(), from
	write := func(ctx context.Context) error {
		if reached == from {
			return nil
		}
		place.Value = []byte(k.BookID + " " + string(reached))
		v, err := k.Shelf.Put(ctx, place)
		if err != nil {
			return fmt.Errorf("write down the place in the feed: %w", err)
		}
		place.Version, written, from = v, k.Now(), reached
		return nil
	}
	err = casebook.TailInHeaps(ctx, k.Book, from, followRest, func(events []casebook.Event, next casebook.Cursor) error {
		for _, e := range events {
			if err := k.heard(ctx, e); err != nil {
				return err
			}
		}
		k.reached(next)
		reached = next
		well()
		if k.Now().Sub(written) >= placePause {
			return write(ctx)
		}
		return nil
	})
	if ctx.Err() != nil { // the next start need not read all this again
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), placeMost)
		defer cancel()
		return errors.Join(err, write(last))
	}
	if errors.Is(err, casebook.ErrCursor) { // an older book was put back: from its beginning
		err = errors.Join(err, k.Shelf.Remove(ctx, placeKind, placeKey, place.Version))
	}
	return err
}

// reached notes how far the feed was read.
func (k *Keeper) reached(place casebook.Cursor) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.place = &place
}

// heard makes the jobs an event asks for.
func (k *Keeper) heard(ctx context.Context, e casebook.Event) error {
	var refs []casebook.FileRef
	switch {
	case e.Sent():
		for n := range e.Media {
			refs = append(refs, casebook.FileRef{Seq: e.Seq, N: n})
		}
	case e.Kind == dialog.ChangeMedia && e.Value == string(casebook.FileWanted):
		refs = append(refs, e.File)
	}
	for _, ref := range refs {
		if err := k.want(ctx, e, ref); err != nil {
			return err
		}
	}
	if len(refs) > 0 {
		k.look()
	}
	return nil
}

// look has the jobs looked at soon.
func (k *Keeper) look() {
	select {
	case k.more <- struct{}{}:
	default:
	}
}

// holdFor is how long a process that died keeps a job from others.
const holdFor = 15 * time.Second

// work begins the jobs that are due, again and again.
func (k *Keeper) work(ctx context.Context, well func()) error {
	var underWay sync.WaitGroup
	defer underWay.Wait()
	for {
		next, err := k.begin(ctx, &underWay)
		if err != nil {
			return err
		}
		well()
		if !rest(ctx, k.more, min(lookPause, max(0, next.Sub(k.Now())))) {
			return ctx.Err()
		}
	}
}

// widthOf is how many jobs of one channel are under way at once: a provider that hangs
// holds up nobody else's files.
const widthOf = 2

// begin begins the jobs that are due and says when to look again.
func (k *Keeper) begin(ctx context.Context, underWay *sync.WaitGroup) (time.Time, error) {
	records, err := k.Shelf.List(ctx, jobKind)
	if err != nil {
		return time.Time{}, fmt.Errorf("list jobs: %w", err)
	}
	next := k.Now().Add(lookPause)
	for _, r := range records {
		w, err := readJob(r)
		if err != nil { // it must not hold up all others
			k.Log.Error("files: a job is left out", "err", err)
			continue
		}
		if due := w.due(); due.After(k.Now()) {
			if due.Before(next) {
				next = due
			}
			continue
		}
		if !k.enter(w.Channel) {
			continue // whoever leaves has the jobs looked at
		}
		w.Held = k.Now().Add(holdFor)
		if err := k.put(ctx, &w); err != nil {
			k.leave(w.Channel)
			if errors.Is(err, casebook.ErrStale) {
				continue // another process does it
			}
			return next, err
		}
		underWay.Go(func() {
			defer k.look()
			defer k.leave(w.Channel)
			k.do(ctx, w)
		})
	}
	return next, nil
}

func (k *Keeper) enter(channel string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.busy[channel] >= widthOf {
		return false
	}
	k.busy[channel]++
	return true
}

func (k *Keeper) leave(channel string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.busy[channel]--
}
