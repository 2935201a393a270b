package script_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
)

// What an agent promises is told to the resident only if the agent says so, and the
// agent is reminded once when its time has come.
func TestPromises(t *testing.T) {
	k, id := handedOff(t)
	by := k.Now.Add(26 * time.Hour)
	promise := func(step string, by time.Time, tell bool) {
		k.Step(dialog.Input{Kind: dialog.PromiseBy, Agent: "wu", Name: "吴姐", Case: id, Text: step, Until: by, Tell: tell})
	}
	n := len(k.Replies)
	promise("电工来看", by, false)
	if len(k.Replies) != n || k.State.Matter(id).Owner != "wu" {
		t.Errorf("told without being asked to: %+v", k.Replies[n:])
	}
	promise("电工来看", by, true)
	if len(k.Replies) != n+1 || !strings.Contains(k.Replies[n].Text, "电工来看，明天") {
		t.Errorf("told %+v", k.Replies[n:])
	}
	for name, row := range map[string]struct {
		step string
		by   time.Time
	}{"no step": {"", by}, "no time": {"看", time.Time{}}, "behind": {"看", k.Now.Add(-time.Hour)}, "far too late": {"看", k.Now.Add(400 * 24 * time.Hour)}} {
		if promise(row.step, row.by, false); !errors.Is(k.Refused, dialog.ErrBadAct) {
			t.Errorf("%s: %v", name, k.Refused)
		}
	}
	due := func() (n int) {
		for _, c := range k.Changes {
			if c.Kind == dialog.ChangeStepDue && c.Value == "wu" {
				n++
			}
		}
		return n
	}
	k.Pass(by.Add(-time.Minute))
	if due() != 0 {
		t.Error("reminded too early")
	}
	k.Pass(by.Add(time.Hour))
	k.Pass(by.Add(48 * time.Hour))
	if due() != 1 {
		t.Errorf("reminded %d times", due())
	}
	promise("再看", k.Now.Add(time.Hour), false)
	promise("", time.Time{}, false) // taken back
	k.Pass(k.Now.Add(2 * time.Hour))
	if due() != 1 {
		t.Error("reminded of what was taken back")
	}
}

// Marks are the closed lists they are, and nobody is told.
func TestMarks(t *testing.T) {
	k, id := handedOff(t)
	n := len(k.Replies)
	for _, row := range []struct {
		in   dialog.Input
		want error
	}{
		{dialog.Input{Kind: dialog.Prioritise, Text: "high"}, nil},
		{dialog.Input{Kind: dialog.Prioritise, Text: "highest"}, dialog.ErrBadAct},
		{dialog.Input{Kind: dialog.Label, Text: "roof"}, nil},
		{dialog.Input{Kind: dialog.Label}, dialog.ErrBadAct},
		{dialog.Input{Kind: dialog.Follow, Off: true}, nil},
	} {
		row.in.Agent, row.in.Case = "li", id
		if k.Step(row.in); !errors.Is(k.Refused, row.want) {
			t.Errorf("%+v: %v", row.in, k.Refused)
		}
	}
	if m := k.State.Matter(id); m.Owner != "" || len(k.Replies) != n {
		t.Errorf("a mark gave the case to %q, or was told", m.Owner)
	}
}
