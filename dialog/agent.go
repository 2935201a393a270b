package dialog

import (
	"slices"
	"strings"

	"frontdoor/dialog/mediation"
	"frontdoor/dialog/understand"
)

// agentActs carries out what an agent does to a case. Whether it may happen is
// decided here, under the version of the write, so that of two agents one wins.
func (t *scene) agentActs() {
	m := t.s.Matter(t.in.Case)
	if m == nil && t.in.Kind == Mediate {
		m = t.s.underHold(t.in.Case)
	}
	if m == nil {
		t.turn.Refused = ErrNoCase
		return
	}
	if t.in.Agent == "" {
		t.turn.Refused = ErrBadAct
		return
	}
	closed := m.Status == Resolved || m.Status == Archived
	switch t.in.Kind {
	case AgentNote, Recategorise, SumUp, Correct, TakeBack, MarkGone, Unmerge, Prioritise, Follow, Label, EndOutside,
		AgreeCheckIn, Reach: // nobody hears of them
	default:
		if closed && !(t.in.Kind == Mediate && watchedOn(m.Table)) {
			t.turn.Refused = ErrClosed
			return
		}
		if t.letGo(m); m.Status == Resolved && !closed { // what was held closed it
			t.turn.Refused = ErrClosed
			return
		}
	}
	if t.notForSide(m) {
		t.turn.Refused = ErrBadAct
		return
	}
	if t.staysHere(m) {
		t.turn.Refused = ErrNotAgreed
		return
	}
	switch t.in.Kind {
	case Claim:
		t.claim(m)
	case Release:
		t.release(m)
	case AgentReply:
		t.agentReply(m)
	case AgentNote:
		t.agentNote(m)
	case Recategorise:
		t.agentRecategorise(m)
	case HandBack:
		t.handBack(m)
	case Close:
		t.close(m)
	case PutAside:
		t.putAside(m)
	case PassOn:
		t.passOn(m)
	case AcceptPass:
		t.acceptPass(m)
	case DeclinePass:
		t.declinePass(m)
	case SumUp:
		t.sumUp(m)
	case Correct:
		t.correctByAgent(m)
	case TakeBack:
		t.takeBack(m)
	case Merge:
		t.merge(m)
	case Unmerge:
		t.unmerge(m)
	case Split:
		t.split(m)
	case Mediate:
		t.mediate(m)
	case Prioritise:
		t.prioritise(m)
	case Follow:
		t.follow(m)
	case Label:
		t.label(m)
	case PromiseBy:
		t.promiseBy(m)
	case AskOutside:
		t.askOutside(m)
	case EndOutside:
		t.endOutside(m)
	case AskPaper:
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
func (t *scene) act(c Change) {
	c.By, c.Agent = ByAgent, t.in.Agent
	t.change(c)
}

// claim gives the agent the word. A supervisor may take over by force.
func (t *scene) claim(m *Matter) bool {
	if m.Owner == t.in.Agent {
		return true
	}
	if m.Passing != nil && m.Passing.To == t.in.Agent {
		t.changeHands(m)
		return true
	}
	if m.Owner != "" && !t.in.Force {
		t.turn.Refused = &HeldError{Owner: m.Owner, Name: m.OwnerName}
		return false
	}
	if m.Owner != "" && m.Merged == nil { // a merged one follows whoever has the case it went to
		t.act(Change{Case: m.ID, Kind: ChangeReleased, Text: "taken over", Value: m.Owner})
	}
	if m.Status == Collecting {
		t.open(m, t.Town.FirstReplyDue(t.now), false)
	}
	t.stand(m, InProgress)
	m.Owner, m.OwnerName, m.Passing = t.in.Agent, t.in.Name, nil
	t.s.Current = m.ID
	t.s.Asking = nil
	t.s.Burst = nil
	t.stopWakes(wakeBurst)
	t.act(Change{Case: m.ID, Kind: ChangeClaimed, Text: t.in.Name})
	if m.Knows != "" && m.Knows != m.Owner && m.Merged == nil {
		t.tellOwner(m)
	}
	return true
}

// mayAct says whether the agent may do what only the owner does.
func (t *scene) mayAct(m *Matter) bool {
	if m.Owner == t.in.Agent || t.in.Force {
		return true
	}
	if m.Owner != "" {
		t.turn.Refused = &HeldError{Owner: m.Owner, Name: m.OwnerName}
	} else {
		t.turn.Refused = ErrNotOwner
	}
	return false
}

func (t *scene) release(m *Matter) {
	if !t.mayAct(m) {
		return
	}
	t.freed(m)
	t.act(Change{Case: m.ID, Kind: ChangeReleased, Text: t.clean(t.in.Text)})
}

func (t *scene) freed(m *Matter) {
	t.stand(m, Unclaimed)
	m.Owner, m.OwnerName, m.Receipted, m.Passing = "", "", false, nil
}

// agentReply passes an agent's words on; it claims the case if nobody holds it.
func (t *scene) agentReply(m *Matter) {
	text := t.clean(t.in.Text)
	if text == "" && len(t.in.Media) == 0 {
		t.turn.Refused = ErrBadAct
		return
	}
	if !t.claim(m) || t.hold(m) {
		return
	}
	if m.aside() { // whatever it waited for, an agent's word goes on with it
		t.takeUp(m, ByAgent)
	}
	if text != "" {
		m.News = short(text, 40)
	}
	m.Knows = t.in.Agent
	t.s.Current = m.ID
	t.s.Asking = nil
	t.pass(m, text, nil, "")
	if m.Merged != nil {
		t.write(Letter{To: m.Merged.At, Kind: LetterBeside, Case: m.Merged.Case, Other: m.ID, Agent: t.in.Agent})
	}
}

// pass sends an agent's words to the resident. Nothing holds them back but a STOP:
// then they are kept with the case and shown as not delivered.
func (t *scene) pass(m *Matter, text string, choices []Choice, asks string) {
	t.sendOrKeep(Reply{By: ByAgent, Agent: t.in.Agent, Case: m.ID, Text: t.signed(text), Media: t.in.Media, Choices: choices, Asks: asks}, text)
}

// sendOrKeep sends a reply; at an unnamed address its text waits for the code.
func (t *scene) sendOrKeep(r Reply, text string) {
	switch {
	case t.in.From.Channel() == Unnamed:
		r.Withheld = WaitsForCode
		t.keepForCode(text)
	case t.s.Stopped:
		r.Withheld = OptedOut
	}
	t.turn.Replies = append(t.turn.Replies, r)
}

func (t *scene) agentNote(m *Matter) {
	text := t.clean(t.in.Text)
	if text == "" && len(t.in.Media) == 0 {
		t.turn.Refused = ErrBadAct
		return
	}
	t.act(Change{Case: m.ID, Kind: ChangeNoted, Text: text, Value: t.in.To, Media: t.in.Media})
}

func (t *scene) agentRecategorise(m *Matter) {
	if _, ok := t.Catalog.Category(t.in.Category); !ok {
		t.turn.Refused = ErrBadAct
		return
	}
	m.Chosen = true
	if m.Category == t.in.Category {
		return
	}
	m.Category, m.Confidence = t.in.Category, 1
	t.act(Change{Case: m.ID, Kind: ChangeCategory, Value: m.Category, Confidence: 1})
}

// handBack gives the bot the word again; it says one line.
func (t *scene) handBack(m *Matter) {
	if !t.mayAct(m) || t.hold(m) {
		return
	}
	t.freed(m)
	t.act(Change{Case: m.ID, Kind: ChangeHandedBack, Text: t.clean(t.in.Text)})
	t.s.Current = m.ID
	t.send(Reply{Text: t.phrase("handed_back", nil), Case: m.ID, UseBy: t.now.Add(wordUseBy)})
}

// close ends a case with an outcome text that the resident gets, and asks once
// whether they are satisfied.
func (t *scene) close(m *Matter) {
	text := t.clean(t.in.Text)
	outcome := t.in.Outcome
	if outcome == "" {
		outcome = Solved
	}
	if text == "" || !slices.Contains(Outcomes(), outcome) {
		t.turn.Refused = ErrBadAct
		return
	}
	if m.Owner != "" && m.Owner != t.in.Agent && !t.in.Force {
		t.turn.Refused = &HeldError{Owner: m.Owner, Name: m.OwnerName}
		return
	}
	if m.Owner == "" && !t.claim(m) || t.hold(m) {
		return
	}
	t.end(m, outcome, text)
	t.tellJoined(m, outcome, text)
}

// end closes a case with an outcome and tells its resident.
func (t *scene) end(m *Matter, outcome Outcome, text string) {
	t.endTable(m)
	t.stand(m, Resolved)
	m.Passing = nil
	m.Outcome, m.ClosedAt, m.Score, m.WentOn = outcome, t.now, 0, false
	m.News = short(text, 40)
	t.act(Change{Case: m.ID, Kind: ChangeClosed, Outcome: outcome, Text: text})
	if d := t.draft(); d == nil || t.s.Current == m.ID {
		t.s.Current = m.ID
	}
	words := strings.TrimRight(text, "。.!！")
	full := t.phrase("done", Vars{"case": t.caseOf(m), "text": words})
	choices := t.scores()
	t.s.Asking = &Question{Asks: AskScore, Choices: choices, Case: m.ID, At: t.now}
	t.pass(m, full, choices, AskScore)
}

// scores are the answers to whether one is satisfied.
func (t *scene) scores() []Choice {
	return []Choice{
		{Key: "1", Label: t.word("option_done"), Value: "1"},
		{Key: "2", Label: t.word("option_soso"), Value: "2"},
		{Key: "3", Label: t.word("option_bad"), Value: "3"},
	}
}

// clean is an agent's text as it goes out.
func (t *scene) clean(text string) string { return strings.TrimSpace(understand.Clean(text)) }

// besideAgent treats a resident's words while an agent has the word: they are for the
// agent. Only what must be answered at once is answered, and the intake never moves.
func (t *scene) besideAgent(m *Matter, cmd understand.Command) {
	t.s.Burst = nil
	t.stopWakes(wakeBurst)
	if !wholeKeyword(t.text) && cmd != understand.Human {
		cmd = understand.None // a question in the agent's thread is for the agent
	}
	switch cmd {
	case understand.Status:
		t.tell(t.phrase("status.one", t.standing(m)))
	case understand.MyData:
		t.sayMyData()
	case understand.Human:
		t.flag(m, FlagHuman)
	}
	t.lead = nil
}

// wholeKeyword says that a message is one of the keywords the bot answers even while an
// agent has the word, and nothing else.
func wholeKeyword(text string) bool {
	text = strings.ToLower(strings.Trim(text, " 。.!！?？/"))
	return slices.Contains([]string{
		"进度", "查进度", "查询进度", "看进度", "問進度", "進度", "我的数据", "我的資料", "我的资料", "查我的数据", "删除我的数据", "删掉我的数据",
		"status", "my status", "my data", "mydata", "delete my data", "erase my data", "erase",
	}, text)
}

// planted puts a case there that was carried over from elsewhere.
func (t *scene) planted() {
	if t.in.Case == "" || t.s.Matter(t.in.Case) != nil {
		return
	}
	status := t.in.Status
	if !slices.Contains(Statuses(), status) {
		status = InProgress
	}
	if status == Collecting {
		t.plantDraft()
		return
	}
	title := titled(t.clean(t.in.Text))
	m := Matter{ID: t.in.Case, Status: status, Category: t.in.Category, Confidence: 1, Chosen: true, Title: title,
		Slots: map[string]Slot{}, OpenedAt: t.in.At, Carried: true}
	m.Slots["what"] = Slot{Value: title, Raw: title, By: BySystem}
	if status == Resolved || status == Archived {
		m.ClosedAt, m.Outcome = t.in.At, Solved
	}
	t.s.Matters = append(t.s.Matters, m)
	t.change(Change{Case: m.ID, Kind: ChangeCategory, By: BySystem, Value: m.Category, Confidence: 1})
	t.change(Change{Case: m.ID, Kind: ChangeSlot, By: BySystem, Slot: "what", Value: title, Raw: title})
	t.change(Change{Case: m.ID, Kind: ChangeOpened, By: BySystem})
	if status != Unclaimed {
		t.change(Change{Case: m.ID, Kind: ChangeStatus, By: BySystem, Value: string(status)})
	}
}

// plantDraft begins a talk whose category is known before a word is said: how a kind of
// matter is tried out.
func (t *scene) plantDraft() {
	if t.draft() != nil {
		return
	}
	t.s.Matters = append(t.s.Matters, Matter{ID: t.in.Case, Status: Collecting, Slots: map[string]Slot{}})
	t.s.Current = t.in.Case
	m := t.s.Matter(t.in.Case)
	t.knownContact(m)
	t.categorise(m, t.in.Category, 1, true, BySystem)
}
