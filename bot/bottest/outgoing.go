package bottest

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Out is a message that every channel must be able to send, or must refuse.
type Out struct {
	Name    string
	Message casebook.Outgoing // without To
	// Refused: it can never be sent, and trying again is no use.
	Refused bool
}

// Outs are messages for any channel. What arrives, put together and without
// blanks, is the message's text.
func Outs() []Out {
	yes := dialog.Choice{Key: "1", Label: "对", Value: "yes"}
	list := []Out{
		{Name: "short", Message: casebook.Outgoing{Text: "好"}},
		{Name: "marks that mean something elsewhere", Message: casebook.Outgoing{Text: "a & b <b>c</b> *d* _e_ [f](g) %20 + \"h\" \\ {i}"}},
		{Name: "lines", Message: casebook.Outgoing{Text: "请看对不对:\n事:路灯坏\n地:七星村"}},
		{Name: "emoji and rare letters", Message: casebook.Outgoing{Text: "👍🏽 👩‍👩‍👧 𠮷 é é"}},
		{Name: "as long as Telegram takes", Message: casebook.Outgoing{Text: strings.Repeat("灯", 4096)}},
		{Name: "one longer", Message: casebook.Outgoing{Text: strings.Repeat("灯", 4097)}},
		{Name: "long, of surrogate pairs", Message: casebook.Outgoing{Text: strings.Repeat("😀", 2100)}},
		{Name: "long, of sentences", Message: casebook.Outgoing{Text: strings.Repeat("路灯坏了,请来修。 ", 900)}},
		{Name: "choices", Message: casebook.Outgoing{Text: "对吗?1对", Choices: []dialog.Choice{yes}}},
		{Name: "long, with choices", Message: casebook.Outgoing{Text: strings.Repeat("灯。", 3000), Choices: []dialog.Choice{yes}}},
		{Name: "many choices with long values", Message: casebook.Outgoing{Text: "哪个村?", Choices: []dialog.Choice{
			{Key: "1", Label: "七星村", Value: strings.Repeat("七星村", 10)}, {Key: "2", Label: strings.Repeat("很长的名字", 12), Value: "#2"}, {Key: "0", Label: "都不是", Value: "none"},
		}}},
		{Name: "empty", Refused: true},
	}
	for i := range list {
		list[i].Message.ID = "out-" + list[i].Name
		list[i].Message.By = dialog.ByBot
	}
	return list
}

// Bare is a text without its blanks, to compare what was said with what arrived
// in parts.
func Bare(text string) string { return strings.Join(strings.Fields(text), "") }
