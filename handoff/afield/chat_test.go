package afield

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

const story = "七星村村口的路灯坏了三天,我叫王芳"

// The whole way: told without a word of the resident's, shown on request, answered by
// replying, closed with the words that were shown.
func TestAnAgentWorksFromTheirOwnTelegram(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	alert := w.heard(wusChat, string(id)+" · 新事项")[0]
	for _, private := range []string{"七星", "王芳", "三天", "坏"} {
		if strings.Contains(alert.Text, private) {
			t.Errorf("the news holds %q: %q", private, alert.Text)
		}
	}
	if !strings.Contains(alert.Text, "前要回复") {
		t.Errorf("no deadline: %q", alert.Text)
	}
	w.tap(wusChat, alert, "看内容")
	shown := w.heard(wusChat, "路灯坏了三天")[0]
	w.tap(wusChat, shown, "认领")
	w.heard(wusChat, "已归您负责")
	if c := w.stands(id); c.Owner != "wu" || c.OwnerName != "吴姐" {
		t.Fatalf("the owner is %q (%q)", c.Owner, c.OwnerName)
	}
	w.reply(wusChat, shown, "您好,今天下午来修。")
	w.heard(resident, "您好,今天下午来修。")
	sent := w.heard(wusChat, "已发给居民")[0]

	w.say(resident, "好的,谢谢")
	w.say(resident, "对了,是两盏")
	word := w.heard(wusChat, "居民有新话")[0]
	if strings.Contains(word.Text, "两盏") {
		t.Errorf("the news holds the words: %q", word.Text)
	}
	w.tap(wusChat, sent, "办结")
	ask := w.heard(wusChat, "哪一种")[0]
	if len(ask.Choices) != len(dialog.Outcomes()) {
		t.Errorf("the outcomes are %v", ask.Choices)
	}
	w.tap(wusChat, ask, "部分解决")
	write := w.heard(wusChat, "部分解决")[0]
	w.restart() // in the middle
	w.reply(wusChat, write, "换好一盏,另一盏等零件")
	preview := w.heard(wusChat, "换好一盏,另一盏等零件")[0]
	if !strings.Contains(preview.Text, "1满意") {
		t.Errorf("what is shown is not what goes out: %q", preview.Text)
	}
	if len(w.got[resident]) != 0 {
		t.Fatalf("sent before it was confirmed: %s", texts(w.got[resident]))
	}
	w.restart()
	w.tap(wusChat, preview, "办结并发送")
	w.heard(wusChat, "已办结")
	if out := w.heard(resident, "换好一盏,另一盏等零件")[0]; !strings.Contains(preview.Text, out.Text) {
		t.Errorf("the resident got %q, shown was %q", out.Text, preview.Text)
	}
	if c := w.stands(id); c.Status != dialog.Resolved || c.Outcome != dialog.Partly {
		t.Errorf("the case is %s, %s", c.Status, c.Outcome)
	}
	w.tap(wusChat, preview, "办结并发送") // a double click
	w.heard(wusChat)
	w.heard(resident)
	if talk, err := w.book.Read(t.Context(), wusChat); err != nil || talk.Version != 0 {
		t.Errorf("the agent's chat has a resident's talk: %+v, %v", talk, err)
	}
	talk, err := w.book.Read(t.Context(), resident)
	state, _ := json.Marshal(talk.State)
	if err != nil || strings.Contains(string(state), "afield") || strings.Contains(string(state), string(wusChat)) {
		t.Errorf("the resident's talk knows of the agent's chat: %s %v", state, err)
	}
}

