package search

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// take takes events in: all of them with the cursor, or nothing.
func (x *Index) take(ctx context.Context, events []casebook.Event, after casebook.Cursor) error {
	b, err := x.collect(events)
	if err != nil {
		return fmt.Errorf("take events in: %w", err)
	}
	for c := range b.touched {
		if int(c) < len(x.cases) && x.cases[c].card >= 0 {
			b.killed = append(b.killed, x.cases[c].card)
		}
	}
	b.cursor = after
	erased := erasedIn(events)
	if len(erased) == 0 {
		return x.write(ctx, b)
	}
	b.cursor = x.Cursor() // killed before all is gone, it reads these events again
	if err := x.write(ctx, b); err != nil {
		return err
	}
	for _, id := range erased {
		if err := x.reread(ctx, id); err != nil {
			return err
		}
	}
	return x.write(ctx, &batch{touched: map[uint32]touched{}, seqs: map[uint32]int{}, cursor: after})
}

// erasedIn are the cases that events say were erased.
func erasedIn(events []casebook.Event) (all []dialog.CaseID) {
	for _, e := range events {
		if e.Kind == dialog.ChangeErased && !slices.Contains(all, e.Case) {
			all = append(all, e.Case)
		}
	}
	return all
}

// Reread makes the documents of a case anew from the book: what was erased there can no
// longer be found, and no trace of it is left in the file.
func (x *Index) Reread(ctx context.Context, id dialog.CaseID) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	return x.reread(ctx, id)
}

// reread is Reread; x.writing is held.
func (x *Index) reread(ctx context.Context, id dialog.CaseID) error {
	events, err := x.Book.Case(ctx, id)
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return fmt.Errorf("read case %s again: %w", id, err)
	}
	c, ok := x.number[id]
	if !ok {
		return nil // the feed will bring it
	}
	b := &batch{touched: map[uint32]touched{}, seqs: map[uint32]int{}, cursor: x.cursor}
	torn := map[int]bool{}
	for n, e := range x.docs {
		if e.c == c && e.kind != kindNone {
			b.killed = append(b.killed, int64(n))
			if part := n / x.size; part < x.full {
				torn[part] = true
			}
		}
	}
	card := &Card{}
	for _, e := range events {
		if e.Seq <= x.cases[c].seq { // the feed brings the others
			b.add(c, e, card)
		}
	}
	x.cards.put(c, card)
	if err := b.addCards(func(uint32) (*Card, error) { return card, nil }); err != nil {
		return err
	}
	if err := x.write(ctx, b); err != nil {
		return err
	}
	for part := range torn {
		if err := x.mend(ctx, part); err != nil {
			return fmt.Errorf("mend part %d of the search file: %w", part, err)
		}
	}
	// The log beside the file still has what was deleted.
	if _, err := x.file.writes.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("empty the log of the search file: %w", err)
	}
	return nil
}

// write stores a batch and holds it in memory. When that fails, what is in the file
// counts, and memory is made of it again; who has left meanwhile is no reason for that.
func (x *Index) write(ctx context.Context, b *batch) error {
	ctx = context.WithoutCancel(ctx)
	slices.SortFunc(b.docs, func(a, b document) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.c, b.c), cmp.Compare(a.seq, b.seq), cmp.Compare(a.kind, b.kind))
	})
	err := x.store(ctx, b)
	if err == nil {
		return nil
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return errors.Join(fmt.Errorf("write search file: %w", err), x.load(ctx))
}

func (x *Index) store(ctx context.Context, b *batch) (err error) {
	tx, err := x.file.writes.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			tx.Rollback() //nolint:errcheck // the first error counts
		}
	}()
	if err := x.begin(ctx, tx, b); err != nil {
		return err
	}
	if err := x.insert(ctx, tx, b.docs); err != nil {
		return err
	}
	if err := x.note(ctx, tx, b); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.cursor = b.cursor
	return nil
}

