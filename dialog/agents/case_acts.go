package agents

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// AgentActs carries out what an agent does to a case. Whether it may happen is
// decided here, under the version of the write, so that of two agents one wins.
func (t *Acts) AgentActs() {
	m := t.State.Matter(t.In.Case)
	if m == nil && t.In.Kind == dialog.Mediate {
		m = t.State.OfTableAlone(t.In.Case)
	}
	if m == nil {
		t.Turn.Refused = dialog.ErrNoCase
		return
	}
	if t.In.Agent == "" {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	closed := m.Status == dialog.Resolved || m.Status == dialog.Archived
	switch t.In.Kind {
	case dialog.AgentNote, dialog.Recategorise, dialog.SumUp, dialog.Correct, dialog.TakeBack, dialog.MarkGone, dialog.Unmerge, dialog.Prioritise, dialog.Follow, dialog.Label, dialog.EndOutside,
		dialog.AgreeCheckIn, dialog.Reach: // nobody hears of them
	default:
		if closed && !(t.In.Kind == dialog.Mediate && watchedOn(m.Table)) {
			t.Turn.Refused = dialog.ErrClosed
			return
		}
		if t.letGo(m); m.Status == dialog.Resolved && !closed { // what was held closed it
			t.Turn.Refused = dialog.ErrClosed
			return
		}
	}
	if t.NotForSide(m) {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if t.StaysHere(m) {
		t.Turn.Refused = dialog.ErrNotAgreed
		return
	}
	switch t.In.Kind {
	case dialog.Claim:
		t.claim(m)
	case dialog.Release:
		t.release(m)
	case dialog.AgentReply:
		t.agentReply(m)
	case dialog.AgentNote:
		t.agentNote(m)
	case dialog.Recategorise:
		t.agentRecategorise(m)
	case dialog.HandBack:
		t.handBack(m)
	case dialog.Close:
		t.close(m)
	case dialog.PutAside:
		t.putAside(m)
	case dialog.PassOn:
		t.passOn(m)
	case dialog.AcceptPass:
		t.acceptPass(m)
	case dialog.DeclinePass:
		t.declinePass(m)
	case dialog.SumUp:
		t.sumUp(m)
	case dialog.Correct:
		t.correctByAgent(m)
	case dialog.TakeBack:
		t.takeBack(m)
	case dialog.Merge:
		t.merge(m)
	case dialog.Unmerge:
		t.unmerge(m)
	case dialog.Split:
		t.split(m)
	case dialog.Mediate:
		t.Mediate(m)
	case dialog.Prioritise:
		t.prioritise(m)
	case dialog.Follow:
		t.follow(m)
	case dialog.Label:
		t.label(m)
	case dialog.PromiseBy:
		t.promiseBy(m)
	case dialog.AskOutside:
		t.askOutside(m)
	case dialog.EndOutside:
		t.endOutside(m)
	case dialog.AskPaper:
		t.askPaper(m)
	default:
		t.ruledActs(m)
	}
	t.wakeForAside()
	t.wakeForPassing()
}

// watchedOn says that something is owed by a table, whatever became of its case.
func watchedOn(table *mediation.Table) bool {
	return table != nil && !table.SignedAt.IsZero() && (table.State == mediation.Signed || table.State == mediation.Halted)
}

// claim gives the agent the word. A supervisor may take over by force.
func (t *Acts) claim(m *dialog.Matter) bool {
	if m.Owner == t.In.Agent {
		return true
	}
	if m.Passing != nil && m.Passing.To == t.In.Agent {
		t.changeHands(m)
		return true
	}
	if m.Owner != "" && !t.In.Force {
		t.Turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
		return false
	}
	if m.Owner != "" && m.Merged == nil { // a merged one follows whoever has the case it went to
		t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeReleased, Text: "taken over", Value: m.Owner})
	}
	if m.Status == dialog.Collecting {
		t.Open(m, t.Town.FirstReplyDue(t.Now), false)
	}
	t.stand(m, dialog.InProgress)
	m.Owner, m.OwnerName, m.Passing = t.In.Agent, t.In.Name, nil
	t.State.Current = m.ID
	t.State.Asking = nil
	t.State.Burst = nil
	t.StopWakes(dialog.WakeBurst)
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeClaimed, Text: t.In.Name})
	if m.Knows != "" && m.Knows != m.Owner && m.Merged == nil {
		t.tellOwner(m)
	}
	return true
}

func (t *Acts) release(m *dialog.Matter) {
	if !t.MayAct(m) {
		return
	}
	t.freed(m)
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeReleased, Text: t.Clean(t.In.Text)})
}

func (t *Acts) freed(m *dialog.Matter) {
	t.stand(m, dialog.Unclaimed)
	m.Owner, m.OwnerName, m.Receipted, m.Passing = "", "", false, nil
}

// agentReply passes an agent's words on; it claims the case if nobody holds it.
func (t *Acts) agentReply(m *dialog.Matter) {
	text := t.Clean(t.In.Text)
	if text == "" && len(t.In.Media) == 0 {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if !t.claim(m) || t.hold(m) {
		return
	}
	if m.Aside() { // whatever it waited for, an agent's word goes on with it
		t.takeUp(m, dialog.ByAgent)
	}
	if text != "" {
		m.News = phrases.Short(text, 40)
	}
	m.Knows = t.In.Agent
	t.State.Current = m.ID
	t.State.Asking = nil
	t.pass(m, text, nil, "")
	if m.Merged != nil {
		t.Write(dialog.Letter{To: m.Merged.At, Kind: dialog.LetterBeside, Case: m.Merged.Case, Other: m.ID, Agent: t.In.Agent})
	}
}

// pass sends an agent's words to the resident. Nothing holds them back but a STOP:
// then they are kept with the case and shown as not delivered.
func (t *Acts) pass(m *dialog.Matter, text string, choices []dialog.Choice, asks string) {
	t.SendOrKeep(dialog.Reply{By: dialog.ByAgent, Agent: t.In.Agent, Case: m.ID, Text: t.Signed(text), Media: t.In.Media, Choices: choices, Asks: asks}, text)
}

func (t *Acts) agentNote(m *dialog.Matter) {
	text := t.Clean(t.In.Text)
	if text == "" && len(t.In.Media) == 0 {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeNoted, Text: text, Value: t.In.To, Media: t.In.Media})
}

