package media

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// jobKind is the kind of the Shelf's records of files that are to be fetched. The
// record's key names the file.
const jobKind = "media-job"

// job is a file to be fetched. What it is and where it comes from stand in the case.
type job struct {
	Channel string    `json:"channel"`
	Tries   int       `json:"tries,omitempty"`
	Next    time.Time `json:"next"`          // not before
	Held    time.Time `json:"held,omitzero"` // a process works on it until then
}

func jobKey(c dialog.CaseID, ref casebook.FileRef) string {
	return fmt.Sprintf("%s/%d/%d", c, ref.Seq, ref.N)
}

func readJobKey(key string) (dialog.CaseID, casebook.FileRef, error) {
	rest, n, ok := cutLast(key)
	c, seq, ok2 := cutLast(rest)
	if !ok || !ok2 {
		return "", casebook.FileRef{}, fmt.Errorf("read job: %q names no file", key)
	}
	return dialog.CaseID(c), casebook.FileRef{Seq: seq, N: n}, nil
}

func cutLast(s string) (string, int, bool) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return "", 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

// waiting is a job as it lies on the Shelf.
type waiting struct {
	job
	key     string
	version casebook.Version
}

func readJob(r casebook.Record) (waiting, error) {
	w := waiting{key: r.Key, version: r.Version}
	if err := json.Unmarshal(r.Value, &w.job); err != nil {
		return w, fmt.Errorf("read job %s: %w", r.Key, err)
	}
	return w, nil
}

// due is when a job may be begun.
func (w waiting) due() time.Time {
	if w.Held.After(w.Next) {
		return w.Held
	}
	return w.Next
}

// put writes a job back; casebook.ErrStale when another process was faster.
func (k *Keeper) put(ctx context.Context, w *waiting) error {
	b, err := json.Marshal(w.job)
	if err != nil {
		return fmt.Errorf("write job %s: %w", w.key, err)
	}
	v, err := k.Shelf.Put(ctx, casebook.Record{Kind: jobKind, Key: w.key, Value: b, Version: w.version})
	if err != nil {
		return fmt.Errorf("write job %s: %w", w.key, err)
	}
	w.version = v
	return nil
}

// want makes the job of a file; where there is one already it is begun at once.
func (k *Keeper) want(ctx context.Context, e casebook.Event, ref casebook.FileRef) error {
	for {
		w := waiting{job: job{Channel: e.Address.Channel(), Next: k.Now()}, key: jobKey(e.Case, ref)}
		err := k.put(ctx, &w)
		if !errors.Is(err, casebook.ErrStale) {
			return err
		}
		if e.Kind != dialog.ChangeMedia {
			return nil // read again after a restart
		}
		r, err := k.Shelf.Get(ctx, jobKind, w.key)
		if errors.Is(err, casebook.ErrNotFound) {
			continue // finished just now
		}
		if err != nil {
			return fmt.Errorf("read job: %w", err)
		}
		old, err := readJob(r)
		if err != nil {
			return err
		}
		old.Tries, old.Next = 0, k.Now()
		if err := k.put(ctx, &old); !errors.Is(err, casebook.ErrStale) {
			return err
		}
	}
}

// done takes a job away.
func (k *Keeper) done(ctx context.Context, w waiting) error {
	err := k.Shelf.Remove(ctx, jobKind, w.key, w.version)
	if err != nil && !errors.Is(err, casebook.ErrStale) {
		return fmt.Errorf("take job away: %w", err)
	}
	return nil
}

// Waiting counts the files still to be fetched, by their channel.
func (k *Keeper) Waiting(ctx context.Context) (map[string]int, error) {
	records, err := k.Shelf.List(ctx, jobKind)
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	n := map[string]int{}
	for _, r := range records {
		if w, err := readJob(r); err == nil { // one that cannot be read is told by who begins it
			n[w.Channel]++
		}
	}
	return n, nil
}
