package telegram

import (
	"time"

	"frontdoor/dialog"
)

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

// keyboard lays out the choices of a question: short ones two in a row, a longer one
// alone. nil for no choices.
func (c *Channel) keyboard(chat int64, asked time.Time, choices []dialog.Choice) *keyboard {
	k := &keyboard{}
	half := false // the last row has room for a second short one
	for _, one := range choices {
		b := button{Text: one.Label, Data: c.buttons.write(chat, asked, one)}
		if b.Text == "" {
			b.Text = one.Key
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
