package simulate

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/watch"
)

// Options say which month is played.
type Options struct {
	Script *script.Script // in a town with stations
	Book   casebook.Book
	Start  time.Time
	Days   int
	Cases  int
	Seed   uint64
}

// Town is a month under way.
type Town struct {
	Options
	rules  *handoff.Rules
	clerk  *casebook.Clerk
	waker  *casebook.Waker
	board  *handoff.Board
	desk   *handoff.Desk
	watch  *watch.Watch
	crew   []handoff.Member
	chance *rand.Rand
	now    time.Time
	agenda agenda
	steps  int
	seen   casebook.Cursor
	check  check
	told   figures
}

// Play plays a month to its end and says how it went. The error is of the book, never of
// the people: what they do wrong is in the summary.
func Play(ctx context.Context, o Options) (Summary, error) {
	t := &Town{Options: o, now: o.Start, rules: handoff.NewRules(o.Script.Town, o.Script.Catalog), chance: rand.New(rand.NewPCG(o.Seed, 1)), check: newCheck(), told: newFigures()} //nolint:gosec // play, not secrets
	if t.rules == nil {
		return Summary{}, errors.New("the town has no stations: begin with frontdoor places print -areas")
	}
	t.clerk = casebook.NewClerk(o.Book, o.Script, o.Script.Town.Prefix, casebook.Options{Now: func() time.Time { return t.now }})
	t.waker = casebook.NewWaker(o.Book, t.clerk, discard)
	t.board = handoff.NewBoard(o.Book, nil).Under(t.rules)
	var keys []string
	for _, c := range o.Script.Catalog.Categories() {
		keys = append(keys, c.Key)
	}
	t.desk = handoff.NewDesk(o.Book, t.clerk, keys)
	t.crew = t.hire()
	t.watch = watch.New(watch.Options{Clerk: t.clerk, Board: t.board, Rules: t.rules, Catalog: o.Script.Catalog, Town: o.Script.Town,
		Crew: func(context.Context) ([]handoff.Member, error) { return t.crew, nil }})
	t.bringResidents()
	end := o.Start.AddDate(0, 0, o.Days)
	t.at(end, func(context.Context) error { return nil })
	t.everyHour(o.Start, end)
	for len(t.agenda) > 0 && !t.agenda[0].at.After(end) {
		if err := t.step(ctx, end); err != nil {
			return Summary{}, err
		}
	}
	t.check.all(t)
	return t.summary(ctx)
}

// step does what comes next: somebody's plan, or what the rules wait for.
func (t *Town) step(ctx context.Context, end time.Time) error {
	next := t.agenda[0]
	if due, ok := t.watch.Next(); ok && due.Before(next.at) {
		t.now = later(t.now, due)
	} else {
		heap.Pop(&t.agenda)
		t.now = later(t.now, next.at)
		if err := next.do(ctx); err != nil {
			return fmt.Errorf("at %s: %w", t.now.Format(time.DateTime), err)
		}
	}
	return t.follow(ctx, end)
}

// follow lets the rules do what is due, and people hear of what happened, until nothing
// new does.
func (t *Town) follow(ctx context.Context, end time.Time) error {
	for {
		if _, err := t.watch.Once(ctx, t.now); err != nil {
			return err
		}
		if err := t.carryLetters(ctx); err != nil {
			return err
		}
		events, after, err := t.Book.Since(ctx, t.seen, 1000)
		if err != nil {
			return err
		}
		if t.seen = after; len(events) == 0 {
			t.check.settled(t)
			return nil
		}
		if err := t.board.CatchUp(ctx); err != nil {
			return err
		}
		for _, e := range events {
			t.check.event(t, e)
			t.told.event(e)
			if t.now.Before(end) {
				t.hears(e)
			}
			t.watch.Changed(e.Case, t.now)
		}
	}
}

// carryLetters brings what one case tells another, one after the other, so that the same
// seed is the same month.
func (t *Town) carryLetters(ctx context.Context) error {
	for {
		dues, err := t.Book.Lease(ctx, casebook.DueLetter, t.now, time.Minute, 1)
		if err != nil || len(dues) == 0 {
			return err
		}
		l := dues[0].Letter
		if _, err := t.clerk.Handle(ctx, dialog.Input{Kind: dialog.Delivery, ID: l.ID, From: l.To, At: t.now, Letter: &l}); err != nil {
			return err
		}
		if err := t.clerk.Settle(ctx, dues[0]); err != nil {
			return err
		}
	}
}

// everyHour lets the conversation's own clocks fall due.
func (t *Town) everyHour(from, end time.Time) {
	for at := from; at.Before(end); at = at.Add(time.Hour) {
		t.at(at, func(ctx context.Context) error {
			if t.now.Hour() == 12 {
				t.check.all(t)
			}
			for {
				n, err := t.waker.Once(ctx, t.now)
				if err != nil || n == 0 {
					return err
				}
			}
		})
	}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// plan is what somebody means to do at a time.
type plan struct {
	at  time.Time
	nth int // of those at the same time, in the order they were made
	do  func(context.Context) error
}

// at plans something.
func (t *Town) at(when time.Time, do func(context.Context) error) {
	t.steps++
	heap.Push(&t.agenda, plan{later(t.now, when), t.steps, do})
}

type agenda []plan

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return a[i].at.Before(a[j].at) || a[i].at.Equal(a[j].at) && a[i].nth < a[j].nth
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(plan)) } //nolint:forcetypeassert // only plans are pushed
func (a *agenda) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	*a = (*a)[:last]
	return x
}
