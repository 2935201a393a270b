package watch

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// Options are what the watch works with. All but Rules, Log and Now are required.
type Options struct {
	Clerk   *casebook.Clerk
	Board   *handoff.Board
	Rules   *handoff.Rules // nil in a town without areas: then it only asks who reported the same
	Catalog *catalog.Catalog
	Town    *town.Town
	// Crew gives all agents; Load and Last are the watch's own to fill in.
	Crew func(context.Context) ([]handoff.Member, error)
	Log  *slog.Logger
	Now  func() time.Time
}

// Watch looks after the open cases of a town. One is enough; its methods are for one
// goroutine.
type Watch struct {
	Options
	looks    looks
	at       map[dialog.CaseID]time.Time // when to look, the latest word on it
	holders  map[dialog.CaseID]string
	load     map[string]int
	last     map[string]time.Time
	clusters clusters
	crew     map[string]string // how each agent served when it was asked last (muster.go)
	musterAt time.Time
}

// New makes a watch.
func New(o Options) *Watch {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Watch{Options: o, at: map[dialog.CaseID]time.Time{}, holders: map[dialog.CaseID]string{}, load: map[string]int{},
		last: map[string]time.Time{}, clusters: newClusters()}
}

// pause is how long the watch rests after trouble; half of it, at most, between two looks.
const pause = time.Second