// A redelivered update, whatever it is, does once what it does.
func TestAnUpdateThatComesAgainDoesNothing(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	alert := w.heard(wusChat, "新事项")[0]
	again := func(in dialog.Input, want ...string) []casebook.Outgoing {
		t.Helper()
		in.Kind, in.From, in.Lang = dialog.Said, wusChat, "zh"
		in.ID = w.in(in)
		w.in(in)
		w.restart()
		w.in(in)
		return w.heard(wusChat, want...)
	}
	again(dialog.Input{Text: "今天来修", Quote: alert.Text}, "已发给居民")
	w.heard(resident, "今天来修")
	again(dialog.Input{Choice: press("claim", string(id))}, "本来就由您负责")
	again(dialog.Input{Choice: press("outcome:solved", string(id))}, "已解决")
	preview := again(dialog.Input{Text: "灯修好了"}, "灯修好了")[0]
	again(dialog.Input{Choice: preview.Choices[0].Value}, "已办结")
	w.heard(resident, "灯修好了")
	if n := len(w.events(id, dialog.ChangeClosed, dialog.ByAgent)); n != 1 {
		t.Errorf("closed %d times", n)
	}
	if n := len(w.events(id, dialog.ChangeClaimed, dialog.ByAgent)); n != 1 {
		t.Errorf("claimed %d times", n)
	}
}

