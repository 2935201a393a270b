package casebook

import (
	"slices"
	"time"

	"frontdoor/dialog"
)

// mark follows what agents put on a case without saying anything to anybody.
func (c *Case) mark(e Event) {
	switch e.Kind {
	case dialog.ChangePriority:
		c.Priority = e.Value
	case dialog.ChangeNextStep, dialog.ChangePromised:
		c.Step, c.StepBy, c.StepDue, c.StepAt = e.Text, e.Until, false, e.At
		c.StepTold = e.Value != "" || e.Kind == dialog.ChangePromised
	case dialog.ChangeStepDue:
		c.StepDue = true
		if e.Value != "" {
			c.mention(e.Value)
		}
	case dialog.ChangeFollowed:
		c.Followers = withOrWithout(c.Followers, e.Agent, e.Value == "on")
	case dialog.ChangeLabelled:
		c.Labels = withOrWithout(c.Labels, e.Value, e.Slot == "on")
	}
}

// withOrWithout is a list with a word put to its end, or without it; nil for an empty one.
func withOrWithout(list []string, word string, with bool) []string {
	i := slices.Index(list, word)
	switch {
	case with && i < 0:
		return append(slices.Clip(list), word)
	case !with && i >= 0 && len(list) == 1:
		return nil
	case !with && i >= 0:
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return list
}

// Late reports whether what was promised should have been done by now.
func (c Case) Late(now time.Time) bool { return !c.StepBy.IsZero() && !now.Before(c.StepBy) }
