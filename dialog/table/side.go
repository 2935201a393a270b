package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/phrases"
)

// owedShown is how much is shown of a point that is spoken of again, in characters.
const owedShown = 60

// TableArrived is what a table tells one of its sides.
func (t *Host) TableArrived(l *dialog.Letter) {
	if l.Act == nil {
		return
	}
	if t.In.From.Channel() == dialog.Unnamed { // a code's address: whoever brings the code is meant
		t.State.Invite = nil
		if l.Act.Kind == mediation.Release {
			kept := *l
			t.State.Invite = &kept
		}
		return
	}
	t.In.Agent, t.In.Name = l.Agent, l.Name
	if l.Act.Kind == mediation.Release {
		if t.Town.Quiet(t.Now) && !strings.HasPrefix(l.ID, inviteBrought) {
			t.State.Later = append(t.State.Later, *l)
			return
		}
		t.invited(l)
		return
	}
	if l.Act.Kind == mediation.Halt || l.Act.Kind == mediation.End {
		t.State.Later = slices.DeleteFunc(t.State.Later, func(later dialog.Letter) bool { return later.Case == l.Case })
	}
	if m := t.atTable(l.Case); m != nil && m.ID != l.Case {
		if l.Agent != "" && l.Agent != m.Owner { // the table has another mediator
			m.Owner, m.OwnerName = l.Agent, l.Name
			t.Act(dialog.Change{Case: m.ID, Kind: dialog.ChangeClaimed, Text: l.Name})
		}
		t.hearTable(m, *l.Act)
	}
}

// atTable is the resident's own case at the table of a case; nil for none.
func (t *Host) atTable(of dialog.CaseID) *dialog.Matter {
	i := slices.IndexFunc(t.State.Matters, func(m dialog.Matter) bool { return m.Side != nil && m.Side.Case == of && m.Status != dialog.Resolved })
	if i < 0 {
		return nil
	}
	return &t.State.Matters[i]
}

// toSide sends a side what the mediator wrote, or else what the table has to say; about is
// what it asks.
func (t *Host) toSide(m *dialog.Matter, by dialog.By, r dialog.Reply, about mediation.Kind) {
	r.By, r.Case = by, m.ID
	if by == dialog.ByAgent {
		r.Agent = cmp.Or(t.In.Agent, m.Owner)
	}
	text := r.Text
	r.Text = t.Signed(text)
	t.State.Greeted = true
	t.State.Current = m.ID
	t.State.Asking = nil
	if about != "" && !t.away() {
		r.Asks = dialog.AskSide
		t.State.Asking = &dialog.Question{Asks: dialog.AskSide, About: string(about), Choices: r.Choices, Case: m.ID, At: t.Now}
		m.Side.Lost = 0
	}
	t.SendOrKeep(r, text)
}

// sideChoices are the numbered answers to what a table asks.
func (t *Host) sideChoices(m *dialog.Matter, about mediation.Kind, options []string) []dialog.Choice {
	var labels []string
	switch about {
	case mediation.Release:
		labels = []string{"table_join", "table_decline", "table_not_me"}
	case mediation.Propose:
		labels = []string{"table_agree", "table_refuse", "table_change"}
	case mediation.Ask:
		labels = []string{"table_got", "table_got_not"}
	}
	var choices []dialog.Choice
	for i, l := range labels {
		n := fmt.Sprint(i + 1)
		choices = append(choices, dialog.Choice{Key: n, Label: t.Word(l), Value: n})
	}
	for i, o := range options {
		n := fmt.Sprint(i + 1)
		choices = append(choices, dialog.Choice{Key: n, Label: o, Value: n})
	}
	return choices
}

