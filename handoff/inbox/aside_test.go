package inbox

import (
	"strings"
	"testing"
	"time"

	"frontdoor/handoff"
)

// A case is put aside, passed on, summed up and put right, and the page tells it.
func TestAside(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.as("wu")
	back := "/inbox/cases/" + string(id) + "?queue=open"
	do := func(v *visit, act string, pairs ...string) *visit {
		t.Helper()
		return v.post(to(id, act), append([]string{"back", back, "key", act + itoa(int(w.said.Add(1)))}, pairs...)...)
	}
	do(v, "claim")
	do(v, "aside", "status", "snoozed", "until", "tomorrow", "text", "等配件").shows(200, "已暂缓", "到明天 09:00", "等配件", "继续处理")
	do(v, "aside", "status", "snoozed", "until", "yesterday").shows(422, "以后的时间")
	do(v, "aside", "status", "snoozed", "at", "2020-01-01T09:00").shows(422, "以后的时间")
	do(v, "aside", "status", "in_progress").shows(200, "状态改为 处理中").hides(`class="asidebar"`)
	do(v, "aside", "status", "waiting_resident", "text", "").shows(422, "还没有写内容")
	do(v, "aside", "status", "waiting_resident", "text", "发票号是多少").shows(200, "等待居民", "发票号是多少")
	do(v, "aside", "status", "resolved", "text", "x").shows(422, "做不了")
	seen := itoa(w.fold(id).Seq)
	w.say("web:1", "等一下")
	for act, text := range map[string]string{"aside": "发票号是多少", "nextstep": "周三来修", "extend": "等零件"} {
		pairs := []string{"seen", seen, "status", "waiting_resident", "until", "tomorrow", "tell", "1", "clock", "reply", "text", text}
		v.ask(to(id, act), append(pairs, "key", act)...).shows(409, "对方刚发来新消息", `"anyway":"1"`)
		do(v, act, append(pairs, "anyway", "1")...).hides("对方刚发来新消息")
	}
	do(v, "aside", "seen", seen, "status", "waiting_resident", "text", "发票号").shows(409, "对方刚发来新消息", "仍要发送", ">发票号</textarea>")
	do(v, "nextstep", "seen", seen, "until", "tomorrow", "text", "我自己先去看看").shows(200, "我自己先去看看") // nobody is told
	do(v, "aside", "status", "in_progress")
	do(v, "aside", "status", "waiting_resident", "text", "发票号是多少").shows(200)
	w.say("web:1", "12345678")
	v.get(back).shows(200, "12345678", "回到负责人手上").hides(`class="asidebar"`)
	do(v, "aside", "status", "waiting_department", "text", "供电所来看线").shows(200, "等待部门", "供电所来看线")
	do(v, "sum", "text", "等供电所周三来").shows(200, `value="等供电所周三来"`, "写了概要")
}

func TestPassedOn(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v, li := w.as("wu"), w.as("li")
	back := "/inbox/cases/" + string(id) + "?queue=open"
	v.post(to(id, "claim"), "key", "1")
	v.post(to(id, "pass"), "key", "2", "to", "li", "text", "", "back", back).shows(422, "还没有写内容")
	v.post(to(id, "pass"), "key", "3", "to", "moon", "text", "他熟", "back", back).shows(422, "请选择转给谁")
	v.post(to(id, "pass"), "key", "4", "to", "li", "text", "他管这一片", "back", back).shows(200, "吴姐想转给小李：他管这一片", "等小李接手：", "不转了", "您在负责")
	li.get("/inbox?queue=mentions").shows(200, string(id))
	li.get(back).shows(200, "吴姐想把这件转给您：", "他管这一片", `data-act="accept"`, `data-act="decline"`)
	w.as("lin").get(back).shows(200, "等小李接手：").hides(`data-act="accept"`)
	li.post(to(id, "decline"), "key", "7", "text", "", "back", back).shows(422, "还没有写内容")
	li.post(to(id, "decline"), "key", "8", "text", "我休假", "back", back).shows(200, "小李没有接手：我休假").hides(`data-act="accept"`)
	v.get("/inbox?queue=mentions").shows(200, string(id))
	v.post(to(id, "pass"), "key", "9", "to", "li", "text", "他管这一片", "back", back)
	v.post(to(id, "decline"), "key", "10", "back", back).shows(200, "吴姐不转给小李了")
	li.post(to(id, "accept"), "key", "11", "back", back).shows(409)
	v.post(to(id, "pass"), "key", "12", "to", "li", "text", "他管这一片", "back", back)
	li.post(to(id, "accept"), "key", "13", "back", back).shows(200, "小李接手了，吴姐转来的：他管这一片", "您在负责", "经手记录", "JH-00-00001-3现在由小李接着办")
	li.get("/inbox?queue=mine").shows(200, string(id))
	li.post(to(id, "note"), "key", "5", "text", "小李问@吴姐 钥匙在哪里 a@li.c", "back", back).shows(200)

	v.get("/inbox?queue=mentions").shows(200, string(id))
	if c := w.fold(id); len(c.Mentioned) != 1 {
		t.Errorf("mentioned %v", c.Mentioned)
	}
	li.get("/inbox?queue=mentions").shows(200, "没有同事在备注里提到您")
	v.post(to(id, "note"), "key", "6", "text", "在门卫", "back", back)
	v.get("/inbox?queue=mentions").shows(200, "没有同事在备注里提到您")
}

