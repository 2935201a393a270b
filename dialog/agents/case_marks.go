package agents

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// prioritise sets before or behind which others a case is taken up.
func (t *Acts) prioritise(m *dialog.Matter) {
	if !slices.Contains(dialog.Priorities(), t.In.Text) {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangePriority, Value: t.In.Text})
}

// follow puts a case among those that an agent watches without having it, or takes it
// off.
func (t *Acts) follow(m *dialog.Matter) {
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeFollowed, Value: onOrOff(t.In.Off)})
}

// label puts one of the town's labels on a case (Value of the event), or takes it off.
func (t *Acts) label(m *dialog.Matter) {
	if t.In.Text == "" {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeLabelled, Value: t.In.Text, Slot: onOrOff(t.In.Off)})
}

func onOrOff(off bool) string {
	if off {
		return "off"
	}
	return "on"
}

// promiseBy notes what an agent does next and until when. The resident is told only if
// the agent says so; the agent is reminded when the day has come.
func (t *Acts) promiseBy(m *dialog.Matter) {
	step, by := t.Clean(t.In.Text), t.In.Until
	given := by.After(t.Now) && by.Before(t.Now.Add(longestAside))
	if !given && (!by.IsZero() || step != "") || given && step == "" {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.claim(m) {
		return
	}
	m.PromisedBy = 0
	if given {
		m.PromisedBy = by.Unix()
	}
	c := dialog.Change{Case: m.ID, Kind: dialog.ChangeNextStep, Text: step, Until: by}
	if t.In.Tell && given {
		c.Value = "told"
	}
	t.Act(c)
	t.wakeForPromise()
	if c.Value == "told" {
		m.News = phrases.Short(step, 40)
		day := by.In(t.Town.Zone)
		t.pass(m, t.Phrase("next_step", phrases.Vars{"case": string(m.ID), "text": phrases.Short(step, 60), "day": t.Day(day), "hour": t.Hour(day)}), nil, "")
	}
}

// PromiseOver reminds of every promise whose time has come; a closed case has none.
func (t *Acts) PromiseOver() {
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if m.PromisedBy == 0 || m.PromisedBy > t.Now.Unix() {
			continue
		}
		m.PromisedBy = 0
		if m.Status != dialog.Resolved && m.Status != dialog.Archived {
			t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeStepDue, By: dialog.BySystem, Value: m.Owner})
		}
	}
	t.wakeForPromise()
}

func (t *Acts) wakeForPromise() {
	var first time.Time
	for i := range t.State.Matters {
		if by := t.State.Matters[i].PromisedBy; by != 0 {
			first = say.Earliest(first, time.Unix(by, 0))
		}
	}
	t.WakeAtOrNever(dialog.WakePromise, first)
}
