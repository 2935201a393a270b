package safety

import (
	"fmt"
	"strings"
)

// spelling forgives one slip (a letter missing, doubled, extra, or two swapped)
// in the English words named in cues/spelling.txt, and leaves real words alone.
type spelling struct {
	watched []string
	real    map[string]bool
	slips   map[string]string // a slip and the word that was meant
	known   map[string]bool
	longest int // letters of the longest word that may be a slip
}

func newSpelling() *spelling {
	return &spelling{real: map[string]bool{}, slips: map[string]string{}, known: map[string]bool{}}
}

func (s *spelling) read(section, line string) error {
	words := strings.Fields(line)
	switch section {
	case "watched":
		s.watched = append(s.watched, words...)
	case "real":
		for _, w := range words {
			s.real[w] = true
		}
	default:
		return fmt.Errorf("unknown heading [%s]", section)
	}
	return nil
}

// learn writes down the slips of every watched word.
func (s *spelling) learn(words map[string]int32) {
	for w := range words {
		s.known[w] = true
	}
	for _, w := range s.watched {
		s.longest = max(s.longest, len(w)+1)
		for i := range w {
			if i+1 < len(w) {
				s.slip(w[:i]+string(w[i+1])+string(w[i])+w[i+2:], w)
			}
			if len(w) >= 6 {
				s.slip(w[:i]+w[i+1:], w)
			}
			s.slip(w[:i]+string(w[i])+w[i:], w)
		}
	}
}

func (s *spelling) slip(wrong, meant string) {
	if !s.known[wrong] && !s.real[wrong] {
		s.slips[wrong] = meant
	}
}

// correct gives the word that was meant by one nobody knows.
func (s *spelling) correct(w []byte) (string, bool) {
	if len(w) < 4 || len(w) > s.longest || s.real[string(w)] {
		return "", false
	}
	if meant, ok := s.slips[string(w)]; ok {
		return meant, true
	}
	if len(w) < 7 {
		return "", false
	}
	for _, meant := range s.watched {
		if len(meant)+1 == len(w) && isOneMore(w, meant) {
			return meant, true
		}
	}
	return "", false
}

// isOneMore reports whether w is the word with one letter too many.
func isOneMore(w []byte, word string) bool {
	i := 0
	for i < len(word) && w[i] == word[i] {
		i++
	}
	return string(w[i+1:]) == word[i:]
}
