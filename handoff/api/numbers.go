package api

import (
	"context"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// numberSlot is the fact that holds a resident's phone number.
const numberSlot = "phone"

// talkFor is a case as this agent may read it, and records that it was read.
func (s *server) talkFor(ctx context.Context, agent handoff.Agent, events []casebook.Event) (any, error) {
	f, err := s.talkForm(ctx, agent, events)
	if err != nil {
		return nil, err
	}
	c, looked := casebook.Fold(events), casebook.ViewedCase
	if agent.Numbers && f.Facts[numberSlot].Value != nil {
		looked = casebook.ViewedNumber
	}
	if err := s.Desk.Looked(ctx, agent, c, looked, s.Now()); err != nil {
		s.Log.Error("who looked at a case was not recorded", "case", c.ID, "err", err) // reading must go on where life is at risk
	}
	s.ruledForm(f, agent, c)
	if err := s.jointForm(ctx, f, agent, c); err != nil {
		return nil, err
	}
	f.coverFor(agent)
	if !agent.Numbers {
		number := handoff.NumberOf(c)
		for i := range f.Thread {
			l := &f.Thread[i]
			l.Text = coveredLine(l.By, l.Kind, l.Text, number)
		}
	}
	return f, nil
}

// coverFor shows a number only in part to a token that may not read it whole. What
// residents wrote themselves stays as they wrote it.
func (f *caseForm) coverFor(agent handoff.Agent) {
	fact, ok := f.Facts[numberSlot]
	if !ok || agent.Numbers || fact.Value == nil {
		return
	}
	covered := handoff.Covered(*fact.Value)
	fact.Value, fact.Raw = &covered, covered
	f.Facts[numberSlot] = fact
}

// coveredLine shows a number only in part where it was collected and where the bot repeats
// it. What residents wrote themselves stays as they wrote it.
func coveredLine(by, kind, text, number string) string {
	if value, ok := strings.CutPrefix(text, numberSlot+": "); ok && kind == string(dialog.ChangeSlot) {
		return numberSlot + ": " + handoff.Covered(value)
	}
	if by == string(dialog.ByBot) {
		return handoff.CoveredIn(text, number)
	}
	return text
}
