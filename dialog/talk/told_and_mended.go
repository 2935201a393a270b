package talk

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// takesAllBack is a message of a burst that says the one before was wrong, and no more.
var takesAllBack = pattern.MustCompile(`(?i)^(?:不对|不是|错了|打错了?|说错了?|写错了?|发错了?|哦?不对不对|no|wrong|sorry|oops|typo|i mean)[,，。.!！~ ]*$`)

// toldAndMended treats a story whose teller put it right before the pause was over: 七星村的
// 路灯坏了 · 不对 · 是双溪村. True when it did.
func (t *Talk) toldAndMended(m *dialog.Matter, msg hear.Message) bool {
	if m.Has("what") || len(msg.Pieces) < 2 {
		return false
	}
	for i := 1; i < len(msg.Pieces); i++ {
		said := understand.Plain(msg.Pieces[i].Text) // 嗯,不是三千 mends
		_, corrects := t.Correction(said)
		if takesAllBack.MatchString(said) && i+1 < len(msg.Pieces) {
			said, corrects = "不对,"+t.Words(msg.Pieces[i+1:]), true
			if !pattern.HasHan(t.Words(msg.Pieces)) {
				said = "wrong, " + t.Words(msg.Pieces[i+1:])
			}
		} else if corrects {
			said = t.Words(msg.Pieces[i:])
		}
		if !corrects {
			continue
		}
		story := hear.Message{Pieces: msg.Pieces[:i], Text: t.Words(msg.Pieces[:i])}
		if !t.HasSubstance(story.Text) {
			return false
		}
		t.TakeFacts(m, story)
		mend := hear.Message{Pieces: msg.Pieces[i:], Text: said}
		cmds := t.ReadCorrection(m, mend)
		if len(cmds) == 0 || slices.ContainsFunc(cmds, func(c hear.Command) bool { return c.Do != hear.DoCorrect && c.Do != hear.DoCategory }) {
			rest := t.Words(msg.Pieces[i:]) // it mends no fact, and what is told behind it counts all the same
			if cmds = hear.WithoutWhat(t.FactsIn(m, hear.Message{Pieces: msg.Pieces[i:], Text: rest}, "")); len(cmds) > 0 {
				t.addWords(m, rest, msg.From())
			} else {
				cmds = []hear.Command{{Do: hear.DoAdd, Text: rest}}
			}
		}
		t.carryOut(m, mend, cmds)
		return true
	}
	return false
}
