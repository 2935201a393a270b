package agents

import (
	"cmp"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
)

// passOn offers a case to another agent, with a reason. A second offer takes the place of
// the first. Who passes a case on to themselves has accepted by it.
func (t *Acts) passOn(m *dialog.Matter) {
	if m.Owner != "" && !t.MayAct(m) {
		return
	}
	reason := t.Clean(t.In.Text)
	if reason == "" || t.In.To == "" || t.In.To == m.Owner {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if m.Status == dialog.Collecting && !t.claim(m) {
		return
	}
	m.Passing = &dialog.Passing{To: t.In.To, ToName: t.In.ToName, By: t.In.Agent, Reason: reason, Until: t.passingEnds()}
	if t.In.To == t.In.Agent {
		t.changeHands(m)
		return
	}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeOffered, Value: t.In.To, Raw: t.In.ToName, Text: reason, Until: m.Passing.Until})
}

// passingEnds is when an offer made now ends: while people are there, and never before they
// have had a while to see it.
func (t *Acts) passingEnds() time.Time {
	ends := t.Town.Rules.Accept.Due(t.Now, t.Town)
	if next := t.Town.NextOpening(ends); next.After(ends) {
		return next.Add(afterOpening)
	}
	return ends
}

// afterOpening is how long who comes in the morning has to look.
const afterOpening = 30 * time.Minute

// acceptPass takes a case that was offered.
func (t *Acts) acceptPass(m *dialog.Matter) {
	if m.Passing == nil || m.Passing.To != t.In.Agent {
		t.Turn.Refused = dialog.ErrGone
		return
	}
	t.changeHands(m)
}

// changeHands gives a case to whom it was offered, and tells its resident who has it now.
// Its place in the queue and what was promised stay.
func (t *Acts) changeHands(m *dialog.Matter) {
	p := *m.Passing
	m.Passing = nil
	m.Owner, m.OwnerName = p.To, cmp.Or(t.In.Name, p.ToName)
	if !m.Aside() {
		m.Status = dialog.InProgress
	}
	if m.ID == t.State.Current {
		t.State.Asking, t.State.Burst = nil, nil
		t.StopWakes(dialog.WakeBurst)
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeTransferred, By: dialog.ByAgent, Agent: p.By, Value: p.To, Raw: m.OwnerName, Text: p.Reason})
	t.tellOwner(m)
}

// tellOwner tells the resident who has the case now: nobody finds out by an answer from
// somebody else.
func (t *Acts) tellOwner(m *dialog.Matter) {
	m.Knows = m.Owner
	if t.State.Gone != "" || m.OwnerName == "" {
		return
	}
	words := t.Phrase("passed_on", phrases.Vars{"case": t.CaseOf(m), "name": m.OwnerName})
	if t.In.From.Channel() == dialog.Unnamed {
		t.SendOrKeep(dialog.Reply{By: dialog.ByBot, Case: m.ID, Text: words}, words)
		return
	}
	t.Send(dialog.Reply{Text: words, Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
}

// declinePass ends an offer: by whom it was made to, with a reason, or by who has the case.
func (t *Acts) declinePass(m *dialog.Matter) {
	p := m.Passing
	switch reason := t.Clean(t.In.Text); {
	case p == nil:
		t.Turn.Refused = dialog.ErrGone
	case p.To == t.In.Agent && reason == "":
		t.Turn.Refused = dialog.ErrBadAct
	case p.To == t.In.Agent, p.By == t.In.Agent, t.MayAct(m):
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeDeclined, Value: p.To, Raw: p.ToName, Text: reason})
		m.Passing = nil
	}
}

// PassingOver lets offers go that nobody answered: the case stays where it is.
func (t *Acts) PassingOver() {
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if m.Passing == nil || m.Passing.Until.After(t.Now) {
			continue
		}
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDeclined, By: dialog.BySystem, Value: m.Passing.To, Raw: m.Passing.ToName, Text: dialog.Unanswered})
		m.Passing = nil
	}
	t.wakeForPassing()
}

func (t *Acts) wakeForPassing() {
	var first time.Time
	for i := range t.State.Matters {
		if p := t.State.Matters[i].Passing; p != nil {
			first = say.Earliest(first, p.Until)
		}
	}
	t.WakeAtOrNever(dialog.WakePassing, first)
}
