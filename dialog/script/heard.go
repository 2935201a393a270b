package script

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

// hear cleans the words and masks card numbers in them.
func (t *Talk) hear(text string) string {
	text, found := understand.Mask(understand.Clean(text))
	t.State.MaskDue = t.State.MaskDue || found && !t.State.MaskTold
	return text
}

// tellMasked says once, before the next answer, that a card number was hidden.
func (t *Talk) tellMasked() {
	if t.State.MaskDue && !t.State.MaskTold {
		t.State.MaskTold, t.State.MaskDue = true, false
		t.before(t.phrase("masked", nil))
	}
}

// hearLanguage follows the latest full sentence; a hint counts until there is one.
func (t *Talk) hearLanguage(text string, cmd understand.Command) {
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
	case strings.HasPrefix(t.in.Lang, "zh"):
		t.State.Lang = "zh"
	case strings.HasPrefix(t.in.Lang, "en"), strings.IndexFunc(text, unicode.IsLetter) >= 0:
		t.State.Lang = "en"
	}
}

// keep records the words as an event of their case, before anything is thought
// about them. The case is filled in by finish.
func (t *Talk) keep() {
	t.said = append(t.said, dialog.Change{
		Case: t.home, Kind: dialog.ChangeSaid, By: dialog.ByResident, Ref: t.in.ID,
		Text: t.readAloud(), Media: t.maskedMedia(), Pin: t.labelled(), Choice: t.in.Choice, Quote: t.quote(), Written: t.in.Written,
	})
	if m := t.State.Matter(t.home); m != nil {
		m.TakeFiles(t.maskedMedia())
		if t.in.Pin != nil {
			m.Attach++
		}
	}
}

// readAloud is what the resident said: the words, or the label they saw on the button
// they tapped. The button's value decides; nobody said "yes" in a Chinese talk.
func (t *Talk) readAloud() string {
	value := t.in.Choice
	if value == "" || t.text != "" {
		return t.text
	}
	if q := t.State.Asking; q != nil {
		if i := hear.Offered(q.Choices, value); i >= 0 {
			return q.Choices[i].Label
		}
	}
	switch value { // a button of a question that is no longer open
	case "yes", "no", "skip":
		return t.word(value)
	}
	return ""
}

// quoteMost is how much of the message that is answered is kept, in characters.
const quoteMost = 120

// quote is the message that was answered, card numbers masked.
func (t *Talk) quote() string {
	if t.in.Quote == "" {
		return ""
	}
	text, _ := understand.Mask(understand.Clean(t.in.Quote))
	return phrases.Short(text, quoteMost)
}

// labelled is the pin that was sent, its label cut and masked like words.
func (t *Talk) labelled() *dialog.Pin {
	if t.in.Pin == nil || t.in.Pin.Label == "" {
		return t.in.Pin
	}
	pin := *t.in.Pin
	pin.Label, _ = understand.Mask(understand.Clean(pin.Label))
	pin.Label = phrases.Short(strings.TrimSpace(pin.Label), quoteMost)
	return &pin
}

func (t *Talk) maskedMedia() []dialog.Media {
	media := slices.Clone(t.in.Media)
	for i := range media {
		media[i].Name, _ = understand.Mask(media[i].Name)
	}
	return media
}
