package telegram

import (
	"strings"
	"unicode/utf8"

	"frontdoor/dialog"
)

// dataMost is how many bytes a button may carry back.
const dataMost = 64

// keyMark begins the data of a button whose value is too long to be carried: it
// carries the choice's key instead, and the conversation knows which that is.
const keyMark = "#"

// keyboard and button are own forms of inline_keyboard: the library's button
// always sends an empty copy_text beside callback_data, and a button may have
// only one of them.
type keyboard struct {
	Rows [][]button `json:"inline_keyboard"`
}

type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// shortLabel is how wide a label may be to share its row with another: six
// Chinese or twelve Latin letters.
const shortLabel = 12

// keys lays out the choices: short ones two in a row, a longer one alone. nil
// for no choices.
func keys(choices []dialog.Choice) *keyboard {
	k := &keyboard{}
	half := false // the last row has room for a second short one
	for _, c := range choices {
		b := button{Text: c.Label, Data: writeData(c)}
		if b.Text == "" {
			b.Text = c.Key
		}
		if b.Text == "" || b.Data == "" {
			continue
		}
		short := width(b.Text) <= shortLabel
		if short && half {
			last := len(k.Rows) - 1
			k.Rows[last] = append(k.Rows[last], b)
			half = false
			continue
		}
		k.Rows = append(k.Rows, []button{b})
		half = short
	}
	if len(k.Rows) == 0 {
		return nil
	}
	return k
}

// width counts Latin letters as one and all others as two.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0x2e80 {
			n++
		}
	}
	return n
}

// writeData is what a button carries: the choice's value itself, or its key where
// the value does not fit.
func writeData(c dialog.Choice) string {
	if c.Value != "" && len(c.Value) <= dataMost && !strings.HasPrefix(c.Value, keyMark) && utf8.ValidString(c.Value) {
		return c.Value
	}
	if c.Key != "" && len(keyMark+c.Key) <= dataMost {
		return keyMark + c.Key
	}
	return ""
}

// readData is what a tap means: a choice's value, or the key that stands for it.
func readData(data string) string { return strings.TrimPrefix(data, keyMark) }
