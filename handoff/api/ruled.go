package api

import (
	"context"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// The bodies of the acts by clocks and ladders.
type (
	nextStepForm struct {
		textForm
		Until *time.Time `json:"until"`
		// Tell says it to the resident, so that it is a promise with a deadline.
		Tell bool `json:"tell"`
	}
	clockForm struct {
		textForm
		Clock string `json:"clock"`
	}
	mediationForm struct {
		textForm
		Step    string `json:"step"`
		Outcome string `json:"outcome"`
	}
	checkInForm struct {
		textForm
		Until *time.Time `json:"until"`
	}
	goneForm struct {
		actForm
		Mark string `json:"mark"`
	}
)

func (s *server) ruledActs() []act {
	return []act{
		taken("nextstep", func(f *nextStepForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *nextStepForm) error {
			return s.Desk.NextStep(ctx, a, f.Text, timeOf(f.Until), f.Tell)
		}),
		taken("reached", func(f *clockForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *clockForm) error {
			return s.Desk.Reached(ctx, a, f.Clock, f.Text)
		}),
		taken("extend", func(f *clockForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *clockForm) error {
			return s.Desk.Extend(ctx, a, f.Clock, f.Text)
		}),
		taken("mediation", func(f *mediationForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *mediationForm) error {
			return s.Desk.Step(ctx, a, f.Step, f.Outcome, f.Text)
		}),
		taken("checkin", func(f *checkInForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *checkInForm) error {
			return s.Desk.CheckIn(ctx, a, timeOf(f.Until), f.Text)
		}),
		taken("gone", func(f *goneForm) *actForm { return &f.actForm }, func(ctx context.Context, a handoff.Act, f *goneForm) error {
			return s.Desk.Mark(ctx, a, f.Mark)
		}),
	}
}

// offeredForm is an offer of the case to a colleague that is still open.
type offeredForm struct {
	To    string `json:"to"`
	By    string `json:"by"`
	Text  string `json:"text"`
	Until string `json:"until"`
}

// stepForm is what the owner does next.
type stepForm struct {
	Text  string `json:"text"`
	Until string `json:"until"`
	Told  bool   `json:"told"`
}

// deadlineForm is a clock that runs.
type deadlineForm struct {
	Clock string `json:"clock"`
	Due   string `json:"due"`
}

// ruledForm adds what is offered, promised and owed.
func (s *server) ruledForm(f *talkForm, agent handoff.Agent, c casebook.Case) {
	if o := c.Offered; o != nil {
		f.Offered = &offeredForm{To: o.To, By: o.By, Text: o.Reason, Until: s.time(o.Until)}
	}
	if !c.StepBy.IsZero() {
		f.NextStep = &stepForm{Text: c.Step, Until: s.time(c.StepBy), Told: c.StepTold}
	}
	for _, clock := range agent.Rules.Clocks(c) {
		f.Clocks = append(f.Clocks, deadlineForm{Clock: clock.Key, Due: s.time(clock.Due)})
	}
}
