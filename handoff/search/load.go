package search

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// known is a case as the index knows it.
type known struct {
	id   dialog.CaseID
	seq  int
	card int64 // its document; -1 for none
}

// entry is what is known of a document without reading it; kind 0 for one that is dead.
type entry struct {
	at   int64 // unix milliseconds
	c    uint32
	seq  uint32
	kind Kind
}

const entrySize = 8 + 4 + 4 + 1

func packEntries(all []entry) []byte {
	b := make([]byte, 0, len(all)*entrySize)
	for _, e := range all {
		b = binary.LittleEndian.AppendUint64(b, uint64(e.at))
		b = binary.LittleEndian.AppendUint32(b, e.c)
		b = binary.LittleEndian.AppendUint32(b, e.seq)
		b = append(b, byte(e.kind))
	}
	return b
}

func packGrams(all []gram) []byte {
	b := make([]byte, 0, 8*len(all))
	for _, g := range all {
		b = binary.LittleEndian.AppendUint64(b, uint64(g))
	}
	return b
}

func unpackGrams(b []byte) (all []gram) {
	for ; len(b) >= 8; b = b[8:] {
		all = append(all, gram(binary.LittleEndian.Uint64(b)))
	}
	return all
}

func unpackEntries(b []byte) ([]entry, error) {
	if len(b)%entrySize != 0 {
		return nil, errTorn
	}
	all := make([]entry, 0, len(b)/entrySize)
	for ; len(b) > 0; b = b[entrySize:] {
		all = append(all, entry{at: int64(binary.LittleEndian.Uint64(b)), c: binary.LittleEndian.Uint32(b[8:]),
			seq: binary.LittleEndian.Uint32(b[12:]), kind: Kind(b[16])})
	}
	return all, nil
}

// load reads what is held in memory: cases, the entries of the full parts, and the open
// part, which is made of its documents.
func (x *Index) load(ctx context.Context) error {
	x.reset()
	db := x.file.writes
	var err error
	if x.find, err = x.file.prepare(ctx); err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	var cursor string
	if err := db.QueryRowContext(ctx, "SELECT cursor FROM state").Scan(&cursor); err != nil {
		return fmt.Errorf("read how far it is: %w", err)
	}
	x.cursor = casebook.Cursor(cursor)
	if err := each(ctx, db, "SELECT c, id, seq, card FROM cases ORDER BY c", func(rows *sql.Rows) error {
		var k known
		var c int
		if err := rows.Scan(&c, &k.id, &k.seq, &k.card); err != nil {
			return err
		}
		if c != len(x.cases) {
			return errTorn
		}
		x.number[k.id] = uint32(c)
		x.cases = append(x.cases, k)
		return nil
	}); err != nil {
		return fmt.Errorf("read cases: %w", err)
	}
	if err := each(ctx, db, "SELECT part, docs, firsts FROM parts ORDER BY part", func(rows *sql.Rows) error {
		var n int
		var body sql.RawBytes
		var sealed []byte
		if err := rows.Scan(&n, &body, &sealed); err != nil {
			return err
		}
		entries, err := unpackEntries(body)
		if n != x.full || len(entries) != x.size || err != nil {
			return errors.Join(err, errTorn)
		}
		if sealed, err = x.file.key.Open(ofFirsts, int64(n), sealed); err != nil {
			return err
		}
		x.firsts = append(x.firsts, unpackGrams(sealed))
		x.full++
		x.docs = append(x.docs, entries...)
		return nil
	}); err != nil {
		return fmt.Errorf("read parts: %w", err)
	}
	for n, e := range x.docs {
		switch {
		case e.kind == kindNone:
		case int(e.c) >= len(x.cases):
			return errTorn
		case e.kind == KindCard && x.cases[e.c].card != int64(n): // replaced since the part was written
			x.docs[n].kind = kindNone
		}
		x.span(n)
	}
	err = each(ctx, db, fmt.Sprintf("SELECT n, c, seq, at, kind, body FROM docs WHERE n >= %d ORDER BY n", x.full*x.size), func(rows *sql.Rows) error {
		n, d, err := x.scanDocument(rows)
		if err != nil {
			return err
		}
		if int(d.c) >= len(x.cases) || n >= int64((x.full+1)*x.size) {
			return errTorn
		}
		for int64(len(x.docs)) < n {
			x.docs = append(x.docs, entry{})
			x.span(len(x.docs) - 1)
		}
		if d, err = x.whole(d); err != nil {
			return err
		}
		x.docs = append(x.docs, d.entry())
		x.span(int(n))
		x.open.addDocument(d, uint16(n%int64(x.size)))
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the open part: %w", err)
	}
	return nil
}

// whole decodes the card of a document that is one.
func (x *Index) whole(d document) (document, error) {
	var err error
	if d.kind == KindCard {
		d.card, err = decodeCard(x.cases[d.c].id, d.body)
	}
	return d, err
}

func (d document) entry() entry {
	return entry{at: d.at.UnixMilli(), c: d.c, seq: uint32(d.seq), kind: d.kind}
}

// each calls fn for every row.
func each(ctx context.Context, db *sql.DB, query string, fn func(*sql.Rows) error) (err error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// scanDocument reads a row of docs.
func (x *Index) scanDocument(rows *sql.Rows) (n int64, d document, err error) {
	var at int64
	var body []byte
	if err = rows.Scan(&n, &d.c, &d.seq, &at, &d.kind, &body); err == nil {
		body, err = x.file.key.Open(ofDocs, n, body)
	}
	d.at, d.body = time.UnixMilli(at), string(body)
	return n, d, err
}
