package inbox

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
)

// Priority moves a case in its list, a label narrows the list, following shows a case
// without having it.
func TestMarks(t *testing.T) {
	w := newWorld(t)
	first, second := w.waits("web:1"), w.waits("web:2")
	wu, lin := w.as("wu"), w.as("lin")
	page := "/inbox/cases/" + string(second) + "?queue=open"
	order := func(path string) bool { // second before first
		body := wu.get(path).body
		return strings.Index(body, `data-key="`+string(second)) < strings.Index(body, `data-key="`+string(first))
	}
	if order("/inbox?queue=open") {
		t.Fatal("the order was never the other way round")
	}
	wu.post(to(second, "priority"), "key", "1", "priority", "high", "back", page).shows(200, "吴姐把优先级改为 优先", `class="chip flag">优先`)
	if !order("/inbox?queue=open") {
		t.Error("the case is not first")
	}
	wu.post(to(second, "priority"), "key", "2", "priority", "low", "back", page)
	if order("/inbox?queue=open") || w.fold(second).Owner != "" {
		t.Error("the case is not last, or was claimed")
	}
	wu.ask(to(second, "priority"), "key", "3", "priority", "moon").shows(422)
	wu.post(to(second, "follow"), "key", "4", "back", page).shows(200, "取消关注")
	wu.get("/inbox?queue=following").shows(200, `data-key="`+string(second)).hides(`data-key="` + string(first))
	lin.get(page).shows(200, "还有谁关注", "吴姐")
	wu.post(to(second, "follow"), "key", "5", "off", "1", "back", page)
	wu.get("/inbox?queue=following").shows(200, "您没有关注的事项")

	wu.post("/inbox/labels", "name", "屋顶").shows(403, "站长")
	for _, name := range []string{"屋顶", "台风"} {
		lin.post("/inbox/labels", "name", name).shows(200, name)
	}
	lin.post("/inbox/labels", "name", " 屋顶 ").shows(422, "重名")
	keys := map[string]string{}
	for _, part := range strings.Split(lin.get("/inbox/labels").body, `name="label" value="`)[1:] {
		key, rest, _ := strings.Cut(part, `"`)
		for _, name := range []string{"屋顶", "台风"} {
			if i := strings.Index(rest, `value="`); strings.HasPrefix(rest[i+7:], name) {
				keys[name] = key
			}
		}
	}
	wu.post(to(first, "label"), "key", "6", "label", keys["屋顶"], "shown", keys["屋顶"], "back", page).shows(200, `class="chip label">屋顶`)
	wu.chosen(true, []string{"act", "label", "label", keys["台风"], "key", "7"}, first, second).shows(200, `"failed":0`)
	both := "/inbox?queue=open&label=" + keys["屋顶"] + "&label=" + keys["台风"]
	wu.get(both).shows(200, `data-key="`+string(first), "已筛选").hides(`data-key="` + string(second))
	wu.get("/inbox?queue=open&label="+keys["台风"]).shows(200, `data-key="`+string(first), `data-key="`+string(second))
	wu.get("/inbox?queue=open&label=moon").shows(200, `data-key="`+string(second))
	wu.post(to(first, "label"), "key", "8", "shown", keys["屋顶"], "back", page)
	wu.get(both).shows(200).hides(`data-key="` + string(first))
	lin.post("/inbox/labels", "label", keys["台风"], "remove", "1")
	wu.get("/inbox?queue=open").shows(200).hides("台风")
}

// What is promised stands in the list, is told only if the agent says so, and comes back
// to its owner when its time has come.
func TestNextStep(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	wu := w.as("wu")
	page := "/inbox/cases/" + string(id) + "?queue=mine"
	do := func(pairs ...string) *visit {
		return wu.post(to(id, "nextstep"), append([]string{"back", page, "key", itoa(int(w.said.Add(1)))}, pairs...)...)
	}
	do("text", "电工来看", "until", "tomorrow").shows(200, "记下一步：电工来看", "明天 09:00前答复")
	if strings.Contains(w.heard("web:1"), "电工") {
		t.Error("told without being asked to")
	}
	do("text", "电工来看", "until", "tomorrow", "tell", "1").shows(200, "答应居民：电工来看")
	if !strings.Contains(w.heard("web:1"), string(id)+"：电工来看，明天9点前给您回话") {
		t.Errorf("told %q", w.heard("web:1"))
	}
	do("text", "", "until", "tomorrow").shows(422, "还没有写内容")
	do("text", "电工来看", "at", "2020-01-01T09:00").shows(422, "以后的时间")
	w.pass(24 * time.Hour)
	w.wakeUp("web:1")
	wu.get("/inbox?queue=mentions").shows(200, string(id), "已过约定的09:00")
	wu.get(page).shows(200, "约定的时间到了")
	do("none", "1").shows(200, "取消了约定").hides("前答复")
	wu.get("/inbox?queue=mentions").shows(200).hides(string(id))
}

// What one device has read, the other knows; a page that is behind takes nothing back.
func TestSeenOnAllDevices(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	one, other, colleague := w.as("wu"), w.as("wu"), w.as("li")
	unread := func(v *visit, want bool) {
		t.Helper()
		v.get("/inbox?queue=open")
		if got := strings.Contains(v.body, "row unread"); got != want {
			t.Errorf("unread: %v, want %v", got, want)
		}
	}
	one.post(to(id, "reply"), "key", "1", "text", "您好")
	w.say("web:1", "还没修好,快点")
	unread(other, true)
	one.ask(to(id, "seen"), "seq", itoa(w.fold(id).Seq)).shows(200)
	unread(other, false)
	unread(colleague, true)
	one.ask(to(id, "seen"), "seq", "1").shows(200)
	unread(other, false)
	one.post(to(id, "follow"), "key", "2") // what an agent does is no news
	unread(other, false)
	one.ask(to(id, "seen"), "seq", "99999").shows(200)
	w.say("web:1", "人呢")
	unread(other, true)
	one.ask(to("JH-00-00000-0", "seen"), "seq", "1").shows(404)
	one.ask(to(id, "seen"), "seq", "x").shows(404)
}

// A pin leads to a map, by the phone itself or by the one the town has chosen.
func TestMapLink(t *testing.T) {
	w := newWorld(t)
	id := w.hear(dialog.Input{From: "web:1", Text: "路灯坏了,在这里", Pin: &dialog.Pin{Lat: 29.08, Lon: 119.5}})
	w.say("web:1", "人工")
	w.as("wu").get("/inbox/cases/"+string(id)).shows(200, `href="geo:29.080000,119.500000"`, "在地图上看")
	in := &inbox{Options: Options{MapURL: "https://map.example/?q={lat},{lon}"}}
	if got, out := in.mapLink(&dialog.Pin{Lat: 29.08, Lon: 119.5}); got != "https://map.example/?q=29.080000,119.500000" || !out {
		t.Errorf("%s", got)
	}
	for address, ok := range map[string]bool{"": true, "https://m.example/{lat}/{lon}": true, "http://m.example/{lat}/{lon}": false, "https://m.example": false, "javascript:{lat}{lon}": false} {
		if (MapURLWrong(address) == "") != ok {
			t.Errorf("%q: %s", address, MapURLWrong(address))
		}
	}
}
