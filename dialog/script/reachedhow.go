package script

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// inWriting is the wish to be written to and not called: 别打电话 发消息, "don't call, text me".
var inWriting = pattern.MustCompile(`(?i)(?:^|[,，。;； ])(?:请|你们|您|麻烦|尽量|最好|千万|可以|能不能|先|我)*(?:别|不要|不用|不方便|没法|不能|不好)(?:再|给我|随便|方便)*(?:打|接)(?:我|我的)?(?:电话|手机)(?:$|[,，。!！ 了啊哈吧])|\b(?:don'?t|do not|never) (?:call|ring|phone)\b|\bno (?:phone )?calls\b|\bcan'?t (?:take|answer) (?:phone |any )?calls\b`)

// rathersWriting says that words ask to be written to and not called.
func rathersWriting(text string) bool { return inWriting.MatchString(text) }

// wantsWriting says that words ask to be written to instead of called and give no number. Who
// is not called need give none.
func wantsWriting(text string) bool {
	return len([]rune(text)) <= 60 && rathersWriting(text) && len(understand.Phones(text)) == 0
}

// ofReaching are words without which nobody says how they may be reached.
var ofReaching = pattern.NewWords("打", "联系", "方便", "有空", "在家", "接", "找我", "回我", "文字", "消息", "信息", "短信", "微信", "call", "phone", "ring", "text", "reach", "message", "free", "available", "home", "off work")

// hearReached takes down how the resident wants to be reached.
func (t *scene) hearReached(m *dialog.Matter, msg message) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || !ofReaching.In(msg.text) {
		return
	}
	if q := t.s.Asking; q != nil && q.Asks == "phone" && whenReached.MatchString(msg.text) {
		t.addWords(m, msg.text, msg.from()) // the hour as it was said
	}
	if s, has := c.Slot(dialog.ReachedSlot); !has && m.Has("what") && rathersWriting(msg.text) {
		t.addWords(m, msg.text, msg.from()) // the agent reads it in the story
	} else if value, raw, said := s.Infer(msg.text); said && !m.Settled(dialog.ReachedSlot) {
		t.put(m, Command{Do: DoSet, Slot: dialog.ReachedSlot, Value: value, Raw: raw}, msg.from(), dialog.ByResident)
	}
}

// notCalled is the phrase for a number left out: whoever asked to be written to is told so.
func notCalled(text string) string {
	if wantsWriting(text) {
		return "in_writing"
	}
	return "skipped"
}

// whenReached is when the teller can be reached, told with the number: 晚上八点以后打.
var whenReached = pattern.MustCompile(`(?i)(?:早上|上午|中午|下午|晚上|夜里|白天|下班|周末|周[一二三四五六日天]|[0-9一二三四五六七八九十]{1,2}点)[^,，。]{0,8}(?:打|联系|有空|方便|在家|接得?到|回我|找我)|\b(?:call|phone|ring|text|reach)(?: me)? (?:only )?(?:in the|after|before|at|on|between) \w+|\b(?:free|available|at home|off work) (?:after|before|from|at|in the|on) \w+`)

// keepsBackInStory hears in a story that name and number are kept back: 我不敢留名.
func (t *scene) keepsBackInStory(m *dialog.Matter, msg message) {
	if t.onSMS() || m.Settled("phone") || !m.Has("what") {
		return
	}
	for clause := range strings.FieldsFuncSeq(msg.text, func(r rune) bool { return strings.ContainsRune(" ,，。;；.\n", r) }) {
		if pattern.HasHan(clause) && keepsContact(clause) {
			t.put(m, Command{Slot: "phone", Note: dialog.Skipped}, msg.from(), dialog.ByResident)
			return
		}
	}
}
