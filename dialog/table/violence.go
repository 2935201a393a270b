package table

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/safety"
)

// violent says that a matter is none for a table: violence, a threat, or a child in it.
func violent(m *dialog.Matter) bool { return recorded(m) || attacked(m) }

// recorded says that a child is in a matter, or violence or a threat recorded as a fact: no
// reason of a mediator explains that, the record has to be put right first.
func recorded(m *dialog.Matter) bool {
	danger := m.Slots["danger"].Value
	return slices.Contains(m.Flags, dialog.FlagMinor) || danger == "2" || danger == "3" || harmsChild(m)
}

func harmsChild(m *dialog.Matter) bool {
	_, seen := m.Alarms[string(safety.ChildHarm)]
	_, told := m.Alarms[string(safety.ChildHarmTold)]
	return seen || told
}

// attacked says that somebody cried for help against a person, and that it was no mistake.
func attacked(m *dialog.Matter) bool {
	if m.Explained {
		return harmsChild(m)
	}
	if slices.Contains(m.Flags, dialog.FlagDomesticViolence) {
		return true
	}
	for kind := range m.Alarms {
		if OfPerson(kind) {
			return true
		}
	}
	return false
}

// OfPerson says whether a kind of danger comes from a person.
func OfPerson(kind string) bool {
	switch kind {
	case "violence", "weapon", "child_harm", "child_harm_told", "domestic", "danger":
		return true
	}
	return false
}

// explain takes what was told of violence in this talk until now for a mistake.
func (t *Host) explain() {
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		m.Explained = m.Explained || attacked(m)
	}
}

// violence says that there is violence in a matter, or was told beside it in another that
// is open.
func (t *Host) violence(m *dialog.Matter) bool {
	return violent(m) || slices.ContainsFunc(t.State.Matters, func(o dialog.Matter) bool {
		return o.Status != dialog.Resolved && o.Status != dialog.Archived && attacked(&o)
	})
}

// spread tells the parties what an act means for them.
func (t *Host) spread(m *dialog.Matter, before *mediation.Table, a mediation.Act) {
	v, _ := m.Table.Current()
	switch a.Kind {
	case mediation.Begin:
		m.Side = &dialog.Side{Case: m.ID, At: t.In.From, Party: a.Party, State: mediation.Accepted, Topic: a.Topic, Also: a.Also}
		t.tellParty(m, m.Table.Parties[0], mediation.Act{Kind: a.Kind, Name: a.Name})
	case mediation.Release:
		asker := m.Table.Parties[0]
		t.tellParty(m, *m.Table.Party(a.Party), mediation.Act{Kind: a.Kind, Topic: m.Table.Topic, Also: m.Table.Also, Name: asker.Name})
	case mediation.Drop:
		if p := before.Party(a.Party); p.State != mediation.Listed {
			t.tellParty(m, *p, mediation.Act{Kind: mediation.End})
		}
	case mediation.Say, mediation.Pass:
		t.tellSeated(m, a.Party, a.From, mediation.Act{Kind: mediation.Say, Text: a.Text})
	case mediation.Times:
		t.tellSeated(m, "", "", mediation.Act{Kind: a.Kind, Options: a.Options, Place: a.Place, Version: m.Table.Meeting.N})
	case mediation.Propose:
		t.tellSeated(m, "", "", mediation.Act{Kind: a.Kind, Text: v.Words, Version: v.N, Hash: v.Hash})
	case mediation.Sign:
		t.tellSeated(m, "", "", mediation.Act{Kind: a.Kind, Number: a.Number, Until: t.SignedUntil(m.Table).Format(time.DateOnly)})
	case mediation.Due, mediation.Ask:
		lang := m.Table.Party(a.Party).Lang
		t.tellSeated(m, a.Party, "", mediation.Act{Kind: a.Kind, Item: a.Item, Text: m.Table.PointWords(m.Table.Items[a.Item-1].Point, lang)})
	case mediation.Back:
		t.tellMissed(m, *m.Table.Party(a.Party))
	case mediation.End, mediation.Halt, mediation.Resume:
		for _, p := range m.Table.Parties {
			if t.In.Kind == dialog.Close && p.Case == string(m.ID) {
				m.Side = nil // the closing tells them
				continue
			}
			switch {
			case a.Kind == mediation.Resume && p.State == mediation.Invited && p.Case == "": // the halt called the invitation off
				t.tellParty(m, p, mediation.Act{Kind: mediation.Release, Topic: m.Table.Topic, Also: m.Table.Also, Name: m.Table.Parties[0].Name})
			case p.State == mediation.Accepted || p.State == mediation.Invited || p.State == mediation.Unheard || slices.Contains(before.Told, p.ID), a.Kind == mediation.End && p.Case != "": // whoever cried has a case yet
				note := mediation.Act{Kind: a.Kind}
				if a.Kind == mediation.Resume && slices.Contains(before.Told, p.ID) {
					note.Outcome = explained
				}
				t.tellParty(m, p, note)
			}
		}
	}
	if was, meeting := before.Meeting, m.Table.Meeting; was != nil && was.Fixed == 0 && meeting != nil && meeting.Fixed > 0 {
		t.tellSeated(m, "", "", mediation.Act{Kind: mediation.Pick, Text: meeting.Options[meeting.Fixed-1], Place: meeting.Place})
	}
	if before.State == mediation.Proposed && m.Table.State == mediation.Agreed {
		t.tellSeated(m, "", "", mediation.Act{Kind: mediation.Agree, Version: v.N})
	}
	if before.State != mediation.Fulfilled && m.Table.State == mediation.Fulfilled {
		done := mediation.Kept
		if a.Kind == mediation.Sign { // there was nothing to keep
			done = mediation.Drop
		}
		t.tellSeated(m, "", "", mediation.Act{Kind: done})
	}
}

// explained, as the outcome of a resume, says to whom told of violence that it was a mistake.
const explained = "explained"
