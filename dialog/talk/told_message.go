package talk

import (
	"cmp"

	"frontdoor/dialog"
)

// Piece is this input as one message of a story.
func (t *Talk) Piece() dialog.Piece {
	return dialog.Piece{ID: t.In.ID, Seq: t.In.Seq, At: t.In.At, Written: t.In.Written, Text: cmp.Or(t.typed, t.Text), Media: t.In.Media, Pin: t.labelled(), Contact: t.In.Contact}
}
