package redis

import (
	"strings"
	"testing"

	"frontdoor/handoff/casebook"
)

// A cursor comes back from browsers and programs: whatever it is, it is one of this book's or refused.
func FuzzCursor(f *testing.F) {
	none := strings.Repeat(".", casebook.Shards)
	for _, s := range []string{"", "book" + none, "book.3-a" + none[1:], "book.0-a" + none[1:], "book.-3-a" + none[1:], "other" + none, "book", "\xff"} {
		f.Add(s)
	}
	b := &Book{id: "book"}
	f.Fuzz(func(t *testing.T, text string) {
		at, err := b.parse(casebook.Cursor(text))
		if err != nil || text == "" {
			return
		}
		if again, err := b.parse(b.cursor(at)); err != nil || again != at {
			t.Errorf("%q is %v, written and read again %v: %v", text, at, again, err)
		}
	})
}