// hearTable says to a side what the table tells it.
func (t *Host) hearTable(m *dialog.Matter, note mediation.Act) {
	s := m.Side
	if s == nil || s.Halted && !slices.Contains([]mediation.Kind{mediation.Halt, mediation.Resume, mediation.End}, note.Kind) {
		return // what was on its way when the table was halted arrives no more
	}
	if t.sleptOver(m, note) {
		return
	}
	s.Signs = note.Signs
	switch note.Kind {
	case mediation.Begin:
		t.toSide(m, dialog.ByBot, dialog.Reply{Text: t.Phrase("table_begun", phrases.Vars{"mediator": m.OwnerName, "topic": t.topic(s), "asker": phrases.Short(note.Name, askerShown)})}, "")
	case mediation.Say:
		t.toSide(m, dialog.ByAgent, dialog.Reply{Text: note.Text}, "")
	case mediation.Times:
		if note.Version <= s.Meeting { // they have these, or later ones
			return
		}
		if !t.away() {
			s.Meeting = note.Version
		}
		choices := t.sideChoices(m, note.Kind, note.Options)
		t.toSide(m, dialog.ByAgent, dialog.Reply{Text: t.Phrase("table_times", phrases.Vars{"where": note.Place, "options": numbered(choices)}), Choices: choices}, note.Kind)
	case mediation.Pick:
		t.toSide(m, dialog.ByBot, dialog.Reply{Text: t.Phrase("table_meeting", phrases.Vars{"where": phrases.Short(note.Place, 30), "text": note.Text})}, "")
	case mediation.Propose:
		if note.Version <= s.Version { // they have this one, or a later one
			return
		}
		s.Hash, s.Answer = "", ""
		if !t.away() { // what nobody was shown, nobody agrees to
			s.Version, s.Hash = note.Version, note.Hash
		}
		if !note.Signs {
			t.toSide(m, dialog.ByAgent, dialog.Reply{Text: t.Phrase("table_proposal_told", phrases.Vars{"n": fmt.Sprint(note.Version), "lines": note.Text})}, "")
			return
		}
		t.toSide(m, dialog.ByAgent, dialog.Reply{Text: t.Phrase("table_proposal", phrases.Vars{"n": fmt.Sprint(note.Version), "lines": note.Text}), Choices: t.sideChoices(m, note.Kind, nil)}, note.Kind)
	case mediation.Agree:
		said := "table_agreed"
		if !note.Signs { // there is nothing they could take back
			said = "table_agreed_told"
		}
		t.toSide(m, dialog.ByBot, dialog.Reply{Text: t.Phrase(said, phrases.Vars{"n": fmt.Sprint(note.Version)})}, "")
	case mediation.Sign:
		s.Signed, s.Until = note.Signs, note.Until
		t.toSide(m, dialog.ByAgent, dialog.Reply{Text: t.Phrase("table_signed", phrases.Vars{"code": note.Number})}, "")
	case mediation.Due:
		t.toSide(m, dialog.ByBot, dialog.Reply{Text: t.Phrase("table_due", phrases.Vars{"text": phrases.Short(note.Text, owedShown)})}, "")
	case mediation.Ask:
		s.Item = note.Item
		t.toSide(m, dialog.ByBot, dialog.Reply{Text: t.Phrase("table_ask", phrases.Vars{"text": phrases.Short(note.Text, owedShown)}), Choices: t.sideChoices(m, note.Kind, nil)}, note.Kind)
	case mediation.Kept:
		t.toSide(m, dialog.ByBot, dialog.Reply{Text: t.Phrase("table_fulfilled", nil)}, "")
		t.leaveTable(m, mediation.Accepted)
	case mediation.Drop:
		t.leaveTable(m, mediation.Accepted)
	case mediation.End:
		if s.State == mediation.Accepted {
			t.toSide(m, dialog.ByBot, dialog.Reply{Text: t.Phrase("table_over", nil)}, "")
		}
		t.leaveTable(m, mediation.Left)
	case mediation.Resume:
		if note.Outcome == explained {
			t.explain()
		}
		switch s.Halted, s.Told = false, false; s.State {
		case mediation.Invited:
			s.NextAt = t.Now.Add(remindAfter)
		case mediation.Left, mediation.Declined: // they went while it was halted
			t.leaveTable(m, s.State)
		}
	case mediation.Halt: // nothing is said: whoever must not know would know
		s.Halted, s.NextAt = true, time.Time{}
		if q := t.State.Asking; q != nil && q.Asks == dialog.AskSide && q.Case == m.ID {
			t.State.Asking = nil
		}
	}
}

// numbered are choices as a text tells them.
func numbered(choices []dialog.Choice) string {
	var parts []string
	for _, c := range choices {
		parts = append(parts, c.Key+" "+c.Label)
	}
	return strings.Join(parts, " ")
}

// leaveTable ends what a resident is at a table. The case of a side ends with it, and what
// they write then is a matter of their own.
func (t *Host) leaveTable(m *dialog.Matter, state mediation.PartyState) {
	m.Side.State, m.Side.NextAt = state, time.Time{}
	if q := t.State.Asking; q != nil && q.Asks == dialog.AskSide && q.Case == m.ID {
		t.State.Asking = nil
	}
	if m.Side.Case == m.ID {
		m.Side = nil
		return
	}
	if cried(m) && state != mediation.Forgotten && t.In.Kind == dialog.Said { // they cried for help: going away ends no such case
		m.Side.Hash = ""
		return
	}
	if held := t.HeldUntil(m); state != mediation.Forgotten || !held.IsZero() {
		t.State.Sides = append(t.State.Sides, dialog.PastSide{Thread: m.ID, Case: m.Side.Case, At: m.Side.At, Party: m.Side.Party, Signed: m.Side.Signed, Until: m.Side.Until, Held: held})
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeClosed, By: dialog.BySystem, Outcome: dialog.Solved})
	t.State.Matters = slices.DeleteFunc(t.State.Matters, func(x dialog.Matter) bool { return x.ID == m.ID })
	t.State.Current = ""
	if n := len(t.State.Matters); n > 0 {
		t.State.Current = t.State.Matters[n-1].ID
	}
}

// answerTable tells the table what this side answers: here, or by a letter.
func (t *Host) answerTable(s dialog.Side, a mediation.Act) {
	a.Party, a.At, a.Channel = s.Party, t.In.At, t.In.From.Channel()
	if s.At == t.In.From {
		if m := t.State.Matter(s.Case); m != nil && m.Table != nil {
			t.FromSide(m, a)
			return
		}
	}
	own := dialog.CaseID("")
	if i := slices.IndexFunc(t.State.Matters, func(m dialog.Matter) bool {
		return m.Side != nil && m.Side.Case == s.Case && m.Side.Party == s.Party && m.ID != s.Case
	}); i >= 0 {
		own = t.State.Matters[i].ID
	}
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: fmt.Sprintf("%s:%s:%s:%s:%s:%d:%d", dialog.LetterFromSide, s.Case, s.Party, a.Kind, t.In.ID, t.In.At.UnixNano(), len(t.Turn.Letters)),
		To: s.At, Kind: dialog.LetterFromSide, Case: s.Case, Other: own, At: t.In.At, Act: &a})
}
