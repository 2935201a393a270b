package telegram

import (
	"testing"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
)

func TestEditNamesTheMessageItMends(t *testing.T) {
	w := newTown(t, nil)
	w.post("POST", secret, string(bottest.TextUpdate(100, 5, 7, "兴学社区")))
	w.post("POST", secret, string(bottest.TextUpdate(101, 5, 8, "another chat")))
	w.post("POST", secret, string(bottest.EditUpdate(102, 5, 7, "七星村")))
	w.post("POST", secret, string(bottest.EditUpdate(103, 5, 7, "七星村口")))
	w.post("POST", secret, string(bottest.EditUpdate(104, 6, 7, "of a message before the start")))
	got := w.inbox.got()
	for i, want := range []struct{ id, ref string }{{"u100", ""}, {"u101", ""}, {"u102", "u100"}, {"u103", "u100"}, {"u104", "6"}} {
		if got[i].ID != want.id || got[i].Ref != want.ref {
			t.Errorf("input %d is %s about %q, want %s about %q", i, got[i].ID, got[i].Ref, want.id, want.ref)
		}
	}
}

func TestRecentForgetsTheOldest(t *testing.T) {
	var r recent
	ref := func(seq int64) string {
		in := dialog.Input{From: "telegram:7", Seq: seq}
		r.tie(&in)
		return in.Ref
	}
	for i := range int64(recentMost + 10) {
		r.note(dialog.Input{From: "telegram:7", Seq: i, ID: "u"})
	}
	if ref(9) != "" || ref(10) != "u" || ref(recentMost+9) != "u" || len(r.names) != recentMost {
		t.Errorf("remembers 9: %q, 10: %q, the last: %q, %d in all", ref(9), ref(10), ref(recentMost+9), len(r.names))
	}
}
