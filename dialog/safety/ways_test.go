package safety

import (
	"hash/fnv"
	"regexp"
	"strings"
)

// A line of corpus/ may hold {a|b|c}, one of these. The ear is taught so many ways of it.
// Of a plain cry more, so that no everyday word beside it drowns it.
const howMany, howManyPlain = 6, 24

var choice = regexp.MustCompile(`\{[^{}]*\}`)

// dice falls the same way in every run, so that the same corpus gives the same ear.
type dice uint64

func (d *dice) pick(words []string) string {
	*d = *d*6364136223846793005 + 1442695040888963407
	return words[uint64(*d>>33)%uint64(len(words))]
}

// thrownBy gives each line dice of its own: a line more in the corpus leaves the lessons
// of all others as they are.
func thrownBy(text string) dice {
	h := fnv.New64a()
	h.Write([]byte(text))
	return dice(h.Sum64())
}

// lessons are all lines the ear learns from: each {a|b|c} taken several ways, and
// each line with names of people, places and things a second time with others of their kind.
func lessons(all []line) []line {
	var d dice
	var out []line
	for _, l := range all {
		d = thrownBy(l.text)
		many := 1
		if strings.Contains(l.text, "{") {
			if many = howMany; l.where == "plain_ways.txt" {
				many = howManyPlain
			}
		}
		for range many {
			text := choice.ReplaceAllStringFunc(l.text, func(s string) string { return d.pick(strings.Split(s[1:len(s)-1], "|")) })
			out = append(out, line{l.want, strings.TrimSpace(text), l.where})
		}
	}
	s := newSwap(&d)
	for _, l := range out[:len(out):len(out)] {
		d = thrownBy(l.text)
		if text, changed := s.text(l.text); changed {
			out = append(out, line{l.want, text, l.where})
		}
	}
	return out
}

// swapped are the lists of words.txt whose words may stand for each other in a lesson.
var swapped = strings.Fields("partner parent kid elder limb poison highplace waters burnable days metal unwake gas building losable " +
	"enfamily enkid enelder enplace enlimb enhigh")

// swap puts other words of the same list into a text.
type swap struct {
	lists   map[string][][]string // of each word the lists it is in
	longest int
	dice    *dice
}

func newSwap(d *dice) *swap {
	s := &swap{lists: map[string][][]string{}, dice: d}
	for _, name := range swapped {
		var words []string
		for _, w := range cueBook().classes[name] {
			words = append(words, strings.ReplaceAll(w, "_", " "))
		}
		for _, w := range words {
			if n := len([]rune(w)); n > 1 || name == "limb" { // 爸, 家 ... stand inside other words
				s.lists[w] = append(s.lists[w], words)
				s.longest = max(s.longest, n)
			}
		}
	}
	return s
}

func (s *swap) text(text string) (string, bool) {
	var out strings.Builder
	runes, changed := []rune(text), false
	for i := 0; i < len(runes); {
		n := s.wordAt(runes, i)
		if n == 0 {
			out.WriteRune(runes[i])
			i++
			continue
		}
		lists := s.lists[string(runes[i:i+n])]
		list := lists[0]
		if len(lists) > 1 {
			list = lists[len(s.dice.pick([]string{"", "1"}))]
		}
		out.WriteString(s.dice.pick(list))
		i, changed = i+n, true
	}
	return out.String(), changed
}

// wordAt is the length of the longest word of the lists that stands at i, or 0.
func (s *swap) wordAt(runes []rune, i int) int {
	latin := func(i int) bool { return i >= 0 && i < len(runes) && runes[i] < 0x80 && runes[i] != ' ' }
	for n := min(s.longest, len(runes)-i); n > 0; n-- {
		if latin(i) && (latin(i-1) || latin(i+n)) {
			continue
		}
		if s.lists[string(runes[i:i+n])] != nil {
			return n
		}
	}
	return 0
}
