package mediation

import (
	"cmp"
	"slices"
)

// Do gives the table after an act; the table itself is not changed.
func (t *Table) Do(a Act) (Table, error) {
	if err := t.May(a); err != nil {
		return *t, err
	}
	return t.After(a), nil
}

// Worded is an act as it is recorded: a proposal has its exact words with it, so that what was
// read and agreed to stays the same however the program words points by then.
func (t *Table) Worded(a Act) Act {
	if a.Kind == Propose {
		langs := t.langs(a.Lang)
		a.Lang, a.Text = langs[0], t.Words(a.Points, langs...)
	}
	return a
}

// After folds an act that was accepted before.
func (t *Table) After(a Act) Table {
	next := t.clone()
	next.apply(a)
	return next
}

func (t *Table) apply(a Act) {
	p := t.Party(a.Party)
	if p == nil {
		p = &Party{} // of an act about all; what is set there is lost
	}
	switch a.Kind {
	case Begin:
		*t = Table{State: Open, Topic: a.Topic, Also: a.Also, Begun: a.At, Barred: t.Barred, Before: t.LastSigned()} // at the next step of the ladder all begins anew
		t.Parties = append(t.Parties, Party{ID: a.Party, Name: a.Name, Role: "side", Lang: a.Lang, Signs: true, Address: a.Address, Case: a.Case,
			State: Accepted, Since: a.At, Channel: a.Channel, ConsentAt: a.At, Wording: a.Wording})
	case Add:
		t.Parties = append(t.Parties, Party{ID: a.Party, Name: a.Name, Role: a.Role, Lang: a.Lang, Signs: a.Signs, Address: a.Address, Code: a.Code, State: Listed, Since: a.At})
	case Drop:
		t.Parties = slices.DeleteFunc(t.Parties, func(p Party) bool { return p.ID == a.Party })
		t.settle(a)
	case Release:
		p.State, p.Since, p.Limited = Invited, a.At, false
	case Link:
		p.Case, p.Code = a.Case, ""
		if a.Address != "" {
			p.Address = a.Address
		}
		if a.Lang != "" {
			p.Lang = a.Lang
		}
	case Accept:
		p.State, p.Since, p.ConsentAt, p.Wording, p.Channel = Accepted, a.At, a.At, a.Wording, a.Channel
		if a.Lang != "" {
			p.Lang = a.Lang
		}
		if p.Signs { // it has agreed to nothing yet
			t.reopen()
		}
	case Decline:
		p.State, p.Since = Declined, a.At
		t.bar(p)
		t.settle(a)
	case NotMe:
		p.State, p.Since = Stranger, a.At
		t.bar(p)
		t.settle(a)
	case Stop:
		if p.Stopped = true; p.State != Accepted {
			p.State, p.Since = Declined, a.At
		}
		t.settle(a)
	case Back:
		p.Stopped = false
	case Limit, Silent:
		p.State, p.Since, p.Limited = Unheard, a.At, a.Kind == Limit
		t.settle(a)
	case Times, Pick:
		t.meet(a, p)
	case Propose:
		langs := t.langs(a.Lang)
		v := Version{N: len(t.Versions) + 1, Points: slices.Clone(a.Points), Lang: langs[0], Words: cmp.Or(a.Text, t.Words(a.Points, langs...)), At: a.At}
		v.Hash = HashOf(v.Words)
		t.Versions = append(t.Versions, v)
		t.forget()
		t.State = Proposed
	case Agree, Refuse, Change:
		p.Answer, p.Hash, p.AnswerAt, p.AnswerBy = a.Kind, "", a.At, a.Channel
		if a.Kind == Agree {
			p.Hash = a.Hash
		}
		t.reopen()
		t.settle(a)
	case Leave:
		sat := p.State == Accepted
		if p.State, p.Since = Left, a.At; sat && p.Signs {
			t.lapse()
		}
		t.fix()
	case Sign:
		t.sign(a)
	case Due, Ask, Kept, Missed, Unsure:
		t.item(a)
	case End:
		t.State, t.Outcome, t.Level, t.EndedAt = Ended, a.Outcome, a.Level, a.At
	case Halt:
		if t.State != Halted {
			t.Halted, t.State = t.State, Halted
		}
		if a.By == Town { // what the mediator writes is a reason in their own words
			if t.Why != OnRecord {
				t.Why = cmp.Or(a.Text, t.Why)
			}
			t.Told = append(t.Told, a.Party)
		}
	case Resume:
		if t.State = t.Halted; t.State != Signed { // what lay there is proposed anew
			t.forget()
			t.State = Open
		}
		t.Halted, t.Why, t.Told = "", "", nil
		t.fix()
	case Erased:
		t.erase(p)
	case Hold:
		*t = a.Table.clone()
	}
}

