package watch_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	places "frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// TestActsByTheClock: what agents do by clocks and ladders is looked through before it
// happens.
func TestActsByTheClock(t *testing.T) {
	w := newWorld(t, agent("ann"), agent("bob"))
	desk := handoff.NewDesk(w.book, w.clerk, []string{"mediation", "errand", "legal"})
	ann := w.crew[0].Agent
	ctx := t.Context()
	act := handoff.Act{Agent: ann, Case: "JH-1"}
	refused := func(what, code string, err error) {
		t.Helper()
		var mistake *handoff.Mistake
		switch {
		case code == "" && err != nil:
			t.Errorf("%s: %v", what, err)
		case code != "" && (!errors.As(err, &mistake) || mistake.Code != code):
			t.Errorf("%s: %v, want %s", what, err, code)
		}
	}
	w.open("JH-1", "mediation", "where", "七星村")
	if err := desk.CheckIn(ctx, act, w.now.Add(time.Hour), "上门"); !errors.Is(err, dialog.ErrNotOwner) {
		t.Errorf("a check-in about nobody's case: %v", err)
	}
	refused("claim", "", desk.Claim(ctx, act))
	refused("a check-in in the past", "until_unknown", desk.CheckIn(ctx, act, w.now, "上门"))
	refused("a check-in in two years", "until_unknown", desk.CheckIn(ctx, act, w.now.AddDate(2, 0, 0), "上门"))
	refused("a mark that is none", "mark_unknown", desk.Mark(ctx, act, "asleep"))
	refused("the court first", "step_order", desk.Step(ctx, act, "court", "failed", ""))
	refused("no outcome", "step_outcome", desk.Step(ctx, act, "grid", "maybe", ""))
	refused("the grid", "", desk.Step(ctx, act, "grid", "failed", "没谈拢"))
	refused("the grid again", "step_order", desk.Step(ctx, act, "grid", "agreed", ""))
	refused("the town agrees", "", desk.Step(ctx, act, "town", "agreed", "赔三百"))
	refused("after an agreement", "step_order", desk.Step(ctx, act, "court", "failed", ""))
	refused("no such clock", "clock_unknown", desk.Reached(ctx, act, "moon", ""))
	refused("mediation is not extended", "clock_fixed", desk.Extend(ctx, act, "close", "难"))
	events, err := w.book.Case(ctx, "JH-1")
	w.must(err)
	c := casebook.Fold(events)
	confirm := false // agreed is not fulfilled: the joint application is owed now
	for _, clock := range w.rules.Clocks(c) {
		confirm = confirm || clock.Key == "confirm"
	}
	if !confirm || len(c.Steps) != 2 {
		t.Errorf("confirm runs: %v; %+v", confirm, c.Ruled)
	}
	w.open("JH-2", "errand")
	act.Case = "JH-2"
	refused("claim", "", desk.Claim(ctx, act))
	refused("without a reason", "act_incomplete", desk.Extend(ctx, act, "close", ""))
	refused("thirty days more", "", desk.Extend(ctx, act, "close", "材料要等"))
	refused("once", "clock_fixed", desk.Extend(ctx, act, "close", "还要等"))
	refused("accepted", "", desk.Reached(ctx, act, "accept", ""))
	refused("accepted twice", "clock_unknown", desk.Reached(ctx, act, "accept", ""))
	events, err = w.book.Case(ctx, "JH-2")
	w.must(err)
	if c := casebook.Fold(events); c.LastText != "材料要等" || c.FromAgent != 1 {
		t.Errorf("the resident was told %q", c.LastText)
	}
	ann.Rules = nil
	act.Agent = ann
	refused("a town without areas", "no_rules", desk.CheckIn(ctx, act, w.now.Add(time.Hour), "看望"))
	refused("there, too", "no_rules", desk.Extend(ctx, act, "close", "看望"))
}

