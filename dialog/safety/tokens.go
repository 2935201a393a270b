package safety

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/safety/ear"
)

// token is one Chinese character, or one word or number in Latin letters.
type token struct {
	id         int32  // the word's number in the cue book; 0 for words no cue uses
	unit       uint32 // the same for the ear, which knows every word
	num        int32  // its value when it is a number below 1000, else -1
	start, end int32  // bytes in the resident's text
	han        bool
	single     bool  // one letter or character only
	letter     byte  // the letter, when it stands alone
	gap        gap   // what stood before it
	living     bool  // names a person
	phrase     int32 // ends at a mark, and at a blank between Chinese words
	clause     int32
	sentence   int32
}

// gap is the strongest mark between two tokens.
type gap uint8

const (
	joined   gap = iota
	space        // blank or a mark inside a clause
	comma        // ends a clause
	fullStop     // ends a sentence
)

// The block of everyday Chinese characters.
const firstHan, lastHan = 0x4E00, 0x9FFF

// tokenize appends the tokens of text, folding full width, case, traditional characters and
// apostrophes. Letters spelled out one by one ("不 想 活", "k.i.l.l") are joined.
func (b *book) tokenize(toks []token, text string) []token {
	toks = slices.Grow(toks, len(text)/3+4)
	word := make([]byte, 0, 64)
	wordStart, between := 0, fullStop
	flush := func(end int) {
		if len(word) == 0 {
			return
		}
		toks = append(toks, b.wordToken(word, wordStart, end, between))
		word, between = word[:0], joined
	}
	for i, raw := range text {
		size := utf8.RuneLen(raw)
		if raw == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		if raw >= firstHan && raw <= lastHan { // the common case, looked up once
			flush(i)
			h := b.han[raw-firstHan]
			toks = append(toks, token{id: h.id, unit: h.unit, num: -1, start: int32(i), end: int32(i + size), han: true, single: true, gap: between})
			between = joined
			continue
		}
		if raw >= 'a' && raw <= 'z' {
			if len(word) == 0 {
				wordStart = i
			} else if word[len(word)-1] <= '9' && allDigits(word) {
				flush(i) // "13yo" is a number and a word
				wordStart = i
			}
			word = append(word, byte(raw))
			continue
		}
		r := b.fold(raw)
		switch {
		case r == '\'' || r == '’' || r == '‘' || r == '`' || r == 'ʼ':
			if len(word) == 0 {
				between = max(between, space)
			}
		case unicode.Is(unicode.Han, r):
			flush(i)
			toks = append(toks, token{id: b.hanID[r], unit: ear.Unit(string(r)), num: -1, start: int32(i), end: int32(i + size), han: true, single: true, gap: between})
			between = joined
		case r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
			if n := len(word); n > 0 && allDigits(word) != (r <= '9') && allDigits(word) {
				flush(i) // "13yo" is a number and a word
			}
			if len(word) == 0 {
				wordStart = i
			}
			word = append(word, byte(r))
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r):
			// joiners and accents leave no trace
		case unicode.IsLetter(r):
			if len(word) == 0 {
				wordStart = i
			}
			word = utf8.AppendRune(word, r)
		default:
			flush(i)
			between = max(between, markOf(r, text[i+size:]))
		}
	}
	flush(len(text))
	toks = b.joinSpelledOut(toks)
	b.numberClauses(toks)
	return toks
}

func (b *book) wordToken(w []byte, start, end int, before gap) token {
	t := token{num: -1, start: int32(start), end: int32(end), gap: before, single: len(w) == 1}
	if allDigits(w) && len(w) <= 3 {
		t.num = 0
		for _, d := range w {
			t.num = t.num*10 + int32(d-'0')
		}
	}
	if t.single {
		t.letter = w[0]
	}
	t.id, t.unit = b.wordID(w)
	return t
}

func allDigits[T string | []byte](w T) bool {
	for i := range len(w) {
		c := w[i]
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(w) > 0
}

// fold gives the plain form of a rune: half width, lower case, simplified.
func (b *book) fold(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return b.fold(r - 0xFEE0)
	case r == 0x3000:
		return ' '
	}
	if s, ok := b.simplified[r]; ok {
		return s
	}
	return unicode.ToLower(r)
}

// markOf says how strongly a mark divides. A point divides sentences only before a blank or the end.
func markOf(r rune, rest string) gap {
	switch r {
	case '。', '!', '?', '\n', '…', ';', '~': // full width is folded before
		return fullStop
	case '.':
		if rest == "" || rest[0] == ' ' || rest[0] == '.' || rest[0] >= 0x80 {
			return fullStop
		}
		return space
	case ',', ':', '(', ')', '—', '"', '“', '”', '「', '」', '《', '》', '|':
		return comma
	case '、', '-', '_', '*', '·', '/', '+', '•', '^', '&', '#', '\\', '@':
		return space
	}
	if unicode.IsSpace(r) {
		return space
	}
	return comma
}

// joinSpelledOut removes the marks inside three or more single characters in a
// row that are each set apart, and makes one word of spelled-out letters.
func (b *book) joinSpelledOut(toks []token) []token {
	i := 0
	for i+2 < len(toks) && !(toks[i].single && toks[i].gap != joined && toks[i+1].single && toks[i+1].gap != joined) {
		i++
	}
	if i+2 >= len(toks) {
		return toks // as in most texts
	}
	out := toks[:i]
	for i < len(toks) {
		j := i + 1
		if toks[i].single && toks[i].gap != joined {
			for j < len(toks) && toks[j].single && toks[j].gap != joined && toks[j].gap == toks[i+1].gap && toks[j].han == toks[i].han {
				j++
			}
		}
		// the last one must not begin a longer word: "着 火 了吗" still joins 着火了
		switch n := j - i; {
		case toks[i].han && n >= 3:
			for k := i; k < j; k++ {
				t := toks[k]
				if k > i {
					t.gap = joined
				}
				out = append(out, t)
			}
		case !toks[i].han && n >= 4:
			out = append(out, b.spelledWord(toks[i:j]))
		default:
			out = append(out, toks[i:j]...)
		}
		i = j
	}
	return out
}

func (b *book) spelledWord(letters []token) token {
	w := make([]byte, 0, 64)
	for _, t := range letters {
		w = append(w, t.letter)
	}
	t := letters[0]
	t.num, t.single, t.end = -1, false, letters[len(letters)-1].end
	t.id, t.unit = b.wordID(w)
	return t
}

func (b *book) numberClauses(toks []token) {
	var phrase, clause, sentence int32
	for i := range toks {
		t := &toks[i]
		if i > 0 && t.gap >= comma {
			clause++
			if t.gap == fullStop {
				sentence++
			}
		}
		if i > 0 && (t.gap >= comma || t.gap == space && (t.han || toks[i-1].han)) {
			phrase++
		}
		t.phrase, t.clause, t.sentence = phrase, clause, sentence
		t.living = b.living.has(t.id)
	}
}
