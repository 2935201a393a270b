package agents

import (
	"slices"

	"frontdoor/dialog"
)

// Several residents may report one thing. An agent then merges their cases into one that
// goes on, or a resident who is asked says that it is the same (talk/after_alike.go); each keeps its own number and its own talk, and nobody is shown another's
// words. What lies at two addresses may lie in two shards, so each half is told by a
// letter: the case that is merged names the one that goes on (Merged), and that one
// names those that came to it (Joined). The merged side decides, and alone writes where it
// goes (LetterJoin, LetterPart); who cannot take it up says so (LetterAlone). So letters may
// cross, and both halves agree once all have arrived (TestJointLaw).
//
// While merged, a word of that resident is told to the case that goes on, without the
// word (LetterBeside); when that one is closed, each is closed with the same outcome, in
// its own language and channel (LetterOutcome).

// merge lets a case go on in another one.
func (t *Acts) merge(m *dialog.Matter) {
	into := dialog.Joint{Case: t.In.Into, At: t.In.IntoAt}
	if into.Case == "" || into.At == "" || into.Case == m.ID || m.Status == dialog.Collecting || m.Merged != nil {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if m.Owner != "" && m.Owner != t.In.Agent && !t.In.Force {
		t.Turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
		return
	}
	if t.hold(m) {
		return
	}
	if m.Aside() {
		t.stand(m, dialog.InProgress)
	}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeMerged, Value: string(into.Case)})
	t.GoInto(m, into)
}

// unmerge makes a merged case one of its own again.
func (t *Acts) unmerge(m *dialog.Matter) {
	if m.Merged == nil {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.In.Force && m.Owner != "" && m.Owner != t.In.Agent {
		t.Turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
		return
	}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeParted, Value: string(m.Merged.Case)})
	t.Leave(m)
}

// JoinArrived is the case that goes on learning which one comes to it. Where it cannot
// take it up (it was closed, or merged itself meanwhile), the other is told to stand by
// itself: nothing may lie where nobody looks.
func (t *Acts) JoinArrived(l *dialog.Letter) {
	m := t.State.Matter(l.Case)
	if m == nil || m.Merged != nil || m.Status == dialog.Collecting || m.Status == dialog.Resolved || m.Status == dialog.Archived {
		t.Write(dialog.Letter{To: l.From, Kind: dialog.LetterAlone, Case: l.Other, Other: l.Case})
		return
	}
	if slices.ContainsFunc(m.Joined, func(j dialog.Joint) bool { return j.Case == l.Other }) {
		return
	}
	m.Joined = append(m.Joined, dialog.Joint{Case: l.Other, At: l.From})
	by := dialog.ByAgent
	if l.Agent == "" { // its resident said that it is the same
		by = dialog.ByResident
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeJoined, By: by, Agent: l.Agent, Value: string(l.Other)})
}

// IntoArrived is a merged case learning that the one it went to has gone on into another:
// it follows, unless it has gone elsewhere meanwhile.
func (t *Acts) IntoArrived(l *dialog.Letter) {
	m := t.State.Matter(l.Case)
	if m == nil || m.Merged == nil || m.Merged.At != l.From || m.Merged.Case == l.Other || m.ID == l.Other {
		return
	}
	m.Merged = &dialog.Joint{Case: l.Other, At: l.For}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeMerged, By: dialog.BySystem, Value: string(l.Other)})
	t.Join(m, l.Agent)
}

// PartArrived is the case that goes on learning that another has left it.
func (t *Acts) PartArrived(l *dialog.Letter) {
	m := t.State.Matter(l.Case)
	if m == nil {
		return
	}
	joined := len(m.Joined)
	if m.Joined = slices.DeleteFunc(m.Joined, func(j dialog.Joint) bool { return j.Case == l.Other }); len(m.Joined) < joined {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeParted, By: dialog.BySystem, Value: string(l.Other)})
	}
}

// AloneArrived is a merged case learning that it cannot go on where it went.
func (t *Acts) AloneArrived(l *dialog.Letter) {
	m := t.State.Matter(l.Case)
	if m == nil || m.Merged == nil || m.Merged.Case != l.Other {
		return
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeParted, By: dialog.BySystem, Value: string(l.Other)})
	t.Leave(m)
}

// HeardBeside tells the case that goes on that the resident of a merged one has spoken.
func (t *Acts) HeardBeside() {
	var told []dialog.CaseID
	for _, c := range t.Said {
		m := t.State.Matter(c.Case)
		if m == nil || m.Merged == nil || m.Status == dialog.Resolved || m.Status == dialog.Archived || slices.Contains(told, m.ID) {
			continue
		}
		told = append(told, m.ID)
		t.Write(dialog.Letter{To: m.Merged.At, Kind: dialog.LetterBeside, Case: m.Merged.Case, Other: m.ID})
	}
}

// BesideArrived is the case that goes on learning that another resident has spoken, or
// was answered.
func (t *Acts) BesideArrived(l *dialog.Letter) {
	m := t.State.Matter(l.Case)
	if m == nil || m.Status == dialog.Resolved || m.Status == dialog.Archived ||
		!slices.ContainsFunc(m.Joined, func(j dialog.Joint) bool { return j.Case == l.Other }) {
		return
	}
	if l.Agent != "" { // an agent has answered there
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeBeside, By: dialog.ByAgent, Agent: l.Agent, Value: string(l.Other)})
		return
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeBeside, By: dialog.ByResident, Value: string(l.Other)})
	if (m.Status == dialog.WaitingResident || m.Status == dialog.Snoozed) && m.Owner != "" {
		t.takeUp(m, dialog.BySystem)
		t.wakeForAside()
	}
}

// tellJoined ends all that came to a case with the outcome it has.
func (t *Acts) tellJoined(m *dialog.Matter, outcome dialog.Outcome, text string) {
	for _, j := range m.Joined {
		t.Write(dialog.Letter{To: j.At, Kind: dialog.LetterOutcome, Case: j.Case, Other: m.ID, Agent: t.In.Agent, Name: t.In.Name,
			Outcome: outcome, Text: text, Also: t.Clean(t.In.Also), Lang: t.Lang()})
	}
}

// OutcomeArrived ends a merged case as the one ended that it had gone to.
func (t *Acts) OutcomeArrived(l *dialog.Letter) {
	m := t.State.Matter(l.Case)
	if m == nil || m.Merged == nil || m.Merged.Case != l.Other || m.Status == dialog.Resolved || m.Status == dialog.Archived {
		return
	}
	text := l.Text
	if l.Also != "" && l.Lang != t.Lang() {
		text = l.Also
	}
	t.In.Agent, t.In.Name, t.In.Also = l.Agent, l.Name, ""
	m.Owner, m.OwnerName, m.Held = l.Agent, l.Name, nil
	t.wakeForHeld()
	t.end(m, l.Outcome, text)
}
