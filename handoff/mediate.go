package handoff

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/understand"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

// Keeping lets the desk put what is signed under legal hold.
func (d *Desk) Keeping(kept *agreement.Keeper) *Desk {
	d.kept = kept
	return d
}

// Mediate is an act of the mediator at the table of a case. Of add, Address is a phone
// number as it is written, or empty: then the party comes by a code, which the table shows
// until it was used.
func (d *Desk) Mediate(ctx context.Context, act Act, m mediation.Act) error {
	c, err := d.seen(ctx, act)
	if err != nil {
		return err
	}
	table := c.Table
	if table == nil {
		table = &mediation.Table{}
	}
	if m.Kind == mediation.Add {
		if m, err = seating(table, m); err != nil {
			return err
		}
	}
	if m.Kind == mediation.Sign {
		if m.Version == 0 { // who does not say which draft they have read signs the one in force
			v, _ := table.Current()
			m.Version = v.N
		}
		m.Number = fmt.Sprintf("%s-%d", c.ID, m.Version)
		if n := len(c.Steps); n > 0 { // a table of a later step counts its drafts anew
			m.Number = fmt.Sprintf("%s-%d-%d", c.ID, n+1, m.Version)
		}
	}
	if m.Kind == mediation.Resume {
		if m.Version == 0 {
			m.Version = len(table.Told)
		}
		if m.Version > 0 && !act.Agent.Role.Supervises() {
			return ErrRole
		}
	}
	if m.Level = ""; m.Kind == mediation.Sign || m.Kind == mediation.End {
		m.Level, _ = NextMediation(c)
	}
	with, seats := c, *table
	seats.Parties = append(slices.Clone(table.Parties), mediation.Party{Name: m.Name, Role: m.Role, Address: m.Address})
	with.Table = &seats
	if err := biased(act.Agent, with); err != nil {
		return err
	}
	if act.Key != "" {
		act.Key = string(m.Kind) + ":" + act.Key
	}
	err = d.do(ctx, act, dialog.Input{Kind: dialog.Mediate, Act: &m})
	if err != nil || m.Kind != mediation.Sign || d.kept == nil {
		return err
	}
	if c, err = d.seen(ctx, act); err != nil {
		return err
	}
	if a, ok := agreement.Of(c, act.Agent.Name); ok {
		_, err = d.kept.Keep(ctx, a)
	}
	return err
}

// toResident are the acts whose words a resident reads.
var toResident = []dialog.InputKind{dialog.AgentReply, dialog.Close, dialog.PutAside, dialog.Extend, dialog.PromiseBy, dialog.HandBack}

// keepsNumbers refuses words to one side of a table with the number of another in them: also
// in the plain talk with a side, where the step knows nothing of the others.
func (d *Desk) keepsNumbers(ctx context.Context, c casebook.Case, in dialog.Input) error {
	if c.Table == nil && c.SideOf == "" || !slices.Contains(toResident, in.Kind) {
		return nil
	}
	told := understand.Phones(in.Text + "\n" + in.Also)
	if len(told) == 0 {
		return nil
	}
	held := c
	if c.SideOf != "" {
		events, err := d.book.Case(ctx, c.SideOf)
		if err != nil {
			return fmt.Errorf("read the table of case %s: %w", c.ID, err)
		}
		held = casebook.Fold(events)
	}
	numbers := map[string]bool{}
	if held.ID != c.ID {
		for _, f := range held.Facts {
			for _, n := range understand.Phones(f.Value) {
				numbers[n.Value] = true
			}
		}
	}
	if held.Table != nil {
		for _, p := range held.Table.Parties {
			numbers[dialog.Address(p.Address).Local()] = dialog.Address(p.Address) != c.Address
		}
	}
	if slices.ContainsFunc(told, func(n understand.Finding) bool { return numbers[n.Value] }) {
		return refusedAtTable("number")
	}
	return nil
}

// seating gives a party that is added its letter and its address.
func seating(table *mediation.Table, m mediation.Act) (mediation.Act, error) {
	m.Party = "b"
	for table.Party(m.Party) != nil {
		m.Party = string(m.Party[0] + 1)
	}
	if m.Lang != "en" {
		m.Lang = "zh"
	}
	typed := strings.TrimSpace(m.Address)
	if typed == "" {
		m.Code = drawnCode()
		m.Address = string(dialog.UnnamedAddress(m.Code))
		return m, nil
	}
	found := understand.Phones(typed)
	if len(found) != 1 || !numberForm.MatchString(found[0].Value) || strings.HasPrefix(found[0].Value, "+86") && !strings.HasPrefix(found[0].Value, "+861") {
		return m, &Mistake{Code: "phone_form", Field: "number", What: "the phone number cannot be used",
			Why: "the invitation is a text message", Do: "write a mobile number, or none for a code"}
	}
	m.Address, m.Code = dialog.SMS+":"+found[0].Value, ""
	return m, nil
}

// drawnCode draws a one-time code by chance.
func drawnCode() string {
	for {
		letters := randomBytes(dialog.CodeLength)
		for i, b := range letters {
			letters[i] = dialog.CodeAlphabet[int(b)%len(dialog.CodeAlphabet)]
		}
		if code := string(letters); dialog.GoodCode(code) {
			return code
		}
	}
}

// biased refuses an agent who is, or may be, one of the parties of a case.
func biased(a Agent, c casebook.Case) error {
	if !ownMatter(a, &c) {
		return nil
	}
	return &Mistake{Code: "mediator_biased", Field: "party", What: "the mediator is, or is called like, one of the parties",
		Why: "nobody mediates in a matter of their own", Do: "pass the case on"}
}

// refusedAtTable puts into words why a table refused an act.
func refusedAtTable(why mediation.Refusal) *Mistake {
	m := &Mistake{Code: "table_" + string(why), What: "the mediation does not allow this now", Why: "it is refused as " + string(why), Do: "look at the table again"}
	switch why {
	case "discreet":
		m.What, m.Why, m.Do = "nobody may be invited yet", "it is not recorded that the other side may be told", "ask the resident, and record discreet as no"
	case "violence":
		m.What, m.Why, m.Do = "there is no mediation here", "violence, a threat or a child is involved", "go on with this side alone"
	case "unproved":
		m.What, m.Why, m.Do = "nobody has verified this number", "it was put right after the case came in", "find out whose it is, or use a code"
	case "number":
		m.What, m.Why, m.Do = "a number of another party stands in it", "no side is told another's number", "take it out"
	case "not_me":
		m.What, m.Why, m.Do = "this number belongs to somebody else", "whoever has it said so", "find the right one"
	case "declined":
		m.What, m.Why, m.Do = "whoever has this number does not want to", "they said so, and were promised to be asked no more", "go on without them; they may come by themselves with a code"
	case "reason":
		m.What, m.Why, m.Do = "it is not said why the mediation may go on", "violence was told of", "clear it with whoever told it, and write what they said"
	case "version":
		m.What, m.Why, m.Do = "there is another draft by now", "what is sent or issued must be what you have read", "look at the table again"
	}
	return m
}
