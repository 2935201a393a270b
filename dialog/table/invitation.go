package table

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
)

// Rules of invitations.
const (
	remindAfter   = 3 * 24 * time.Hour  // of one that nobody answers
	remindMost    = 2                   // times
	textsMost     = 3                   // to one number, of all cases
	textsWithin   = 30 * 24 * time.Hour // counted over so long
	inviteLife    = 30 * 24 * time.Hour // of a code that opens one
	mediatorCase  = "mediation"         // the category of a side's own case
	askerShown    = 20                  // characters of who asks, in an invitation
	topicLeast    = 6                   // and of what about, at the least
	inviteBrought = "invite:"           // how the letter to whoever brought a code is named
)

// InviteAsked hands an invitation that waits at a code's address to whoever brought the
// code, once; false where there is none.
func (t *Host) InviteAsked(l *dialog.Letter) bool {
	invite := t.State.Invite
	if invite == nil || t.Now.Sub(invite.At) > inviteLife || l.From == invite.For {
		return false
	}
	on := *invite
	on.ID, on.To, on.At = inviteBrought+l.ID, l.From, t.In.At
	t.Turn.Letters = append(t.Turn.Letters, on)
	t.State.Invite = nil
	return true
}

// invited asks the resident to a table, in a case of their own that the mediator has.
func (t *Host) invited(l *dialog.Letter) {
	t.State.CodesTried = nil
	t.Story.FlushQuietly() // a story under way is kept for afterwards
	note := *l.Act
	back := dialog.Side{Case: l.Case, At: l.For, Party: note.Party}
	if t.State.Lang == "" {
		t.State.Lang = note.Lang
	}
	old := slices.IndexFunc(t.State.Matters, func(m dialog.Matter) bool { return m.Side != nil && m.Side.Case == l.Case })
	switch {
	case old >= 0 && t.State.Matters[old].Side.Party != note.Party: // who sits there already brought somebody else's code
		t.answerTable(back, mediation.Act{Kind: mediation.Silent, By: mediation.Town})
		return
	case l.For == t.In.From || slices.ContainsFunc(t.State.Matters, func(m dialog.Matter) bool {
		return m.Status != dialog.Resolved && m.Status != dialog.Archived && violent(&m)
	}):
		t.answerTable(back, mediation.Act{Kind: mediation.Silent, By: mediation.Town}) // nothing is asked of them, and nothing told about them
		return
	case t.away():
		t.answerTable(back, mediation.Act{Kind: mediation.Stop, By: mediation.Side})
		return
	case !t.mayText():
		t.answerTable(back, mediation.Act{Kind: mediation.Limit, By: mediation.Town})
		return
	}
	var m *dialog.Matter
	if old >= 0 {
		m = &t.State.Matters[old]
	} else if m = t.sideCase(l, note); m == nil {
		return
	}
	m.Side.State, m.Side.Reminded = mediation.Invited, 0
	t.answerTable(*m.Side, mediation.Act{Kind: mediation.Link, By: mediation.Town, Case: string(m.ID), Address: string(t.In.From), Lang: t.State.Lang})
	t.invite(m, dialog.ByAgent, "table_invite")
}

// invite asks a side, and says when to ask again.
func (t *Host) invite(m *dialog.Matter, by dialog.By, phrase string) {
	t.State.Texts = append(t.State.Texts, t.Now)
	t.toSide(m, by, dialog.Reply{Text: t.invitation(m, phrase), Choices: t.sideChoices(m, mediation.Release, nil)}, mediation.Release)
	m.Side.NextAt = t.Now.Add(remindAfter)
}

// sideCase opens the case of a side: its words are the mediator's to read.
func (t *Host) sideCase(l *dialog.Letter, note mediation.Act) *dialog.Matter {
	id, ok := t.Number()
	if !ok {
		return nil
	}
	t.State.Matters = append(t.State.Matters, dialog.Matter{ID: id, Status: dialog.InProgress, Category: mediatorCase, Confidence: 1, Chosen: true, Title: note.Topic,
		Slots: map[string]dialog.Slot{}, OpenedAt: t.In.At, Owner: l.Agent, OwnerName: l.Name, Receipted: true,
		Side: &dialog.Side{Case: l.Case, At: l.For, Party: note.Party, Topic: note.Topic, Also: note.Also, Asker: note.Name, Signs: note.Signs}})
	m := t.State.Matter(id)
	t.Change(dialog.Change{Case: id, Kind: dialog.ChangeMediation, By: dialog.BySystem, Value: dialog.SideOpened, Slot: note.Party, Act: &mediation.Act{Kind: dialog.SideOpened, Party: note.Party, Case: string(l.Case), Topic: note.Topic}})
	t.Change(dialog.Change{Case: id, Kind: dialog.ChangeCategory, By: dialog.BySystem, Value: m.Category, Confidence: 1})
	t.Change(dialog.Change{Case: id, Kind: dialog.ChangeOpened, By: dialog.BySystem})
	t.Act(dialog.Change{Case: id, Kind: dialog.ChangeClaimed, Text: l.Name})
	return m
}

func (t *Host) invitation(m *dialog.Matter, phrase string) string {
	who := t.In.Name
	if who == "" {
		who = m.OwnerName
	}
	return t.fitting(phrase, phrases.Vars{"mediator": who, "asker": phrases.Short(m.Side.Asker, askerShown)}, t.topic(m.Side))
}

// topic is what a table is about in the language of who is told of it; in words that fit any
// dispute where the mediator wrote it in the other language alone.
func (t *Host) topic(s *dialog.Side) string {
	for _, said := range []string{s.Topic, s.Also} {
		if said != "" && pattern.HasHan(said) == (t.Lang() != "en") {
			return said
		}
	}
	return t.Word("table_topic")
}

// fitting says a phrase with a topic that gives way on SMS, where the whole would be too long.
func (t *Host) fitting(phrase string, vars phrases.Vars, topic string) string {
	vars["topic"] = topic
	text := t.Phrase(phrase, vars)
	for n := len([]rune(topic)) - 1; n > topicLeast && t.OnSMS() && !phrases.FitsSMS(t.Signed(text)); n-- {
		vars["topic"] = phrases.Short(topic, n)
		text = t.SayWithTown(phrase, 0, vars)
	}
	return text
}

// mayText says whether the number may have one more text about a table. Other channels are
// written to only by who came there themselves.
func (t *Host) mayText() bool {
	t.State.Texts = slices.DeleteFunc(t.State.Texts, func(at time.Time) bool { return t.Now.Sub(at) >= textsWithin })
	return !t.OnSMS() || len(t.State.Texts) < textsMost
}
