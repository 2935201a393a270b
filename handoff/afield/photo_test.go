package afield

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// A photo that an agent sends as a reply goes to that resident, once, and stands in the
// case; where it cannot get there, and where nobody knows whom it is for, that is said.
func TestAnAgentSendsAPhoto(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	alert := w.heard(wusChat, string(id)+" · 新事项")[0]
	photo := []dialog.Media{{Kind: "photo", Ref: "telegram:FILE"}}
	send := func(key, caption, quote string, media []dialog.Media) {
		t.Helper()
		for range 2 { // the update comes twice
			w.in(dialog.Input{ID: key, Kind: dialog.Said, From: wusChat, Text: caption, Quote: quote, Media: media, Lang: "zh"})
		}
	}
	send("u9001", "", alert.Text, photo)
	got := w.heard(resident, "")
	if len(got[0].Media) != 1 || got[0].Media[0].Ref != "telegram:FILE" || got[0].Text != "" {
		t.Errorf("the resident gets %+v", got[0])
	}
	w.heard(wusChat, "这件事项现在由您负责")
	send("u9002", "换好了", alert.Text, photo)
	if got := w.heard(resident, "换好了"); len(got[0].Media) != 1 {
		t.Errorf("the resident gets %+v", got[0])
	}
	sent := w.heard(wusChat, "已发给居民")[0]
	for _, e := range w.events(id, dialog.ChangeSaid, dialog.ByAgent) {
		if f := casebook.Thread([]casebook.Event{e})[0].Files; len(f) != 1 || f[0].State != casebook.FileWanted {
			t.Errorf("the case does not want to keep it: %+v", f)
		}
	}
	send("u9003", "看", "", photo)
	w.heard(wusChat, "没有发给任何人")
	w.tap(wusChat, sent, "办结")
	w.tap(wusChat, w.heard(wusChat, "哪一种")[0], "部分解决")
	send("u9004", "换好一盏", w.heard(wusChat, "部分解决")[0].Text, photo)
	w.heard(wusChat, "办结的话只能是文字")
	other := w.opens("sms:+8613900000155", story)
	send("u9005", "", w.heard(wusChat, string(other)+" · 新事项")[0].Text, photo)
	w.heard(wusChat, "不用Telegram")
	if c := w.stands(other); c.Owner != "" {
		t.Errorf("a photo that went nowhere claims the case for %q", c.Owner)
	}
}
