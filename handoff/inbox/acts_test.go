package inbox

import (
	"strings"
	"sync"
	"testing"

	"frontdoor/dialog"
)

// Every form does what it says, and the page then shows it.
func TestActs(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.as("wu")
	back := "/inbox/cases/" + string(id) + "?queue=open"
	do := func(act string, pairs ...string) *visit {
		t.Helper()
		return v.post(to(id, act), append([]string{"back", back}, pairs...)...)
	}
	v.get(back).shows(200, "转给代办员", "未认领", "认领</button>").hides(`id="handback"`)
	do("claim", "key", "1").shows(200, "吴姐认领了", "您在负责", "交还机器人", "小兴")
	do("reply", "key", "2", "text", " 明天上午\r\n来看 ").shows(200, "明天上午\n来看", "排队中")
	w.deliver("")
	v.get(back).shows(200, "已送达")
	do("note", "key", "3", "text", "电工在休假").shows(200, "电工在休假", "仅内部可见")
	do("category", "key", "4", "category", "facilities").shows(200, `value="facilities" selected`, "已由人确认")
	do("release", "key", "5", "text", "今天下班了").shows(200, "退回队列：今天下班了", "未认领")
	do("claim", "key", "6").shows(200, "您在负责")
	do("handback", "key", "7").shows(200, "交还机器人", "未认领")
	do("claim", "key", "8")
	do("close", "key", "9", "outcome", "partly", "text", "先装了临时灯").shows(200, "已办结", "部分解决", "先装了临时灯", "居民若说没解决").hides(`data-act="reply"`)
	w.deliver("电话停机 / number out of service")
	v.get(back).shows(200, "发送失败", "电话停机").hides("out of service")
	w.say("web:1", "3")
	v.get(back).shows(200, "群众评价", "不满意")
}

func TestActsRefused(t *testing.T) {
	w := newWorld(t)
	id, closed := w.waits("web:1"), w.waits("web:2")
	wu, li, lin := w.as("wu"), w.as("li"), w.as("lin")
	wu.post(to(id, "claim"), "key", "1").shows(200)
	wu.post(to(closed, "close"), "key", "1", "text", "好了", "outcome", "solved").shows(200)
	for name, row := range map[string]struct {
		v      *visit
		act    string
		pairs  []string
		status int
		want   string
	}{
		"claimed by another":      {li, to(id, "claim"), nil, 409, "吴姐已经认领了"},
		"answered by another":     {li, to(id, "reply"), []string{"text", "我来"}, 409, "吴姐已经认领了"},
		"forced by an agent":      {li, to(id, "claim"), []string{"force", "1"}, 403, "站长"},
		"an empty answer":         {wu, to(id, "reply"), []string{"text", "  "}, 422, "还没有写内容"},
		"too long an answer":      {wu, to(id, "reply"), []string{"text", strings.Repeat("长", 4001)}, 422, "太长了"},
		"no such category":        {wu, to(id, "category"), []string{"category", "moon"}, 422, "没有这个类别"},
		"no such outcome":         {wu, to(id, "close"), []string{"text", "好了", "outcome", "moon"}, 422, "请选择办理结果"},
		"closing without words":   {wu, to(id, "close"), []string{"outcome", "solved"}, 422, "还没有写内容"},
		"answering a closed case": {wu, to(closed, "reply"), []string{"text", "喂"}, 409, "已经办结"},
		"no such case":            {wu, to("JH-00-00000-0", "claim"), nil, 404, "没有这件事项"},
		"no such act":             {wu, to(id, "dance"), nil, 404, "没有"},
		"far too much":            {wu, to(id, "reply"), []string{"text", strings.Repeat("长", 40000)}, 413, "太大"},
	} {
		row.v.what = name
		row.v.ask(row.act, row.pairs...).shows(row.status, row.want)
		row.v.post(row.act, row.pairs...).shows(row.status, row.want)
	}
	if c := w.fold(id); c.FromAgent != 0 || c.Owner != "wu" {
		t.Errorf("%+v", c)
	}
	lin.post(to(id, "claim"), "key", "1", "force", "1").shows(200)
	lin.get("/inbox/cases/"+string(id)).shows(200, "林站长从前一位手中接管", "您在负责")
}

