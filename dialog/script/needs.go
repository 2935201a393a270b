package script

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/understand"
)

// NeedsCode says that the next step may file a case anonymously, or give a code to go on
// elsewhere, so that one must be drawn for it.
func NeedsCode(before *dialog.State, in dialog.Input) bool {
	return in.Kind == dialog.Said && hear.AsksToMove(in.Text) || slices.ContainsFunc(before.Matters, func(m dialog.Matter) bool {
		return m.Status == dialog.Collecting && slices.Contains(m.Flags, dialog.FlagAnonymous)
	})
}

// NeedsToken says that the next step may give a link, or draw a code for a number, so that a token must be drawn for it.
func NeedsToken(before *dialog.State, in dialog.Input) bool {
	if in.Kind == dialog.AskPaper || needsProof(before, in) {
		return true
	}
	if in.Kind != dialog.Said || len(in.Text) > 120 {
		return false
	}
	text := understand.Clean(in.Text)
	for _, lang := range dialog.Languages() {
		if cmd, _ := understand.ReadCommand(text, lang, in.From.Channel()); cmd == understand.MyData {
			return true
		}
	}
	return false
}

// needsProof says that the next step may draw a code.
func needsProof(before *dialog.State, in dialog.Input) bool {
	at, ok := before.Wakes[dialog.WakeProof]
	return in.Kind == dialog.WakeUp && ok && !at.After(in.At)
}
