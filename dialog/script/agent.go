package script

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// agentActs carries out what an agent does to a case. Whether it may happen is
// decided here, under the version of the write, so that of two agents one wins.
func (t *Acts) agentActs() {
	m := t.State.Matter(t.in.Case)
	if m == nil && t.in.Kind == dialog.Mediate {
		m = t.State.OfTableAlone(t.in.Case)
	}
	if m == nil {
		t.turn.Refused = dialog.ErrNoCase
		return
	}
	if t.in.Agent == "" {
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	closed := m.Status == dialog.Resolved || m.Status == dialog.Archived
	switch t.in.Kind {
	case dialog.AgentNote, dialog.Recategorise, dialog.SumUp, dialog.Correct, dialog.TakeBack, dialog.MarkGone, dialog.Unmerge, dialog.Prioritise, dialog.Follow, dialog.Label, dialog.EndOutside,
		dialog.AgreeCheckIn, dialog.Reach: // nobody hears of them
	default:
		if closed && !(t.in.Kind == dialog.Mediate && watchedOn(m.Table)) {
			t.turn.Refused = dialog.ErrClosed
			return
		}
		if t.letGo(m); m.Status == dialog.Resolved && !closed { // what was held closed it
			t.turn.Refused = dialog.ErrClosed
			return
		}
	}
	if t.notForSide(m) {
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	if t.staysHere(m) {
		t.turn.Refused = dialog.ErrNotAgreed
		return
	}
	switch t.in.Kind {
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
		t.mediate(m)
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

// act records something the agent did.
func (t *Speaker) act(c dialog.Change) {
	c.By, c.Agent = dialog.ByAgent, t.in.Agent
	t.change(c)
}

// claim gives the agent the word. A supervisor may take over by force.
func (t *Acts) claim(m *dialog.Matter) bool {
	if m.Owner == t.in.Agent {
		return true
	}
	if m.Passing != nil && m.Passing.To == t.in.Agent {
		t.changeHands(m)
		return true
	}
	if m.Owner != "" && !t.in.Force {
		t.turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
		return false
	}
	if m.Owner != "" && m.Merged == nil { // a merged one follows whoever has the case it went to
		t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeReleased, Text: "taken over", Value: m.Owner})
	}
	if m.Status == dialog.Collecting {
		t.open(m, t.Town.FirstReplyDue(t.Now), false)
	}
	t.stand(m, dialog.InProgress)
	m.Owner, m.OwnerName, m.Passing = t.in.Agent, t.in.Name, nil
	t.State.Current = m.ID
	t.State.Asking = nil
	t.State.Burst = nil
	t.stopWakes(dialog.WakeBurst)
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeClaimed, Text: t.in.Name})
	if m.Knows != "" && m.Knows != m.Owner && m.Merged == nil {
		t.tellOwner(m)
	}
	return true
}

// mayAct says whether the agent may do what only the owner does.
func (t *Speaker) mayAct(m *dialog.Matter) bool {
	if m.Owner == t.in.Agent || t.in.Force {
		return true
	}
	if m.Owner != "" {
		t.turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
	} else {
		t.turn.Refused = dialog.ErrNotOwner
	}
	return false
}

func (t *Acts) release(m *dialog.Matter) {
	if !t.mayAct(m) {
		return
	}
	t.freed(m)
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeReleased, Text: t.clean(t.in.Text)})
}

func (t *Acts) freed(m *dialog.Matter) {
	t.stand(m, dialog.Unclaimed)
	m.Owner, m.OwnerName, m.Receipted, m.Passing = "", "", false, nil
}

// agentReply passes an agent's words on; it claims the case if nobody holds it.
func (t *Acts) agentReply(m *dialog.Matter) {
	text := t.clean(t.in.Text)
	if text == "" && len(t.in.Media) == 0 {
		t.turn.Refused = dialog.ErrBadAct
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
	m.Knows = t.in.Agent
	t.State.Current = m.ID
	t.State.Asking = nil
	t.pass(m, text, nil, "")
	if m.Merged != nil {
		t.write(dialog.Letter{To: m.Merged.At, Kind: dialog.LetterBeside, Case: m.Merged.Case, Other: m.ID, Agent: t.in.Agent})
	}
}

// pass sends an agent's words to the resident. Nothing holds them back but a STOP:
// then they are kept with the case and shown as not delivered.
func (t *Acts) pass(m *dialog.Matter, text string, choices []dialog.Choice, asks string) {
	t.sendOrKeep(dialog.Reply{By: dialog.ByAgent, Agent: t.in.Agent, Case: m.ID, Text: t.signed(text), Media: t.in.Media, Choices: choices, Asks: asks}, text)
}

// sendOrKeep sends a reply; at an unnamed address its text waits for the code.
func (t *Speaker) sendOrKeep(r dialog.Reply, text string) {
	switch {
	case t.in.From.Channel() == dialog.Unnamed:
		r.Withheld = dialog.WaitsForCode
		t.keepForCode(text)
	case t.State.Stopped:
		r.Withheld = dialog.OptedOut
	}
	t.turn.Replies = append(t.turn.Replies, r)
}

func (t *Acts) agentNote(m *dialog.Matter) {
	text := t.clean(t.in.Text)
	if text == "" && len(t.in.Media) == 0 {
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeNoted, Text: text, Value: t.in.To, Media: t.in.Media})
}