// Facts are put right in place, and what is no value stays typed with the reason.
func TestCorrected(t *testing.T) {
	w := newWorld(t)
	id := w.busyTown()[0]
	v := w.as("wu")
	back := "/inbox/cases/" + string(id)
	v.get(back).shows(200, "9600元", "更正")
	v.post(to(id, "correct"), "key", "1", "slot", "amount", "text", "九千八", "back", back).shows(200, "9800元", "代办员")
	v.post(to(id, "correct"), "key", "2", "slot", "amount", "text", "很多", "back", back).shows(422, "填不了")
	if c := w.fold(id); c.Facts["amount"].Value != "9800" {
		t.Errorf("%+v", c.Facts["amount"])
	}
}

// What failed can be sent again as it was.
func TestRetry(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.as("wu")
	v.post(to(id, "reply"), "key", "1", "text", "明天来")
	w.deliver("电话停机 / number out of service")
	v.get("/inbox/cases/"+string(id)).shows(200, "发送失败", "重试")
	keys := map[string]bool{} // no two forms are the same act: a reply after a retry is one of its own
	for _, part := range strings.Split(v.body, `name="key" value="`)[1:] {
		key, _, _ := strings.Cut(part, `"`)
		if keys[key] {
			t.Error("two forms share a key")
		}
		keys[key] = true
	}
	v.post(to(id, "reply"), "key", "2", "text", "明天来").shows(200)
	if c := w.fold(id); c.FromAgent != 2 {
		t.Errorf("said %d times", c.FromAgent)
	}
}

// Saved replies are kept, ranked, filled in, and not sent with a place left open.
func TestSavedReplies(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v := w.as("wu")
	v.get("/inbox/replies").shows(200, "还没有常用回复")
	v.post("/inbox/replies", "title", "", "text", "x").shows(422, "都要写")
	v.post("/inbox/replies", "title", "收到", "text", "{name}您好,{number}收到了,{date}前回您。{agent}").shows(200, "收到")
	v.post("/inbox/replies", "title", "路灯", "text", "已报电工", "category", "facilities").shows(200, "路灯")
	page := "/inbox/cases/" + string(id)
	v.get(page).shows(200, string(id)+"收到了", "{date}", "{name}", "。吴姐")
	for _, act := range []string{"reply", "close", "aside", "nextstep", "extend", "outside"} {
		v.ask(to(id, act), "key", "1", "status", "waiting_resident", "until", "tomorrow", "tell", "1", "clock", "reply", "whom", "电力公司", "text", "您好,{date}前回您").shows(422, "没填上")
	}
	v.ask(to(id, "reply"), "key", "3", "text", "您好,周三前回您").shows(200)
	for title, next := range map[string]string{"办好": "resolved", "接手": "in_progress", "等信": "moon"} {
		v.post("/inbox/replies", "title", title, "text", title+"了", "next", next)
	}
	ranked := func(want string) {
		t.Helper()
		v.get(page)
		_, list, _ := strings.Cut(v.body, `id="saved"`)
		if a, b := strings.Index(list, "接手了"), strings.Index(list, "办好了"); (a < b) != (want == "接手") || a < 0 || b < 0 {
			t.Errorf("%s is not first", want)
		}
	}
	ranked("办好") // it is in progress
	v.post(to(id, "release"), "key", "4", "text", "下班")
	ranked("接手")
	w.anonymous().get("/inbox/replies").shows(200, "登录")
}

// TestOwnerOnDuty: the case says whether its owner is on duty now, and so does the list of
// those it can be passed on to.
func TestOwnerOnDuty(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:r1")
	v := w.as("li")
	v.post(to(id, "claim"), "key", "1", "back", "/inbox/cases/"+string(id)).shows(200, "您在负责", "<small>在班</small>", "吴姐 · 在班")
	roster := handoff.NewRoster(w.book, nil)
	w.must(roster.SetService(t.Context(), "wu", func(s *handoff.Service) { s.DaysOff = []string{"2026-11-23"} }))
	v.get("/inbox/cases/"+string(id)).shows(200, "吴姐 · 不在班", "林站长 · 在班")
	w.pass(10 * time.Hour) // the town has closed
	v.get("/inbox/cases/"+string(id)).shows(200, "<small>不在班</small>", "林站长 · 不在班")
	w.must(roster.SetDisabled(t.Context(), "li", true))
	w.as("lin").get("/inbox/cases/"+string(id)).shows(200, "小李 <small>已停用</small>").hides(">小李 ·")
}
