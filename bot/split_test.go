package bot

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name, text string
		limit      int
		want       []string
	}{
		{"empty", "", 10, nil},
		{"fits exactly", "一二三四五", 5, []string{"一二三四五"}},
		{"blanks of a text that fits stay", " 好 ", 5, []string{" 好 "}},
		{"behind a Chinese sentence", "路灯坏了。今天来修。谢谢您", 11, []string{"路灯坏了。今天来修。", "谢谢您"}},
		{"behind an English sentence", "It is 3.5 km. Come today. Thanks", 26, []string{"It is 3.5 km. Come today.", "Thanks"}},
		{"not inside a number", "about 3.5 km and far away", 12, []string{"about 3.5", "km and far", "away"}},
		{"a paragraph before a sentence", "一二三四五六\n七。八九十", 9, []string{"一二三四五六", "七。八九十"}},
		{"behind a comma", "一二三四,五六七八九十", 8, []string{"一二三四,", "五六七八九十"}},
		{"the quote stays with its sentence", "他说:“修好了。”我说好", 9, []string{"他说:“修好了。”", "我说好"}},
		{"no place to cut", strings.Repeat("啊", 7), 3, []string{"啊啊啊", "啊啊啊", "啊"}},
		{"an emoji is two units and never halved", "aa😀😀", 3, []string{"aa", "😀", "😀"}},
		{"a composed emoji stays whole", "ab👩‍👩‍👧cd", 9, []string{"ab", "👩‍👩‍👧c", "d"}},
		{"blanks at the cut go", "one two   \n\n  three four five", 16, []string{"one two", "three four five"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Split(c.text, c.limit)); diff != "" {
				t.Errorf("Split(%q, %d):\n%s", c.text, c.limit, diff)
			}
		})
	}
}

// A provider that counts bytes gets as few parts as there can be.
func TestSplitByBytes(t *testing.T) {
	for text, want := range map[string][]string{"一二三": {"一二", "三"}, "abcdefgh": {"abcdefg", "h"}, "a一😀": {"a一", "😀"}} {
		if diff := cmp.Diff(want, SplitBy(text, 7, utf8.RuneLen)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// FuzzSplit: no part is empty or too long, and no word is lost or changed.
func FuzzSplit(f *testing.F) {
	f.Add("路灯坏了。今天来修。", 4)
	f.Add("👩‍👩‍👧 e\u0301\u0301\u0301\u0301", 3)
	f.Add("a\xffb\xf0\x9f", 2)
	f.Add(strings.Repeat("\u200d", 50), 7)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		limit = 2 + (limit%300+300)%300
		parts := Split(text, limit)
		for _, p := range parts {
			if n := UTF16Len(p); n == 0 || n > limit {
				t.Fatalf("a part has %d units of %d", n, limit)
			}
			if utf8.ValidString(text) && !utf8.ValidString(p) {
				t.Fatalf("a part is no text any more: %q", p)
			}
		}
		if !utf8.ValidString(text) { // broken bytes may become a letter when put together again
			return
		}
		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) {
					return -1
				}
				return r
			}, s)
		}
		if bare(strings.Join(parts, "")) != bare(text) {
			t.Fatalf("Split(%q, %d) changed the words: %q", text, limit, parts)
		}
	})
}

func TestPartsRememberWhatIsOut(t *testing.T) {
	var p Parts
	if n := p.Sent("a"); n != 0 {
		t.Fatalf("before anything, %d parts are out", n)
	}
	p.Took("a", 2)
	p.Took("b", 1)
	if p.Sent("a") != 2 || p.Sent("b") != 1 {
		t.Fatalf("parts out: a %d, b %d, want 2, 1", p.Sent("a"), p.Sent("b"))
	}
	p.Done("a")
	if p.Sent("a") != 0 || p.Sent("b") != 1 {
		t.Fatalf("after a is done: a %d, b %d, want 0, 1", p.Sent("a"), p.Sent("b"))
	}
}