// TestGoneStopsWhatClocksSend: one mark stops all that would be sent to a person, and
// says what that was.
func TestGoneStopsWhatClocksSend(t *testing.T) {
	w := newWorld(t, agent("ann"))
	desk := handoff.NewDesk(w.book, w.clerk, nil)
	w.open("JH-1", "errand")
	act := handoff.Act{Agent: w.crew[0].Agent, Case: "JH-1"}
	w.must(desk.PutAside(t.Context(), act, dialog.WaitingResident, "身份证带了吗?", time.Time{}))
	w.must(desk.CheckIn(t.Context(), act, w.now.Add(time.Hour), "看望"))
	w.must(desk.Mark(t.Context(), act, dialog.GoneDied))
	events, err := w.book.Case(t.Context(), "JH-1")
	w.must(err)
	last := events[len(events)-1]
	if last.Kind != dialog.ChangeMarked || last.Value != dialog.GoneDied || last.Text != "check_in,question" {
		t.Errorf("the mark says %+v", last.Change)
	}
	for _, days := range []int{2, 3, 5, 6} { // the reminder of the question would have come
		result, err := w.clerk.Handle(t.Context(), dialog.Input{Kind: dialog.WakeUp, From: "web:JH-1", At: w.now.AddDate(0, 0, days).Add(time.Hour)})
		w.must(err)
		if len(result.Turn.Replies) > 0 {
			t.Errorf("after %d days: %q", days, result.Turn.Replies[0].Text)
		}
	}
	if err := desk.CheckIn(t.Context(), act, w.now.Add(time.Hour), "看望"); err == nil {
		t.Error("a check-in was agreed with somebody who died")
	}
	w.must(desk.Mark(t.Context(), act, ""))
	w.must(desk.CheckIn(t.Context(), act, w.now.Add(time.Hour), "看望"))
}

// TestTakenUpByHand: an agent takes a case up for a reason, level by level, and whom the
// town's file names for the level is told.
func TestTakenUpByHand(t *testing.T) {
	w := newWorld(t, agent("ann"), supervisor("sup"), agent("mayor"), handoff.Agent{Login: "root", Role: handoff.RoleAdmin})
	place, err := places.Parse("town.yaml", []byte(places.Standard()+areas+"rules: {tell_town: 'mayor', tell_county: 'supervisor, mayor'}\n"))
	w.must(err)
	w.rules = handoff.NewRules(place, w.script.Catalog)
	var crew []handoff.Agent
	for i := range w.crew {
		w.crew[i].Rules = w.rules
		crew = append(crew, w.crew[i].Agent)
	}
	w.restart()
	desk := handoff.NewDesk(w.book, w.clerk, nil)
	w.open("JH-1", "labour")
	act := handoff.Act{Agent: crew[0], Case: "JH-1"}
	if err := desk.Raise(t.Context(), act, "厂里不理", crew); !errors.Is(err, dialog.ErrNotOwner) {
		t.Errorf("who does not have it: %v", err)
	}
	w.must(desk.Claim(t.Context(), act))
	if err := desk.Raise(t.Context(), act, " ", crew); err == nil {
		t.Error("without a reason")
	}
	for _, want := range []string{"town ann,mayor", "county ann,sup,mayor", "city ann,root"} {
		w.must(desk.Raise(t.Context(), act, "厂里不理", crew))
		events, err := w.book.Case(t.Context(), "JH-1")
		w.must(err)
		last := events[len(events)-1]
		if got := last.Value + " " + last.Raw; got != want || last.Kind != dialog.ChangeEscalated || last.Agent != "ann" {
			t.Errorf("told %q, want %q", got, want)
		}
		w.now = w.now.Add(time.Minute)
	}
	var mistake *handoff.Mistake
	if err := desk.Raise(t.Context(), act, "厂里不理", crew); !errors.As(err, &mistake) || mistake.Code != "level_last" {
		t.Errorf("above the city: %v", err)
	}
	w.did()
	w.must(w.board.CatchUp(t.Context()))
	w.watch.Changed("JH-1", w.now)
	w.pass(31 * time.Hour)
	w.expect("by the clock, too", "23 16:00 JH-1 first_reply warned, told ann", "23 17:30 JH-1 first_reply town, told ann,mayor")
	if _, err := places.Parse("town.yaml", []byte(places.Standard()+areas+"rules: {tell_city: 'the boss'}\n")); err == nil || !strings.Contains(err.Error(), "tell_city") {
		t.Errorf("a login that is none: %v", err)
	}
}
