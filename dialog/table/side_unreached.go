package table

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/mediation"
)

// What a side has not been shown binds nobody. A draft or times that cannot reach it now (it
// opted out, it is night, the channel's window has closed) are put before it once they can,
// and until then its 1 is no answer to them.

// away says that nothing can be sent to the resident.
func (t *Host) away() bool { return t.State.Stopped || t.State.Blocked }

// sleptOver keeps for the morning what would be asked of a side by text message at night;
// false where it may be asked now. What is asked later stands for what was asked before.
func (t *Host) sleptOver(m *dialog.Matter, note mediation.Act) bool {
	if note.Kind != mediation.Propose && note.Kind != mediation.Times || !t.OnSMS() || !t.Town.Quiet(t.Now) || t.away() {
		return false
	}
	t.State.Later = slices.DeleteFunc(t.State.Later, func(l dialog.Letter) bool { return l.Case == m.Side.Case && l.Act.Kind == note.Kind })
	t.State.Later = append(t.State.Later, dialog.Letter{Case: m.Side.Case, Agent: t.In.Agent, Name: t.In.Name, At: t.In.At, Act: &note})
	return true
}

// inMorning does what was kept for it.
func (t *Host) inMorning() {
	later := t.State.Later
	t.State.Later = nil
	for i := range later {
		l := &later[i]
		t.In.Agent, t.In.Name = l.Agent, l.Name
		if l.Act.Kind == mediation.Release {
			t.invited(l)
		} else if m := t.atTable(l.Case); m != nil {
			t.hearTable(m, *l.Act)
		}
	}
}

// unheardAsk says that what a side was asked last is still held back by its channel: it goes
// out with this very step, and no word before it is an answer.
func (t *Host) unheardAsk(m *dialog.Matter) bool {
	return slices.ContainsFunc(t.State.Unheard, func(u dialog.Unheard) bool {
		return u.Case == m.ID && u.Asks == dialog.AskSide && t.In.At.Before(u.UseBy)
	})
}

// tellMissed tells a side that can be reached again what lies on the table; what it has
// read before is not asked again.
func (t *Host) tellMissed(m *dialog.Matter, p mediation.Party) {
	if !m.Table.Running() {
		return
	}
	if m.Table.State == mediation.Signed {
		t.tellParty(m, p, mediation.Act{Kind: mediation.Sign, Number: m.Table.Number, Until: t.SignedUntil(m.Table).Format(time.DateOnly)})
		return
	}
	if meeting := m.Table.Meeting; meeting != nil && meeting.Fixed == 0 {
		t.tellParty(m, p, mediation.Act{Kind: mediation.Times, Options: meeting.Options, Place: meeting.Place, Version: meeting.N})
	}
	if v, _ := m.Table.Current(); m.Table.State != mediation.Open {
		t.tellParty(m, p, mediation.Act{Kind: mediation.Propose, Text: v.Words, Version: v.N, Hash: v.Hash})
	}
}

// cried says that a side has cried for help: against a person, or in its own case for any reason.
func cried(m *dialog.Matter) bool { return m.Side.Told || m.Alerted }

// sideGoes takes a no to a table that is halted: a halt keeps nobody, and asks nobody again.
// All else is left to the mediator.
func (t *Host) sideGoes(m *dialog.Matter, text string) bool {
	switch m.Side.State {
	case mediation.Accepted:
		if m.Side.Signed || !hear.LeavesTable(text) {
			return false
		}
		t.sideLeaves(m)
		return true
	case mediation.Invited, mediation.Unheard:
		n := hear.ReadSide(mediation.Release, text, t.sideChoices(m, mediation.Release, nil))
		if n < 1 {
			return false
		}
		t.sideAnswers(m, mediation.Release, n)
		return true
	}
	return false
}
