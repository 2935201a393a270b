package casebook

import (
	"slices"
	"time"

	"frontdoor/dialog"
)

// joint follows what merges cases and parts them again.
func (c *Case) joint(e Event) {
	other := dialog.CaseID(e.Value)
	switch e.Kind {
	case dialog.ChangeMerged:
		c.Merged, c.Held = other, nil
		switch c.Status {
		case dialog.WaitingResident, dialog.WaitingDepartment, dialog.Snoozed:
			c.stand(dialog.InProgress)
		}
	case dialog.ChangeJoined:
		if !slices.Contains(c.Joined, other) {
			c.Joined = append(slices.Clip(c.Joined), other)
		}
	case dialog.ChangeParted:
		c.Joined = slices.DeleteFunc(slices.Clone(c.Joined), func(id dialog.CaseID) bool { return id == other })
		if len(c.Joined) == 0 {
			c.Joined = nil
		}
		if c.Merged == other {
			c.Merged = ""
		}
	case dialog.ChangeBeside: // its words lie in the other case
		switch {
		case e.By == dialog.ByAgent:
			c.WaitingSince, c.BackAt, c.Answered, c.Owed = time.Time{}, time.Time{}, true, false
		default:
			c.HeardSeq = e.Seq
			if c.WaitingSince.IsZero() {
				c.WaitingSince = e.At
			}
		}
	}
}
