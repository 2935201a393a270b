package mediation

import "slices"

// LastSigned is the table at which something was signed last: this one, or one of a step
// before; nil for none.
func (t *Table) LastSigned() *Table {
	if t.SignedAt.IsZero() {
		return t.Before
	}
	signed := t.clone()
	return &signed
}

// UnderHold is what must be kept of a table when the talk of a party, who asked for it, is
// erased: where something was signed last, the words and who confirmed them, what is owed,
// where it stands, and the way to whoever still sits there. Drafts, times, who did not take
// part, and what leads to that party, are not in it.
func (t *Table) UnderHold(party string) Table {
	signed := t.LastSigned()
	if signed == nil {
		return Table{}
	}
	kept := *signed
	kept.Meeting, kept.Barred = nil, nil
	kept.Versions = kept.Versions[max(0, len(kept.Versions)-1):]
	kept.Parties = slices.DeleteFunc(slices.Clone(kept.Parties), func(p Party) bool { return p.State != Accepted })
	for i := range kept.Parties {
		p := &kept.Parties[i]
		p.Picks, p.Picked = nil, false
		if p.ID == party {
			p.Address, p.Case = "", ""
		}
	}
	if kept.Before != nil {
		before := kept.Before.UnderHold(party)
		kept.Before = &before
	}
	return kept
}
