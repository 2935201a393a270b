package hook

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// queue is what of one case waits for one endpoint: the first is tried again at Next, the
// others wait behind it.
type queue struct {
	Case  dialog.CaseID `json:"case"`
	Seqs  []int         `json:"seqs"`
	Tries int           `json:"tries"`
	Next  time.Time     `json:"next"`
	Why   string        `json:"why,omitempty"`

	version casebook.Version
}

// Dead is a message that was given up.
type Dead struct {
	Hook string        `json:"hook"`
	Case dialog.CaseID `json:"case"`
	Seq  int           `json:"seq"`
	At   time.Time     `json:"at"` // when it was given up
	Why  string        `json:"why"`

	version casebook.Version
}

// ID is the message's own.
func (d Dead) ID() string { return idOf(d.Hook, d.Case, d.Seq) }

func (d Dead) key() string { return fmt.Sprintf("%s %s %d", d.Hook, d.Case, d.Seq) }

// queues are those of an endpoint, by case.
func (hs *Hooks) queues(ctx context.Context, name string) (map[dialog.CaseID]*queue, error) {
	records, err := hs.shelf.List(ctx, kindWait)
	if err != nil {
		return nil, fmt.Errorf("list what waits for hook %q: %w", name, err)
	}
	all := map[dialog.CaseID]*queue{}
	for _, r := range records {
		if !strings.HasPrefix(r.Key, name+" ") {
			continue
		}
		q := &queue{version: r.Version}
		if err := json.Unmarshal(r.Value, q); err != nil {
			return nil, fmt.Errorf("read what waits for hook %q: %w", name, err)
		}
		all[q.Case] = q
	}
	return all, nil
}

// keep stores a queue, or removes one in which nothing waits any more.
func (hs *Hooks) keep(ctx context.Context, name string, q *queue) error {
	key := name + " " + string(q.Case)
	if len(q.Seqs) == 0 {
		if err := hs.shelf.Remove(ctx, kindWait, key, q.version); err != nil {
			return fmt.Errorf("take away what waited for hook %q: %w", name, err)
		}
		return nil
	}
	value, err := json.Marshal(q)
	if err == nil {
		q.version, err = hs.shelf.Put(ctx, casebook.Record{Kind: kindWait, Key: key, Value: value, Version: q.version})
	}
	if err != nil {
		return fmt.Errorf("store what waits for hook %q: %w", name, err)
	}
	return nil
}

// add puts an event of the case in its place.
func (q *queue) add(seq int) {
	if i, there := slices.BinarySearch(q.Seqs, seq); !there {
		q.Seqs = slices.Insert(q.Seqs, i, seq)
	}
}

// Waiting counts what waits for an endpoint.
func (hs *Hooks) Waiting(ctx context.Context, name string) (n int, err error) {
	all, err := hs.queues(ctx, name)
	for _, q := range all {
		n += len(q.Seqs)
	}
	return n, err
}

// Dead lists what was given up, of all endpoints for "", the oldest first.
func (hs *Hooks) Dead(ctx context.Context, name string) ([]Dead, error) {
	records, err := hs.shelf.List(ctx, kindDead)
	if err != nil {
		return nil, fmt.Errorf("list dead letters: %w", err)
	}
	var all []Dead
	for _, r := range records {
		d := Dead{version: r.Version}
		if err := json.Unmarshal(r.Value, &d); err != nil {
			return nil, fmt.Errorf("read dead letter %q: %w", r.Key, err)
		}
		if name == "" || d.Hook == name {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b Dead) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Case, b.Case), a.Seq-b.Seq) })
	return all, nil
}

func (hs *Hooks) bury(ctx context.Context, d Dead) error {
	err := hs.store(ctx, kindDead, d.key(), d, 0, time.Time{})
	if errors.Is(err, casebook.ErrStale) { // buried before, by a process that died behind it
		return nil
	}
	return err
}

// Replay lets dead letters of an endpoint be tried again, all or the one of an ID, in the
// order of their case, and says how many.
func (hs *Hooks) Replay(ctx context.Context, name, id string) (int, error) {
	dead, err := hs.Dead(ctx, name)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, d := range dead {
		if id != "" && d.ID() != id {
			continue
		}
		if err := hs.wake(ctx, d); err != nil {
			return n, err
		}
		if err := hs.shelf.Remove(ctx, kindDead, d.key(), d.version); err != nil && !errors.Is(err, casebook.ErrStale) {
			return n, fmt.Errorf("take dead letter %s away: %w", d.ID(), err)
		}
		n++
	}
	if n == 0 {
		return 0, nil
	}
	return n, hs.note(ctx, handoff.DeedHookReplayed, name, strconv.Itoa(n))
}

// wake puts a dead letter back among what waits, again if the sender was faster.
func (hs *Hooks) wake(ctx context.Context, d Dead) error {
	for {
		all, err := hs.queues(ctx, d.Hook)
		if err != nil {
			return err
		}
		q := all[d.Case]
		if q == nil {
			q = &queue{Case: d.Case}
		}
		q.add(d.Seq)
		q.Tries, q.Next = 0, hs.now()
		if err := hs.keep(ctx, d.Hook, q); !errors.Is(err, casebook.ErrStale) {
			return err
		}
	}
}
