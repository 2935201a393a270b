package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/understand"
)

// A table is held in the case of whoever asked for it: there lie its acts, and there they
// are allowed or refused, under the version of that talk. Every other side has its own
// talk, at its own address, with a case of its own (Matter.Side) that holds its words,
// papers and photos and nothing of the others. Between them go letters: what the table
// tells a side (LetterToSide), and what a side answers (LetterFromSide). An answer holds no
// words; they stay where they were said, and the mediator reads them there.

// Mediate is an act of the mediator at the table of a case.
func (t *Host) Mediate(m *dialog.Matter) {
	if t.In.Act == nil || m.Status == dialog.Collecting || m.Side != nil && m.Side.Case != m.ID {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.MayAct(m) {
		return
	}
	a := *t.In.Act
	a.By, a.At = mediation.Mediator, t.In.At
	a.Text, a.Topic, a.Name, a.Place = t.Clean(a.Text), t.Clean(a.Topic), t.Clean(a.Name), t.Clean(a.Place)
	a.Also = t.Clean(a.Also)
	a.Options, a.Points = slices.Clone(a.Options), slices.Clone(a.Points)
	for i := range a.Options {
		a.Options[i] = t.Clean(a.Options[i])
	}
	for i := range a.Points {
		a.Points[i].Text, a.Points[i].Also = t.Clean(a.Points[i].Text), t.Clean(a.Points[i].Also)
	}
	if a.Kind == mediation.Begin {
		a.Party, a.Address, a.Case, a.Lang, a.Channel = "a", string(t.In.From), string(m.ID), t.Lang(), t.In.From.Channel()
		a.Wording = t.ConsentTo("table_begun")
	}
	if why := t.barred(m, a); why != "" {
		t.Turn.Refused = why
		return
	}
	t.seatAct(m, a)
}

// seatAct does an act at the table, records it and tells whom it concerns; false, and
// refused, where the table does not allow it.
func (t *Host) seatAct(m *dialog.Matter, a mediation.Act) bool {
	before := cmp.Or(m.Table, &mediation.Table{})
	if p := before.Party(a.Party); p != nil && a.Name == "" {
		a.Name = p.Name // so that the event says by itself who it is about
	}
	a = before.Worded(a)
	next, err := before.Do(a)
	if err != nil {
		t.Turn.Refused = err
		return false
	}
	m.Table = &next
	c := dialog.Change{Case: m.ID, Kind: dialog.ChangeMediation, By: dialog.BySystem, Value: string(a.Kind), Slot: a.Party, Act: &a, Hold: t.State.OfTableAlone(m.ID) != nil}
	switch a.By {
	case mediation.Mediator:
		c.By, c.Agent = dialog.ByAgent, t.In.Agent
	case mediation.Side:
		c.By = dialog.ByResident
	}
	t.Change(c)
	if a.By == mediation.Mediator && a.Level != "" && (a.Kind == mediation.Sign || a.Kind == mediation.End) {
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeStep, Slot: a.Level, Value: stepOutcome(a), Text: a.Number})
	}
	t.spread(m, before, a)
	return true
}

// stepOutcome is how the step of the ladder ended at which a table ended.
func stepOutcome(a mediation.Act) string {
	if a.Kind == mediation.Sign {
		return "agreed"
	}
	return "failed"
}

// barred says why an act of the mediator may not happen, whatever the table says: nothing
// goes to another side against the wish of who told it, nor where there is violence or a
// child, nor with anybody's number in it.
func (t *Host) barred(m *dialog.Matter, a mediation.Act) mediation.Refusal {
	switch a.Kind {
	case mediation.Begin, mediation.Add, mediation.Release:
		if t.violence(m) {
			return "violence"
		}
	case mediation.Resume:
		if recorded(m) || a.Text == "" && t.violence(m) {
			return "violence"
		}
	}
	switch {
	case t.invitesUnproved(m, a):
		return "unproved"
	case a.Kind == mediation.Release && !t.mayTell(m):
		return "discreet"
	case a.Kind == mediation.Add && m.Slots["phone"].Value != "" && dialog.Address(a.Address).Local() == m.Slots["phone"].Value:
		return "twice" // it is the asker's own number
	case t.tellsNumber(m, a):
		return "number"
	}
	return ""
}

// invitesUnproved says that an act would write to a number of this talk that nobody has proved.
func (t *Host) invitesUnproved(m *dialog.Matter, a mediation.Act) bool {
	switch {
	case a.Kind == mediation.Add:
		return t.Unproved(dialog.Address(a.Address))
	case m.Table == nil || a.Kind != mediation.Release && a.Kind != mediation.Resume:
		return false
	}
	return slices.ContainsFunc(m.Table.Parties, func(p mediation.Party) bool {
		return p.State != mediation.Accepted && (a.Kind == mediation.Resume || p.ID == a.Party) && t.Unproved(dialog.Address(p.Address))
	})
}

// mayTell says that the other side may be told: it is recorded, and nothing speaks against it.
func (t *Host) mayTell(m *dialog.Matter) bool {
	return m.Slots["discreet"].Value == notDiscreet && !slices.Contains(m.Flags, dialog.FlagConfidential) && !slices.Contains(m.Flags, dialog.FlagAnonymous)
}

