package dialog

import (
	"strings"
	"time"
)

// Piece is one message kept for later.
type Piece struct {
	ID  string    `json:"id,omitempty"`
	Seq int64     `json:"seq,omitempty"`
	At  time.Time `json:"at"`
	// Written is that of Input.
	Written time.Time `json:"written,omitzero"`

	Text  string  `json:"text,omitempty"`
	Media []Media `json:"media,omitempty"`
	Pin   *Pin    `json:"pin,omitempty"`
	// Contact is a phone number shared by the channel's own button.
	Contact string `json:"contact,omitempty"`
}

// Joined are the words of several pieces as one text, as they were typed.
func Joined(pieces []Piece) string {
	return JoinedBy(pieces, func(p Piece) string { return p.Text })
}

// JoinedBy is Joined with the words of each piece as text gives them.
func JoinedBy(pieces []Piece, text func(Piece) string) string {
	if len(pieces) == 1 {
		return text(pieces[0])
	}
	var words []string
	for _, p := range pieces {
		if p.Text != "" {
			words = append(words, text(p))
		}
	}
	return strings.Join(words, "\n")
}

// SameMessage says whether a Ref names a message: by its ID, or by what follows the last
// dot of the ID, where the channel knows only that of an earlier message.
func SameMessage(id, ref string) bool {
	return ref != "" && (id == ref || strings.HasSuffix(id, "."+ref))
}
