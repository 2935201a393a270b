package dialog

import (
	"testing"

	"frontdoor/dialog/mediation"
)

// What a side says in its own words binds it only where it is clear: what hedges, asks back,
// quotes another or names another sum is no consent.
func TestReadSide(t *testing.T) {
	labels := map[mediation.Kind][]string{
		mediation.Release: {"参加", "不参加", "找错人了", "join", "no", "wrong person"},
		mediation.Propose: {"同意", "不同意", "要改", "agree", "disagree", "change"},
		mediation.Ask:     {"做到了", "没有", "done", "not"},
	}
	const unclear = -1
	for _, c := range []struct {
		about mediation.Kind
		text  string
		want  int
	}{
		{mediation.Release, "1", 0}, {mediation.Release, "1", 0}, {mediation.Release, "一", 0}, {mediation.Release, "1.", 0}, {mediation.Release, "2", 1}, {mediation.Release, "3", 2}, {mediation.Release, "5", unclear},
		{mediation.Release, "参加", 0}, {mediation.Release, "我参加。", 0}, {mediation.Release, "好的,可以谈谈", 0}, {mediation.Release, "行", 0}, {mediation.Release, "嗯", 0}, {mediation.Release, "愿意", 0},
		{mediation.Release, "ok", 0}, {mediation.Release, "Yes I'll join", 0}, {mediation.Release, "sure", 0},
		{mediation.Release, "不参加", 1}, {mediation.Release, "不想谈", 1}, {mediation.Release, "没什么好谈的", 1}, {mediation.Release, "别再发了", 1}, {mediation.Release, "no thanks", 1}, {mediation.Release, "not interested", 1}, {mediation.Release, "I don't want to", 1},
		{mediation.Release, "你们打错了", 2}, {mediation.Release, "我不认识他", 2}, {mediation.Release, "wrong number", 2}, {mediation.Release, "this isn't me", 2},
		{mediation.Release, "让我想想", unclear}, {mediation.Release, "你是谁?", unclear}, {mediation.Release, "怎么参加", unclear}, {mediation.Release, "他参加我就参加", unclear}, {mediation.Release, "如果赔钱我就参加", unclear}, {mediation.Release, "maybe", unclear},
		{mediation.Release, "参加要花多少钱", unclear}, {mediation.Release, "参加,但是我不出钱", unclear},
		{mediation.Release, "参加会不会影响我上班", unclear}, {mediation.Release, "不好意思,我参加", unclear}, {mediation.Release, "不参加了,别再发", 1}, {mediation.Release, "我不同意他说的,但愿意谈", unclear}, {mediation.Release, "no problem, I'll join", 0}, {mediation.Release, "不是不愿意", unclear}, {mediation.Release, "我在上海回不来", unclear},
		{mediation.Propose, "同意", 0}, {mediation.Propose, "我同意", 0}, {mediation.Propose, "没意见", 0}, {mediation.Propose, "可以", 0}, {mediation.Propose, "I agree", 0}, {mediation.Propose, "没问题", 0},
		{mediation.Propose, "不同意", 1}, {mediation.Propose, "绝不可能", 1}, {mediation.Propose, "I don't agree", 1}, {mediation.Propose, "disagree", 1}, {mediation.Propose, "不行", 1},
		{mediation.Propose, "同意,但要分两次", 2}, {mediation.Propose, "太多了", 2}, {mediation.Propose, "能不能少一点", 2}, {mediation.Propose, "同意500", 2}, {mediation.Propose, "I agree but only 500", 2}, {mediation.Propose, "改成300", 2},
		{mediation.Propose, "他同意了吗", unclear}, {mediation.Propose, "同意了会怎样?", unclear}, {mediation.Propose, "他同意我就同意", unclear}, {mediation.Propose, "原则上同意", unclear}, {mediation.Propose, "我再考虑考虑", unclear}, {mediation.Propose, "不是不同意", unclear},
		{mediation.Propose, "我老婆不同意", unclear}, {mediation.Propose, "我老婆同意", unclear}, {mediation.Propose, "收到", unclear}, {mediation.Propose, "知道了", unclear}, {mediation.Propose, "谢谢", unclear}, {mediation.Propose, "你好", unclear}, {mediation.Propose, "好吧,同意这个方案", 0}, {mediation.Propose, "I don't know", unclear}, {mediation.Propose, "no problem", 0}, {mediation.Propose, "同意你个头", unclear}, {mediation.Propose, "好笑", unclear}, {mediation.Propose, "行不通", unclear}, {mediation.Propose, "可以才怪", unclear},
		{mediation.Propose, "哪里可以看", unclear}, {mediation.Propose, "很难接受", unclear}, {mediation.Propose, "勉强接受", 0}, {mediation.Propose, "谁说我同意了", unclear}, {mediation.Propose, "我没同意过", unclear}, {mediation.Propose, "从未同意", unclear}, {mediation.Propose, "拒不接受", 1}, {mediation.Propose, "休想让我同意", 1},
		{mediation.Propose, "agree to disagree", unclear}, {mediation.Propose, "I will never agree", 1}, {mediation.Propose, "hardly acceptable", unclear},
		{mediation.Ask, "收到了", 0}, {mediation.Ask, "做到了", 0}, {mediation.Ask, "还没收到", 1}, {mediation.Ask, "没有", 1}, {mediation.Ask, "只给了一半", unclear}, {mediation.Ask, "received", 0}, {mediation.Ask, "not yet", 1}, {mediation.Ask, "收到一部分", unclear}, {mediation.Ask, "说明天付", unclear}, {mediation.Ask, "收到200", unclear}, {mediation.Ask, "没问题", unclear}, {mediation.Ask, "他还没给", 1}, {mediation.Ask, "already paid", unclear}, {mediation.Ask, "钱已经收到了,谢谢", 0},
	} {
		var choices []Choice
		all := labels[c.about]
		half := len(all) / 2
		zh := hasHan(c.text) || len(c.text) < 3
		for i := range half {
			label := all[i+half]
			if zh {
				label = all[i]
			}
			n := string(rune('1' + i))
			choices = append(choices, Choice{Key: n, Label: label, Value: n})
		}
		if got := readSide(c.about, c.text, choices); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.about, c.text, got, c.want)
		}
	}
}
