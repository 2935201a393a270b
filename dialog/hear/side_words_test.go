package hear

import (
	"slices"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/pattern"
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
		{mediation.Release, "参加会不会影响我上班", unclear}, {mediation.Release, "不好意思,我参加", 0}, {mediation.Release, "不参加了,别再发", 1}, {mediation.Release, "我不同意他说的,但愿意谈", unclear}, {mediation.Release, "no problem, I'll join", 0}, {mediation.Release, "不是不愿意", unclear}, {mediation.Release, "我在上海回不来", unclear},
		{mediation.Release, "不是我的错", unclear}, {mediation.Release, "不是我弄坏的", unclear}, {mediation.Release, "你们是不是打错了?", unclear}, {mediation.Release, "好 我来告诉你 我没欠他钱", unclear}, {mediation.Release, "有什么好谈的", unclear}, {mediation.Release, "你们谈吧 我不管", unclear}, {mediation.Release, "不是我不想谈 是他不讲理", unclear},
		{mediation.Release, "我不想谈 谈了也没用", 1}, {mediation.Release, "选1", 0}, {mediation.Release, "回2", 1}, {mediation.Release, "1.参加", 0}, {mediation.Release, "1️⃣", 0}, {mediation.Release, "好的好的,我愿意来谈谈,什么时候?", 0}, {mediation.Release, "参加要什么手续", unclear}, {mediation.Release, "sure, why not", 0}, {mediation.Release, "leave me alone", 1}, {mediation.Release, "who are you", unclear}, {mediation.Release, "I changed my number, not me", 2}, {mediation.Release, "不去!再发我报警了", 1},
		{mediation.Propose, "好的 谢谢吴姐", 0}, {mediation.Propose, "可以但是要分期", 2}, {mediation.Propose, "no way", 1}, {mediation.Propose, "同意是同意,就是太急", 2}, {mediation.Propose, "我同意,我老婆不同意", unclear}, {mediation.Propose, "我同意这个方案,孩子发烧先走了", 0}, {mediation.Propose, "他们说同意这个方案", unclear}, {mediation.Propose, "没同意", unclear}, {mediation.Propose, "三百就三百吧 同意了", unclear}, {mediation.Propose, "门都没有", 1}, {mediation.Propose, "凭什么要我出钱", unclear}, {mediation.Propose, "OK, but in cash", 2}, {mediation.Propose, "okay fine", 0}, {mediation.Propose, "I can't accept this", 1}, {mediation.Propose, "not sure", unclear}, {mediation.Propose, "👍", unclear}, {mediation.Propose, "可以吧?", unclear},
		{mediation.Propose, "同意", 0}, {mediation.Propose, "我同意", 0}, {mediation.Propose, "没意见", 0}, {mediation.Propose, "可以", 0}, {mediation.Propose, "I agree", 0}, {mediation.Propose, "没问题", 0},
		{mediation.Propose, "不同意", 1}, {mediation.Propose, "我反悔了", 1}, {mediation.Propose, "对不起,我改主意了", 1}, {mediation.Propose, "刚才说的不算", 1}, {mediation.Propose, "I changed my mind", 1}, {mediation.Propose, "Sorry, I take it back", 1}, {mediation.Propose, "我不会反悔", unclear}, {mediation.Propose, "他反悔了", unclear}, {mediation.Propose, "可以反悔吗", unclear}, {mediation.Propose, "我不后悔,同意", unclear}, {mediation.Propose, "绝不可能", 1}, {mediation.Propose, "I don't agree", 1}, {mediation.Propose, "disagree", 1}, {mediation.Propose, "不行", 1},
		{mediation.Propose, "同意,但要分两次", 2}, {mediation.Propose, "太多了", 2}, {mediation.Propose, "能不能少一点", 2}, {mediation.Propose, "同意500", 2}, {mediation.Propose, "I agree but only 500", 2}, {mediation.Propose, "改成300", 2},
		{mediation.Propose, "他同意了吗", unclear}, {mediation.Propose, "同意了会怎样?", unclear}, {mediation.Propose, "他同意我就同意", unclear}, {mediation.Propose, "原则上同意", unclear}, {mediation.Propose, "我再考虑考虑", unclear}, {mediation.Propose, "不是不同意", unclear},
		{mediation.Propose, "我老婆不同意", unclear}, {mediation.Propose, "我老婆同意", unclear}, {mediation.Propose, "收到", unclear}, {mediation.Propose, "知道了", unclear}, {mediation.Propose, "谢谢", unclear}, {mediation.Propose, "你好", unclear}, {mediation.Propose, "好吧,同意这个方案", 0}, {mediation.Propose, "I don't know", unclear}, {mediation.Propose, "no problem", 0}, {mediation.Propose, "同意你个头", unclear}, {mediation.Propose, "好笑", unclear}, {mediation.Propose, "行不通", unclear}, {mediation.Propose, "可以才怪", unclear},
		{mediation.Propose, "哪里可以看", unclear}, {mediation.Propose, "很难接受", unclear}, {mediation.Propose, "勉强接受", 0}, {mediation.Propose, "谁说我同意了", unclear}, {mediation.Propose, "我没同意过", unclear}, {mediation.Propose, "从未同意", unclear}, {mediation.Propose, "拒不接受", 1}, {mediation.Propose, "休想让我同意", 1},
		{mediation.Propose, "deal with it", unclear}, {mediation.Propose, "good for you", unclear}, {mediation.Propose, "it's a deal", unclear}, {mediation.Propose, "deal", 0},
		{mediation.Propose, "agree to disagree", unclear}, {mediation.Propose, "I will never agree", 1}, {mediation.Propose, "hardly acceptable", unclear},
		{mediation.Ask, "收到了", 0}, {mediation.Ask, "做到了", 0}, {mediation.Ask, "还没收到", 1}, {mediation.Ask, "没有", 1}, {mediation.Ask, "只给了一半", unclear}, {mediation.Ask, "received", 0}, {mediation.Ask, "not yet", 1}, {mediation.Ask, "收到一部分", unclear}, {mediation.Ask, "说明天付", unclear}, {mediation.Ask, "收到200", unclear}, {mediation.Ask, "没问题", unclear}, {mediation.Ask, "他还没给", 1}, {mediation.Ask, "already paid", unclear}, {mediation.Ask, "钱已经收到了,谢谢", 0},
	} {
		var choices []dialog.Choice
		all := labels[c.about]
		half := len(all) / 2
		zh := pattern.HasHan(c.text) || len(c.text) < 3
		for i := range half {
			label := all[i+half]
			if zh {
				label = all[i]
			}
			n := string(rune('1' + i))
			choices = append(choices, dialog.Choice{Key: n, Label: label, Value: n})
		}
		if got := ReadSide(c.about, c.text, choices); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.about, c.text, got, c.want)
		}
	}
}

