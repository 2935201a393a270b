package dialog

import (
	"strings"
	"unicode/utf8"
)

// readMost is how many characters are read for facts, of one message and of the pieces of
// a burst: as long as the longest message of Telegram. To read twice as many takes four
// times as long, and whoever is kept waiting is everybody on this address. The case keeps
// the words whole, and danger is looked for in all of them.
const readMost = 4096

// storyMost is how many bytes of a story the state takes along; the case has the rest.
const storyMost = 8 * readMost

// readable is a text of so many characters at most: of a longer one the beginning, which
// says what it is about, and the end, where people put their name and number.
func readable(text string, most int) string {
	long := len(text)
	if long <= most {
		return text
	}
	if long = utf8.RuneCountInString(text); long <= most {
		return text
	}
	if most <= 0 {
		return ""
	}
	end := most / 4
	return firstRunes(text, most-end) + "\n" + text[len(firstRunes(text, long-end)):]
}

func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// parkable is a piece of a burst, with as many of its words as are still read.
func (t *scene) parkable() Piece {
	room := readMost
	for _, p := range t.s.Burst {
		room -= utf8.RuneCountInString(p.Text)
	}
	p := t.piece()
	p.Text = strings.TrimSpace(readable(p.Text, max(room, 0)))
	return p
}
