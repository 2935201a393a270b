package talk

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
)

// ofReaching are words without which nobody says how they may be reached.
var ofReaching = pattern.NewWords("打", "联系", "方便", "有空", "在家", "接", "找我", "回我", "文字", "消息", "信息", "短信", "微信", "call", "phone", "ring", "text", "reach", "message", "free", "available", "home", "off work")

// hearReached takes down how the resident wants to be reached.
func (t *Talk) hearReached(m *dialog.Matter, msg hear.Message) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || !ofReaching.In(msg.Text) {
		return
	}
	if q := t.State.Asking; q != nil && q.Asks == "phone" && whenReached.MatchString(msg.Text) {
		t.addWords(m, msg.Text, msg.From()) // the hour as it was said
	}
	s, _ := c.Slot(dialog.ReachedSlot)
	if value, raw, said := s.Infer(msg.Text); said {
		if !m.Settled(dialog.ReachedSlot) {
			t.Put(m, hear.Command{Do: hear.DoSet, Slot: dialog.ReachedSlot, Value: value, Raw: raw}, msg.From(), dialog.ByResident)
		}
	} else if m.Has("what") && hear.RathersWriting(msg.Text) {
		t.addWords(m, msg.Text, msg.From()) // the agent reads it in the story
	}
}

// whenReached is when the teller can be reached, told with the number: 晚上八点以后打.
var whenReached = pattern.MustCompile(`(?i)(?:早上|上午|中午|下午|晚上|夜里|白天|下班|周末|周[一二三四五六日天]|[0-9一二三四五六七八九十]{1,2}点)[^,，。]{0,8}(?:打|联系|有空|方便|在家|接得?到|回我|找我)|\b(?:call|phone|ring|text|reach)(?: me)? (?:only )?(?:in the|after|before|at|on|between) (?:[a-z]\w*|[0-9]{1,2}(?:[^0-9]|$))|\b(?:free|available|at home|off work) (?:after|before|from|at|in the|on) \w+`)

// keepsBackInStory hears in a story that name and number are kept back: 我不敢留名.
func (t *Talk) keepsBackInStory(m *dialog.Matter, msg hear.Message) {
	if t.OnSMS() || m.Settled("phone") || !m.Has("what") {
		return
	}
	for clause := range strings.FieldsFuncSeq(msg.Text, func(r rune) bool { return strings.ContainsRune(" ,，。;；.\n", r) }) {
		if pattern.HasHan(clause) && hear.KeepsContact(clause) {
			t.Put(m, hear.Command{Slot: "phone", Note: dialog.Skipped}, msg.From(), dialog.ByResident)
			return
		}
	}
}
