package afield

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

func (w *world) change(login string, edit func(*handoff.Line)) {
	w.t.Helper()
	if err := w.lines.Change(w.t.Context(), login, edit); err != nil {
		w.t.Fatal(err)
	}
}

// agent is one of the town's.
func (w *world) agent(login string) handoff.Agent {
	w.t.Helper()
	a, err := w.roster.Get(w.t.Context(), login)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// must does something at the desk.
func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	w.settle()
}

// Who hears of a new case: those on duty who serve its category.
func TestWhoHearsOfANewCase(t *testing.T) {
	w := newWorld(t)
	for login, chat := range map[string]dialog.Address{"wu": wusChat, "li": lisChat, "sun": sunsChat} {
		w.link(login, chat)
	}
	w.say(lisChat, "/serve labour")
	w.heard(lisChat, "labour")
	w.say(sunsChat, "/duty off")
	w.heard(sunsChat, "已下班")
	id := w.opens(resident, story)
	w.heard(wusChat, "新事项")
	w.heard(lisChat)
	w.heard(sunsChat)

	// Back in the queue is told to all but who put it there; taken over, to who had it.
	w.must(w.desk.Claim(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}))
	w.must(w.desk.Release(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}, "生病"))
	w.heard(wusChat)
	w.change("li", func(l *handoff.Line) { l.Serves = nil })
	w.must(w.desk.Claim(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}))
	w.must(w.desk.Release(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}, "生病"))
	w.heard(lisChat, "退回队列")
	w.must(w.desk.Claim(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}))
	w.must(w.desk.Claim(t.Context(), handoff.Act{Agent: w.agent("sun"), Case: id, Force: true}))
	w.heard(wusChat, "孙主任接管")
	w.must(w.desk.Note(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}, "我跟他说过了"))
	w.heard(sunsChat) // off duty
	w.heard(lisChat)
}

// Danger reaches all on duty, whatever they serve, and the owner; where nobody is on
// duty, everybody.
func TestDangerIsNeverToldToNobody(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	w.link("li", lisChat)
	w.change("wu", func(l *handoff.Line) { l.Serves = []string{"labour"} })
	w.change("li", func(l *handoff.Line) { l.Quiet = true })
	w.say(resident, "七星村3号着火了,快来人")
	alert := w.heard(wusChat, "急")[0]
	if !alert.Safety || strings.Contains(alert.Text, "火") || strings.Contains(alert.Text, "七星") {
		t.Errorf("the alarm is %+v", alert)
	}
	w.heard(lisChat)
	w.change("wu", func(l *handoff.Line) { l.Quiet = true })
	w.say(stranger, "兴学社区有人要跳楼")
	w.heard(wusChat, "急")
	w.heard(lisChat, "急")
}

// What one resident writes is told once until the agent looks or answers.
func TestNewWordsAreToldOnce(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	w.must(w.desk.Claim(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}))
	w.forget()
	for _, words := range []string{"人呢", "什么时候来", "急死了"} {
		w.say(resident, words)
	}
	told := w.heard(wusChat, "居民有新话")[0]
	w.tap(wusChat, told, "看内容")
	w.heard(wusChat, "急死了")
	w.cursor = "" // a process that starts reads again what may have been told
	w.restart()
	w.heard(wusChat)
	w.say(resident, "还在吗")
	w.heard(wusChat, "居民有新话")
	w.must(w.desk.Reply(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}, "马上到")) // at the desk
	w.say(resident, "好")
	w.heard(wusChat, "居民有新话")
	w.now = w.now.Add(wordAgain + time.Minute)
	w.say(resident, "还没到")
	w.heard(wusChat, "居民有新话")
}

// What happened before an agent was linked, or long ago, is no news.
func TestWhatIsOldIsNoNews(t *testing.T) {
	w := newWorld(t)
	w.opens(resident, story)
	w.now = w.now.Add(time.Minute)
	w.link("wu", wusChat)
	w.cursor = ""
	w.settle()
	w.heard(wusChat)
	w.opens(stranger, "兴学社区门口垃圾没人收")
	w.forget()
	w.cursor, w.now = "", w.now.Add(newsLife+time.Hour)
	w.settle()
	w.heard(wusChat)
}

// An agent's words that did not arrive come back to the agent.
func TestLostWordsAreTold(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	w.must(w.desk.Reply(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}, "下午来修"))
	said := w.events(id, dialog.ChangeSaid, dialog.ByAgent)[0]
	w.forget()
	w.must(w.clerk.LateReceipt(t.Context(), resident, said.Message, "", casebook.Failed, "对方停用了机器人"))
	w.heard(wusChat, "没送到")
	bots := w.events(id, dialog.ChangeSaid, dialog.ByBot)
	w.must(w.clerk.LateReceipt(t.Context(), resident, bots[len(bots)-1].Message, "", casebook.Failed, "对方停用了机器人"))
	w.heard(wusChat)
}

// Of a confidential case only the number is told.
func TestAConfidentialCaseIsToldByItsNumber(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	w.employ()
	id := w.opens(resident, story)
	w.forget()
	_, err := w.book.Commit(t.Context(), casebook.Commit{ID: "seal", Address: resident, Events: []casebook.Event{{At: w.now, Address: resident,
		Change: dialog.Change{Case: id, Kind: dialog.ChangeFlagged, By: dialog.ByBot, Flags: []dialog.Flag{dialog.FlagConfidential}}}}})
	w.must(err)
	w.must(w.desk.Claim(t.Context(), handoff.Act{Agent: w.agent("wu"), Case: id}))
	w.say(resident, "我补充一句")
	if got := w.heard(wusChat, "要求保密")[0]; len(got.Choices) != 0 {
		t.Errorf("it has buttons: %v", got.Choices)
	}
	for _, order := range []string{" 看", " 接了", " 办好了 灯换了", " 需要 梯子"} {
		w.say(laosPhone, string(id)+order)
		w.heard(laosPhone, "要求保密")
	}
	if c := w.stands(id); c.Notes != 0 || c.Owner != "wu" {
		t.Errorf("the case has %d notes and is of %s", c.Notes, c.Owner)
	}
}

