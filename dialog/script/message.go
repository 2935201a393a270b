package script

import (
	"cmp"

	"frontdoor/dialog"
	"frontdoor/dialog/understand"
)

// piece is this input as one message of a story.
func (t *scene) piece() dialog.Piece {
	return dialog.Piece{ID: t.in.ID, Seq: t.in.Seq, At: t.in.At, Written: t.in.Written, Text: cmp.Or(t.typed, t.text), Media: t.in.Media, Pin: t.labelled(), Contact: t.in.Contact}
}

// message is one message, or several of a burst, as it is treated.
type message struct {
	pieces []dialog.Piece
	text   string
	choice string
	cmd    understand.Command
	rest   string
}

// from is the ID of the message, the last one of a burst.
func (m message) from() string {
	if n := len(m.pieces); n > 0 {
		return m.pieces[n-1].ID
	}
	return ""
}

func (m message) media() (media []dialog.Media) {
	for _, p := range m.pieces {
		media = append(media, p.Media...)
	}
	return media
}

func (m message) pin() *dialog.Pin {
	for _, p := range m.pieces {
		if p.Pin != nil {
			return p.Pin
		}
	}
	return nil
}

func (m message) contact() string {
	for _, p := range m.pieces {
		if p.Contact != "" {
			return p.Contact
		}
	}
	return ""
}
