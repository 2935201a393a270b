package catalog

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// Infer finds the option that the words of a message clearly say, and gives its key
// and the words found. Longer words go first, and negated ones ("没有裂缝", "no
// cracks") do not count. When several options are said, one that makes the matter
// urgent wins over the others, the last such in the list; otherwise a choice stays
// open (ok is false), and a slot with several answers gets all their keys, sorted.
func (s Slot) Infer(text string) (value, raw string, ok bool) {
	found := s.said(text)
	if len(found) == 0 {
		return "", "", false
	}
	keys := make([]string, 0, len(found))
	for _, f := range found {
		keys = append(keys, f.key)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if s.Type == TypeMulti {
		return strings.Join(keys, ","), found[0].raw, true
	}
	pick := keys[0]
	if len(keys) > 1 {
		urgent := slices.DeleteFunc(keys, func(k string) bool { return !s.urgentKey(k) })
		if len(urgent) == 0 {
			return "", "", false
		}
		pick = urgent[len(urgent)-1]
	}
	for _, f := range found {
		if f.key == pick {
			return pick, f.raw, true
		}
	}
	return "", "", false
}

// Says reports whether the words say this option, perhaps beside another one.
func (s Slot) Says(text, key string) bool {
	return slices.ContainsFunc(s.said(text), func(f saying) bool { return f.key == key })
}

func (s Slot) urgentKey(key string) bool {
	return slices.ContainsFunc(s.UrgentIf, func(c Condition) bool {
		return c.Kind == WhenIs && c.Slot == s.Key && slices.Contains(c.Keys, key)
	})
}

// cue is a word, in small letters, that says an option.
type cue struct {
	key, word string
	ends      pattern.Ends // of the word
}

// cuesOf are the words of all options, the longest first.
func cuesOf(options []Option) []cue {
	var cues []cue
	for _, o := range options {
		for _, w := range slices.Concat(o.WordsZh, o.WordsEn) {
			word := pattern.SmallLatin(w)
			cues = append(cues, cue{o.Key, word, pattern.EndsOf(word)})
		}
	}
	slices.SortStableFunc(cues, func(a, b cue) int { return cmp.Compare(len(b.word), len(a.word)) })
	return cues
}

type saying struct{ key, raw string }

// said lists what the text says, longest words first; a stretch of text counts once.
func (s Slot) said(text string) []saying {
	if len(s.cues) == 0 {
		return nil
	}
	rest := pattern.SmallLatin(text)
	in := pattern.PresentIn(rest)
	var found []saying
	for k := range s.cues {
		c := &s.cues[k]
		if !in.Have(c.ends) {
			continue
		}
		for i := indexWord(rest, c.word); i >= 0; i = indexWord(rest, c.word) {
			if !negated(rest[:i]) && !exaggerated(rest[:i], rest[i+len(c.word):], c.word) && !ofOwnPeople(c.word, rest[i+len(c.word):]) {
				if found == nil {
					found = make([]saying, 0, 4) // at once, where it would grow
				}
				found = append(found, saying{c.key, text[i : i+len(c.word)]})
			}
			rest = rest[:i] + blank(len(c.word)) + rest[i+len(c.word):]
		}
	}
	return found
}

// blanks stand for words that were counted.
var blanks = strings.Repeat("\x00", 64)

func blank(n int) string {
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat("\x00", n)
}

// mentionsAny says whether the text holds one of the words, given in small letters, not negated.
func mentionsAny(text string, words []string) bool {
	t := pattern.SmallLatin(text)
	return slices.ContainsFunc(words, func(w string) bool {
		i := indexWord(t, w)
		return i >= 0 && !negated(t[:i])
	})
}

// indexWord finds a word; an English one only where it stands alone.
func indexWord(text, word string) int {
	for from := 0; word != ""; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		first, _ := utf8.DecodeRuneInString(word)
		last, _ := utf8.DecodeLastRuneInString(word)
		if !(latin(before) && latin(first)) && !(latin(after) && latin(last)) {
			return i
		}
		from = i + len(word)
	}
	return -1
}

func latin(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// ofOwnPeople: a word for one's own people, who are dead or only say who the teller is: "my
// husband died in August", "my wife is Chinese".
func ofOwnPeople(word, after string) bool {
	return (strings.HasPrefix(word, "我") || strings.HasPrefix(word, "my ")) && (understand.Dead(after) || understand.OnlyOrigin(after))
}

// exaggerated: nobody dies in 累死了, 饿死了 and "dead tired".
func exaggerated(before, after, word string) bool {
	if strings.HasPrefix(word, "死") && !strings.HasPrefix(word, "死亡") {
		feeling, size := utf8.DecodeLastRuneInString(before)
		ahead := before[:len(before)-size]
		return strings.ContainsRune("累饿气烦急热冷吵臭笑吓忙困痛疼渴闷恨愁怕羞穷晒烫痒难惨苦", feeling) &&
			!strings.HasSuffix(ahead, "活活") && !strings.HasSuffix(ahead, "被") && !strings.HasSuffix(ahead, "有人")
	}
	if word != "dead" && word != "died" && word != "killed" {
		return false
	}
	for _, w := range []string{" tired", " broke", " serious", " slow", " wrong", " sure", " beat", " end", " set on", " line", " of boredom", " of shame", " of embarrassment", " laughing"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

const clauseEnds = ",.;:!?，。；：！？、\n"

// negated looks back within the clause: six characters of Chinese, four words of
// English. "没看到有人受伤" and "no one is hurt" are negated; "没说两句就动手打" is
// not, because 就 and its like begin a new thought.
func negated(before string) bool {
	if i := strings.LastIndexAny(before, clauseEnds); i >= 0 {
		_, size := utf8.DecodeRuneInString(before[i:])
		before = before[i+size:]
	}
	tail := []rune(before)
	thought := string(tail[max(0, len(tail)-6):])
	if i := strings.LastIndexAny(thought, "就还又却便才"); i >= 0 {
		thought = thought[i:]
	}
	if strings.ContainsAny(thought, "没沒未无無") || strings.HasSuffix(thought, "不") ||
		strings.HasSuffix(thought, "不会") || strings.HasSuffix(thought, "不是") {
		return true
	}
	words := strings.FieldsFunc(before, func(r rune) bool { return !latin(r) && r != '\'' })
	for _, w := range words[max(0, len(words)-4):] {
		switch w {
		case "no", "not", "never", "without", "nobody", "none", "neither", "nor", "cannot":
			return true
		}
		if strings.HasSuffix(w, "n't") {
			return true
		}
	}
	return false
}
