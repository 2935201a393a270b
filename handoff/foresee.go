package handoff

import (
	"context"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Foresee gives the very words the resident would receive if the agent did this now,
// as they would be sent: with the signature, the case number and the question that
// go with them. Nothing is stored. kind is AgentReply, HandBack or Close; text and
// outcome are as for those. None means that nothing would be sent: the resident has
// opted out, or the bot has reason to be silent. The errors are those of the acts.
func (d *Desk) Foresee(ctx context.Context, act Act, kind dialog.InputKind, text string, outcome dialog.Outcome) ([]string, error) {
	c, err := d.seen(ctx, act)
	if err != nil {
		return nil, err
	}
	return d.ForeseeIn(ctx, act, c, kind, text, outcome)
}

// ForeseeIn is Foresee in a case that was read already, and is seen.
func (d *Desk) ForeseeIn(ctx context.Context, act Act, c casebook.Case, kind dialog.InputKind, text string, outcome dialog.Outcome) ([]string, error) {
	if kind == dialog.Close && outcome == "" {
		outcome = dialog.Solved
	}
	in := dialog.Input{Kind: kind, Text: strings.TrimSpace(text), Outcome: outcome}
	if err := d.check(act, in); err != nil {
		return nil, err
	}
	in.From, in.Case = c.Address, act.Case
	in.Agent, in.Name, in.Force = act.Agent.Login, act.Agent.Name, act.Force
	turn, err := d.clerk.Foresee(ctx, in)
	if err != nil {
		return nil, err
	}
	var words []string
	for _, r := range turn.Replies {
		if r.Withheld == "" {
			words = append(words, r.Text)
		}
	}
	return words, nil
}
