package inbox

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// carry lets letters go between the talks.
func (w *world) carry() {
	w.Helper()
	for range 3 {
		_, err := casebook.NewPostman(w.book, w.clerk, nil).Once(w.Context(), w.now())
		w.must(err)
	}
}

// lamp is a resident who reports the same lamp.
func (w *world) lamp(from dialog.Address) dialog.CaseID {
	w.Helper()
	id := w.say(from, "七星村村口的路灯坏了三天")
	w.say(from, "人工")
	return id
}

// Cases at one place are offered, merged with a preview, shown as one talk with each
// word marked by whose it is, answered apart or together, and ended together.
func TestOneMatter(t *testing.T) {
	w := newWorld(t)
	a, b := w.lamp("web:1"), w.lamp("sms:+8613900000102")
	wu := w.as("wu")
	page := "/inbox/cases/" + string(a) + "?queue=open"
	wu.post(to(a, "claim"), "key", "1")
	wu.get(page).shows(200, "附近同类事项", string(b), "同一地点", "留这一件", "说过 2 句")
	wu.post(to(a, "merge"), "key", "2", "other", strings.ToLower(strings.ReplaceAll(string(b), "-", "")), "anyway", string(b), "stays", "this", "back", page).shows(200)
	w.carry()
	wu.get(page).shows(200, "一起办的居民", "把 "+string(b)+" 并到这里", "139****0102", "发给每一位").hides("附近同类事项")
	wu.get("/inbox?queue=open").shows(200, string(a)).hides(`data-key="` + string(b))
	wu.get("/inbox/cases/"+string(b)).shows(200, "已并入", string(a))
	w.say("sms:+8613900000102", "我家门口也不亮")
	w.carry()
	wu.get(page).shows(200, "我家门口也不亮", `class="group resident party"`)
	wu.post(to(a, "reply"), "key", "3", "party", string(b), "text", "您家的也看", "back", page).shows(200, "对139****0102说")
	wu.post(to(a, "reply"), "key", "4", "party", "all", "text", "周三来修", "back", page).shows(200)
	wu.ask(to(a, "reply"), "key", "5", "party", "JH-00-00000-0", "text", "喂").shows(404)
	if one, two := w.heard("web:1"), w.heard("sms:+8613900000102"); strings.Contains(one, "您家的也看") || strings.Contains(one, "不亮") || !strings.Contains(one, "周三来修") || !strings.Contains(two, "您家的也看") || !strings.Contains(two, "周三来修") {
		t.Errorf("one is told %q, the other %q", one, two)
	}
	wu.get(page).shows(200, "一起办的 1 位居民也会收到结果")
	wu.post(to(a, "close"), "key", "6", "text", "灯亮了", "outcome", "solved", "back", page).shows(200, "已办结")
	w.carry()
	if two := w.heard("sms:+8613900000102"); !strings.Contains(two, string(b)) || !strings.Contains(two, "灯亮了") || strings.Contains(two, string(a)) {
		t.Errorf("the other resident is told %q", two)
	}
}

// heard is all a resident was sent.
func (w *world) heard(a dialog.Address) string {
	w.Helper()
	talk, err := w.book.Read(w.Context(), a)
	w.must(err)
	var all []string
	for _, m := range talk.State.Matters {
		for _, e := range w.events(m.ID) {
			if e.Message != "" && e.Kind == dialog.ChangeSaid {
				all = append(all, e.Text)
			}
		}
	}
	return strings.Join(all, "\n")
}

// Merging is undone for ten seconds, parted later; the other way round the other stays.
func TestMergingUndoneAndParted(t *testing.T) {
	w := newWorldUndoing(t, 5*time.Second)
	a, b := w.lamp("web:1"), w.lamp("web:2")
	wu, li := w.as("wu"), w.as("li")
	page := "/inbox/cases/" + string(a)
	wu.ask(to(a, "merge"), "key", "1", "other", string(b), "anyway", string(b), "stays", "this").shows(200, `"undo":10000`, to(b, "takeback"))
	wu.get(page).shows(200, "即将合并", "撤销")
	wu.ask(to(b, "takeback"), "key", "2").shows(200)
	w.pass(11 * time.Second)
	w.carry()
	if w.fold(b).Merged != "" {
		t.Fatal("not undone")
	}
	wu.ask(to(a, "merge"), "key", "3", "other", string(b), "anyway", string(b), "stays", "other").shows(200)
	w.pass(11 * time.Second)
	w.wakeUp("web:1")
	w.carry()
	if w.fold(a).Merged != b || len(w.fold(b).Joined) != 1 {
		t.Fatalf("merged into %q", w.fold(a).Merged)
	}
	li.post(to(b, "claim"), "key", "4")
	li.ask(to(a, "unmerge"), "key", "5").shows(200)
	w.carry()
	if w.fold(a).Merged != "" || len(w.fold(b).Joined) != 0 || w.fold(a).Status != dialog.Unclaimed {
		t.Errorf("not parted: %+v", w.fold(b).Joined)
	}
	for name, row := range map[string][2]string{"no number": {"", "没有这件"}, "itself": {string(a), "不能并到自己"}, "none": {"JH-00-00000-0", "没有这件"}} {
		wu.what = name
		wu.ask(to(a, "merge"), "key", "6", "other", row[0], "stays", "other").shows(422, row[1])
	}
}

