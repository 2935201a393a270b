package script_test

import (
	"strings"
	"testing"
)

// Whoever is invited and asks who that is, in whatever words, is told: who writes, for whom,
// about what, and where that can be checked.
func TestWhoIsInvitedIsToldByWhom(t *testing.T) {
	for words, told := range map[string]bool{
		"你是谁": true, "你们是谁啊": true, "您哪位": true, "你们是干什么的?": true, "你谁呀": true, "谁啊": true, "你哪个": true, "哪里的": true, "你们到底是谁": true, "骗子吧": true, "什么单位": true,
		"who are you?": true, "Who is this": true, "is this a scam": true, "怎么参加": false, "要多久": false,
	} {
		room := newRoom(t)
		room.play(opening + "\n> b " + words)
		got := wordsOf(room.talks["b"].Replies)
		by, options := "替调解员吴姐", "1 参加"
		if words[0] < 'z' { // they are answered in their language
			by, options = "for 吴姐, a mediator", "1 join"
		}
		if last := got[len(got)-1]; strings.Contains(last, by) != told || !strings.Contains(last, options) {
			t.Errorf("%s: %s", words, last)
		}
	}
}
