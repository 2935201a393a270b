package casebook

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
)

// table follows the acts at the table of the case. What a side or the time did is for the
// mediator to look at; an act whose private half was erased can no longer be followed.
func (c *Case) table(e Event) {
	switch {
	case e.Act == nil:
		return
	case e.Act.Kind == dialog.SideOpened:
		c.SideOf = dialog.CaseID(e.Act.Case)
		return
	}
	before := c.Table
	if before == nil {
		before = &mediation.Table{}
	}
	if e.Act.Kind == mediation.Begin {
		c.Sat = append(slices.Clip(c.Sat), before.Parties...)
	}
	next := before.After(*e.Act)
	c.Table = &next
	if e.By != dialog.ByAgent && c.Owner != "" && news(e.Act.Kind) {
		c.mention(c.Owner)
	}
}

// hold follows the table of a case that was erased: what was signed at it is kept, and watched.
func (c *Case) hold(e Event) {
	c.HeldAt = e.Address
	if e.By == dialog.ByAgent {
		c.answersMention(e.Agent)
	}
	c.table(e)
}

// EarlierTables are the tables held in a case before the one in force, in their order: at
// every step of the ladder a new one begins.
func EarlierTables(events []Event) (held []mediation.Table) {
	var table mediation.Table
	for _, e := range events {
		if e.Kind != dialog.ChangeMediation || e.Act == nil || e.Act.Kind == dialog.SideOpened {
			continue
		}
		if e.Act.Kind == mediation.Begin && table.State != mediation.None {
			held = append(held, table)
		}
		table = table.After(*e.Act)
	}
	return held
}

// news says that an act is one the mediator must hear of.
func news(k mediation.Kind) bool {
	switch k {
	case mediation.Link, mediation.Due, mediation.Ask, mediation.Kept, mediation.Hold, mediation.Back:
		return false
	}
	return true
}
