package booktest

import (
	"testing"

	"frontdoor/handoff/casebook"
)

// Through checks that a copy of a book of one engine becomes the same book of another.
func Through(t *testing.T, from, to Open, copied func(casebook.Packer) casebook.Packer) {
	book, shelf, again := from(t)
	p := &place{T: t, ctx: t.Context(), book: book, shelf: shelf, again: again, open: from}
	p.fill()
	o := p.other(to)
	between := copied(carrier(p))
	if n, err := casebook.Inspect(p.ctx, between, carrier(o), func(int) {}); err != nil || n == 0 {
		t.Fatalf("%d parcels are in the copy, %v", n, err)
	}
	if err := casebook.Copy(p.ctx, between, carrier(o), func(int) {}); err != nil {
		t.Fatal(err)
	}
	troubles, err := casebook.Compare(p.ctx, between, carrier(o), "move", func(int) {})
	p.same("troubles with the copy", []any{troubles, err}, []any{[]string(nil), nil})
	p.sameBooks(o)
	o.reopen()
	p.sameToReaders(o)
}
