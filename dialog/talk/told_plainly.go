package talk

import (
	"strings"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/understand"
)

// readMost is how many characters are read for facts, of one message and of the pieces of
// a burst: as long as the longest message of Telegram. To read twice as many takes four
// times as long, and whoever is kept waiting is everybody on this address. The case keeps
// the words whole, and danger is looked for in all of them.
const readMost = 4096

// storyMost is how many bytes of a story the state takes along; the case has the rest.
const storyMost = 8 * readMost

// Plainly makes of this message what is read of it.
func (t *Talk) Plainly() {
	t.typed = hear.Readable(t.Text, readMost)
	t.Text = t.plain(t.typed)
}

// plain is what is read of words, which are remembered as they were typed.
func (t *Talk) plain(typed string) string {
	words := understand.Plain(typed)
	if words != typed {
		t.plains = append(t.plains, [2]string{words, typed})
	}
	return words
}

// Words are several pieces as one text that is read.
func (t *Talk) Words(pieces []dialog.Piece) string {
	return dialog.JoinedBy(pieces, func(p dialog.Piece) string { return t.plain(p.Text) })
}

// asTyped gives a story back as it was typed, where it is made of what was read just now.
func (t *Talk) asTyped(story string) string {
	if len(t.plains) == 0 {
		return story
	}
	lines := strings.Split(story, "\n")
	for i, line := range lines {
		for _, p := range t.plains {
			if line == p[0] {
				lines[i] = p[1]
			}
		}
	}
	return strings.Join(lines, "\n")
}

// parkable is a piece of a burst, with as many of its words as are still read.
func (t *Talk) parkable() dialog.Piece {
	room := readMost
	for _, p := range t.State.Burst {
		room -= utf8.RuneCountInString(p.Text)
	}
	p := t.Piece()
	p.Text = strings.TrimSpace(hear.Readable(p.Text, max(room, 0)))
	return p
}
