package learn

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/handoff/casebook"
)

// Book is what a candidate reads and where it notes what it found.
type Book interface {
	casebook.Book
	casebook.Shelf
}

// A Candidate is a classifier that runs beside the one in use: it reads what the one
// in use reads, says nothing to anybody, and where the two disagree is noted on the
// shelf without the resident's words. A person switches, by FRONTDOOR_MODEL.
type Candidate struct {
	Name       string // from what is in its file, so that another file begins anew
	InUse, New *classify.Model
	Book       Book
	Now        func() time.Time
	Log        *slog.Logger
}

// NameOf is the name of the candidate in a file.
func NameOf(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:4])
}

// Run runs the candidate, in one process of several on a book, until ctx ends.
func (c *Candidate) Run(ctx context.Context) error {
	return casebook.Lead(ctx, c.Book, kindBeside, c.Now, c.Stay)
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

// besideRest is how long the candidate rests when it cannot go on.
const besideRest = time.Minute

// Stay runs the candidate until ctx ends. Its troubles are no reason to stop serving.
func (c *Candidate) Stay(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := c.readOn(ctx); ctx.Err() == nil {
			c.Log.Error("the classifier beside rests for a while", "err", err)
			select {
			case <-time.After(besideRest):
			case <-ctx.Done():
			}
		}
	}
	return ctx.Err()
}

// readOn reads on from where the candidate stopped, until ctx ends.
func (c *Candidate) readOn(ctx context.Context) error {
	record, err := c.Book.Get(ctx, kindBeside, c.Name)
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return fmt.Errorf("reading how far the classifier beside has come: %w", err)
	}
	p := besideProgress{Since: c.Now()}
	if err == nil {
		if err := json.Unmarshal(record.Value, &p); err != nil {
			return fmt.Errorf("reading how far the classifier beside has come: %w", err)
		}
	}
	c.Log.Info("a classifier runs beside the one in use", "name", c.Name, "since", p.Since)
	version := record.Version
	return casebook.Tail(ctx, c.Book, p.After, func(events []casebook.Event, next casebook.Cursor) error {
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
		version, err = c.Book.Put(ctx, casebook.Record{Kind: kindBeside, Key: c.Name, Value: value, Version: version, Expires: c.Now().Add(besideKeep)})
		if err != nil {
			return fmt.Errorf("noting how far the classifier beside has come: %w", err)
		}
		return nil
	})
}

// read lets both read the words of a case that has just got its first category.
func (c *Candidate) read(ctx context.Context, at casebook.Event, p *besideProgress) error {
	events, err := c.Book.Case(ctx, at.Case)
	if errors.Is(err, casebook.ErrNotFound) { // taken back meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	var told Case
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
	a, b := c.InUse.Rank(told.words).Best(), c.New.Rank(told.words).Best()
	if a.Category == b.Category {
		return nil
	}
	p.Differ++
	key := c.Name + " " + string(at.Case)
	value, err := json.Marshal(disagreement{Case: at.Case, At: at.At, InUse: said(a), New: said(b)})
	if err != nil {
		return err
	}
	_, err = c.Book.Put(ctx, casebook.Record{Kind: kindDisagreed, Key: key, Value: value, Expires: c.Now().Add(besideKeep)})
	if errors.Is(err, casebook.ErrStale) { // noted before the progress was
		return nil
	}
	return err
}
