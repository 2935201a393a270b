package api

import (
	"cmp"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// words is an event's text: of what somebody said the words as sent (of a tapped
// button its label, its value where the label is not known; of a pin what the map calls it), of the rest a short text made of closed lists.
func words(e casebook.Event) string {
	switch e.Kind {
	case dialog.ChangeSaid, dialog.ChangeEdited:
		if e.Text == "" && e.Pin != nil {
			return e.Pin.Label
		}
		return cmp.Or(e.Text, e.Choice)
	case dialog.ChangeSlot:
		switch {
		case e.Note != "":
			return e.Slot + ": " + string(e.Note)
		case e.Value == "":
			return e.Slot + ": removed"
		}
		return e.Slot + ": " + e.Value
	case dialog.ChangeFlagged, dialog.ChangeUnflagged:
		flags := make([]string, len(e.Flags))
		for i, f := range e.Flags {
			flags[i] = string(f)
		}
		return strings.Join(flags, ", ")
	case dialog.ChangeClosed:
		return withWords(string(e.Outcome), e.Text)
	case dialog.ChangeReceipt:
		return withWords(string(e.Receipt), e.Text)
	case dialog.ChangeNoted, dialog.ChangeReleased, dialog.ChangeClaimed:
		if e.Text == "" {
			return e.Value
		}
		return e.Text
	}
	return withWords(e.Value, e.Text)
}

func withWords(what, text string) string {
	if what == "" || text == "" {
		return what + text
	}
	return what + ": " + text
}
