package talk

import (
	"slices"
	"strings"
	"unicode"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// Hear cleans the words and masks card numbers in them.
func (t *Talk) Hear(text string) string {
	text, found := understand.Mask(understand.Clean(text))
	t.State.MaskDue = t.State.MaskDue || found && !t.State.MaskTold
	return text
}

// TellMasked says once, before the next answer, that a card number was hidden.
func (t *Talk) TellMasked() {
	if t.State.MaskDue && !t.State.MaskTold {
		t.State.MaskTold, t.State.MaskDue = true, false
		t.Before(t.Phrase("masked", nil))
	}
}

// HearLanguage follows the latest full sentence; a hint counts until there is one.
func (t *Talk) HearLanguage(text string, cmd understand.Command) {
	switch cmd {
	case understand.SayChinese:
		t.State.Lang = "zh"
		return
	case understand.SayEnglish:
		t.State.Lang = "en"
		return
	}
	lang, sure := understand.Language(text)
	if understand.Pinyin(text) {
		lang, sure = "zh", true
	}
	if sure {
		t.State.Lang = lang
		return
	}
	if t.State.Lang != "" {
		return
	}
	switch {
	case pattern.HasHan(text):
		t.State.Lang = "zh"
	case strings.HasPrefix(t.In.Lang, "zh"):
		t.State.Lang = "zh"
	case strings.HasPrefix(t.In.Lang, "en"), strings.IndexFunc(text, unicode.IsLetter) >= 0:
		t.State.Lang = "en"
	}
}

// Keep records the words as an event of their case, before anything is thought
// about them. The case is filled in by finish.
func (t *Talk) Keep() {
	t.Said = append(t.Said, dialog.Change{
		Case: t.Home, Kind: dialog.ChangeSaid, By: dialog.ByResident, Ref: t.In.ID,
		Text: t.readAloud(), Media: t.MaskedMedia(), Pin: t.labelled(), Choice: t.In.Choice, Quote: t.quote(), Written: t.In.Written,
	})
	if m := t.State.Matter(t.Home); m != nil {
		m.TakeFiles(t.MaskedMedia())
		if t.In.Pin != nil {
			m.Attach++
		}
	}
}

// readAloud is what the resident said: the words, or the label they saw on the button
// they tapped. The button's value decides; nobody said "yes" in a Chinese talk.
func (t *Talk) readAloud() string {
	value := t.In.Choice
	if value == "" || t.Text != "" {
		return t.Text
	}
	if q := t.State.Asking; q != nil {
		if i := hear.Offered(q.Choices, value); i >= 0 {
			return q.Choices[i].Label
		}
	}
	switch value { // a button of a question that is no longer open
	case "yes", "no", "skip":
		return t.Word(value)
	}
	return ""
}

// quoteMost is how much of the message that is answered is kept, in characters.
const quoteMost = 120

// quote is the message that was answered, card numbers masked.
func (t *Talk) quote() string {
	if t.In.Quote == "" {
		return ""
	}
	text, _ := understand.Mask(understand.Clean(t.In.Quote))
	return phrases.Short(text, quoteMost)
}

// labelled is the pin that was sent, its label cut and masked like words.
func (t *Talk) labelled() *dialog.Pin {
	if t.In.Pin == nil || t.In.Pin.Label == "" {
		return t.In.Pin
	}
	pin := *t.In.Pin
	pin.Label, _ = understand.Mask(understand.Clean(pin.Label))
	pin.Label = phrases.Short(strings.TrimSpace(pin.Label), quoteMost)
	return &pin
}

// MaskedMedia are the files of this input, card numbers in their names masked.
func (t *Talk) MaskedMedia() []dialog.Media {
	media := slices.Clone(t.In.Media)
	for i := range media {
		media[i].Name, _ = understand.Mask(media[i].Name)
	}
	return media
}
