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

// correct gives the word that was meant, or w itself.
func (s *spelling) correct(w string) string {
	if len(w) < 4 || s.real[w] {
		return w
	}
	if meant, ok := s.slips[w]; ok {
		return meant
	}
	if len(w) < 7 {
		return w
	}
	for i := range w { // one letter too many
		if short := w[:i] + w[i+1:]; s.isWatched(short) {
			return short
		}
	}
	return w
}

func (s *spelling) isWatched(w string) bool {
	for _, x := range s.watched {
		if x == w {
			return true
		}
	}
	return false
}
