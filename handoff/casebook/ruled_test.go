package casebook

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"frontdoor/dialog"
)

// What the rules and the clocks did adds up, is stored as it is, and changes no case
// folded before.
func TestFoldOfTheRules(t *testing.T) {
	at := func(minute int) time.Time { return noon.Add(time.Duration(minute) * time.Minute) }
	system := func(kind dialog.ChangeKind, c dialog.Change) dialog.Change {
		c.Kind, c.By = kind, dialog.BySystem
		return c
	}
	agent := func(kind dialog.ChangeKind, c dialog.Change) dialog.Change {
		c.Kind, c.By, c.Agent = kind, dialog.ByAgent, "wu"
		return c
	}
	run := Run("accept", noon)
	events := happened(
		dialog.Change{Kind: dialog.ChangeCategory, Value: "errand"},
		dialog.Change{Kind: dialog.ChangeOpened},
		system(dialog.ChangeProposed, dialog.Change{Value: "li", Slot: "grid:qx1"}),
		system(dialog.ChangeProposed, dialog.Change{Value: "wu", Slot: "grid:qx1", Agent: "li", Text: "silent"}),
		agent(dialog.ChangeClaimed, dialog.Change{}), // 4
		agent(dialog.ChangeCategory, dialog.Change{Value: "labour", Confidence: 1}),
		agent(dialog.ChangeStatus, dialog.Change{Value: "waiting_resident", Text: "?"}),
		agent(dialog.ChangeSaid, dialog.Change{Text: "?"}),
		system(dialog.ChangeStatus, dialog.Change{Value: "in_progress"}), // waited two minutes, and the word took it up
		system(dialog.ChangeClock, dialog.Change{Slot: run, Value: "warned", Until: at(99)}),
		system(dialog.ChangeEscalated, dialog.Change{Slot: run, Value: "town", Until: at(99)}),
		system(dialog.ChangeEscalated, dialog.Change{Slot: run, Value: "county", Until: at(99)}),
		agent(dialog.ChangeReached, dialog.Change{Slot: "accept"}), // 12
		agent(dialog.ChangePromised, dialog.Change{Until: at(500), Text: "上门"}),
		agent(dialog.ChangeExtended, dialog.Change{Slot: "close", Until: at(900), Text: "等材料"}),
		agent(dialog.ChangeStep, dialog.Change{Slot: "grid", Value: "failed", Text: "没谈拢"}),
		agent(dialog.ChangeStep, dialog.Change{Slot: "town", Value: StepAgreed}), // 16
		agent(dialog.ChangeCheckIn, dialog.Change{Value: dialog.CheckInAgreed, Until: at(700), Text: "后"}),
		agent(dialog.ChangeCheckIn, dialog.Change{Value: dialog.CheckInAgreed, Until: at(600), Text: "先"}),
		agent(dialog.ChangeCheckIn, dialog.Change{Value: dialog.CheckInAgreed, Until: at(800), Text: "再"}),
		system(dialog.ChangeCheckIn, dialog.Change{Value: dialog.CheckInDue, Until: at(600)}),
		system(dialog.ChangeClustered, dialog.Change{Slot: "grid:qx1:labour", Value: "3"}),
	)
	want := Ruled{
		Routed: true, Queue: "grid:qx1", ProposedAt: at(3), HeldSince: at(4), SpokenAt: at(7), Categories: []string{"errand", "labour"}, Pauses: []Pause{{at(6), at(7)}},
		Ran: map[string]Ran{"accept": {Start: noon.Unix(), Warned: true, Steps: 2}}, Level: "county",
		Reached: map[string]time.Time{"accept": at(12), "agree": at(16)}, Extended: map[string]Extension{"close": {at(14), at(900)}},
		Clusters: []string{"grid:qx1:labour"},
		Steps:    []Step{{"grid", "failed", "没谈拢", "wu", at(15)}, {"town", StepAgreed, "", "wu", at(16)}},
		CheckIns: []CheckIn{{at(700), "后"}, {at(800), "再"}},
	}
	before := Fold(events[:12])
	copied := Fold(events[:12])
	if diff := cmp.Diff(want, Fold(events).Ruled, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	after := before
	for i, e := range append(events[12:], happened(
		agent(dialog.ChangeReleased, dialog.Change{Text: "忙"}),
		dialog.Change{Kind: dialog.ChangeReopened}, dialog.Change{Kind: dialog.ChangeReopened},
		agent(dialog.ChangeMarked, dialog.Change{Value: dialog.GoneDied, Text: "reminder"}),
	)...) {
		e.Seq = 13 + i
		open, private, err := EncodeEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		if stored, err := DecodeEvent(e.Case, e.Seq, open, private); err != nil || cmp.Diff(e, stored) != "" {
			t.Errorf("stored otherwise: %v %s", err, cmp.Diff(e, stored))
		}
		after.Apply(e)
	}
	if cmp.Diff(copied, before) != "" {
		t.Error("a case folded before has changed")
	}
	if r := after.Ruled; r.Reopens != 2 || r.ReopenedAt.IsZero() || r.Gone != dialog.GoneDied || len(r.CheckIns) != 0 || r.Routed || after.First != "wu" {
		t.Errorf("in the end: %+v", r)
	}
}

// TestOwnerOfWhatEndedWithAnother: a case that ended with the one it went on in is its
// closer's, as in the talk: opened again, it comes back to that one.
func TestOwnerOfWhatEndedWithAnother(t *testing.T) {
	happened := func(into, closer string) Case {
		var c Case
		for i, change := range []dialog.Change{
			{Kind: dialog.ChangeOpened, By: dialog.BySystem},
			{Kind: dialog.ChangeClaimed, By: dialog.ByAgent, Agent: "head"},
			{Kind: dialog.ChangeMerged, By: dialog.ByResident, Value: into},
			{Kind: dialog.ChangeClosed, By: dialog.ByAgent, Agent: closer, Outcome: dialog.Solved},
			{Kind: dialog.ChangeReopened, By: dialog.ByResident},
		} {
			if change.Kind != dialog.ChangeMerged || into != "" {
				change.Case = "JH-1"
				c.Apply(Event{Seq: i + 1, Change: change})
			}
		}
		return c
	}
	if c := happened("JH-2", "t1"); c.Owner != "t1" || c.First != "head" || c.Merged != "" {
		t.Errorf("ended with another one: %q has it, %q had it first, it goes on in %q", c.Owner, c.First, c.Merged)
	}
	if c := happened("", "head"); c.Owner != "head" {
		t.Errorf("by itself: %q has it", c.Owner)
	}
}