// To leave takes words that speak of oneself and of nothing else.
func TestLeavesTable(t *testing.T) {
	for text, want := range map[string]bool{
		"退出调解": true, "我要退出": true, "我退出了。": true, "退出这次调解": true, "不谈了": true, "我不想谈了": true, "不参加了": true, "我不想参加调解了": true,
		"withdraw": true, "I withdraw.": true, "I want to withdraw": true, "leave mediation": true, "I'm leaving the mediation": true, "i quit this mediation": true, "Withdraw from the mediation": true,
		"他退出了": false, "怎么退出": false, "不谈了吗": false, "不谈钱了": false, "如果不赔我就退出调解": false, "不同意": false, "不参加": false, "can I withdraw?": false, "he wants to withdraw": false, "withdraw the money": false, "I leave at five": false,
	} {
		if got := LeavesTable(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Times are picked in people's own words; what names another time, asks or hedges is left to
// the mediator.
func TestReadPicks(t *testing.T) {
	zh := []string{"周三上午", "周四下午两点", "周五上午"}
	en := []string{"Wed 3 Dec morning", "Thursday 2pm", "Friday morning"}
	dates := []string{"12月3日上午9点", "12月4日下午2点", "12月5日上午9点"}
	for _, c := range []struct {
		options []string
		text    string
		want    []int // nil and unclear: left open
		unclear bool
	}{
		{zh, "1 3", []int{1, 3}, false}, {zh, "13", []int{1, 3}, false}, {zh, "1、3", []int{1, 3}, false}, {zh, "周三上午", []int{1}, false}, {zh, "都行", []int{1, 2, 3}, false}, {zh, "我都可以", []int{1, 2, 3}, false}, {zh, "随便哪天都行", nil, true},
		{zh, "0", nil, false}, {zh, "都不行", nil, false}, {zh, "这几天都没空", nil, false}, {zh, "对不起,都来不了", nil, false},
		{zh, "周三可以", []int{1}, false}, {zh, "那就星期五吧", []int{3}, false}, {zh, "礼拜四下午", []int{2}, false}, {zh, "上午都可以", []int{1, 3}, false}, {zh, "第二个", []int{2}, false}, {zh, "第一个和第三个都行", []int{1, 3}, false},
		{zh, "周三没空,周五可以", []int{3}, false}, {zh, "周四要上班,其他都行", []int{1, 3}, false}, {zh, "除了周五都行", []int{1, 2}, false}, {zh, "周四不行", nil, true},
		{zh, "周三下午可以", nil, true}, {zh, "周六行", nil, true}, {zh, "周三几点?", nil, true}, {zh, "周三可能可以", nil, true}, {zh, "能不能改到下周", nil, true}, {zh, "周四两点", []int{2}, false}, {zh, "好的", nil, true}, {zh, "我要带我老婆来", nil, true},
		{zh, "周三上午或者周五上午", []int{1, 3}, false}, {zh, "周四下午三点", nil, true},
		{en, "Friday works for me", []int{3}, false}, {en, "Thursday or Friday", []int{2, 3}, false}, {en, "I can't do Thursday but Friday is fine", []int{3}, false}, {en, "any of them", []int{1, 2, 3}, false}, {en, "none of these", nil, false}, {en, "the second one", []int{2}, false}, {en, "Saturday would be better", nil, true}, {en, "what time on Friday?", nil, true}, {en, "all fine", []int{1, 2, 3}, false},
		{dates, "3号可以", []int{1}, false}, {dates, "5号上午", []int{3}, false}, {dates, "4号没空,3号5号都行", []int{1, 3}, false}, {dates, "6号行", nil, true}, {dates, "9点的", []int{1, 3}, false},
	} {
		var choices []dialog.Choice
		for i, o := range c.options {
			n := string(rune('1' + i))
			choices = append(choices, dialog.Choice{Key: n, Label: o, Value: n})
		}
		got, ok := ReadPicks(c.text, choices)
		if ok == c.unclear || ok && !slices.Equal(got, c.want) {
			t.Errorf("%q: %v %v, want %v, unclear %v", c.text, got, ok, c.want, c.unclear)
		}
	}
}
