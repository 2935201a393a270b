package search

import (
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
)

// Query asks for one page of hits.
type Query struct {
	Text string
	// Cards leaves only cards, Messages only messages; neither: all.
	Cards, Messages bool
	// Sees says whether a case may be shown; asked once for each case at most. Required.
	Sees func(dialog.CaseID) bool
	// Hides gives what hides who told a case in its texts, nil where nothing is to be hidden:
	// such a case is not found by it either. Nil for nowhere.
	Hides func(dialog.CaseID) func(text string) string
	// Limit is how many hits at most: LimitUsual for 0, never above LimitMost.
	Limit int
	// After is the Next of the page before; empty for the first.
	After string
}

// How many hits a page has when nothing is said, and at most.
const (
	LimitUsual = 20
	LimitMost  = 100
)

// Page is one page of hits, the newest first.
type Page struct {
	Hits []Hit
	// Searched is what was looked for, for Marks: a case number as it is written.
	Searched string
	// Next asks for the page after; empty at the end. A page may be short, even empty, and
	// still have one: where very much had to be looked at, the rest is left for it.
	Next string
}

// Hit is one document that holds what was searched for.
type Hit struct {
	Kind Kind
	Case dialog.CaseID
	Seq  int // the event
	At   time.Time
	Text string // of a message
	Card Card   // of a card
}

// ErrAfter: After is no place in these hits.
var ErrAfter = errors.New("after is not a place in these hits")

// spot is where a hit stands among all: the newest first, then by case and event.
type spot struct {
	At   int64         `json:"t"`
	Case dialog.CaseID `json:"c"`
	Seq  int           `json:"s"`
	Kind Kind          `json:"k"`
}

func (s spot) compare(o spot) int {
	return cmp.Or(cmp.Compare(o.At, s.At), strings.Compare(string(s.Case), string(o.Case)), cmp.Compare(o.Seq, s.Seq), cmp.Compare(s.Kind, o.Kind))
}

func (s spot) after() string {
	b, err := json.Marshal(s)
	if err != nil { // four plain fields always marshal
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func parseAfter(text string) (*spot, error) {
	if text == "" {
		return nil, nil
	}
	var s spot
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(b, &s)
	}
	if err != nil || s.Case == "" {
		return nil, ErrAfter
	}
	return &s, nil
}

// Find gives one page.
func (x *Index) Find(ctx context.Context, q Query) (Page, error) {
	after, err := parseAfter(q.After)
	if err != nil {
		return Page{}, err
	}
	if q.Limit <= 0 {
		q.Limit = LimitUsual
	}
	q.Limit = min(q.Limit, LimitMost)
	x.mu.RLock()
	defer x.mu.RUnlock()
	if id, ok := dialog.ParseCaseID(x.Prefix, string(fold(q.Text, false).runes)); ok {
		if _, there := x.number[id]; there { // else one in ten phone numbers would be taken for a case number
			q.Text = string(id)
		}
	}
	s := &search{Query: q, index: x, after: after, terms: termsOf(q.Text), page: Page{Searched: q.Text}}
	if len(s.terms) == 0 {
		return s.page, nil
	}
	s.seen = make([]verdict, len(x.cases))
	page, err := s.run(ctx)
	if err != nil {
		return Page{}, fmt.Errorf("search: %w", err)
	}
	return page, nil
}

// verdict is whether a case may be shown.
type verdict uint8

const (
	unasked verdict = iota
	yes
	no
)

// search is one search under way; the index is read-locked.
type search struct {
	Query
	index *Index
	terms []term
	after *spot
	seen  []verdict
	read  int // documents read; a long one counts as many
	page  Page
}

func (s *search) sees(c uint32) bool {
	if s.seen[c] == unasked {
		s.seen[c] = no
		if s.Sees(s.index.cases[c].id) {
			s.seen[c] = yes
		}
	}
	return s.seen[c] == yes
}

// candidate is a document that may hold what is searched for.
type candidate struct {
	spot
	n int
}

// readMost is how many documents a page reads: what holds all grams nearly always holds
// the words, and where it does not, the page after goes on. So long a text counts as one more.
const (
	readMost = 1000
	readLong = 2000 // bytes
)

// run looks through the parts, those with the newest documents first, until no other can
// hold a newer one than what was found.
func (s *search) run(ctx context.Context) (Page, error) {
	parts := s.index.partsByTime()
	if s.after != nil {
		parts = slices.DeleteFunc(parts, func(p span) bool { return p.oldest > s.after.At })
	}
	var waiting []candidate // of the parts looked through, in order
	for i, p := range parts {
		more, err := s.candidates(ctx, p.n)
		if err != nil {
			return Page{}, err
		}
		waiting = merge(waiting, more)
		for len(waiting) > 0 && (i+1 == len(parts) || waiting[0].At > parts[i+1].newest) {
			full, err := s.take(ctx, waiting[0])
			if err != nil || full {
				return s.page, err
			}
			waiting = waiting[1:]
		}
	}
	s.page.Next = ""
	return s.page, nil
}

func merge(a, b []candidate) []candidate {
	all := slices.Concat(a, b)
	if len(a) > 0 && len(b) > 0 {
		slices.SortFunc(all, func(a, b candidate) int { return a.compare(b.spot) })
	}
	return all
}

// take adds a candidate to the page if it holds what is searched for, and says whether the
// page is full. Next is then behind the last one that was read.
func (s *search) take(ctx context.Context, c candidate) (full bool, err error) {
	if s.read >= readMost {
		return true, nil
	}
	hit, ok, err := s.hit(ctx, c)
	switch {
	case err != nil:
		return false, err
	case ok && len(s.page.Hits) == s.Limit:
		return true, nil
	case ok:
		s.page.Hits = append(s.page.Hits, hit)
	}
	s.page.Next = c.after()
	return false, nil
}
