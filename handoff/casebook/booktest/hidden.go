package booktest

import (
	"bytes"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Hidden checks that no address lies in a sealed book as it is, also in one that was begun in
// the clear, and that all is found under it as before. open opens the same book again, in the
// clear or sealed; lies gives all bytes that it keeps.
func Hidden(t *testing.T, open func(sealed bool) casebook.Book, lies func() []byte) {
	p := &place{T: t, ctx: t.Context(), book: open(false)}
	local := []byte(bert.Local())
	tell := func(id string, expect casebook.Version) {
		p.commit(casebook.Commit{Address: bert, Seen: "seen-" + id, Expect: expect, State: &dialog.State{V: dialog.StateVersion, Name: id}, Wake: nine,
			Send: []casebook.Outgoing{message(bert, id)}, Letters: []dialog.Letter{{ID: id, To: anna, Kind: dialog.LetterAlert, At: nine}}})
	}
	p.commit(casebook.Commit{Address: bert, Letters: []dialog.Letter{{ID: "0", To: anna, Kind: dialog.LetterAlert, At: nine}}}) // remembered without a key
	tell("1", 0)
	if !bytes.Contains(lies(), local) {
		t.Error("in the clear no address is found: this test would see nothing")
	}
	for range 2 { // the second opening finds nothing to do
		p.book = open(true)
	}
	if bytes.Contains(lies(), local) {
		t.Error("a book that was begun in the clear still has an address")
	}
	p.same("name before", p.read(bert).State.Name, "1")
	p.refused(casebook.Commit{Address: bert, Seen: "seen-1"}, casebook.ErrSeen)
	p.refused(casebook.Commit{Address: bert, Expect: 0, State: &dialog.State{V: dialog.StateVersion}}, casebook.ErrStale)
	for kind, want := range map[casebook.DueKind]int{casebook.DueMessage: 1, casebook.DueWake: 1, casebook.DueLetter: 2} {
		dues, err := p.book.Lease(p.ctx, kind, nine, time.Minute, 9)
		if err != nil || len(dues) != want {
			t.Fatalf("of the kind %s are due: %+v, %v", kind, dues, err)
		}
		for _, due := range dues {
			p.same("whose "+string(kind), due.Address, bert)
			p.commit(casebook.Commit{Address: due.Address, Settled: []casebook.Settled{{Kind: kind, Token: due.Token}}})
		}
		if dues, err := p.book.Lease(p.ctx, kind, nine.Add(time.Hour), time.Minute, 9); err != nil || len(dues) != 0 {
			t.Errorf("of the kind %s are due again: %+v, %v", kind, dues, err)
		}
	}
	tell("2", 1)
	p.same("name", p.read(bert).State.Name, "2")
	if dues, err := p.book.Lease(p.ctx, casebook.DueWake, nine, time.Minute, 9); err != nil || len(dues) != 1 || dues[0].Address != bert {
		t.Errorf("to be woken: %+v, %v", dues, err)
	}
	p.commit(casebook.Commit{Address: bert, Expect: 2, State: &dialog.State{V: dialog.StateVersion, Life: 1}})
	eraser, ok := p.book.(casebook.Eraser)
	if !ok {
		t.Fatal("this engine erases nothing")
	}
	if err := eraser.EraseTalk(p.ctx, bert, 1, nine); err != nil {
		t.Error(err)
	}
	p.same("life", p.read(bert).State.Life, 1)
	if bytes.Contains(lies(), local) {
		t.Error("the sealed book has an address")
	}
}