// Run watches until ctx ends. Trouble with the book is logged once and waited out.
func (w *Watch) Run(ctx context.Context) error {
	select {
	case <-w.Board.Ready():
	case <-ctx.Done():
		return ctx.Err()
	}
	changed := make(chan []dialog.CaseID)
	cursor := w.Board.Cursor()
	w.Begin()
	go w.follow(ctx, cursor, changed)
	trouble := false
	for ctx.Err() == nil {
		err := w.Muster(ctx, w.Now())
		if err == nil {
			_, err = w.Once(ctx, w.Now())
		}
		switch {
		case ctx.Err() != nil:
		case err != nil && !trouble:
			w.Log.Error("the town's rules cannot be carried out, trying on", "err", err)
			trouble = true
		case err == nil && trouble:
			w.Log.Info("the town's rules are carried out again")
			trouble = false
		}
		timer := time.NewTimer(w.rest())
		select {
		case ids := <-changed:
			for _, id := range ids {
				w.Changed(id, w.Now())
			}
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
	return ctx.Err()
}

// rest is how long nothing is due.
func (w *Watch) rest() time.Duration {
	if next, ok := w.Next(); ok {
		return max(min(next.Sub(w.Now()), pause/2), 10*time.Millisecond)
	}
	return pause / 2
}

// follow tells which cases changed. A book that was put back from a backup is looked at
// from its beginning: what was done is not done twice.
func (w *Watch) follow(ctx context.Context, cursor casebook.Cursor, changed chan<- []dialog.CaseID) {
	for ctx.Err() == nil {
		err := w.Board.Follow(ctx, cursor, func(events []casebook.Event, after casebook.Cursor) error {
			var ids []dialog.CaseID
			for _, e := range events {
				if n := len(ids); n == 0 || ids[n-1] != e.Case {
					ids = append(ids, e.Case)
				}
			}
			select {
			case changed <- ids:
			case <-ctx.Done():
			}
			cursor = after
			return ctx.Err()
		})
		if errors.Is(err, casebook.ErrCursor) {
			cursor = ""
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
	}
}

// Begin takes all open cases in, and the closed ones of which something is still owed, to
// be looked at now.
func (w *Watch) Begin() {
	if w.Rules == nil {
		return
	}
	for _, c := range w.Board.Open() {
		w.Changed(c.ID, time.Time{})
	}
	for _, c := range w.Board.All() {
		closed := c.Status == dialog.Resolved || c.Status == dialog.Archived
		if closed && (len(c.CheckIns) > 0 || len(w.Rules.Clocks(c)) > 0) {
			w.Changed(c.ID, time.Time{})
		}
	}
}

// Changed notes that something happened to a case: it is looked at again by then.
func (w *Watch) Changed(id dialog.CaseID, now time.Time) {
	c, ok := w.Board.Case(id)
	if !ok {
		return
	}
	if w.Rules != nil {
		w.holds(c)
		w.clusters.note(c, w.Board.Place(id), w.Town)
	}
	w.lookAt(id, now)
}

// holds counts the case as its owner's, or as of who is proposed it.
func (w *Watch) holds(c casebook.Case) {
	login := c.Owner
	if login == "" {
		login = c.Proposed
	}
	if at := latest(c.HeldSince, c.ProposedAt); login != "" && at.After(w.last[login]) {
		w.last[login] = at
	}
	if c.Status == dialog.Resolved || c.Status == dialog.Archived {
		login = ""
	}
	if before := w.holders[c.ID]; before != login {
		w.load[before]--
		w.load[login]++
		w.holders[c.ID] = login
		if login == "" {
			delete(w.holders, c.ID)
		}
	}
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Next is when something is due next; false for never.
func (w *Watch) Next() (time.Time, bool) {
	for len(w.looks) > 0 {
		if at, ok := w.at[w.looks[0].id]; ok && w.looks[0].at.Equal(at) {
			break
		}
		heap.Pop(&w.looks) // looked at already, or said otherwise since
	}
	if len(w.looks) == 0 {
		return time.Time{}, false
	}
	return w.looks[0].at, true
}

// Once does all that is due at now, and says how many things that were.
func (w *Watch) Once(ctx context.Context, now time.Time) (int, error) {
	did := 0
	var crew []handoff.Member
	for {
		next, ok := w.Next()
		if !ok || next.After(now) || ctx.Err() != nil {
			return did, ctx.Err()
		}
		if crew == nil && w.Rules != nil {
			var err error
			if crew, err = w.Crew(ctx); err != nil {
				return did, err
			}
			w.Rules.Muster(crew, now)
		}
		id := w.looks[0].id
		n, err := w.look(ctx, id, crew, now)
		did += n
		if err != nil {
			w.lookAt(id, now.Add(pause))
			return did, err
		}
	}
}

// looksMost bounds how often one case is looked at in a row: each look follows from what
// the one before did.
const looksMost = 8

// refusedPause is when a case is looked at again whose talk refused what was decided.
const refusedPause = 10 * time.Minute

// look does what is due in one case.
func (w *Watch) look(ctx context.Context, id dialog.CaseID, crew []handoff.Member, now time.Time) (int, error) {
	delete(w.at, id)
	did := 0
	for range looksMost {
		c, ok := w.Board.Case(id)
		if !ok {
			return did, nil
		}
		asked, err := w.askAlike(ctx, c, crew, now)
		if err != nil {
			return did, err
		}
		if asked {
			did++
		}
		if w.Rules == nil {
			return did, nil
		}
		c = w.led(c)
		for i := range crew {
			crew[i].Load, crew[i].Last = w.load[crew[i].Login], w.last[crew[i].Login]
		}
		lies := w.Board.Place(id)
		looked := w.Rules.Look(c, lies, crew, now)
		looked.Do = append(looked.Do, w.clusters.tell(c, w.Rules, w.Town, lies, crew)...)
		if len(looked.Do) == 0 {
			if !looked.Again.IsZero() {
				w.lookAt(id, looked.Again)
			}
			return did, nil
		}
		n, err := w.do(ctx, c, looked.Do, now)
		did += n
		if err != nil {
			return did, err
		}
		if err := w.Board.CatchUp(ctx); err != nil {
			return did, err
		}
		if after, _ := w.Board.Case(id); after.Seq == c.Seq { // refused: somebody was faster, and will be heard of
			w.lookAt(id, now.Add(refusedPause))
			return did, nil
		}
		w.Changed(id, now)
		delete(w.at, id)
	}
	w.lookAt(id, now.Add(pause))
	return did, nil
}

// led is a case as its owner's who has the case that it goes on in.
func (w *Watch) led(c casebook.Case) casebook.Case {
	if into, ok := w.Board.Case(c.Merged); ok && c.Merged != "" && c.Owner == "" {
		c.Owner, c.First = into.Owner, into.First
	}
	return c
}

// do records what was decided. What no longer fits is left alone.
func (w *Watch) do(ctx context.Context, c casebook.Case, doings []handoff.Doing, now time.Time) (int, error) {
	did := 0
	for _, d := range doings {
		result, err := w.Clerk.Handle(ctx, dialog.Input{ID: string(c.ID) + ":" + d.ID, Kind: dialog.Happens, From: c.Address, Case: c.ID, At: now, Change: &d.Change})
		var held *dialog.HeldError
		switch {
		case errors.As(err, &held), errors.Is(err, dialog.ErrClosed), errors.Is(err, dialog.ErrNotOwner), errors.Is(err, dialog.ErrNoCase):
		case err != nil:
			return did, fmt.Errorf("carry out the town's rules for case %s: %w", c.ID, err)
		case !result.Seen:
			did++
		}
	}
	return did, nil
}

// lookAt says when a case is looked at next; the last word counts.
func (w *Watch) lookAt(id dialog.CaseID, at time.Time) {
	w.at[id] = at
	heap.Push(&w.looks, look{id, at})
}

// look is a case and when to look at it; looks is a heap of them, the soonest first.
type look struct {
	id dialog.CaseID
	at time.Time
}

type looks []look

func (l looks) Len() int           { return len(l) }
func (l looks) Less(i, j int) bool { return l[i].at.Before(l[j].at) }
func (l looks) Swap(i, j int)      { l[i], l[j] = l[j], l[i] }
func (l *looks) Push(x any)        { *l = append(*l, x.(look)) } //nolint:forcetypeassert // only looks are pushed
func (l *looks) Pop() any {
	last := len(*l) - 1
	x := (*l)[last]
	*l = (*l)[:last]
	return x
}
