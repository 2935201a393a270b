package watch_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/watch"
)

// tells is a resident who shares a point and tells a story to its end.
func (w *world) tells(from dialog.Address, story string, lat float64) dialog.CaseID {
	w.Helper()
	step := func(in dialog.Input) dialog.State {
		w.acts++
		in.ID, in.From, in.At = fmt.Sprint("tell", w.acts), from, w.now
		if in.Kind == dialog.WakeUp {
			in.ID = ""
		}
		result, err := w.clerk.Handle(w.Context(), in)
		w.must(err)
		return result.Talk.State
	}
	state := step(dialog.Input{Kind: dialog.Said, Text: story, Lang: "zh", Pin: &dialog.Pin{Lat: lat, Lon: 119.647}})
	for range 12 {
		w.now = w.now.Add(5 * time.Second)
		switch {
		case !state.BurstUntil().IsZero():
			state = step(dialog.Input{Kind: dialog.WakeUp})
		case state.Asking == nil:
			id := state.Matters[0].ID
			w.must(w.board.CatchUp(w.Context()))
			w.watch.Changed(id, w.now)
			_, err := w.watch.Once(w.Context(), w.now)
			w.must(err)
			return id
		case state.Asking.Asks == dialog.AskConfirm, len(state.Asking.Choices) > 0:
			state = step(dialog.Input{Kind: dialog.Said, Text: "1"})
		default:
			state = step(dialog.Input{Kind: dialog.Said, Text: "跳过"})
		}
	}
	w.Fatalf("%s never came to an end: %+v", story, state.Asking)
	return ""
}

// asked says whether somebody is asked whether their case is another's.
func (w *world) asked(from dialog.Address) bool {
	w.Helper()
	talk, err := w.book.Read(w.Context(), from)
	w.must(err)
	return talk.State.Asking != nil && talk.State.Asking.About == dialog.AboutAlike
}

const lamp = "七星村的路灯坏了三天了"

// TestAlreadyReported: who is asked whether somebody reported the same before, and who not.
func TestAlreadyReported(t *testing.T) {
	w, n := newWorld(t, agent("ann")), 0
	for _, c := range []struct {
		name         string
		first, story string
		metres       float64
		days         int
		before       dialog.Input
		want         bool
	}{
		{name: "the same lamp", first: lamp, story: "七星村路灯不亮", metres: 49, want: true},
		{name: "too far", first: lamp, story: "七星村路灯不亮", metres: 51},
		{name: "weeks ago", first: lamp, story: "七星村路灯不亮", metres: 10, days: 80, want: true},
		{name: "longer ago than twelve weeks", first: lamp, story: "七星村路灯不亮", metres: 10, days: 85},
		{name: "another kind of facility", first: "七星村的垃圾一周没人收了", story: "七星村路灯不亮", metres: 10},
		{name: "another category", first: "七星村小店卖过期食品", story: "七星村路灯不亮", metres: 10},
		{name: "private category", first: "七星村邻居装修太吵要调解", story: "七星村邻居占了我家的地,要调解", metres: 10},
		{name: "the other one is confidential", first: lamp + ",请保密", story: "七星村路灯不亮", metres: 10},
		{name: "this one is confidential", first: lamp, story: "七星村路灯不亮,请保密", metres: 10},
		{name: "it is closed", first: lamp, story: "七星村路灯不亮", metres: 10, before: dialog.Input{Kind: dialog.Close, Agent: "ann", Name: "ann", Text: "修好了", Outcome: dialog.Solved}},
		{name: "of a person in danger", first: lamp, story: "七星村路灯不亮", metres: 10, before: dialog.Input{Kind: dialog.Said, Text: "我不想活了"}},
	} {
		n++
		lat := 29 + float64(n)/100
		first, second := dialog.Address(fmt.Sprint("web:first", n)), dialog.Address(fmt.Sprint("web:second", n))
		id := w.tells(first, c.first, lat)
		if w.asked(first) {
			t.Errorf("%s: the first one was asked", c.name)
		}
		if c.before.Kind != "" {
			c.before.From = first
			w.do(id, c.before)
		}
		began := w.now
		w.now = w.now.AddDate(0, 0, c.days)
		w.tells(second, c.story, lat+c.metres/111_195)
		if got := w.asked(second); got != c.want {
			t.Errorf("%s: asked %v", c.name, got)
		}
		w.now = began.Add(time.Minute)
	}
}

// TestAlreadyReportedWithoutAreas: the question needs no stations.
func TestAlreadyReportedWithoutAreas(t *testing.T) {
	w := newWorld(t)
	w.watch = watch.New(watch.Options{Clerk: w.clerk, Board: w.board, Catalog: w.script.Catalog, Town: w.script.Town,
		Crew: func(context.Context) ([]handoff.Member, error) {
			t.Error("nobody is asked who is on duty")
			return nil, nil
		}})
	w.tells("web:first", lamp, 29.083)
	if w.tells("web:second", "七星村路灯不亮", 29.083); w.asked("web:first") || !w.asked("web:second") {
		t.Error("who reported the same later is not asked")
	}
}

// TestFollowingIsNobodysWork: a case that goes on in another one is proposed to nobody, its
// clocks are its leader's, and once it stands by itself it is somebody's again.
func TestFollowingIsNobodysWork(t *testing.T) {
	w := newWorld(t, agent("ann"), agent("bob"), supervisor("sup"))
	first := w.tells("web:first", lamp, 29.083)
	w.do(first, dialog.Input{Kind: dialog.Claim, From: "web:first", Agent: "ann", Name: "ann"})
	second := w.tells("web:second", "七星村路灯不亮", 29.083)
	w.do(second, dialog.Input{Kind: dialog.Said, From: "web:second", Text: "1"})
	if c, _ := w.board.Case(second); c.Merged != first || c.Proposed != "" || c.Alike != first {
		t.Fatalf("goes on in %q, proposed to %q", c.Merged, c.Proposed)
	}
	w.did()
	w.pass(26 * time.Hour)
	for line := range strings.SplitSeq(w.did(), "\n") {
		if strings.Contains(line, string(second)) && (strings.Contains(line, " to ") || strings.Contains(line, "first_reply") && !strings.Contains(line, "ann")) {
			t.Errorf("while it follows: %s", line)
		}
	}
	w.do(second, dialog.Input{Kind: dialog.Unmerge, From: "web:second", Agent: "ann", Name: "ann", Force: true})
	if c, _ := w.board.Case(second); c.Merged != "" || c.Proposed == "" {
		t.Errorf("by itself again: merged %q, proposed to %q", c.Merged, c.Proposed)
	}
}
