package afield

import (
	"context"
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/safety"
	"frontdoor/handoff/casebook"
)

// carry carries out an order that is whole. Its words about danger are answered with
// the numbers to call, whatever else it is.
func (m *message) carry(ctx context.Context, o order) error {
	if o.lang != "" && m.in.From.Channel() == dialog.SMS {
		m.lang = o.lang
	}
	if err := m.keep(ctx, m.who.Login, func(p *pocket) { p.Last = o.id }); err != nil {
		return err
	}
	c, refused, err := m.mayShow(ctx, o.id)
	if err != nil {
		return err
	}
	if refused != nil {
		return m.answer(ctx, *refused)
	}
	switch o.verb {
	case took:
		return m.tookIt(ctx, o)
	case show:
		return m.show(ctx, o.id)
	case done:
		return m.didIt(ctx, o, c)
	}
	return m.needs(ctx, o, c)
}

// tookIt makes the case the writer's; more words are a note.
func (m *message) tookIt(ctx context.Context, o order) error {
	if err := m.Desk.Claim(ctx, m.act(o.id)); err != nil {
		return m.refuse(ctx, o.id, err)
	}
	if o.words != "" {
		if err := m.Desk.Note(ctx, m.act(o.id), o.words); err != nil {
			return m.refuse(ctx, o.id, err)
		}
	}
	return m.answer(ctx, m.withDanger(o, headed(o.id, m.say("took"))))
}

// didIt treats work that is done. The words end the writer's own case, or one that is
// nobody's, and go to the resident, who may say that it is not so; on a colleague's
// case they are a note that asks the owner to close. A danger nobody has answered for,
// and what is only half done, is not closed from afar.
func (m *message) didIt(ctx context.Context, o order, c casebook.Case) error {
	switch {
	case c.Status == dialog.Resolved || c.Status == dialog.Archived:
		// By this very message, which has come again: then the desk says so.
		if err := m.Desk.Close(ctx, m.act(o.id), dialog.Solved, o.words); err != nil {
			return m.refuse(ctx, o.id, err)
		}
		return m.answer(ctx, headed(o.id, m.say("done_closed")))
	case o.doubt || grave(c) || c.Owner != "" && c.Owner != m.who.Login:
		if err := m.Desk.Note(ctx, m.act(o.id), m.lead("note_done")+o.words); err != nil {
			return m.refuse(ctx, o.id, err)
		}
		key := "done_noted"
		if c.Owner == "" || c.Owner == m.who.Login {
			key = "done_not_closed"
		}
		return m.answer(ctx, m.withDanger(o, headed(o.id, m.say(key, "name", nameOf(c)))))
	case m.in.From.Channel() == dialog.Telegram: // there what goes out can be shown first
		return m.preview(ctx, closing{Case: o.id, Outcome: dialog.Solved, Text: o.words, Key: m.buttonKey(), Until: m.Now().Add(closingLife)}, "preview")
	}
	if err := m.Desk.Close(ctx, m.act(o.id), dialog.Solved, o.words); err != nil {
		return m.refuse(ctx, o.id, err)
	}
	return m.answer(ctx, headed(o.id, m.say("done_closed")))
}

// grave cases are closed at the desk.
func grave(c casebook.Case) bool {
	return c.Alarm() || slices.ContainsFunc(c.Flags, func(f dialog.Flag) bool {
		return f == dialog.FlagEmergency || f == dialog.FlagSuicideRisk || f == dialog.FlagDomesticViolence
	})
}

// needs writes down what is missing, which wakes the owner; where the writer is the
// owner, or there is none, the supervisors are woken.
func (m *message) needs(ctx context.Context, o order, c casebook.Case) error {
	if err := m.Desk.Note(ctx, m.act(o.id), m.lead("note_need")+o.words); err != nil {
		return m.refuse(ctx, o.id, err)
	}
	key := "need_owner"
	if c.Owner == "" || c.Owner == m.who.Login {
		key = "need_supervisors"
		if err := m.wakeSupervisors(ctx, c); err != nil {
			return err
		}
	}
	return m.answer(ctx, m.withDanger(o, headed(o.id, m.say(key, "name", nameOf(c)))))
}

func (m *message) wakeSupervisors(ctx context.Context, c casebook.Case) error {
	all, err := m.Lines.All(ctx)
	if err != nil {
		return err
	}
	for _, w := range all {
		if w.Role.Supervises() && w.Login != m.who.Login {
			if err := m.informAll(ctx, w, c, news{kind: newsNeed, id: c.ID, by: m.who.Name, key: "need:" + m.who.Login + ":" + m.in.ID}, true); err != nil {
				return err
			}
		}
	}
	return nil
}

// withDanger puts the numbers before an answer to words of danger.
func (m *message) withDanger(o order, answer casebook.Outgoing) casebook.Outgoing {
	if safety.Look(o.words).Card {
		answer.Text += "\n" + m.say("danger_short").Text
	}
	return answer
}

// nameOf is how the owner of a case is called.
func nameOf(c casebook.Case) string {
	if c.OwnerName != "" {
		return c.OwnerName
	}
	return c.Owner
}

// show tells what a case is about: the talk in a chat, the facts in a text message.
func (m *message) show(ctx context.Context, id dialog.CaseID) error {
	events, c, refused, err := m.open(ctx, id)
	if err != nil {
		return err
	}
	if refused != nil {
		return m.answer(ctx, *refused)
	}
	if err := m.keep(ctx, m.who.Login, func(p *pocket) { p.reads(id, c.Seq) }); err != nil {
		return err
	}
	if m.in.From.Channel() == dialog.SMS {
		return m.answer(ctx, headed(id, m.inShort(c)))
	}
	o := headed(id, m.talk(c, events))
	switch {
	case c.Status == dialog.Resolved || c.Status == dialog.Archived:
	case c.Owner == "":
		o.Choices = m.buttons(id, "claim", "close")
	case c.Owner == m.who.Login:
		o.Choices = m.buttons(id, "close")
	}
	return m.answer(ctx, o)
}
