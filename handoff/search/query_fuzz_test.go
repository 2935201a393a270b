package search

import (
	"testing"
	"unicode/utf8"
)

// Whatever is searched for, and whatever stands in a card or in the address of a page, is
// read or refused.
func FuzzQuery(f *testing.F) {
	for _, s := range []string{"路灯", "JH-0123-45", "１３９ 0000", "a\x00b", "\xff\xfe", "e\u0301\u202eסא", `{"f":{"what":"灯"},"a":"sms:+86139"}`, `{"f":{"":1}}`, "eyJ0IjoxLCJjIjoiSkgiLCJzIjoxLCJrIjoxfQ"} {
		f.Add(s, "塘边的路灯坏了 139****0000")
	}
	f.Fuzz(func(t *testing.T, asked, text string) {
		terms := termsOf(asked)
		for _, term := range terms {
			if term.text == "" && term.ends == "" {
				t.Errorf("%q looks for nothing", asked)
			}
		}
		for _, m := range Marks(text, asked) {
			if m.From < 0 || m.To > len(text) || m.From >= m.To || utf8.ValidString(text) && !utf8.ValidString(text[m.From:m.To]) {
				t.Errorf("%q in %q: %+v", asked, text, m)
			}
		}
		if s, err := parseAfter(asked); err == nil && s != nil {
			if again, err := parseAfter(s.after()); err != nil || *again != *s {
				t.Errorf("%q is another place when written: %v", asked, err)
			}
		}
		if c, err := decodeCard("JH-1", asked); err == nil {
			for _, term := range terms {
				c.endsPhone(term)
			}
			c.Fields(text)
			if hidden := c.hidden(func(string) string { return "" }); hidden.Facts["name"] != "" || hidden.Address != "" {
				t.Errorf("hidden: %+v", hidden)
			}
		}
	})
}
