package inbox

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

func TestQueues(t *testing.T) {
	w := newWorld(t)
	draft := w.say("web:draft", "家里的地")
	free, mine := w.waits("web:1"), w.waits("sms:+8613900000123")
	wu, lin := w.as("wu"), w.as("lin")
	wu.post(to(mine, "claim"), "key", "1").shows(200)
	wu.get("/inbox").shows(200, string(free)).hides(string(mine), string(draft), "采集中")
	wu.get("/inbox?queue=mine").shows(200, string(mine), "139****0123").hides(string(free), "13900000123")
	wu.get("/inbox?queue=open").shows(200, string(mine), string(free))
	wu.get("/inbox?queue=resolved").shows(200, "还没有办结的事项")
	wu.get("/inbox?queue=collecting").shows(200).hides(string(draft))
	wu.get("/inbox?category=counselling").shows(200, "这一类没有未办结的事项")
	wu.get("/inbox?queue=moon&after=%21%21&category=moon").shows(200, "待认领")
	wu.get("/inbox/cases/"+string(draft)).shows(404, "没有找到")
	lin.get("/inbox").shows(200, "采集中")
	lin.get("/inbox?queue=collecting").shows(200, string(draft)).hides(string(free))
	lin.get("/inbox/cases/"+string(draft)).shows(200, "家里的地")
	wu.get("/inbox?queue=due").shows(200, "没有快到时限的事项")
	w.must(w.board.CatchUp(t.Context()))
	if n := w.board.CountDue(w.now(), handoff.Agent{}); n != 0 {
		t.Errorf("%d overdue already", n)
	}
	w.pass(24 * time.Hour)
	if n := w.board.CountDue(w.now(), handoff.Agent{}); n != 2 {
		t.Errorf("%d overdue after a day, want 2", n)
	}
	wu.get("/inbox?queue=due").shows(200, string(free), string(mine), "已超时")
	wu.post(to(mine, "reply"), "key", "2", "text", "来了").shows(200)
	wu.get("/inbox?queue=due").shows(200, string(free)).hides(string(mine))
}

// Every case is on exactly one page of the list.
func TestPages(t *testing.T) {
	w := newWorld(t)
	want := map[string]bool{}
	for i := range rowsAPage + 7 {
		want[string(w.waits(dialog.Address(fmt.Sprintf("web:%d", i))))] = true
	}
	v, next, pages := w.as("wu"), "/inbox", 0
	for next != "" {
		v.get(next).shows(200)
		pages++
		for _, part := range strings.Split(v.body, `data-key="`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			if !want[id] {
				t.Errorf("%s is not a case, or is shown twice", id)
			}
			delete(want, id)
		}
		_, more, _ := strings.Cut(v.body, `<a class="more" href="/inbox?after=`)
		if next, _, _ = strings.Cut(more, `"`); next != "" {
			next = "/inbox?after=" + next
		}
	}
	if len(want) != 0 || pages != 2 {
		t.Errorf("%d pages; never shown: %v", pages, want)
	}
}

func TestCasePage(t *testing.T) {
	w := newWorld(t)
	id := w.busyTown()[1]
	v := w.as("wu")
	v.get("/inbox/cases/"+strings.ToLower(strings.ReplaceAll(string(id), "-", ""))).shows(200,
		"机器人采集记录", "七星村村口塘边", "转给代办员", "吴姐认领了", "已送达", "geo:29.07812", "交还机器人", "一个星期了", `class="alarm"`, "我家隔壁着火了")
	v.get("/inbox/cases/JH-00-00000-0").shows(404, "没有找到")
	v.get("/inbox/cases/%3Cscript%3E").shows(404, "没有找到")
	v.get("/inbox/none").shows(404, "没有找到")
}

// What residents write is text, never part of the page.
func TestWordsAreText(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	w.say("web:1", `<img src=x onerror=alert(1)></textarea><script>alert(2)</script>`)
	w.as("wu").get("/inbox/cases/"+string(id)).shows(200, "&lt;img").hides("<img src=x", "<script>alert")
}

// A long talk shows its latest part, and all of it when asked.
func TestLongTalk(t *testing.T) {
	w := newWorld(t)
	id := w.longTalk(linesMost/2 + 5)
	v := w.as("li")
	v.get("/inbox/cases/"+string(id)).shows(200, fmt.Sprintf("第%d次问", linesMost/2+4), "更早的").hides("第0次问")
	v.get("/inbox/cases/"+string(id)+"?lines=100000").shows(200, "第0次问").hides("更早的")
}