// A case whose number was typed is shown before anything is done, whichever stays, and only what was
// shown is merged.
func TestMergingShowsTheOtherCaseFirst(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.lamp("web:1"), w.lamp("sms:+8613900000102"), w.lamp("web:3")
	wu, page := w.as("wu"), "/inbox/cases/"+string(a)+"?queue=open"
	merge := func(pairs ...string) *visit { return wu.ask(to(a, "merge"), append(pairs, "key", rand.Text())...) }
	for stays, goes := range map[string]string{"this": string(b) + " 将并入 " + string(a), "other": string(a) + " 将并入 " + string(b)} {
		for _, seen := range []string{"", "1", string(c)} { // of another one is not of this one
			merge("other", string(b), "stays", stays, "anyway", seen).shows(409, `"anyway":"`+string(b)+`"`, goes, "139****0102，说过 2 句", "路灯", "待认领")
		}
	}
	// Without a script the page comes back with what was typed and chosen.
	wu.post(to(a, "merge"), "other", string(b), "stays", "other", "key", "1", "back", page).shows(409, `value="`+string(b)+`">`, `value="other" checked`, `name="anyway" value="`+string(b)+`"`, "139****0102，说过 2 句")
	w.carry()
	if n := len(w.fold(b).Joined) + len(w.fold(a).Joined); n != 0 {
		t.Fatal("merged without being looked at")
	}
	// Where the one typed went on in another, that one is shown.
	merge("other", string(b), "stays", "this", "anyway", string(b)).shows(200)
	w.carry()
	wu.ask(to(c, "merge"), "key", "2", "other", string(b), "stays", "this").shows(409, `"anyway":"`+string(a)+`"`, string(a)+" 将并入 "+string(c), "另有 1 件一起过来")
	wu.ask(to(c, "merge"), "key", "2", "other", string(b), "stays", "this", "anyway", string(a)).shows(200)
	w.carry()
	if got := w.fold(a).Merged; got != c {
		t.Errorf("the one that was shown went into %q", got)
	}
}

// A case that an agent may not see is none to merge with, whichever would stay.
func TestMergingTellsNothingOfACaseOutOfSight(t *testing.T) {
	w := newRuledWorld(t)
	own, wu := w.lamp("web:1"), w.as("wu")
	secret := w.say("web:2", "我最近总是失眠,想找心理老师聊聊")
	w.say("web:2", "人工")
	wu.get("/inbox/cases/" + string(secret)).shows(404)
	for _, other := range []string{string(secret), "JH-00-00000-0"} {
		for _, stays := range []string{"this", "other"} {
			wu.ask(to(own, "merge"), "key", rand.Text(), "other", other, "stays", stays).shows(422, "没有这件")
		}
	}
}

// A part of a talk becomes a case of its own, of whoever split it off.
func TestSplitOff(t *testing.T) {
	w := newWorld(t)
	a := w.lamp("web:1")
	wu := w.as("wu")
	wu.post(to(a, "claim"), "key", "1")
	wu.post(to(a, "split"), "key", "2", "text", "", "back", "/inbox/cases/"+string(a)).shows(422, "还没有写内容")
	wu.post(to(a, "split"), "key", "3", "text", "隔壁半夜打麻将吵人", "back", "/inbox/cases/"+string(a)).shows(200, "从这里另立一件")
	wu.post(to(a, "split"), "key", "3", "text", "隔壁半夜打麻将吵人", "back", "/inbox/cases/"+string(a)).shows(200)
	talk, err := w.book.Read(t.Context(), "web:1")
	w.must(err)
	if n := len(talk.State.Matters); n != 2 {
		t.Fatalf("%d matters", n)
	}
	id := talk.State.Matters[1].ID
	wu.get("/inbox/cases/"+string(id)).shows(200, "另立这一件：隔壁半夜打麻将吵人", "您在负责")
	if !strings.Contains(w.heard("web:1"), string(id)) {
		t.Error("the resident is not told the number")
	}
}

// TestWays: the case pane tells by which channels a resident is reached, by which of them
// nothing arrives, which one they wrote by last, and in what language.
func TestWays(t *testing.T) {
	w := newWorld(t)
	a := w.waits("telegram:7")
	w.say("telegram:7", "我的电话是13900000102")
	v, page := w.as("wu"), "/inbox/cases/"+string(a)
	ways := func() string { return between(v.get(page).shows(200).body, `<ul class="ways">`, "</ul>") }
	if got := ways(); !strings.Contains(got, "Telegram</span> · 中文") || strings.Contains(got, "最近") || strings.Count(got, "<li>") != 1 {
		t.Errorf("one channel: %s", got)
	}
	b := w.waits("sms:+8613900000102")
	if got := ways(); strings.Count(got, "<li>") != 2 || !strings.Contains(got, "短信</span> · 最近从这里写来") || !strings.Contains(got, "同一个手机号") || !strings.Contains(got, string(b)) {
		t.Errorf("two channels: %s", got)
	}
	w.say("sms:+8613900000102", "退订")
	w.say("telegram:7", "还是在这里说吧")
	if got := ways(); !strings.Contains(got, "中文 · 最近从这里写来") || !strings.Contains(got, `短信</span> · <b class="late">已退订</b>`) {
		t.Errorf("opted out: %s", got)
	}
	w.say("telegram:9", "English please. I need a human")
	c := w.fold(w.say("telegram:9", "human"))
	page = "/inbox/cases/" + string(c.ID)
	if got := ways(); !strings.Contains(got, "英文") {
		t.Errorf("another language: %s", got)
	}
}
