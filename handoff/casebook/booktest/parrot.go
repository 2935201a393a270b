package booktest

import (
	"time"

	"frontdoor/dialog"
)

// parrot is the smallest Stepper that does one of everything: it repeats what a
// resident says, lets one agent have the word, writes a letter on "alert" and
// wakes three seconds after "later".
type parrot struct{}

func (parrot) Step(s dialog.State, in dialog.Input) dialog.Turn {
	t := dialog.Turn{State: s}
	t.State.V = dialog.StateVersion
	if in.Kind == dialog.Delivery {
		t.State.Alerts = append(t.State.Alerts[:len(t.State.Alerts):len(t.State.Alerts)], *in.Letter)
		return t
	}
	if t.State.Spare == "" {
		t.State.Spare = in.Fresh
	}
	if len(s.Matters) == 0 {
		if in.Agent != "" {
			t.Refused = dialog.ErrNoCase
			return t
		}
		t.State.Matters = []dialog.Matter{{ID: t.State.Spare, Status: dialog.Collecting}}
		t.State.Current, t.State.Spare = t.State.Spare, ""
	} else {
		t.State.Matters = append([]dialog.Matter(nil), s.Matters...)
	}
	m := &t.State.Matters[0]
	change := dialog.Change{Case: m.ID, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: in.Text, Ref: in.ID}
	reply := dialog.Reply{By: dialog.ByBot, Case: m.ID, Text: "你说:" + in.Text}
	switch {
	case in.Agent != "" && m.Owner != "" && m.Owner != in.Agent:
		t.Refused = &dialog.HeldError{Owner: m.Owner}
		return t
	case in.Agent != "" && m.Status == dialog.Resolved:
		t.Refused = dialog.ErrClosed
		return t
	}
	switch in.Kind {
	case dialog.WakeUp:
		t.Replies = []dialog.Reply{{By: dialog.ByBot, Case: m.ID, Text: "醒了"}}
		return t
	case dialog.Claim:
		m.Owner = in.Agent
		change.Kind, change.By, change.Agent, change.Text = dialog.ChangeClaimed, dialog.ByAgent, in.Agent, in.Name
	case dialog.AgentReply:
		m.Owner = in.Agent
		t.Replies = []dialog.Reply{{By: dialog.ByAgent, Agent: in.Agent, Case: m.ID, Text: in.Text}}
		return t
	case dialog.Close:
		m.Status = dialog.Resolved
		change.Kind, change.By, change.Agent, change.Outcome = dialog.ChangeClosed, dialog.ByAgent, in.Agent, dialog.Solved
		t.Replies = []dialog.Reply{reply}
	default:
		t.Replies = []dialog.Reply{reply}
	}
	t.Changes = []dialog.Change{change}
	switch in.Text {
	case "alert":
		t.Changes = append(t.Changes, dialog.Change{Case: m.ID, Kind: dialog.ChangeAlerted, By: dialog.BySystem, Value: "fire"})
		t.Letters = []dialog.Letter{{ID: string(m.ID) + "/fire/" + in.ID, To: dialog.DutyAddress, Kind: dialog.LetterAlert, Case: m.ID, At: in.At}}
	case "later":
		t.Wake = in.At.Add(3 * time.Second)
	case "elsewhere":
		t.Replies[0].To = "web:somebody else"
	}
	return t
}
