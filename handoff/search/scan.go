package search

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"math"
	"slices"
	"strings"
	"time"
)

// span is from when to when the documents of a part are.
type span struct {
	n              int
	oldest, newest int64
}

func (s *span) widen(at int64) { s.oldest, s.newest = min(s.oldest, at), max(s.newest, at) }

// span notes when a document is that was just added.
func (x *Index) span(n int) {
	if n%x.size == 0 {
		x.spans = append(x.spans, span{n: n / x.size, oldest: math.MaxInt64, newest: math.MinInt64})
	}
	if x.docs[n].kind != kindNone {
		x.spans[n/x.size].widen(x.docs[n].at)
	}
}

// partsByTime are all parts, those with the newest documents first.
func (x *Index) partsByTime() []span {
	all := slices.Clone(x.spans)
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(b.newest, a.newest) })
	return all
}

// candidates are the documents of a part that may hold what is searched for and may be
// shown, the newest first; of very many only as many as a page can read.
func (s *search) candidates(ctx context.Context, part int) ([]candidate, error) {
	places, err := s.places(ctx, part)
	if err != nil {
		return nil, err
	}
	var best newest
	for _, place := range slices.Backward(places) {
		n := part*s.index.size + int(place)
		e := s.index.docs[n]
		switch {
		case e.kind == kindNone, s.Cards != s.Messages && s.Cards != (e.kind == KindCard):
			continue
		case s.after != nil && e.at > s.after.At, best.full() && e.at < best.last():
			continue
		case !s.sees(e.c):
			continue
		}
		c := candidate{spot{e.at, s.index.cases[e.c].id, int(e.seq), e.kind}, n}
		if s.after == nil || c.compare(*s.after) > 0 {
			best.add(c)
		}
	}
	return best.sorted(), nil
}

// newest keeps the newest candidates: nearly sorted they come, the newest first.
type newest struct{ all []candidate }

func (b *newest) full() bool  { return len(b.all) > readMost }
func (b *newest) last() int64 { return b.all[len(b.all)-1].At }

func (b *newest) add(c candidate) {
	at, _ := slices.BinarySearchFunc(b.all, c, func(a, c candidate) int { return a.compare(c.spot) })
	b.all = slices.Insert(b.all, at, c)
	if len(b.all) > readMost+1 {
		b.all = b.all[:readMost+1]
	}
}

func (b *newest) sorted() []candidate { return b.all }

// places are the documents of a part that hold all grams of all terms.
func (s *search) places(ctx context.Context, part int) ([]uint16, error) {
	return inAll(s.terms, func(t term) ([]uint16, error) { return s.index.holding(ctx, part, t) })
}

// holding are the documents of a part that hold all grams of a term, or end a phone
// number with it.
func (x *Index) holding(ctx context.Context, part int, t term) ([]uint16, error) {
	left, err := inAll(t.grams, func(g gram) ([]uint16, error) { return x.list(ctx, part, g) })
	if err != nil || t.phone == 0 {
		return left, err
	}
	ends, err := x.list(ctx, part, t.phone)
	return either(left, ends), err
}

// inAll is what stands in the lists of all things; no list is asked for once nothing is
// left.
func inAll[T any](things []T, list func(T) ([]uint16, error)) (left []uint16, err error) {
	for i, thing := range things {
		found, err := list(thing)
		if err != nil {
			return nil, err
		}
		if left = both(left, found); i == 0 {
			left = found
		}
		if len(left) == 0 {
			break
		}
	}
	return left, nil
}

// list is the documents of a part that hold a gram.
func (x *Index) list(ctx context.Context, part int, g gram) ([]uint16, error) {
	if part == x.full {
		return x.open.list(g), nil
	}
	n, there := slices.BinarySearch(x.firsts[part], g)
	if !there {
		n--
	}
	if n < 0 {
		return nil, nil
	}
	b := block{first: x.firsts[part][n]}
	err := x.find.block.QueryRowContext(ctx, part, n).Scan(&b.body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if b.body, err = x.file.key.Open(ofBlocks, blockPlace(part, n), b.body); err != nil {
		return nil, err
	}
	return unpack(b, g)
}

// hit reads a candidate and says whether it holds what is searched for.
func (s *search) hit(ctx context.Context, c candidate) (Hit, bool, error) {
	h := Hit{Kind: c.Kind, Case: c.Case, Seq: c.Seq, At: time.UnixMilli(c.At)}
	var body []byte
	err := s.index.find.words.QueryRowContext(ctx, c.n).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) { // replaced just now
		return Hit{}, false, nil
	}
	if err != nil {
		return Hit{}, false, err
	}
	if body, err = s.index.file.key.Open(ofDocs, int64(c.n), body); err != nil {
		return Hit{}, false, err
	}
	h.Text = string(body)
	s.read += 1 + len(h.Text)/readLong
	if c.Kind == KindCard {
		if h.Card, err = decodeCard(c.Case, h.Text); err != nil {
			return Hit{}, false, err
		}
	}
	if s.Hides != nil {
		if hide := s.Hides(c.Case); hide != nil {
			h.Text, h.Card = hide(h.Text), h.Card.hidden(hide)
		}
	}
	if c.Kind == KindCard {
		h.Text = h.Card.text()
	}
	text := string(fold(h.Text, false).runes)
	for _, t := range s.terms {
		if !strings.Contains(text, t.text) && !(c.Kind == KindCard && h.Card.endsPhone(t)) {
			return Hit{}, false, nil
		}
	}
	if c.Kind == KindCard {
		h.Text = ""
	}
	return h, true, nil
}

// asked are the statements of a search, prepared once for a file.
type asked struct{ block, words *sql.Stmt }

func (f *file) prepare(ctx context.Context) (a asked, err error) {
	if a.block, err = f.reads.PrepareContext(ctx, "SELECT body FROM blocks WHERE part = ? AND n = ?"); err != nil {
		return a, err
	}
	a.words, err = f.reads.PrepareContext(ctx, "SELECT body FROM docs WHERE n = ?")
	return a, err
}
