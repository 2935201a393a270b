package search

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"
)

// gram is one to three characters in one number, 21 bits each, of which three are always
// small; or, from phoneGram on, the end of a phone number. It is never above what the file
// takes for a positive number.
type gram uint64

const phoneGram gram = 1 << 62

func gramOf(rs ...rune) gram {
	var g gram
	for _, r := range rs {
		g = g<<21 | gram(r)
	}
	return g
}

// eachGram gives the grams of a folded text, some of them several times: every
// character, every two that stand together, and every three letters or digits.
func eachGram(rs []rune, each func(gram)) {
	for i, r := range rs {
		if r == gap {
			continue
		}
		each(gramOf(r))
		if i+1 == len(rs) || rs[i+1] == gap {
			continue
		}
		each(gramOf(r, rs[i+1]))
		if i+2 < len(rs) && isWord(r) && isWord(rs[i+1]) && isWord(rs[i+2]) {
			each(gramOf(r, rs[i+1], rs[i+2]))
		}
	}
}

// A phone number is found by its last digits, so many at least: what stands at the
// beginning of half of all numbers tells nobody.
const phoneShortest = 4

// eachPhoneGram gives the grams of a phone number: its ends.
func eachPhoneGram(digits string, each func(gram)) {
	for from := 0; from+phoneShortest <= len(digits); from++ {
		each(phoneEnd(digits[from:]))
	}
}

func phoneEnd(digits string) gram {
	h := fnv.New64a()
	h.Write([]byte(digits)) //nolint:errcheck // a hash never fails
	return phoneGram | gram(h.Sum64())%phoneGram
}

// term is one run of what is searched for.
type term struct {
	text  string // folded
	grams []gram // all of them stand in what holds it
	phone gram   // or this one; 0 for a term that is no end of a phone number
	ends  string // the digits that end it
}

// How long a search may be, and how many grams of a term are looked up: what is left
// after them is compared anyway.
const (
	searchLongest = 200
	termsMost     = 12
	gramsMost     = 10
)

// termsOf are the terms of a search; a document holds all of them.
func termsOf(text string) []term {
	if rs := []rune(strings.ToValidUTF8(text, " ")); len(rs) > searchLongest {
		text = string(rs[:searchLongest])
	}
	var all []term
	for _, run := range runs(fold(text, false).runes) {
		t := term{text: string(run), grams: needed(run)}
		if !slices.ContainsFunc(run, func(r rune) bool { return !isDigit(r) }) && len(run) >= phoneShortest {
			t.ends = t.text
			if strings.HasPrefix(t.text, "0086") {
				t.ends = t.text[len("00"):] // as numbers are kept
			}
			t.phone = phoneEnd(t.ends)
		}
		if !slices.ContainsFunc(all, func(o term) bool { return o.text == t.text }) && len(all) < termsMost {
			all = append(all, t)
		}
	}
	// The longest first: it leaves the fewest.
	slices.SortStableFunc(all, func(a, b term) int { return utf8.RuneCountInString(b.text) - utf8.RuneCountInString(a.text) })
	return all
}

// needed are the grams to look up for a run: the longest there are, spread over it.
func needed(run []rune) []gram {
	if len(run) == 1 {
		return []gram{gramOf(run[0])}
	}
	var all []gram
	for i := 0; i+1 < len(run); i++ {
		switch {
		case i+2 < len(run) && isWord(run[i]) && isWord(run[i+1]) && isWord(run[i+2]):
			all = append(all, gramOf(run[i], run[i+1], run[i+2]))
		case i > 0 && isWord(run[i-1]) && isWord(run[i]) && isWord(run[i+1]): // in the three before
		default:
			all = append(all, gramOf(run[i], run[i+1]))
		}
	}
	if len(all) > gramsMost {
		some := make([]gram, gramsMost)
		for i := range some {
			some[i] = all[i*(len(all)-1)/(gramsMost-1)]
		}
		all = some
	}
	return all
}