func (t *Acts) agentRecategorise(m *dialog.Matter) {
	if _, ok := t.Catalog.Category(t.In.Category); !ok {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	m.Chosen = true
	if m.Category == t.In.Category {
		return
	}
	m.Category, m.Confidence = t.In.Category, 1
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeCategory, Value: m.Category, Confidence: 1})
}

// handBack gives the bot the word again; it says one line.
func (t *Acts) handBack(m *dialog.Matter) {
	if !t.MayAct(m) || t.hold(m) {
		return
	}
	t.freed(m)
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeHandedBack, Text: t.Clean(t.In.Text)})
	t.State.Current = m.ID
	t.Send(dialog.Reply{Text: t.Phrase("handed_back", nil), Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
}

// close ends a case with an outcome text that the resident gets, and asks once
// whether they are satisfied.
func (t *Acts) close(m *dialog.Matter) {
	text := t.Clean(t.In.Text)
	outcome := t.In.Outcome
	if outcome == "" {
		outcome = dialog.Solved
	}
	if text == "" || !slices.Contains(dialog.Outcomes(), outcome) {
		t.Turn.Refused = dialog.ErrBadAct
		return
	}
	if m.Owner != "" && m.Owner != t.In.Agent && !t.In.Force {
		t.Turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
		return
	}
	if m.Owner == "" && !t.claim(m) || t.hold(m) {
		return
	}
	t.end(m, outcome, text)
	t.tellJoined(m, outcome, text)
}

// end closes a case with an outcome and tells its resident.
func (t *Acts) end(m *dialog.Matter, outcome dialog.Outcome, text string) {
	t.EndTable(m)
	t.stand(m, dialog.Resolved)
	m.Passing = nil
	m.Outcome, m.ClosedAt, m.Score, m.WentOn = outcome, t.Now, 0, false
	m.News = phrases.Short(text, 40)
	t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeClosed, Outcome: outcome, Text: text})
	if d := t.Draft(); d == nil || t.State.Current == m.ID {
		t.State.Current = m.ID
	}
	words := strings.TrimRight(text, "。.!！")
	full := t.Phrase("done", phrases.Vars{"case": t.CaseOf(m), "text": words})
	choices := t.Scores()
	t.State.Asking = &dialog.Question{Asks: dialog.AskScore, Choices: choices, Case: m.ID, At: t.Now}
	t.pass(m, full, choices, dialog.AskScore)
}

// BesideAgent treats a resident's words while an agent has the word: they are for the
// agent. Only what must be answered at once is answered, and the intake never moves.
func (t *Acts) BesideAgent(m *dialog.Matter, cmd understand.Command) {
	t.State.Burst = nil
	t.StopWakes(dialog.WakeBurst)
	if !hear.WholeKeyword(t.Text) && cmd != understand.Human {
		cmd = understand.None // a question in the agent's thread is for the agent
	}
	switch cmd {
	case understand.Status:
		t.Tell(t.Phrase("status.one", t.Standing(m)))
	case understand.MyData:
		t.SayMyData()
	case understand.Human:
		t.Flag(m, dialog.FlagHuman)
	}
	t.Lead = nil
}

// Planted puts a case there that was carried over from elsewhere.
func (t *Acts) Planted() {
	if t.In.Case == "" || t.State.Matter(t.In.Case) != nil {
		return
	}
	status := t.In.Status
	if !slices.Contains(dialog.Statuses(), status) {
		status = dialog.InProgress
	}
	if status == dialog.Collecting {
		t.plantDraft()
		return
	}
	title := hear.Titled(t.Clean(t.In.Text))
	m := dialog.Matter{ID: t.In.Case, Status: status, Category: t.In.Category, Confidence: 1, Chosen: true, Title: title,
		Slots: map[string]dialog.Slot{}, OpenedAt: t.In.At, Carried: true}
	m.Slots["what"] = dialog.Slot{Value: title, Raw: title, By: dialog.BySystem}
	if status == dialog.Resolved || status == dialog.Archived {
		m.ClosedAt, m.Outcome = t.In.At, dialog.Solved
	}
	t.State.Matters = append(t.State.Matters, m)
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeCategory, By: dialog.BySystem, Value: m.Category, Confidence: 1})
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSlot, By: dialog.BySystem, Slot: "what", Value: title, Raw: title})
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeOpened, By: dialog.BySystem})
	if status != dialog.Unclaimed {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeStatus, By: dialog.BySystem, Value: string(status)})
	}
}

// plantDraft begins a talk whose category is known before a word is said: how a kind of
// matter is tried out.
func (t *Acts) plantDraft() {
	if t.Draft() != nil {
		return
	}
	t.State.Matters = append(t.State.Matters, dialog.Matter{ID: t.In.Case, Status: dialog.Collecting, Slots: map[string]dialog.Slot{}})
	t.State.Current = t.In.Case
	m := t.State.Matter(t.In.Case)
	t.KnownContact(m)
	t.Categorise(m, t.In.Category, 1, true, dialog.BySystem)
}
