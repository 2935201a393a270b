package handoff

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

// kindErased are the cases of which nothing is left anywhere, by number: where it is
// missing, the eraser has not come to an end. With leftHeld in its value, that is left which
// the law holds.
const (
	kindErased = "erased"
	leftHeld   = " but what is held"
)

// kindPocket is where an agent afield has what is not sent yet (handoff/afield).
const kindPocket = "afield"

// ofCases are the kinds of the shelf whose records may hold words of a case: its number
// stands in their key or their value.
var ofCases = []string{"hook-wait", "hook-dead", "disagreed", kindOutside, kindPaper}

// ofSigned are those that the law holds with what was signed.
var ofSigned = []string{agreement.Kind}

// Eraser destroys what is left of cases that were erased: their keys, their files, what
// lies on the shelf. Which these are the board knows. Each step may be done again, and a
// case is written down as done when all are: killed in the middle, it begins anew.
type Eraser struct {
	Book  casebook.Eraser
	Shelf casebook.Shelf
	Board *Board
	// Files takes away what residents sent with a case.
	Files func(ctx context.Context, id dialog.CaseID) error
	Now   func() time.Time
	Log   *slog.Logger

	done map[dialog.CaseID]bool // false where something is held
}

// eraserPause is how often it looks.
const eraserPause = time.Second

// Run follows the board until ctx ends. Only one process should have it run. Trouble is
// logged once and looked at again.
func (e *Eraser) Run(ctx context.Context) error {
	select {
	case <-e.Board.Ready():
	case <-ctx.Done():
	}
	trouble := false
	for ctx.Err() == nil {
		n, err := e.Once(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && !trouble:
			e.Log.Error("not all that was to be erased could be, trying again", "erased", n, "err", err)
		case n > 0:
			e.Log.Info("cases were erased", "cases", n)
		}
		trouble = err != nil
		select {
		case <-time.After(eraserPause):
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

// Once erases what is to be erased now, and says how many cases that were.
func (e *Eraser) Once(ctx context.Context) (int, error) {
	all := e.Board.Erased()
	if e.done == nil && len(all) > 0 {
		records, err := e.Shelf.List(ctx, kindErased)
		if err != nil {
			return 0, fmt.Errorf("read what was erased: %w", err)
		}
		e.done = map[dialog.CaseID]bool{}
		for _, r := range records {
			e.done[dialog.CaseID(r.Key)] = !strings.HasSuffix(string(r.Value), leftHeld)
		}
	}
	n := 0
	var first error
	for _, id := range all {
		whole, before := e.done[id]
		if whole {
			continue
		}
		c, _ := e.Board.Case(id)
		held := !c.HeldUntil.IsZero()
		if before && held {
			continue
		}
		if err := e.erase(ctx, id, held); err != nil {
			if ctx.Err() != nil {
				return n, ctx.Err()
			}
			if first == nil {
				first = fmt.Errorf("erase case %s: %w", id, err)
			}
			continue
		}
		e.done[id] = !held
		n++
	}
	return n, first
}

// erase does all steps for one case; what the law holds of it stays where told to. The key
// goes first: from then on every copy of the words is dead, also those it does not find.
func (e *Eraser) erase(ctx context.Context, id dialog.CaseID, held bool) error {
	now := e.Now()
	if err := e.Book.EraseCase(ctx, id, held, now); err != nil {
		return err
	}
	if err := e.Files(ctx, id); err != nil {
		return err
	}
	kinds, note := slices.Concat(ofCases, ofSigned), now.UTC().Format(time.RFC3339)
	if held {
		kinds, note = ofCases, note+leftHeld
	}
	for _, kind := range kinds {
		if err := e.clear(ctx, kind, string(id)); err != nil {
			return err
		}
	}
	if err := e.clearAgents(ctx, string(id)); err != nil {
		return err
	}
	last, err := e.Shelf.Get(ctx, kindErased, string(id))
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return err
	}
	_, err = e.Shelf.Put(ctx, casebook.Record{Kind: kindErased, Key: string(id), Value: []byte(note), Version: last.Version})
	if errors.Is(err, casebook.ErrStale) {
		err = nil // another process has done it
	}
	return err
}

// clear takes the records of a kind away that speak of a case.
func (e *Eraser) clear(ctx context.Context, kind, id string) error {
	records, err := e.Shelf.List(ctx, kind)
	if err != nil {
		return err
	}
	for _, r := range records {
		if !strings.Contains(r.Key, id) && !strings.Contains(string(r.Value), id) {
			continue
		}
		if err := e.Shelf.Remove(ctx, r.Kind, r.Key, r.Version); err != nil && !errors.Is(err, casebook.ErrStale) {
			return err
		}
	}
	return nil
}

// DraftKind is the kind of what an agent has begun to write, by case.
func DraftKind(login string) string { return "draft/" + login }

// clearAgents takes away what agents have begun to write in a case: in the inbox, and as
// the words of a closing from a chat of their own.
func (e *Eraser) clearAgents(ctx context.Context, id string) error {
	agents, err := e.Shelf.List(ctx, kindAgent)
	if err != nil {
		return err
	}
	for _, agent := range agents {
		for _, begun := range []struct{ kind, key, holds string }{{DraftKind(agent.Key), id, ""}, {kindPocket, agent.Key, `"closing":{"case":"` + id + `"`}} {
			r, err := e.Shelf.Get(ctx, begun.kind, begun.key)
			if errors.Is(err, casebook.ErrNotFound) || err == nil && !strings.Contains(string(r.Value), begun.holds) {
				continue
			}
			if err == nil {
				err = e.Shelf.Remove(ctx, r.Kind, r.Key, r.Version)
			}
			if err != nil {
				return err // one that was just written again comes with the next try
			}
		}
	}
	return nil
}

// Erased are the cases whose words were erased, as far as the board has read.
func (b *Board) Erased() []dialog.CaseID {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.Clone(b.erased)
}