// What was typed stays in its place when an act did not happen.
func TestTypedTextStays(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	w.as("wu").post(to(id, "claim"), "key", "1")
	w.as("li").post(to(id, "note"), "text", strings.Repeat("备注", 2001)).shows(422, strings.Repeat("备注", 2001), "太长了")
}

// Of many clicks on one form one counts, and all are a success.
func TestDoubleClickSendsOnce(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.as("wu")
	var clicks sync.WaitGroup
	for range 8 {
		clicks.Go(func() {
			copied := *v
			copied.ask(to(id, "reply"), "key", "one-form", "text", "马上来").shows(200, `"key":`)
		})
	}
	clicks.Wait()
	if c := w.fold(id); c.FromAgent != 1 {
		t.Errorf("said %d times", c.FromAgent)
	}
}

// Two agents claim at once: one has it, the other reads whose it is.
func TestTwoClaimAtOnce(t *testing.T) {
	w := newWorld(t)
	for range 5 {
		id := w.waits(dialog.Address("web:" + itoa(int(w.said.Load()))))
		agents := []*visit{w.as("wu"), w.as("li")}
		var both sync.WaitGroup
		for _, v := range agents {
			both.Go(func() { v.ask(to(id, "claim"), "key", "k") })
		}
		both.Wait()
		won, lost := agents[0], agents[1]
		if won.status != 200 {
			won, lost = lost, won
		}
		won.shows(200)
		lost.shows(409, w.fold(id).OwnerName+"已经认领了")
	}
}

// The resident wrote while the agent was writing: sending stops once.
func TestNewWordsStopSendingOnce(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.as("wu")
	seen := itoa(w.fold(id).Seq)
	w.say("web:1", "不用来了,已经好了")
	v.ask(to(id, "reply"), "key", "1", "seen", seen, "text", "我明天来").shows(409, `"anyway":"1"`, "对方刚发来新消息")
	v.post(to(id, "reply"), "key", "1", "seen", seen, "text", "我明天来").shows(409, "对方刚发来新消息", "仍要发送", "我明天来")
	if c := w.fold(id); c.FromAgent != 0 {
		t.Fatal("sent all the same")
	}
	v.ask(to(id, "reply"), "key", "1", "seen", seen, "anyway", "1", "text", "我明天来").shows(200)
	v.ask(to(id, "reply"), "key", "2", "seen", itoa(w.fold(id).Seq), "text", "好的").shows(200)
	if c := w.fold(id); c.FromAgent != 2 {
		t.Errorf("said %d times", c.FromAgent)
	}
}

// What is foreseen is what is sent, to the letter.
func TestForesee(t *testing.T) {
	w := newWorld(t)
	id := w.waits("sms:+8613900000123")
	v := w.as("wu")
	v.ask(to(id, "foresee"), "act", "reply", "text", "明天上午来").shows(200, "明天上午来", "短信 1 条")
	foreseen := v.body
	v.ask(to(id, "foresee"), "act", "reply", "text", "请看", "file", "").shows(200, "请看", "短信 1 条")
	v.ask(to(id, "foresee"), "act", "reply", "text", "请看", "file", "", "file", "申请表.pdf").shows(200, "短信 2 条").hides("链")
	v.ask(to(id, "foresee"), "act", "close", "outcome", "solved", "text", "灯修好了").shows(200, "灯修好了", string(id), "满意")
	closing := v.body
	v.ask(to(id, "foresee"), "act", "reply", "text", strings.Repeat("长", 300)).shows(200, `"long":true`)
	v.ask(to(id, "foresee"), "act", "reply", "text", " ").shows(200, `"words":""`)
	if c := w.fold(id); c.FromAgent != 0 || c.Owner != "" {
		t.Fatal("foreseeing did something")
	}
	v.ask(to(id, "reply"), "key", "1", "text", "明天上午来").shows(200)
	v.ask(to(id, "close"), "key", "2", "text", "灯修好了").shows(200)
	events, err := w.book.Case(t.Context(), id)
	w.must(err)
	var said []string
	for _, e := range events {
		if e.Kind == dialog.ChangeSaid && e.By == dialog.ByAgent {
			said = append(said, e.Text)
		}
	}
	if len(said) != 2 || !strings.Contains(foreseen, said[0]) || !strings.Contains(closing, said[1]) {
		t.Errorf("foreseen %s and %s, said %q", foreseen, closing, said)
	}
}
