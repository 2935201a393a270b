package afield

import (
	"path/filepath"
	"testing"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook/sqlite"
)

// BenchmarkResidentPasses is what it costs to see that a message is a resident's.
func BenchmarkResidentPasses(b *testing.B) {
	book, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "book.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer book.Close()
	f := &Field{Options: Options{Book: book, Shelf: book, Lines: handoff.NewLines(book, handoff.NewRoster(book, nil))}}
	for b.Loop() {
		in := dialog.Input{ID: "u1", Kind: dialog.Said, From: resident, Text: story}
		if taken, err := f.Take(b.Context(), &in); taken || err != nil {
			b.Fatal(taken, err)
		}
	}
}
