package inbox

import (
	"testing"
	"time"

	"frontdoor/dialog"
)

// wakeUp lets an address have its wake-ups that are due now.
func (w *world) wakeUp(from dialog.Address) {
	w.Helper()
	_, err := w.clerk.Handle(w.Context(), dialog.Input{Kind: dialog.WakeUp, From: from, At: w.now()})
	w.must(err)
}

// What was sent can be taken back for a moment, is a draft again, and goes out once.
func TestUndo(t *testing.T) {
	w := newWorldUndoing(t, 5*time.Second)
	id := w.waits("web:1")
	v, li := w.as("wu"), w.as("li")
	page := "/inbox/cases/" + string(id) + "?queue=open"
	v.ask(to(id, "reply"), "key", "1", "text", "明天来").shows(200, `"undo":5000`)
	v.get(page).shows(200, "即将发出", "明天来", "撤销")
	li.get(page).shows(200, "即将发出", "明天来").hides("takeback")
	li.ask(to(id, "takeback"), "key", "1").shows(409, "吴姐")
	v.ask(to(id, "takeback"), "key", "2").shows(200)
	v.get(page).shows(200, ">明天来</textarea>").hides("即将发出")
	v.ask(to(id, "takeback"), "key", "3").shows(409, "撤不回来")
	w.pass(10 * time.Second)
	w.wakeUp("web:1")
	if c := w.fold(id); c.FromAgent != 0 || c.Owner != "wu" {
		t.Fatalf("said %d times", c.FromAgent)
	}
	v.ask(to(id, "reply"), "key", "4", "text", "后天来").shows(200)
	v.ask(to(id, "reply"), "key", "4", "text", "后天来").shows(200) // the second click
	w.pass(6 * time.Second)
	w.wakeUp("web:1")
	w.wakeUp("web:1")
	if c := w.fold(id); c.FromAgent != 1 || c.LastText != "后天来" {
		t.Errorf("said %d times, last %q", c.FromAgent, c.LastText)
	}
	v.get(page).shows(200, "后天来").hides("即将发出", ">后天来</textarea>")
	v.ask(to(id, "handback"), "key", "5").shows(200, `"undo":10000`)
	v.get(page).shows(200, "即将交还机器人")
	v.ask(to(id, "takeback"), "key", "6").shows(200)
	v.ask(to(id, "close"), "key", "7", "text", "修好了", "outcome", "solved").shows(200)
	v.get(page).shows(200, "即将办结")
	w.pass(6 * time.Second)
	w.wakeUp("web:1")
	if c := w.fold(id); c.Status != dialog.Resolved || c.FromAgent != 2 {
		t.Errorf("%s, said %d times", c.Status, c.FromAgent)
	}
}

// A draft lies with the server: another device of the same agent finds it, a colleague
// does not, and it goes when it was sent.
func TestDrafts(t *testing.T) {
	w := newWorld(t)
	id := w.waits("web:1")
	v, other, li := w.as("wu"), w.as("wu"), w.as("li")
	page := "/inbox/cases/" + string(id) + "?queue=open"
	v.ask(to(id, "draft"), "mode", "reply", "text", "还没写完").shows(200)
	v.ask(to(id, "draft"), "mode", "note", "text", "问老周").shows(200)
	other.get(page).shows(200, ">还没写完</textarea>", ">问老周</textarea>", `class="draft"`)
	li.get(page).shows(200).hides("还没写完", `class="draft"`)
	v.ask(to(id, "claim"), "key", "0").shows(200) // who holds it has nothing to do with it
	other.get(page).shows(200, ">还没写完</textarea>")
	v.ask(to(id, "reply"), "key", "1", "text", "写完了").shows(200)
	other.get(page).shows(200, ">问老周</textarea>", `class="draft"`).hides("还没写完")
	v.ask(to(id, "draft"), "mode", "note", "text", "").shows(200)
	other.get(page).shows(200).hides("问老周", `class="draft"`)
	w.anonymous().ask(to(id, "draft"), "text", "x").shows(401)
	v.ask(to("JH-00-00000-0", "draft"), "text", "x").shows(404)
}

// Who looks on is seen by the others, and is gone a few seconds after the last beat.
func TestHere(t *testing.T) {
	w := newWorld(t)
	w.pass(time.Since(morning)) // records run out by the real clock
	id := w.waits("web:1")
	w.must(w.board.CatchUp(t.Context()))
	v, li := w.as("wu"), w.as("li")
	v.ask(to(id, "here"), "writing", "1").shows(200, `"others":[]`)
	li.ask(to(id, "here")).shows(200, "吴姐", `"writing":true`)
	v.ask(to(id, "here")).shows(200, "小李").hides("writing")
	w.pass(15 * time.Second)
	v.ask(to(id, "here")).shows(200, `"others":[]`)
	li.ask(to(id, "here")).shows(200, "吴姐")
	v.ask(to(id, "here"), "leaves", "1").shows(200)
	li.ask(to(id, "here")).shows(200, `"others":[]`)
	v.ask(to("JH-00-00000-0", "here")).shows(404)
}