// reopen takes an agreement that is not signed back to a proposal.
func (t *Table) reopen() {
	if t.State == Agreed {
		t.State = Proposed
	}
}

// lapse makes the words in force no proposal any more: somebody they name has gone.
func (t *Table) lapse() {
	t.forget()
	if t.State == Proposed || t.State == Agreed {
		t.State = Open
	}
}

// settle looks whether all have agreed now.
func (t *Table) settle(a Act) {
	if t.State == Proposed && t.unanimous() {
		t.State, t.AgreedAt = Agreed, a.At
	}
}

// forget takes all answers back: they were to other words.
func (t *Table) forget() {
	for i := range t.Parties {
		p := &t.Parties[i]
		p.Answer, p.Hash, p.AnswerBy = "", "", ""
	}
}

// bar remembers an address that wants to hear no more of this case.
func (t *Table) bar(p *Party) {
	t.Barred = append(t.Barred, Bar{p.Address, p.State})
}

// meet proposes times, or takes a party's pick of them: the first one that suits all is
// agreed.
func (t *Table) meet(a Act, p *Party) {
	if a.Kind == Times {
		n := 1
		if t.Meeting != nil {
			n = t.Meeting.N + 1
		}
		t.Meeting = &Meeting{N: n, Place: a.Place, Options: slices.Clone(a.Options), At: a.At}
		for i := range t.Parties {
			t.Parties[i].Picks, t.Parties[i].Picked = nil, false
		}
		return
	}
	p.Picks, p.Picked = slices.Clone(a.Picks), true
	t.fix()
}

// fix looks whether a time suits all at the table now.
func (t *Table) fix() {
	seated := t.Seated()
	if t.Meeting == nil || t.Meeting.Fixed > 0 || len(seated) < 2 || t.State == Halted {
		return
	}
	if slices.ContainsFunc(seated, func(p Party) bool { return !p.Picked }) {
		return
	}
	t.Meeting.None = true
	for n := range t.Meeting.Options {
		if !slices.ContainsFunc(seated, func(p Party) bool { return !slices.Contains(p.Picks, n+1) }) {
			t.Meeting.Fixed, t.Meeting.None = n+1, false
			return
		}
	}
}

// sign makes the words in force the agreement and lists what is owed by it.
func (t *Table) sign(a Act) {
	v, _ := t.Current()
	t.State, t.SignedAt, t.Number = Signed, a.At, a.Number
	for _, p := range v.Points {
		if p.Duty() {
			t.Items = append(t.Items, Item{Point: p, State: ItemOpen})
		}
	}
	t.fulfil(a)
}

func (t *Table) item(a Act) {
	i := &t.Items[a.Item-1]
	switch a.Kind {
	case Due:
		i.Reminded = true
		return
	case Ask:
		i.State = ItemAsked
	case Kept:
		i.State = ItemKept
	case Missed:
		i.State = ItemMissed
	case Unsure:
		i.State = ItemUnsure
	}
	i.At = a.At
	t.fulfil(a)
}

// fulfil ends the watch when all is kept.
func (t *Table) fulfil(a Act) {
	if t.State == Signed && !slices.ContainsFunc(t.Items, func(i Item) bool { return i.State != ItemKept }) {
		t.State, t.FulfilledAt = Fulfilled, a.At
	}
}

// erase takes off what leads to a party. What it signed stays, with its name in it: that is
// under legal hold.
func (t *Table) erase(p *Party) {
	p.Address, p.Case, p.Picks = "", "", nil
	if !t.SignedAt.IsZero() {
		return
	}
	if p.State == Accepted && p.Signs { // who had gone before takes nothing along
		t.lapse()
	}
	p.State = Forgotten
	t.fix()
}
