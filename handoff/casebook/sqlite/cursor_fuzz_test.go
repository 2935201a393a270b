package sqlite

import (
	"strconv"
	"testing"

	"frontdoor/handoff/casebook"
)

// A cursor comes back from browsers and programs: whatever it is, it is one of this book's or refused.
func FuzzCursor(f *testing.F) {
	for _, s := range []string{"", "book.12", "book.-1", "other.3", "book.9223372036854775808", "book", "\xff."} {
		f.Add(s)
	}
	b := &Book{id: "book"}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := b.place(casebook.Cursor(text))
		if err != nil || text == "" {
			return
		}
		if again, err := b.place(casebook.Cursor("book." + strconv.FormatInt(n, 10))); n < 0 || err != nil || again != n {
			t.Errorf("%q is %d, read again %d: %v", text, n, again, err)
		}
	})
}