// tellsNumber says whether the words of an act would tell a side the number of another. What
// all read, and what a side said, has no number in it at all; what the mediator writes may
// have one of the town's.
func (t *Host) tellsNumber(m *dialog.Matter, a mediation.Act) bool {
	strict := []string{a.Topic, a.Also, a.Name}
	for _, p := range a.Points {
		strict = append(strict, p.Text, p.Also)
	}
	loose := append([]string{a.Place}, a.Options...)
	if a.Kind == mediation.Pass {
		strict = append(strict, a.Text)
	} else {
		loose = append(loose, a.Text)
	}
	for _, text := range strict {
		if len(understand.Phones(text)) > 0 {
			return true
		}
	}
	for _, text := range loose {
		for _, number := range understand.Phones(text) {
			if t.ofParty(m, a.Party, number.Value) {
				return true
			}
		}
	}
	return false
}

// notDiscreet is the answer "no" of the slot discreet: the other side may be told.
const notDiscreet = "2"

// ofParty says whether a number is of one at the table other than to, or of whoever a talks for.
func (t *Host) ofParty(m *dialog.Matter, to, number string) bool {
	if to != "a" {
		for _, s := range m.Slots { // the asker may have told more than one
			if slices.ContainsFunc(understand.Phones(s.Value), func(p understand.Finding) bool { return p.Value == number }) {
				return true
			}
		}
	}
	return m.Table != nil && slices.ContainsFunc(m.Table.Parties, func(p mediation.Party) bool {
		return p.ID != to && dialog.Address(p.Address).Local() == number
	})
}

// tellSeated tells one at the table, or all but one.
func (t *Host) tellSeated(m *dialog.Matter, only, but string, note mediation.Act) {
	for _, p := range m.Table.Seated() {
		if p.ID != but && (only == "" || p.ID == only) {
			t.tellParty(m, p, note)
		}
	}
}

// tellParty tells a party: here, where it is this talk's own resident, or by a letter.
func (t *Host) tellParty(m *dialog.Matter, p mediation.Party, note mediation.Act) {
	note.Party, note.Lang, note.Signs, note.At = p.ID, p.Lang, p.Signs, t.In.At
	switch {
	case p.Case == string(m.ID):
		t.hearTable(m, note)
	case p.Address != "":
		t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{
			ID: fmt.Sprintf("%s:%s:%s:%s:%s:%d:%d", dialog.LetterToSide, m.ID, p.ID, note.Kind, t.In.ID, t.In.At.UnixNano(), len(t.Turn.Letters)),
			To: dialog.Address(p.Address), For: t.In.From, Kind: dialog.LetterToSide, Case: m.ID, Agent: cmp.Or(t.In.Agent, m.Owner), Name: cmp.Or(t.In.Name, m.OwnerName),
			At: t.In.At, Act: &note})
	}
}

// SideArrived is an answer that came to the table. What the table does not allow any more
// (it is over, or there are other words now) changes nothing.
func (t *Host) SideArrived(l *dialog.Letter) {
	m := t.State.TableOf(l.Case)
	if m == nil || m.Table == nil || l.Act == nil {
		return
	}
	a := *l.Act
	p := m.Table.Party(a.Party)
	byCode := p != nil && dialog.Address(p.Address).Channel() == dialog.Unnamed
	if p == nil || p.Address != string(l.From) && !byCode {
		return // an old address, or none of ours
	}
	if p.Case == "" && l.Other != "" && a.Kind != mediation.Link { // an answer was faster than the news of whose it is
		t.FromSide(m, mediation.Act{Kind: mediation.Link, By: mediation.Town, At: a.At, Party: a.Party, Case: string(l.Other), Address: string(l.From)})
	}
	if a.Kind == sideSpoke {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeBeside, By: dialog.ByResident, Value: string(l.Other)})
		return
	}
	if t.FromSide(m, a); a.Kind == mediation.Accept && p.State != mediation.Accepted && m.Table.Party(a.Party).State != mediation.Accepted {
		t.tellParty(m, *p, mediation.Act{Kind: mediation.End}) // it came too late: nobody waits at a table that is no more
	}
}

// FromSide does what a party answered; a refusal is no refusal of the turn.
func (t *Host) FromSide(m *dialog.Matter, a mediation.Act) {
	if !t.seatAct(m, a) {
		t.Turn.Refused = nil
	}
}

// sideSpoke, as the act of a letter, says that a side has written: not what.
const sideSpoke mediation.Kind = "spoke"

// dayOf reads the day of an item, in the town's zone.
func (t *Host) dayOf(due string) (time.Time, bool) {
	day, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(due), t.Town.Zone)
	return day, err == nil
}

// NotForSide says that an act is none for the case of a side: it opens and closes with the
// table, and words go there only while the side sits at it, or cried for help.
func (t *Host) NotForSide(m *dialog.Matter) bool {
	if m.Side == nil || m.Side.Case == m.ID {
		return false
	}
	switch t.In.Kind {
	case dialog.AgentNote, dialog.SumUp, dialog.TakeBack, dialog.Follow, dialog.Label, dialog.MarkGone:
		return false
	case dialog.AgentReply:
		return (m.Side.State != mediation.Accepted || m.Side.Halted) && !cried(m)
	}
	return true
}

// EndTable ends, with its case, a table at which nothing was signed. What was signed is
// watched until it is kept, whether the case is closed or not.
func (t *Host) EndTable(m *dialog.Matter) {
	if m.Table == nil || !m.Table.Running() && m.Table.State != mediation.Halted || m.Table.State == mediation.Signed {
		return
	}
	t.FromSide(m, mediation.Act{Kind: mediation.End, By: mediation.Mediator, At: t.In.At, Outcome: "no_agreement"})
}
