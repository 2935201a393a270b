package afield

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/casebook"
)

// TestTheMediatorHearsOfTheTable: whoever mediates is told at once of what a side did there and
// of what was not kept, closed case or not; not of what they did themselves, nor of each small step.
func TestTheMediatorHearsOfTheTable(t *testing.T) {
	closed := casebook.Case{ID: "JH-1", Owner: "wu", Status: dialog.Resolved, Table: &mediation.Table{State: mediation.Proposed}}
	agreed := closed
	agreed.Table = &mediation.Table{State: mediation.Agreed}
	met, unmet := closed, closed
	met.Table, unmet.Table = &mediation.Table{Meeting: &mediation.Meeting{Fixed: 1}}, &mediation.Table{Meeting: &mediation.Meeting{None: true}}
	nobodys := closed
	nobodys.Owner = ""
	for _, row := range []struct {
		act  mediation.Kind
		by   dialog.By
		c    casebook.Case
		want newsKind
	}{
		{mediation.Missed, dialog.ByResident, closed, newsMissed}, {mediation.Unsure, dialog.BySystem, closed, newsMissed}, {mediation.Missed, dialog.ByAgent, closed, ""}, {mediation.Missed, dialog.ByResident, nobodys, ""},
		{mediation.Decline, dialog.ByResident, closed, newsTable}, {mediation.Silent, dialog.BySystem, closed, newsTable}, {mediation.Limit, dialog.BySystem, closed, newsTable}, {mediation.Halt, dialog.BySystem, closed, newsTable},
		{mediation.Change, dialog.ByResident, closed, newsTable}, {mediation.Agree, dialog.ByResident, closed, ""}, {mediation.Agree, dialog.ByResident, agreed, newsTable},
		{mediation.Pick, dialog.ByResident, met, newsTable}, {mediation.Pick, dialog.ByResident, unmet, newsTable}, {mediation.Pick, dialog.ByResident, closed, ""},
		{mediation.Due, dialog.BySystem, closed, ""}, {mediation.Kept, dialog.ByResident, closed, ""}, {mediation.Link, dialog.BySystem, closed, ""}, {mediation.Hold, dialog.BySystem, closed, ""},
	} {
		n, worth := (&Field{}).newsOf(casebook.Event{Change: dialog.Change{Case: "JH-1", Kind: dialog.ChangeMediation, By: row.by, Value: string(row.act)}}, row.c)
		if worth != (row.want != "") || worth && (n.kind != row.want || n.to != "wu") {
			t.Errorf("%s by %s: %v %+v, want %q", row.act, row.by, worth, n, row.want)
		}
	}
}
