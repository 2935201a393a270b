package sqlite

import (
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

// openTest opens a book in a file and closes it when the test ends.
func openTest(t testing.TB, path string, options ...Option) *Book {
	t.Helper()
	b, err := Open(t.Context(), path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return b
}

func TestContract(t *testing.T) {
	defer goleak.VerifyNone(t)
	booktest.Run(t, func(t *testing.T) (casebook.Book, casebook.Shelf, func() (casebook.Book, casebook.Shelf)) {
		path := filepath.Join(t.TempDir(), "book.db")
		b := openTest(t, path, Sealed(booktest.Safe("town")))
		return b, b, func() (casebook.Book, casebook.Shelf) {
			if err := b.Close(); err != nil {
				t.Fatalf("close: %v", err)
			}
			b = openTest(t, path, Sealed(booktest.Safe("town")))
			return b, b
		}
	})
}