// Of two who claim one wins and the other is told who; what the loser writes goes nowhere.
func TestTwoClaimAtOnce(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	w.link("li", lisChat)
	id := w.opens(resident, story)
	mine, his := w.heard(wusChat, "新事项")[0], w.heard(lisChat, "新事项")[0]
	done := make(chan error, 2)
	for _, from := range []dialog.Address{wusChat, lisChat} {
		go func() {
			in := dialog.Input{ID: "tap" + string(from), Kind: dialog.Said, From: from, Choice: press("claim", string(id)), At: w.now}
			_, err := w.field.Take(t.Context(), &in)
			done <- err
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	w.settle()
	owner := w.stands(id).Owner
	winner, loser, name, alert := wusChat, lisChat, "吴姐", his
	if owner == "li" {
		winner, loser, name, alert = lisChat, wusChat, "小李", mine
	}
	w.heard(winner, "已归您负责")
	w.heard(loser, "由"+name+"负责")
	w.reply(loser, alert, "我来")
	w.heard(loser, "由"+name+"负责")
	w.heard(resident)
	w.tap(loser, alert, "看内容") // reading is open to all who see the case
	w.heard(loser, "负责人："+name)
}

// Who sees what is what it is in the inbox, and what is confidential stays there.
func TestWhatIsNotShown(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	w.say(resident, "你好")
	w.say(resident, "七星村的路灯坏了")
	draft := w.book
	talk, err := draft.Read(t.Context(), resident)
	if err != nil {
		t.Fatal(err)
	}
	id := talk.State.Matters[0].ID
	w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Choice: press("show", string(id)), Lang: "zh"})
	w.heard(wusChat, "看不到它") // still being collected
	w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Choice: press("show", "JH-00-00000-0"), Lang: "zh"})
	w.heard(wusChat, "没有")

	w.link("li", lisChat)
	sealed := w.opens(stranger, "我要举报村干部王某占地,要求保密,不要让别人知道")
	if !w.stands(sealed).Has(dialog.FlagConfidential) {
		_, err := w.book.Commit(t.Context(), casebook.Commit{ID: "seal", Address: stranger, Events: []casebook.Event{{At: w.now, Address: stranger,
			Change: dialog.Change{Case: sealed, Kind: dialog.ChangeFlagged, By: dialog.ByBot, Flags: []dialog.Flag{dialog.FlagConfidential}}}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	w.forget()
	w.settle()
	for _, what := range []string{"show", "claim", "close"} {
		w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Choice: press(what, string(sealed)), Lang: "zh"})
		if got := w.heard(wusChat, "要求保密")[0]; strings.Contains(got.Text, "王某") {
			t.Errorf("%s tells %q", what, got.Text)
		}
	}
}

// What is no reply is sent to nobody, and danger gets its numbers.
func TestASlipGoesNowhere(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	alert := w.heard(wusChat, "新事项")[0]
	for _, c := range []struct {
		in   dialog.Input
		want string
	}{
		{dialog.Input{Text: "今天来修"}, "没有发给任何人"},
		{dialog.Input{Text: "着火了,快来人啊"}, "110"},
		{dialog.Input{Text: "今天来修", Quote: "别的话"}, "没有发给任何人"},
		{dialog.Input{Text: strings.Repeat("长", handoff.TextLongest+1), Quote: alert.Text}, "太长"},
		{dialog.Input{Pin: &dialog.Pin{Lat: 29.1, Lon: 119.6}, Quote: alert.Text}, "不能转位置"},
		{dialog.Input{Kind: dialog.Edited, Text: "改了", Ref: "u1"}, "不会跟着改"},
		{dialog.Input{Choice: "yes"}, "按钮已经失效"},
		{dialog.Input{Choice: press("confirm", "x")}, "什么也没发"},
		{dialog.Input{Choice: press("outcome:moon", string(id))}, "按钮已经失效"},
		{dialog.Input{Choice: press("outcome:solved", string(id))}, "已解决"},
		{dialog.Input{Text: "/help"}, "/mine"},
		{dialog.Input{Text: "/mine"}, "没有事项"},
		{dialog.Input{Text: "/serve facilities moon"}, "moon"},
	} {
		in := c.in
		if in.Kind == "" {
			in.Kind = dialog.Said
		}
		in.From, in.Lang = wusChat, "zh"
		w.in(in)
		w.heard(wusChat, c.want)
		w.heard(resident)
	}
	// An outcome asked for long ago does not make today's slip a closing.
	w.now = w.now.Add(time.Hour)
	w.say(wusChat, "晚上吃什么")
	w.heard(wusChat, "没有发给任何人")
	if c := w.stands(id); c.FromAgent != 0 || c.Status != dialog.Unclaimed {
		t.Errorf("the case is %s with %d words of agents", c.Status, c.FromAgent)
	}
}

// The resident's last word comes before a closing.
func TestNewWordsStopAClosingOnce(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	w.tap(wusChat, w.heard(wusChat, "新事项")[0], "认领")
	claimed := w.heard(wusChat, "已归您")[0]
	w.tap(wusChat, claimed, "办结")
	w.tap(wusChat, w.heard(wusChat, "哪一种")[0], "已解决")
	w.heard(wusChat, "已解决")
	w.say(wusChat, "灯修好了")
	preview := w.heard(wusChat, "灯修好了")[0]
	w.say(resident, "现在又灭了")
	w.heard(wusChat, "居民有新话")
	w.tap(wusChat, preview, "办结并发送")
	again := w.heard(wusChat, "刚又写了话")[0]
	w.heard(resident)
	w.tap(wusChat, preview, "办结并发送") // the old button
	w.heard(wusChat, "什么也没发")
	w.tap(wusChat, again, "先不办结")
	w.heard(wusChat, "没有办结")
	w.tap(wusChat, again, "办结并发送")
	w.heard(wusChat, "什么也没发")
	if c := w.stands(id); c.Status != dialog.InProgress {
		t.Errorf("the case is %s", c.Status)
	}
}

// An update that comes again late undoes nothing that was done since.
func TestALateRedeliveryUndoesNothing(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	off := w.say(wusChat, "/duty off")
	w.say(wusChat, "/duty on")
	w.heard(wusChat, "已下班", "已上班")
	w.in(dialog.Input{ID: off, Kind: dialog.Said, From: wusChat, Text: "/duty off"})
	w.heard(wusChat)
	if got, err := w.lines.Of(t.Context(), "wu"); err != nil || got.Line.Quiet {
		t.Errorf("off duty again: %+v, %v", got.Line, err)
	}
}

// Two presses of a button at the same moment close once, send once, and say so once.
func TestADoubleClickAtTheSameMoment(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Choice: press("outcome:solved", string(id))})
	w.say(wusChat, "灯修好了")
	preview := w.got[wusChat][len(w.got[wusChat])-1]
	w.forget()
	done := make(chan error, 8)
	for i := range 8 {
		go func() {
			in := dialog.Input{ID: fmt.Sprintf("click%d", i/2), Kind: dialog.Said, From: wusChat, Choice: preview.Choices[0].Value, At: w.now}
			_, err := w.field.Take(t.Context(), &in)
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	w.settle()
	w.heard(resident, "灯修好了")
	w.heard(wusChat, "已办结")
	if n := len(w.events(id, dialog.ChangeClosed, dialog.ByAgent)); n != 1 {
		t.Errorf("closed %d times", n)
	}
}
