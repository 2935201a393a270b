package inbox

import (
	"testing"
	"time"

	"frontdoor/dialog"
)

// A number is uncovered by a button, for an hour and for who pressed it; that, and who
// looked at the case, is recorded once an hour, and nothing else changes by it.
func TestRevealed(t *testing.T) {
	w := newWorld(t)
	id := w.lamp("sms:+8613900000102")
	wu, li := w.as("wu"), w.as("li")
	page := "/inbox/cases/" + string(id) + "?queue=open"
	before := w.fold(id)
	for range 3 {
		wu.get(page).shows(200, "139****0102", "显示号码").hides("13900000102")
	}
	looks := func(what string) (n int) {
		for _, e := range w.events(id) {
			if e.Kind == dialog.ChangeViewed && e.Value == what {
				n++
			}
		}
		return n
	}
	if looks("case") != 1 || looks("number") != 0 {
		t.Errorf("looked %d times, uncovered %d times", looks("case"), looks("number"))
	}
	wu.post(to(id, "reveal"), "key", "1", "back", page).shows(200, "13900000102", "吴姐看了完整号码").hides("显示号码")
	wu.post(to(id, "reveal"), "key", "2", "back", page)
	li.get(page).shows(200, "显示号码").hides("13900000102")
	if looks("case") != 2 || looks("number") != 1 {
		t.Errorf("looked %d times, uncovered %d times", looks("case"), looks("number"))
	}
	after := w.fold(id)
	if after.Owner != "" || after.LastAt != before.LastAt || after.HeardSeq != before.HeardSeq || after.WaitingSince != before.WaitingSince {
		t.Errorf("looking changed the case: %+v", after)
	}
	w.pass(time.Hour + time.Minute)
	wu.get(page).shows(200, "显示号码").hides("13900000102")
	if looks("case") != 3 {
		t.Errorf("looked %d times", looks("case"))
	}
	wu.ask(to("JH-00-00000-0", "reveal"), "key", "3").shows(404)
}
