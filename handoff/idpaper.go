package handoff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// IDPapers are identity papers that residents gave by a link, sealed on the shelf: no event
// and no file of the case holds them. Who has the case reads them, and supervisors; each
// look is noted. They go with the case, and after IDPaperLife at the latest.
type IDPapers struct {
	desk  *Desk
	shelf casebook.Shelf
}

// IDPaperLife is how long a paper is kept; kindPaper are the papers, by case and link.
const (
	IDPaperLife = 30 * 24 * time.Hour
	kindPaper   = "paper"
)

// IDPaper is a number, or a photo, or both.
type IDPaper struct {
	Number string    `json:"number,omitempty"`
	Photo  []byte    `json:"photo,omitempty"`
	MIME   string    `json:"mime,omitempty"`
	At     time.Time `json:"at"`
}

// NewIDPapers opens the papers on a shelf.
func NewIDPapers(desk *Desk, shelf casebook.Shelf) *IDPapers { return &IDPapers{desk, shelf} }

// AskPaper asks the resident for an identity paper by a link, and claims an unclaimed case.
func (d *Desk) AskPaper(ctx context.Context, act Act) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.AskPaper})
}

// Keep stores a paper that came by a link; the same link again keeps nothing else. A case
// that was erased meanwhile is casebook.ErrNotFound.
func (p *IDPapers) Keep(ctx context.Context, id dialog.CaseID, link dialog.Address, paper IDPaper) error {
	events, err := p.desk.book.Case(ctx, id)
	if err != nil {
		return fmt.Errorf("case %s: %w", id, err)
	}
	if c := casebook.Fold(events); !c.ErasedAt.IsZero() {
		return fmt.Errorf("case %s is erased: %w", id, casebook.ErrNotFound)
	}
	value, err := json.Marshal(paper)
	if err != nil {
		return fmt.Errorf("write an identity paper: %w", err)
	}
	_, err = p.shelf.Put(ctx, casebook.Record{Kind: kindPaper, Key: string(id) + " " + link.Local(), Value: value, Expires: paper.At.Add(IDPaperLife)})
	if err != nil && !errors.Is(err, casebook.ErrStale) {
		return fmt.Errorf("keep an identity paper: %w", err)
	}
	return nil
}

// MayRead says whether an agent reads the identity papers of a case: who has it, and
// supervisors, where they may know who told it.
func (p *IDPapers) MayRead(a Agent, c casebook.Case) bool {
	return a.Sees(c) && a.Knows(c) && (a.Login != "" && c.Owner == a.Login || a.Role.Supervises())
}

// Of gives the papers of a case to an agent, and notes that they looked. ErrRole where they
// may not.
func (p *IDPapers) Of(ctx context.Context, a Agent, id dialog.CaseID, now time.Time) ([]IDPaper, error) {
	events, err := p.desk.events(ctx, Act{Agent: a, Case: id})
	if err != nil {
		return nil, err
	}
	c := casebook.Fold(events)
	if !p.MayRead(a, c) {
		return nil, ErrRole
	}
	if err := p.desk.Looked(ctx, a, c, casebook.ViewedPaper, now); err != nil {
		return nil, err
	}
	records, err := p.shelf.List(ctx, kindPaper)
	if err != nil {
		return nil, fmt.Errorf("read identity papers: %w", err)
	}
	var found []IDPaper
	for _, r := range records {
		if !strings.HasPrefix(r.Key, string(id)+" ") {
			continue
		}
		var one IDPaper
		if err := json.Unmarshal(r.Value, &one); err != nil {
			return nil, fmt.Errorf("read an identity paper: %w", err)
		}
		found = append(found, one)
	}
	return found, nil
}