// Words written as a reply to a step of a closing are never sent as a plain answer.
func TestRepliesToAClosingAreItsWords(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	w.tap(wusChat, w.heard(wusChat, "新事项")[0], "认领")
	w.tap(wusChat, w.heard(wusChat, "已归您")[0], "办结")
	w.tap(wusChat, w.heard(wusChat, "哪一种")[0], "已解决")
	write := w.heard(wusChat, "已解决")[0]
	w.reply(wusChat, write, "灯修好了")
	first := w.heard(wusChat, "灯修好了")[0]
	w.reply(wusChat, first, "两盏灯都修好了")
	second := w.heard(wusChat, "两盏灯都修好了")[0]
	w.tap(wusChat, first, "办结并发送")
	w.heard(wusChat, "什么也没发")
	w.say(wusChat, "/lang en")
	w.heard(wusChat, "English")
	w.tap(wusChat, second, "先不办结")
	w.heard(wusChat, "Not closed")
	for _, step := range []casebook.Outgoing{write, first, second} {
		w.reply(wusChat, step, "灯修好了")
		w.heard(wusChat, "nothing was sent")
	}
	w.heard(resident)
	if c := w.stands(id); c.FromAgent != 0 || c.Status != dialog.InProgress {
		t.Errorf("the case is %s with %d words", c.Status, c.FromAgent)
	}
}

// A chat that blocks the bot counts as unreachable, and then the phone is used.
func TestWhoCannotBeReached(t *testing.T) {
	w := newWorld(t)
	w.link("lao", wusChat)
	w.employ()
	w.opens(resident, story)
	w.heard(wusChat, "新事项")
	w.heard(laosPhone)
	w.in(dialog.Input{Kind: dialog.Blocked, From: wusChat})
	w.opens(stranger, "兴学社区门口垃圾没人收")
	w.heard(wusChat)
	w.heard(laosPhone, "新事项")
	w.in(dialog.Input{Kind: dialog.Blocked, From: laosPhone})
	if got, err := w.lines.Of(t.Context(), "lao"); err != nil || !got.Line.Unreachable() {
		t.Errorf("the line is %+v, %v", got.Line, err)
	}
	w.say(wusChat, "/mine")
	w.heard(wusChat, "没有事项")
	if got, err := w.lines.Of(t.Context(), "lao"); err != nil || got.Line.Reach() != wusChat {
		t.Errorf("the line is %+v, %v", got.Line, err)
	}
}

// A talk with long words fits one message, the latest first to stay.
func TestALongTalkFitsOneMessage(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, strings.Repeat("七星村的路灯坏了😀", 90))
	for range 12 {
		w.say(resident, strings.Repeat("灯还是不亮😀", 120))
	}
	w.say(resident, "灯还是两盏都不亮")
	w.forget()
	w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Choice: press("show", string(id)), Lang: "zh"})
	got := w.heard(wusChat, "灯还是两盏都不亮")[0]
	if n := units(got.Text); n > 4096 || !strings.Contains(got.Text, "更早的") {
		t.Errorf("%d units: %.300s", n, got.Text)
	}
}

// While the board is still reading, as just after a start, orders are understood.
func TestOrdersAreUnderstoodBeforeTheBoardIsReady(t *testing.T) {
	w := newWorld(t)
	w.employ()
	id := w.opens(resident, story)
	w.forget()
	w.field.Board = handoff.NewBoard(w.book, nil)
	in := dialog.Input{ID: "early", Kind: dialog.Said, From: laosPhone, Text: string(id) + " 接了", At: w.now}
	if taken, err := w.field.Take(t.Context(), &in); !taken || err != nil {
		t.Fatal(taken, err)
	}
	if c := w.stands(id); c.Owner != "lao" {
		t.Errorf("the owner is %q", c.Owner)
	}
}

// A reply that brings only the ID of what it answers is about the same case, also after
// a restart, and in nobody else's chat.
func TestAReplyIsKnownByTheIDOfWhatItAnswers(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	w.link("li", lisChat)
	id := w.opens(resident, story)
	w.forget()
	var ref string
	records, err := w.book.List(t.Context(), kindSent)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if strings.HasPrefix(r.Key, string(wusChat)) {
			_, ref, _ = strings.Cut(r.Key, " ")
		}
		if strings.Contains(string(r.Value), "新事项") {
			t.Errorf("words are kept: %s", r.Value)
		}
	}
	w.restart()
	w.in(dialog.Input{Kind: dialog.Said, From: lisChat, Text: "我来修", Answers: ref, Lang: "zh"})
	w.heard(lisChat, "没有发给任何人")
	w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Text: "我来修", Answers: ref, Lang: "zh"})
	w.heard(wusChat, "已发给居民")
	w.heard(resident, "我来修")
	w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Choice: press("outcome:solved", string(id)), Lang: "zh"})
	w.heard(wusChat, "已解决")
	w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Text: "修好了", Answers: fmt.Sprint(w.sent), Lang: "zh"})
	w.heard(wusChat, "确定办结")
	w.heard(resident)
}
