package table

import (
	"fmt"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// What a side answers to a table: by a button, a number, or in words of its own. Words bind
// nobody unless they are clear: what hedges, asks, or speaks of somebody else's consent is
// left to the mediator, who reads it in the thread.

// SideSaid takes an answer to a table; false where the words are none.
func (t *Host) SideSaid() bool {
	q, m := t.State.Asking, t.Matter()
	if q != nil && q.Asks == dialog.AskSide {
		m = t.State.Matter(q.Case)
	} else {
		q = nil
	}
	if m == nil || m.Side == nil {
		return false
	}
	text := understand.Simplify(strings.TrimSpace(t.Text))
	if m.Side.Halted {
		return t.sideGoes(m, text)
	}
	if m.Side.State == mediation.Accepted && hear.LeavesTable(text) {
		if m.Side.Signed {
			t.sayTo(m, "table_bound", nil)
			return true
		}
		t.sideLeaves(m)
		return true
	}
	if t.unheardAsk(m) {
		return true
	}
	about := mediation.Kind("")
	if q != nil {
		about = mediation.Kind(q.About)
	}
	if m.Side.Hash != "" && m.Side.Signs && !m.Side.Signed && (q == nil || about == mediation.Propose) && otherDraft(m.Side, text) {
		return t.sideAsked(m, mediation.Propose)
	}
	if q == nil {
		return t.sideNames(m, text) || t.sideMeant(m, text)
	}
	if about == mediation.Times {
		return t.sidePicks(m, q, text)
	}
	n := -1
	if t.In.Choice != "" {
		n = hear.Offered(q.Choices, t.In.Choice)
	} else {
		n = hear.ReadSide(about, text, q.Choices)
	}
	if n < 0 {
		return t.sideUnclear(m, q, text)
	}
	t.sideAnswers(m, about, n)
	return true
}

// sideAnswers does what the n-th answer says.
func (t *Host) sideAnswers(m *dialog.Matter, about mediation.Kind, n int) {
	s := m.Side
	kinds := answersOf(about)
	if n >= len(kinds) {
		return
	}
	a := mediation.Act{Kind: kinds[n], By: mediation.Side}
	if q := t.State.Asking; q == nil || q.Asks != dialog.AskSide || q.About == string(about) {
		t.State.Asking = nil // times that were asked since stay open
	}
	switch a.Kind {
	case mediation.Accept:
		a.Wording, a.Lang = t.ConsentTo("table_invite"), t.Lang()
		s.State, s.NextAt = mediation.Accepted, time.Time{}
	case mediation.Agree, mediation.Refuse, mediation.Change:
		a.Version, a.Hash, s.Answer = s.Version, s.Hash, a.Kind
	case mediation.Kept, mediation.Missed:
		a.Item = s.Item
	}
	t.sayTo(m, "table_did_"+string(a.Kind), phrases.Vars{"mediator": m.OwnerName, "n": fmt.Sprint(s.Version)})
	t.answerTable(*s, a)
	if a.Kind == mediation.Decline || a.Kind == mediation.NotMe {
		t.leaveTable(m, mediation.Declined)
	}
}

// answersOf are the answers to what a table asks, in the order of their numbers.
func answersOf(about mediation.Kind) []mediation.Kind {
	switch about {
	case mediation.Release:
		return []mediation.Kind{mediation.Accept, mediation.Decline, mediation.NotMe}
	case mediation.Propose:
		return []mediation.Kind{mediation.Agree, mediation.Refuse, mediation.Change}
	case mediation.Ask:
		return []mediation.Kind{mediation.Kept, mediation.Missed}
	}
	return nil
}

// sayTo tells a side that its answer was taken.
func (t *Host) sayTo(m *dialog.Matter, key string, vars phrases.Vars) {
	t.State.Current = m.ID
	t.Send(dialog.Reply{Text: t.Phrase(key, vars), Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
}

// ConsentTo names the version of words that are consented to: a town may say them otherwise,
// and the next version of the program may.
func (t *Host) ConsentTo(phrase string) string {
	return fmt.Sprintf("%s-%08x", t.Lang(), say.MarkOf(t.Settings.Phrases.Say(t.Lang(), phrase, 0, nil)))
}

func (t *Host) sideLeaves(m *dialog.Matter) {
	t.sayTo(m, "table_did_leave", nil)
	t.answerTable(*m.Side, mediation.Act{Kind: mediation.Leave, By: mediation.Side})
	if m.Table == nil {
		t.leaveTable(m, mediation.Left)
	} else if p := m.Table.Party(m.Side.Party); p != nil && p.State == mediation.Left {
		t.leaveTable(m, mediation.Left)
	}
}

// sideNames takes an answer to a proposal that lies further back, where the words name it.
func (t *Host) sideNames(m *dialog.Matter, text string) bool {
	found := hear.NamesProposal(text)
	if found == nil || m.Side.State != mediation.Accepted || m.Side.Hash == "" || !m.Side.Signs {
		return false
	}
	if m.Side.Signed {
		t.sayTo(m, "table_bound", nil)
		return true
	}
	n := 0
	switch said := strings.ToLower(found[1]); {
	case strings.Contains(said, "改") || strings.Contains(said, "change"):
		n = 2
	case !strings.HasPrefix(said, "同意") && !strings.HasPrefix(said, "agree"):
		n = 1
	}
	t.sideAnswers(m, mediation.Propose, n)
	return true
}

// otherDraft says that words name a draft that is not the one in force: what is said of that
// one counts for no other.
func otherDraft(s *dialog.Side, text string) bool {
	found := hear.NamesDraft(text)
	if found == nil {
		return false
	}
	n := found[1] + found[2]
	if i := strings.Index("一二三四五六七八九", n) / len("一"); i >= 0 && strings.Contains("一二三四五六七八九", n) {
		n = fmt.Sprint(i + 1)
	}
	return n != fmt.Sprint(s.Version)
}

// sideMeant asks once more what was left open when other words came between, where the words
// sound like an answer to it: they may as well be one to the mediator's last word.
func (t *Host) sideMeant(m *dialog.Matter, text string) bool {
	s, about := m.Side, mediation.Kind("")
	switch {
	case s.State == mediation.Invited, s.State == mediation.Unheard:
		about = mediation.Release
	case s.State == mediation.Accepted && s.Signs && s.Hash != "" && !s.Signed:
		about = mediation.Propose
	default:
		return false
	}
	choices := t.sideChoices(m, about, nil)
	n := hear.ReadSide(about, text, choices)
	if t.In.Choice != "" || hear.OnlyNumber(text) || n < 0 {
		return false
	}
	if about == mediation.Propose && s.Answer == answersOf(about)[n] { // answered so already
		return false
	}
	return t.sideAsked(m, about)
}

// sideAsked asks once more what was left open.
func (t *Host) sideAsked(m *dialog.Matter, about mediation.Kind) bool {
	key := "table_meant_" + string(about)
	t.toSide(m, dialog.ByBot, dialog.Reply{Text: t.Phrase(key, phrases.Vars{"n": fmt.Sprint(m.Side.Version)}), Choices: t.sideChoices(m, about, nil)}, about)
	return true
}

// AsksWho says that somebody who was invited asks who that is: no call for help.
func (t *Host) AsksWho() bool {
	q := t.State.Asking
	return q != nil && q.Asks == dialog.AskSide && mediation.Kind(q.About) == mediation.Release && hear.AsksWhoInvites(understand.Simplify(t.Text))
}

// sidePicks reads which of the times proposed suit: 1 3, 13, 都行, 0.
func (t *Host) sidePicks(m *dialog.Matter, q *dialog.Question, text string) bool {
	picks, ok := hear.ReadPicks(text, q.Choices)
	if i := hear.Offered(q.Choices, t.In.Choice); t.In.Choice != "" && i >= 0 {
		picks, ok = []int{i + 1}, true
	}
	if !ok {
		return t.sideNames(m, text) || t.sideMeant(m, text) || t.sideUnclear(m, q, text)
	}
	t.State.Asking = nil
	t.sayTo(m, "table_did_pick", nil)
	t.answerTable(*m.Side, mediation.Act{Kind: mediation.Pick, By: mediation.Side, Picks: picks, Version: m.Side.Meeting})
	return true
}

// sideUnclear leaves words to the mediator; who asked nothing is told once what to answer.
func (t *Host) sideUnclear(m *dialog.Matter, q *dialog.Question, text string) bool {
	if text == "" || m.Owner == "" || hear.WholeKeyword(t.Text) || m.Side.Lost > 0 || q.Case != m.ID {
		return false
	}
	m.Side.Lost++
	if again := t.sideChoices(m, mediation.Kind(q.About), nil); len(again) > 0 {
		q.Choices = again // they may have gone on in the other language
	}
	options := numbered(q.Choices)
	if t.OnSMS() && len([]rune(options)) > owedShown {
		options = fmt.Sprintf("1-%d", len(q.Choices))
	}
	t.State.Current = m.ID
	words := t.Phrase("table_unclear", phrases.Vars{"options": options})
	if t.AsksWho() {
		words = t.fitting("table_who", phrases.Vars{"options": options, "mediator": m.OwnerName, "asker": phrases.Short(m.Side.Asker, askerShown)}, t.topic(m.Side))
	}
	t.Send(dialog.Reply{Text: words, Choices: q.Choices, Asks: dialog.AskSide, Case: m.ID, UseBy: t.Now.Add(say.WordUseBy)})
	return true
}
