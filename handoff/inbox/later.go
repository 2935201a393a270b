package inbox

import (
	"net/http"
	"strings"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// clocksView is what an agent may do by the clocks of a case; Shown only where the town
// has rules.
type clocksView struct {
	Shown      bool
	Running    []clockView
	Reachable  []choiceView
	Extendable []choiceView
	Step       choiceView // the step of mediation that may end next; empty for none
	Outcomes   []choiceView
	Level      string // the one it can be taken to by hand; "" for none
	Told       string // who else is told of it, as colleagues call them
	Gone       string
	Wrong      bool // one of its forms was refused: it stands open
}

// clockView is one deadline.
type clockView struct {
	Name, Due string
	Late      bool
}

// clocks are the deadlines of a case and what can be done about them.
func (in *inbox) clocks(p page, c casebook.Case, now time.Time) clocksView {
	rules := p.Agent.Rules
	v := clocksView{Shown: rules != nil, Gone: c.Gone}
	for _, clock := range rules.Clocks(c) {
		v.Running = append(v.Running, clockView{p.clockName(clock.Key), p.clock(clock.Due, now), now.After(clock.Due)})
	}
	if rules == nil {
		return v
	}
	for _, at := range c.CheckIns {
		v.Running = append(v.Running, clockView{p.T("checkin_agreed", "text", at.Text), p.clock(at.At, now), now.After(at.At)})
	}
	if next, ok := handoff.NextLevel(c); ok {
		v.Level = p.T("level_" + next)
	}
	for _, key := range rules.Reachable(c) {
		v.Reachable = append(v.Reachable, choiceView{Key: key, Label: p.clockName(key)})
	}
	for _, clock := range rules.Extendable(c) {
		v.Extendable = append(v.Extendable, choiceView{Key: clock.Key, Label: p.clockName(clock.Key)})
	}
	if step, ok := handoff.NextMediation(c); ok && c.Category == "mediation" {
		v.Step = choiceView{Key: step, Label: p.T("step_" + step)}
		for _, o := range handoff.StepOutcomes() {
			v.Outcomes = append(v.Outcomes, choiceView{Key: o, Label: p.T("step_did_" + o)})
		}
	}
	return v
}

// told are the colleagues who are told when a case is taken to the next level by hand.
func (p page) told(c casebook.Case, crew []handoff.Agent) string {
	next, ok := handoff.NextLevel(c)
	if !ok || p.Agent.Rules == nil {
		return ""
	}
	var members []handoff.Member
	for _, a := range crew {
		members = append(members, handoff.Member{Agent: a})
	}
	var names []string
	for _, login := range p.Agent.Rules.Tellers(next, c, p.Agent.Rules.Place(c), members) {
		if login != p.Agent.Login {
			names = append(names, p.called(login))
		}
	}
	return strings.Join(names, " · ")
}

// ruledAct does what a form of the clocks says; false for another form.
func (in *inbox) ruledAct(r *http.Request, act handoff.Act, text string) (bool, error) {
	moment := func() (time.Time, error) {
		at, ok := handoff.Later(laterWord(r), in.Now(), in.Town.Zone)
		if !ok {
			return at, &handoff.Mistake{Code: "until_unknown", Field: "until", What: "this is no moment ahead", Why: "it is when people look again", Do: "choose another one"}
		}
		return at, nil
	}
	ctx := r.Context()
	switch r.PathValue("act") {
	case "reached":
		return true, in.Desk.Reached(ctx, act, r.PostFormValue("clock"), text)
	case "extend":
		return true, in.Desk.Extend(ctx, act, r.PostFormValue("clock"), text)
	case "raise":
		crew, err := in.Roster.List(ctx)
		if err == nil {
			err = in.Desk.Raise(ctx, act, text, crew)
		}
		return true, err
	case "step":
		return true, in.Desk.Step(ctx, act, r.PostFormValue("step"), r.PostFormValue("outcome"), text)
	case "checkin":
		at, err := moment()
		if err == nil {
			err = in.Desk.CheckIn(ctx, act, at, text)
		}
		return true, err
	case "mark":
		return true, in.Desk.Mark(ctx, act, r.PostFormValue("mark"))
	}
	return false, nil
}
