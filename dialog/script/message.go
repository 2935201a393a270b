package script

import (
	"cmp"

	"frontdoor/dialog"
)

// piece is this input as one message of a story.
func (t *Talk) piece() dialog.Piece {
	return dialog.Piece{ID: t.in.ID, Seq: t.in.Seq, At: t.in.At, Written: t.in.Written, Text: cmp.Or(t.typed, t.text), Media: t.in.Media, Pin: t.labelled(), Contact: t.in.Contact}
}