func (t *Acts) agentRecategorise(m *dialog.Matter) {
	if _, ok := t.Catalog.Category(t.in.Category); !ok {
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	m.Chosen = true
	if m.Category == t.in.Category {
		return
	}
	m.Category, m.Confidence = t.in.Category, 1
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeCategory, Value: m.Category, Confidence: 1})
}

// handBack gives the bot the word again; it says one line.
func (t *Acts) handBack(m *dialog.Matter) {
	if !t.mayAct(m) || t.hold(m) {
		return
	}
	t.freed(m)
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeHandedBack, Text: t.clean(t.in.Text)})
	t.State.Current = m.ID
	t.send(dialog.Reply{Text: t.phrase("handed_back", nil), Case: m.ID, UseBy: t.Now.Add(wordUseBy)})
}

// close ends a case with an outcome text that the resident gets, and asks once
// whether they are satisfied.
func (t *Acts) close(m *dialog.Matter) {
	text := t.clean(t.in.Text)
	outcome := t.in.Outcome
	if outcome == "" {
		outcome = dialog.Solved
	}
	if text == "" || !slices.Contains(dialog.Outcomes(), outcome) {
		t.turn.Refused = dialog.ErrBadAct
		return
	}
	if m.Owner != "" && m.Owner != t.in.Agent && !t.in.Force {
		t.turn.Refused = &dialog.HeldError{Owner: m.Owner, Name: m.OwnerName}
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
	t.endTable(m)
	t.stand(m, dialog.Resolved)
	m.Passing = nil
	m.Outcome, m.ClosedAt, m.Score, m.WentOn = outcome, t.Now, 0, false
	m.News = phrases.Short(text, 40)
	t.act(dialog.Change{Case: m.ID, Kind: dialog.ChangeClosed, Outcome: outcome, Text: text})
	if d := t.draft(); d == nil || t.State.Current == m.ID {
		t.State.Current = m.ID
	}
	words := strings.TrimRight(text, "。.!！")
	full := t.phrase("done", phrases.Vars{"case": t.caseOf(m), "text": words})
	choices := t.scores()
	t.State.Asking = &dialog.Question{Asks: dialog.AskScore, Choices: choices, Case: m.ID, At: t.Now}
	t.pass(m, full, choices, dialog.AskScore)
}

// scores are the answers to whether one is satisfied.
func (t *Talk) scores() []dialog.Choice {
	return []dialog.Choice{
		{Key: "1", Label: t.word("option_done"), Value: "1"},
		{Key: "2", Label: t.word("option_soso"), Value: "2"},
		{Key: "3", Label: t.word("option_bad"), Value: "3"},
	}
}

// clean is an agent's text as it goes out.
func (t *Speaker) clean(text string) string { return strings.TrimSpace(understand.Clean(text)) }

// besideAgent treats a resident's words while an agent has the word: they are for the
// agent. Only what must be answered at once is answered, and the intake never moves.
func (t *Acts) besideAgent(m *dialog.Matter, cmd understand.Command) {
	t.State.Burst = nil
	t.stopWakes(dialog.WakeBurst)
	if !hear.WholeKeyword(t.text) && cmd != understand.Human {
		cmd = understand.None // a question in the agent's thread is for the agent
	}
	switch cmd {
	case understand.Status:
		t.tell(t.phrase("status.one", t.standing(m)))
	case understand.MyData:
		t.sayMyData()
	case understand.Human:
		t.flag(m, dialog.FlagHuman)
	}
	t.lead = nil
}

// planted puts a case there that was carried over from elsewhere.
func (t *Acts) planted() {
	if t.in.Case == "" || t.State.Matter(t.in.Case) != nil {
		return
	}
	status := t.in.Status
	if !slices.Contains(dialog.Statuses(), status) {
		status = dialog.InProgress
	}
	if status == dialog.Collecting {
		t.plantDraft()
		return
	}
	title := hear.Titled(t.clean(t.in.Text))
	m := dialog.Matter{ID: t.in.Case, Status: status, Category: t.in.Category, Confidence: 1, Chosen: true, Title: title,
		Slots: map[string]dialog.Slot{}, OpenedAt: t.in.At, Carried: true}
	m.Slots["what"] = dialog.Slot{Value: title, Raw: title, By: dialog.BySystem}
	if status == dialog.Resolved || status == dialog.Archived {
		m.ClosedAt, m.Outcome = t.in.At, dialog.Solved
	}
	t.State.Matters = append(t.State.Matters, m)
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeCategory, By: dialog.BySystem, Value: m.Category, Confidence: 1})
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSlot, By: dialog.BySystem, Slot: "what", Value: title, Raw: title})
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeOpened, By: dialog.BySystem})
	if status != dialog.Unclaimed {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeStatus, By: dialog.BySystem, Value: string(status)})
	}
}

// plantDraft begins a talk whose category is known before a word is said: how a kind of
// matter is tried out.
func (t *Acts) plantDraft() {
	if t.draft() != nil {
		return
	}
	t.State.Matters = append(t.State.Matters, dialog.Matter{ID: t.in.Case, Status: dialog.Collecting, Slots: map[string]dialog.Slot{}})
	t.State.Current = t.in.Case
	m := t.State.Matter(t.in.Case)
	t.knownContact(m)
	t.categorise(m, t.in.Category, 1, true, dialog.BySystem)
}
