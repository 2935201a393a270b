package media

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"frontdoor/handoff/casebook"
)

// How often what nobody asks for is looked for, and how old it must be: a page sends a
// message again for a day.
const (
	tidyPause = time.Hour
	tidyAge   = 24 * time.Hour
)

// tidy takes away, again and again, what was begun and left: files whose message never
// came into the book, and halves of files that were being written when the program was
// killed.
func (k *Keeper) tidy(ctx context.Context, well func()) error {
	for {
		if _, err := k.tidyUp(ctx); err != nil {
			return err
		}
		well()
		if !rest(ctx, nil, tidyPause) {
			return ctx.Err()
		}
	}
}

// tidyUp goes over what arrived once and says how many files it took away.
func (k *Keeper) tidyUp(ctx context.Context) (int, error) {
	items, err := k.Store.place.list(ctx)
	if err != nil {
		return 0, fmt.Errorf("list what arrived: %w", err)
	}
	old := map[string]bool{}
	for _, it := range items {
		if k.Now().Sub(it.at) > tidyAge && (arrivedName.MatchString(it.name) || strings.HasPrefix(it.name, unfinished)) {
			old[it.name] = true
		}
	}
	if len(old) == 0 {
		return 0, nil
	}
	behind, err := k.behind(ctx)
	if err != nil || behind {
		return 0, err
	}
	if err := k.spare(ctx, old); err != nil {
		return 0, err
	}
	for name := range old {
		if err := k.Store.place.remove(ctx, name); err != nil {
			return 0, fmt.Errorf("take away what nobody asks for: %w", err)
		}
	}
	if len(old) > 0 {
		k.Log.Info("files: took away what belongs to no message", "files", len(old))
	}
	return len(old), nil
}

// behind reports whether the book may tell of files that are no jobs yet.
func (k *Keeper) behind(ctx context.Context) (bool, error) {
	k.mu.Lock()
	place := k.place
	k.mu.Unlock()
	if place == nil {
		return true, nil
	}
	for after := *place; ; {
		events, next, err := k.Book.Since(ctx, after, 500)
		if err != nil {
			return true, fmt.Errorf("read the feed: %w", err)
		}
		if len(events) == 0 {
			return false, nil
		}
		for _, e := range events {
			if e.Sent() {
				return true, nil
			}
		}
		after = next
	}
}

// spare takes out of a list what jobs still wait for.
func (k *Keeper) spare(ctx context.Context, old map[string]bool) error {
	records, err := k.Shelf.List(ctx, jobKind)
	if err != nil {
		return fmt.Errorf("list jobs: %w", err)
	}
	for _, r := range records {
		id, ref, err := readJobKey(r.Key)
		if err != nil {
			continue // it names no file
		}
		events, err := k.Book.Case(ctx, id)
		if errors.Is(err, casebook.ErrNotFound) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read case: %w", err)
		}
		if e, _, ok := casebook.FileOf(events, ref); ok {
			_, name, _ := strings.Cut(e.Media[ref.N].Ref, ":")
			delete(old, name)
			delete(old, arrivedAt(name))
		}
	}
	return nil
}