// begin stores new cases and takes away what is replaced.
func (x *Index) begin(ctx context.Context, tx *sql.Tx, b *batch) error {
	if err := eachExec(ctx, tx, "INSERT INTO cases (c, id, seq, card) VALUES (?, ?, 0, -1)", func(exec func(...any) error) error {
		for i, id := range b.news {
			if err := exec(len(x.cases)+i, id); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := eachExec(ctx, tx, "DELETE FROM docs WHERE n = ?", func(exec func(...any) error) error {
		for _, n := range b.killed {
			if err := exec(n); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, id := range b.news {
		x.number[id] = uint32(len(x.cases))
		x.cases = append(x.cases, known{id: id, card: -1})
	}
	for _, n := range b.killed {
		x.docs[n].kind = kindNone
	}
	return nil
}

// insert adds documents, and packs each part that gets full.
func (x *Index) insert(ctx context.Context, tx *sql.Tx, docs []document) error {
	for len(docs) > 0 {
		some := docs[:min(len(docs), x.size-len(x.docs)%x.size)]
		docs = docs[len(some):]
		if err := eachExec(ctx, tx, "INSERT INTO docs (n, c, seq, at, kind, body) VALUES (?, ?, ?, ?, ?, ?)", func(exec func(...any) error) error {
			for i, d := range some {
				if err := exec(len(x.docs)+i, d.c, d.seq, d.at.UnixMilli(), d.kind, x.file.key.Seal(ofDocs, int64(len(x.docs)+i), []byte(d.body))); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
		x.hold(some)
		if len(x.docs)%x.size != 0 {
			continue
		}
		firsts, err := x.storePart(ctx, tx, x.full, x.open)
		if err != nil {
			return err
		}
		x.mu.Lock()
		x.full, x.open, x.firsts = x.full+1, newPart(), append(x.firsts, firsts)
		x.mu.Unlock()
	}
	return nil
}

// hold takes documents into memory.
func (x *Index) hold(docs []document) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, d := range docs {
		n := len(x.docs)
		x.docs = append(x.docs, d.entry())
		x.span(n)
		x.open.addDocument(d, uint16(n%x.size))
		if d.kind == KindCard {
			x.cases[d.c].card = int64(n)
		}
	}
}

// The kinds of pieces of the file that are sealed.
const (
	ofDocs   = 'd'
	ofFirsts = 'f'
	ofBlocks = 'b'
)

// blockPlace is where the n-th block of a part is sealed.
func blockPlace(part, n int) int64 { return int64(part)<<32 | int64(n) }

// storePart packs a part and writes it in the place of what was there. It gives the first
// gram of each block.
func (x *Index) storePart(ctx context.Context, tx *sql.Tx, n int, p *part) ([]gram, error) {
	entries := x.docs[n*x.size : (n+1)*x.size]
	for _, table := range []string{"blocks", "parts"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE part = ?", n); err != nil {
			return nil, err
		}
	}
	blocks := pack(p, func(place uint16) bool { return entries[place].kind == kindNone })
	firsts := make([]gram, 0, len(blocks))
	for _, b := range blocks {
		firsts = append(firsts, b.first)
	}
	key := x.file.key
	if _, err := tx.ExecContext(ctx, "INSERT INTO parts (part, docs, firsts) VALUES (?, ?, ?)", n, packEntries(entries), key.Seal(ofFirsts, int64(n), packGrams(firsts))); err != nil {
		return nil, err
	}
	return firsts, eachExec(ctx, tx, "INSERT INTO blocks (part, n, body) VALUES (?, ?, ?)", func(exec func(...any) error) error {
		for i, b := range blocks {
			if err := exec(n, i, key.Seal(ofBlocks, blockPlace(n, i), b.body)); err != nil {
				return err
			}
		}
		return nil
	})
}

// note stores how far each case and the feed were read.
func (x *Index) note(ctx context.Context, tx *sql.Tx, b *batch) error {
	x.mu.Lock()
	for c, seq := range b.seqs {
		x.cases[c].seq = seq
	}
	x.mu.Unlock()
	if err := eachExec(ctx, tx, "UPDATE cases SET seq = ?, card = ? WHERE c = ?", func(exec func(...any) error) error {
		for _, c := range b.changed() {
			if err := exec(x.cases[c].seq, x.cases[c].card, c); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE state SET cursor = ?", b.cursor)
	return err
}

// mend makes a full part anew from its documents.
func (x *Index) mend(ctx context.Context, n int) error {
	p := newPart()
	query := fmt.Sprintf("SELECT n, c, seq, at, kind, body FROM docs WHERE n >= %d AND n < %d ORDER BY n", n*x.size, (n+1)*x.size)
	if err := each(ctx, x.file.writes, query, func(rows *sql.Rows) error {
		n, d, err := x.scanDocument(rows)
		if err == nil {
			d, err = x.whole(d)
		}
		p.addDocument(d, uint16(n%int64(x.size)))
		return err
	}); err != nil {
		return err
	}
	tx, err := x.file.writes.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	firsts, err := x.storePart(ctx, tx, n, p)
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	x.mu.Lock() // a search sees both, or neither
	defer x.mu.Unlock()
	if err := tx.Commit(); err != nil {
		return err
	}
	x.firsts[n] = firsts
	return nil
}

// eachExec prepares a statement for all calls fn makes.
func eachExec(ctx context.Context, tx *sql.Tx, query string, fn func(exec func(...any) error) error) (err error) {
	stmt, err := tx.PrepareContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stmt.Close()) }()
	return fn(func(args ...any) error {
		_, err := stmt.ExecContext(ctx, args...)
		return err
	})
}
