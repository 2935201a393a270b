package dialog

import (
	"fmt"
	"strings"
	"time"

	"frontdoor/dialog/mediation"
	"frontdoor/dialog/understand"
)

// What a side answers to a table: by a button, a number, or in words of its own. Words bind
// nobody unless they are clear: what hedges, asks, or speaks of somebody else's consent is
// left to the mediator, who reads it in the thread.

// sideSaid takes an answer to a table; false where the words are none.
func (t *scene) sideSaid() bool {
	q, m := t.s.Asking, t.matter()
	if q != nil && q.Asks == AskSide {
		m = t.s.Matter(q.Case)
	} else {
		q = nil
	}
	if m == nil || m.Side == nil || m.Side.Halted {
		return false
	}
	text := understand.Simplify(strings.TrimSpace(t.text))
	if m.Side.State == mediation.Accepted && leavesTable.MatchString(text) {
		t.sideLeaves(m)
		return true
	}
	if q == nil {
		return t.sideNames(m, text) || t.sideMeant(m, text)
	}
	about := mediation.Kind(q.About)
	if about == mediation.Times {
		return t.sidePicks(m, q, text)
	}
	n := -1
	if t.in.Choice != "" {
		n = offered(q.Choices, t.in.Choice)
	} else {
		n = readSide(about, text, q.Choices)
	}
	if n < 0 {
		return t.sideUnclear(m, q, text)
	}
	t.sideAnswers(m, about, n)
	return true
}

// sideAnswers does what the n-th answer says.
func (t *scene) sideAnswers(m *Matter, about mediation.Kind, n int) {
	s := m.Side
	kinds := map[mediation.Kind][]mediation.Kind{
		mediation.Release: {mediation.Accept, mediation.Decline, mediation.NotMe},
		mediation.Propose: {mediation.Agree, mediation.Refuse, mediation.Change},
		mediation.Ask:     {mediation.Kept, mediation.Missed},
	}[about]
	if n >= len(kinds) {
		return
	}
	a := mediation.Act{Kind: kinds[n], By: mediation.Side}
	t.s.Asking = nil
	switch a.Kind {
	case mediation.Accept:
		a.Wording, a.Lang = t.consentTo("table_invite"), t.lang()
		s.State, s.NextAt = mediation.Accepted, time.Time{}
	case mediation.Agree, mediation.Refuse, mediation.Change:
		a.Version, a.Hash, s.Answered = s.Version, s.Hash, true
	case mediation.Kept, mediation.Missed:
		a.Item = s.Item
	}
	t.sayTo(m, "table_did_"+string(a.Kind), Vars{"mediator": m.OwnerName, "n": fmt.Sprint(s.Version)})
	t.answerTable(*s, a)
	if a.Kind == mediation.Decline || a.Kind == mediation.NotMe {
		t.leaveTable(m, mediation.Declined)
	}
}

// sayTo tells a side that its answer was taken.
func (t *scene) sayTo(m *Matter, key string, vars Vars) {
	t.s.Current = m.ID
	t.send(Reply{Text: t.phrase(key, vars), Case: m.ID, UseBy: t.now.Add(wordUseBy)})
}

// consentTo names the version of words that are consented to: a town may say them otherwise,
// and the next version of the program may.
func (t *scene) consentTo(phrase string) string {
	return fmt.Sprintf("%s-%08x", t.lang(), markOf(t.Phrases.Say(t.lang(), phrase, 0, nil)))
}

func (t *scene) sideLeaves(m *Matter) {
	t.sayTo(m, "table_did_leave", nil)
	t.answerTable(*m.Side, mediation.Act{Kind: mediation.Leave, By: mediation.Side})
	if m.Table == nil {
		t.leaveTable(m, mediation.Left)
	} else if p := m.Table.Party(m.Side.Party); p != nil && p.State == mediation.Left {
		t.leaveTable(m, mediation.Left)
	}
}

// sideNames takes an answer to a proposal that lies further back, where the words name it.
func (t *scene) sideNames(m *Matter, text string) bool {
	found := namesProposal.FindStringSubmatch(text)
	if found == nil || m.Side.State != mediation.Accepted || m.Side.Hash == "" || !m.Side.Signs {
		return false
	}
	if n := found[3]; n != "" && n != fmt.Sprint(m.Side.Version) {
		return false
	}
	n := 0
	switch said := found[1] + found[2]; {
	case strings.Contains(said, "改") || strings.Contains(said, "change"):
		n = 2
	case strings.Contains(said, "不") || strings.Contains(said, "反悔") || strings.Contains(said, "re"):
		n = 1
	}
	t.sideAnswers(m, mediation.Propose, n)
	return true
}

// sideMeant asks once more what was left open when other words came between, where the words
// sound like an answer to it: they may as well be one to the mediator's last word.
func (t *scene) sideMeant(m *Matter, text string) bool {
	s, about := m.Side, mediation.Kind("")
	switch {
	case s.State == mediation.Invited && !s.Unasked, s.State == mediation.Unheard:
		about = mediation.Release
	case s.State == mediation.Accepted && s.Signs && s.Hash != "" && !s.Answered && !s.Signed:
		about = mediation.Propose
	default:
		return false
	}
	choices := t.sideChoices(m, about, nil)
	if t.in.Choice != "" || numberOnly.MatchString(text) || readSide(about, text, choices) < 0 {
		return false
	}
	key := "table_meant_" + string(about)
	t.toSide(m, ByBot, Reply{Text: t.phrase(key, Vars{"n": fmt.Sprint(s.Version)}), Choices: choices}, about)
	return true
}

// sidePicks reads which of the times proposed suit: 1 3, 13, 都行, 0.
func (t *scene) sidePicks(m *Matter, q *Question, text string) bool {
	picks, ok := readPicks(text, q.Choices)
	if i := offered(q.Choices, t.in.Choice); t.in.Choice != "" && i >= 0 {
		picks, ok = []int{i + 1}, true
	}
	if !ok {
		return t.sideUnclear(m, q, text)
	}
	t.s.Asking = nil
	t.sayTo(m, "table_did_pick", nil)
	t.answerTable(*m.Side, mediation.Act{Kind: mediation.Pick, By: mediation.Side, Picks: picks, Version: m.Side.Meeting})
	return true
}

// sideUnclear leaves words to the mediator; who asked nothing is told once what to answer.
func (t *scene) sideUnclear(m *Matter, q *Question, text string) bool {
	if text == "" || m.Owner == "" || wholeKeyword(t.text) || m.Side.Lost > 0 || q.Case != m.ID {
		return false
	}
	m.Side.Lost++
	options := numbered(q.Choices)
	if t.onSMS() && len([]rune(options)) > owedShown {
		options = fmt.Sprintf("1-%d", len(q.Choices))
	}
	t.s.Current = m.ID
	t.send(Reply{Text: t.phrase("table_unclear", Vars{"options": options}), Choices: q.Choices, Asks: AskSide, Case: m.ID, UseBy: t.now.Add(wordUseBy)})
	return true
}
