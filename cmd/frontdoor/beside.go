package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/handoff/casebook"
)

// A candidate is a classifier that runs beside the one in use: it reads what the one
// in use reads, says nothing to anybody, and where the two disagree is noted on the
// shelf without the resident's words. A person switches, by FRONTDOOR_MODEL.
type candidate struct {
	name       string // from what is in its file, so that another file begins anew
	inUse, new *classify.Model
	book       book
	now        func() time.Time
	log        *slog.Logger
}

// What is kept on the shelf: how far a candidate has read, and each disagreement.
const (
	kindBeside    = "beside"    // key: name of the candidate; value: besideProgress
	kindDisagreed = "disagreed" // key: name and case; value: disagreement
	besideKeep    = 90 * 24 * time.Hour
)

type besideProgress struct {
	Since  time.Time       `json:"since"`
	After  casebook.Cursor `json:"after"`
	Cases  int             `json:"cases"`  // that both have read
	Differ int             `json:"differ"` // of these
}

type disagreement struct {
	Case  dialog.CaseID `json:"case"`
	At    time.Time     `json:"at"`
	InUse string        `json:"in_use"` // category and confidence
	New   string        `json:"new"`
}

// beside is the duty that runs the candidate, in one process of several on a book;
// none where FRONTDOOR_MODEL_BESIDE is not set.
func (s *serveSettings) beside(b book, inUse *classify.Model, log *slog.Logger) ([]duty, error) {
	if s.ModelBeside == "" {
		return nil, nil
	}
	file, err := os.ReadFile(s.ModelBeside)
	if err != nil {
		return nil, fmt.Errorf("reading the classifier of FRONTDOOR_MODEL_BESIDE: %w", err)
	}
	model, err := decodeModel(s.ModelBeside, file)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(file)
	c := &candidate{name: hex.EncodeToString(sum[:4]), inUse: inUse, new: model, book: b, now: clockOf(b), log: log}
	return []duty{{"the classifier beside", func(ctx context.Context) error {
		return casebook.Lead(ctx, b, kindBeside, c.now, c.stay)
	}}}, nil
}

// besideRest is how long the candidate rests when it cannot go on.
const besideRest = time.Minute

// stay runs the candidate until ctx ends. Its troubles are no reason to stop serving.
func (c *candidate) stay(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := c.run(ctx); ctx.Err() == nil {
			c.log.Error("the classifier beside rests for a while", "err", err)
			select {
			case <-time.After(besideRest):
			case <-ctx.Done():
			}
		}
	}
	return ctx.Err()
}

// run reads on from where the candidate stopped, until ctx ends.
func (c *candidate) run(ctx context.Context) error {
	record, err := c.book.Get(ctx, kindBeside, c.name)
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return fmt.Errorf("reading how far the classifier beside has come: %w", err)
	}
	p := besideProgress{Since: c.now()}
	if err == nil {
		if err := json.Unmarshal(record.Value, &p); err != nil {
			return fmt.Errorf("reading how far the classifier beside has come: %w", err)
		}
	}
	c.log.Info("a classifier runs beside the one in use", "name", c.name, "since", p.Since)
	version := record.Version
	return casebook.Tail(ctx, c.book, p.After, func(events []casebook.Event, next casebook.Cursor) error {
		for _, e := range events {
			if e.Kind != dialog.ChangeCategory || e.By == dialog.ByAgent || e.At.Before(p.Since) {
				continue
			}
			if err := c.read(ctx, e, &p); err != nil {
				return fmt.Errorf("reading %s with the classifier beside: %w", e.Case, err)
			}
		}
		p.After = next
		value, err := json.Marshal(p)
		if err != nil {
			return fmt.Errorf("noting how far the classifier beside has come: %w", err)
		}
		version, err = c.book.Put(ctx, casebook.Record{Kind: kindBeside, Key: c.name, Value: value, Version: version, Expires: c.now().Add(besideKeep)})
		if err != nil {
			return fmt.Errorf("noting how far the classifier beside has come: %w", err)
		}
		return nil
	})
}

// read lets both read the words of a case that has just got its first category.
func (c *candidate) read(ctx context.Context, at casebook.Event, p *besideProgress) error {
	events, err := c.book.Case(ctx, at.Case)
	if errors.Is(err, casebook.ErrNotFound) { // taken back meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	var told toldCase
	for _, e := range events {
		if e.Kind == dialog.ChangeCategory && e.Seq < at.Seq {
			return nil // it had one before
		}
		if e.Seq <= at.Seq || e.Kind == dialog.ChangeFlagged {
			told.apply(e)
		}
	}
	if told.hidden || told.words == "" {
		return nil
	}
	p.Cases++
	a, b := c.inUse.Rank(told.words).Best(), c.new.Rank(told.words).Best()
	if a.Category == b.Category {
		return nil
	}
	p.Differ++
	key := c.name + " " + string(at.Case)
	value, err := json.Marshal(disagreement{Case: at.Case, At: at.At, InUse: said(a), New: said(b)})
	if err != nil {
		return err
	}
	_, err = c.book.Put(ctx, casebook.Record{Kind: kindDisagreed, Key: key, Value: value, Expires: c.now().Add(besideKeep)})
	if errors.Is(err, casebook.ErrStale) { // noted before the progress was
		return nil
	}
	return err
}
