package pattern

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %#v, want %#v", what, got, want)
	}
}

// FuzzTables: every quick way to look says what the plain way says.
func FuzzTables(f *testing.F) {
	f.Add("老板欠我钱", "老板 房东 我")
	f.Add("My BOSS owes me\xff\x00", "boss my \ufffd")
	f.Add("ſK１Ａ。İ", "k s")
	f.Fuzz(func(t *testing.T, text, list string) {
		chars, words := NewChars(list), strings.Fields(list)
		for i := 0; i < len(text); {
			r, size := Decode(text, i)
			if wr, ws := utf8.DecodeRuneInString(text[i:]); r != wr || size != ws {
				t.Fatalf("Decode(%q, %d): %q %d, want %q %d", text, i, r, size, wr, ws)
			}
			if got, want := chars.Has(r), r != 0 && strings.ContainsRune(list, r); got != want {
				t.Fatalf("%q has %q: %v", list, r, got)
			}
			i += size
		}
		in := PresentIn(text)
		for _, w := range words {
			if strings.Contains(text, w) && utf8.ValidString(w) && !in.Have(EndsOf(w)) {
				t.Fatalf("%q stands in %q and is called absent", w, text)
			}
		}
		if utf8.ValidString(list) {
			list := NewWords(words...)
			if got, want := list.In(text), slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }); got != want {
				t.Fatalf("one of %q in %q: %v", words, text, got)
			}
		}
		same(t, "Small", Small(text), strings.ToLower(text))
		if small := SmallLatin(text); len(small) != len(text) || strings.ContainsFunc(small, func(r rune) bool { return r >= 'A' && r <= 'Z' }) || !strings.EqualFold(small, text) {
			t.Fatalf("SmallLatin(%q) is %q", text, small)
		}
	})
}

func TestShelf(t *testing.T) {
	by := map[rune][]int{}
	for i, r := range []rune("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥abcdefgh") {
		by[r] = []int{i, -i}
	}
	sh := NewShelf(by)
	for r, want := range by {
		same(t, string(r), sh.Under(r), want)
	}
	for _, r := range []rune{0, '鼠', 'z', -1} {
		if got := sh.Under(r); got != nil {
			t.Errorf("under %q: %v", r, got)
		}
	}
	if got := len([]rune(sh.Chars())); got != len(by) {
		t.Errorf("%d characters, want %d", got, len(by))
	}
	var none Shelf[int] = NewShelf(map[rune][]int{})
	if none.Under('甲') != nil {
		t.Error("an empty shelf holds something")
	}
}

func TestIsHan(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if got, want := IsHan(r), unicode.Is(unicode.Han, r); got != want {
			t.Fatalf("%U: %v, want %v", r, got, want)
		}
	}
}
