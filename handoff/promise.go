package handoff

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/casebook"
)

// noRules: the act belongs to a town whose file has stations.
func noRules() error {
	return &Mistake{Code: "no_rules", What: "there are no clocks here", Why: "they run where the town's file has stations", Do: "see frontdoor places print -areas"}
}

// Reached notes that what a clock waits for has happened: one of Rules.Reachable.
func (d *Desk) Reached(ctx context.Context, act Act, key, text string) error {
	in := dialog.Input{Kind: dialog.Reach, Slot: key, Text: text}
	c, err := d.looked(ctx, act, in)
	if err != nil {
		return err
	}
	if may := act.Agent.Rules; may != nil && !slices.Contains(may.Reachable(c), key) {
		return &Mistake{Code: "clock_unknown", Field: "clock", What: fmt.Sprintf("%q is nothing this case waits for", key),
			Why: "the catalogue says what does", Do: "choose one of " + strings.Join(may.Reachable(c), ", ")}
	}
	return d.ruled(ctx, act, in)
}

// Extend lets a clock run as much longer as the catalogue allows, once. The reason is
// sent to the resident.
func (d *Desk) Extend(ctx context.Context, act Act, key, reason string) error {
	in := dialog.Input{Kind: dialog.Extend, Slot: key, Text: reason}
	c, err := d.looked(ctx, act, in)
	if err != nil {
		return err
	}
	for _, clock := range act.Agent.Rules.Extendable(c) {
		if clock.Key == key {
			in.Until = clock.Extend.Due(clock.Due, act.Agent.Rules.town)
			return d.ruled(ctx, act, in)
		}
	}
	if act.Agent.Rules == nil {
		return noRules()
	}
	return &Mistake{Code: "clock_fixed", Field: "clock", What: "this deadline cannot be extended", Why: "the catalogue allows it for some, once", Do: "keep it, or close the case"}
}

// Extendable are the clocks of a case that may still be made longer.
func (r *Rules) Extendable(c casebook.Case) []Clock {
	return slices.DeleteFunc(r.Clocks(c), func(k Clock) bool { return k.Extend.Count == 0 })
}

// MediationSteps are the ladder of mediation: the grid, the town, the county, the court.
func MediationSteps() []string { return []string{"grid", "town", "county", "court"} }

// StepOutcomes are how a step may end; only an agreement ends the ladder.
func StepOutcomes() []string { return []string{casebook.StepAgreed, "failed", "refused"} }

// Step notes how a step of mediation ended: one after the other, none twice, and none
// after an agreement.
func (d *Desk) Step(ctx context.Context, act Act, step, outcome, text string) error {
	in := dialog.Input{Kind: dialog.MediationDid, Slot: step, To: outcome, Text: text}
	c, err := d.looked(ctx, act, in)
	if err != nil {
		return err
	}
	next, ok := NextMediation(c)
	switch {
	case !ok || step != next:
		return &Mistake{Code: "step_order", Field: "step", What: fmt.Sprintf("%q is not the next step", step),
			Why: "each step follows one that ended without an agreement", Do: "the next one is " + next}
	case !slices.Contains(StepOutcomes(), outcome):
		return &Mistake{Code: "step_outcome", Field: "outcome", What: fmt.Sprintf("outcome %q is unknown", outcome),
			Why: "each step has one", Do: "choose one of " + strings.Join(StepOutcomes(), ", ")}
	}
	return d.ruled(ctx, act, in)
}

// NextMediation is the step of mediation that may end next; false where there is none. After
// an agreement that was broken the ladder goes on.
func NextMediation(c casebook.Case) (string, bool) {
	n := len(c.Steps)
	if n == 0 {
		return MediationSteps()[0], true
	}
	i := slices.Index(MediationSteps(), c.Steps[n-1].Step) + 1
	broken := c.Table != nil && (c.Table.State == mediation.Ended || c.Table.SignedAt.IsZero())
	if c.Steps[n-1].Outcome == casebook.StepAgreed && !broken || i >= len(MediationSteps()) {
		return "", false
	}
	return MediationSteps()[i], true
}

// CheckIn notes that the agent agreed with the resident to look in again at a time: then
// the owner is told, also where the case was closed meanwhile.
func (d *Desk) CheckIn(ctx context.Context, act Act, at time.Time, text string) error {
	in := dialog.Input{Kind: dialog.AgreeCheckIn, Until: at, Text: text}
	c, err := d.looked(ctx, act, in)
	if err != nil {
		return err
	}
	err = d.ruled(ctx, act, in)
	if m := (*Mistake)(nil); errors.As(err, &m) && m.Code == "act_incomplete" && c.Gone == "" {
		return &Mistake{Code: "until_unknown", Field: "until", What: "this is no moment ahead", Why: "it is when people look again, within a year", Do: "choose another one"}
	}
	return err
}

// Mark notes that the resident died (dialog.GoneDied) or moved away (dialog.GoneMoved):
// nothing is sent to them by a clock any more. "" takes the mark off.
func (d *Desk) Mark(ctx context.Context, act Act, gone string) error {
	if gone != "" && gone != dialog.GoneDied && gone != dialog.GoneMoved {
		return &Mistake{Code: "mark_unknown", Field: "mark", What: "this mark is unknown", Why: "somebody died, or moved away", Do: "choose one"}
	}
	return d.do(ctx, act, dialog.Input{Kind: dialog.MarkGone, To: gone})
}

// looked is the case of an act that is well formed, as this agent may see it.
func (d *Desk) looked(ctx context.Context, act Act, in dialog.Input) (casebook.Case, error) {
	if err := d.check(act, in); err != nil {
		return casebook.Case{}, err
	}
	return d.seen(ctx, act)
}

// ruled does what only a town with rules has.
func (d *Desk) ruled(ctx context.Context, act Act, in dialog.Input) error {
	if _, err := d.looked(ctx, act, in); err != nil {
		return err
	}
	if act.Agent.Rules == nil {
		return noRules()
	}
	return d.do(ctx, act, in)
}
