package afield

import (
	"context"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/safety"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// chat treats a message from an agent's own Telegram.
func (m *message) chat(ctx context.Context) error {
	switch m.in.Kind {
	case dialog.Blocked:
		m.Log.Warn("an agent's chat cannot be reached", "agent", m.who.Login)
		return m.reached(ctx, false)
	case dialog.Unblocked:
		return m.reached(ctx, true)
	case dialog.Edited:
		return m.once(ctx, func() error { return m.answer(ctx, m.say("edited")) })
	case dialog.Said:
	default:
		return nil
	}
	if m.who.Line.ChatLost { // who writes can be written to
		if err := m.reached(ctx, true); err != nil {
			return err
		}
	}
	return m.once(ctx, func() error {
		switch text := strings.TrimSpace(m.in.Text); {
		case m.in.Choice != "" || m.in.Foreign:
			return m.press(ctx, m.in.Choice)
		case m.in.Pin != nil || m.in.Contact != "":
			return m.answer(ctx, m.say("only_words"))
		case len(m.in.Media) > 0:
			return m.files(ctx, text)
		case strings.HasPrefix(text, "/"):
			return m.command(ctx, text)
		case m.in.Quote+m.in.Answers != "":
			return m.replied(ctx, text)
		default:
			return m.free(ctx, text)
		}
	})
}

// reached notes whether anything arrives in the chat.
func (m *message) reached(ctx context.Context, ok bool) error {
	return m.Lines.Change(ctx, m.who.Login, func(l *handoff.Line) {
		if l.Chat == m.in.From {
			l.ChatLost = !ok
		}
	})
}

// replied treats words written as a reply to a message of ours: they are for the
// resident of the case at its head, unless they were asked for as an outcome.
func (m *message) replied(ctx context.Context, text string) error {
	to, ok, err := m.answered(ctx)
	if err != nil {
		return err
	}
	if !ok {
		return m.free(ctx, text)
	}
	id := to.Case
	if to.Closing { // or shows what would go out: then these are better words for it
		return m.outcomeText(ctx, id, text)
	}
	o, err := m.order(ctx, text)
	if err != nil {
		return err
	}
	if o.id == id && o.flaw == "" {
		return m.carry(ctx, o)
	}
	return m.reply(ctx, id, text)
}

// files treats photos and the like, sent as a reply to a message of ours: they go to the
// resident of the case at its head, where that is a chat of the same kind.
func (m *message) files(ctx context.Context, text string) error {
	to, ok, err := m.answered(ctx)
	switch {
	case err != nil:
		return err
	case !ok:
		return m.answer(ctx, m.say("not_a_reply"))
	case to.Closing:
		return m.answer(ctx, m.say("only_words"))
	}
	c, refused, err := m.mayShow(ctx, to.Case)
	switch {
	case err != nil:
		return err
	case refused != nil:
		return m.answer(ctx, *refused)
	case c.Address.Channel() != m.in.From.Channel():
		return m.answer(ctx, headed(to.Case, m.say("files_not_there")))
	}
	return m.reply(ctx, to.Case, text)
}

// reply sends words, and files that came with them, to the resident, which claims a case
// nobody holds.
func (m *message) reply(ctx context.Context, id dialog.CaseID, text string) error {
	c, refused, err := m.mayShow(ctx, id)
	if err != nil {
		return err
	}
	if refused != nil {
		return m.answer(ctx, *refused)
	}
	if err := m.Desk.Reply(ctx, m.act(id), text); err != nil {
		return m.refuse(ctx, id, err)
	}
	if err := m.keep(ctx, m.who.Login, func(p *pocket) { p.reads(id, c.Seq) }); err != nil {
		return err
	}
	key := "replied"
	if c.Stopped || c.Blocked {
		key = "replied_unreached"
	} else if c.Owner == "" {
		key = "replied_claimed"
	}
	o := headed(id, m.say(key))
	o.Choices = m.buttons(id, "show", "close")
	return m.answer(ctx, o)
}

// act is what this message does to a case; the message itself is the key.
func (m *message) act(id dialog.CaseID) handoff.Act {
	return handoff.Act{Agent: m.who.Agent, Case: id, Key: m.key(), Media: m.in.Media}
}

// free treats words that answer nothing: an outcome asked for, an order with a number,
// or a slip, which is never sent to anybody.
func (m *message) free(ctx context.Context, text string) error {
	p, _, err := m.pocket(ctx, m.who.Login)
	if err != nil {
		return err
	}
	o, err := m.order(ctx, text)
	switch {
	case err != nil:
		return err
	case o.flaw == "":
		return m.carry(ctx, o)
	case p.Closing != nil && p.Closing.Text == "":
		return m.outcomeText(ctx, p.Closing.Case, text)
	case safety.Look(text).Card:
		return m.answer(ctx, m.say("danger"))
	}
	return m.answer(ctx, m.say("not_a_reply"))
}

// mayShow reads a case, or says why it is not for this agent, or not for here.
func (m *message) mayShow(ctx context.Context, id dialog.CaseID) (casebook.Case, *casebook.Outgoing, error) {
	_, c, refused, err := m.open(ctx, id)
	return c, refused, err
}

// open reads the events of a case that this agent may see on a telephone, without who told
// it where the agent may not know.
func (m *message) open(ctx context.Context, id dialog.CaseID) ([]casebook.Event, casebook.Case, *casebook.Outgoing, error) {
	events, err := m.Book.Case(ctx, id)
	if err == nil {
		c, reads := casebook.Fold(events), false
		switch reads, err = m.who.Agent.Reads(ctx, m.Book, c); {
		case err != nil:
		case !reads:
			err = casebook.ErrNotFound
		case sealed(c):
			o := m.say("sealed", "case", string(id))
			return nil, c, &o, nil
		default:
			return m.who.Agent.VeiledEvents(events), m.who.Agent.Veiled(c), nil, nil
		}
	}
	if o, refused := m.refusal(id, err); refused {
		return nil, casebook.Case{}, &o, nil
	}
	return nil, casebook.Case{}, nil, err
}

// sealed cases are read at the desk only.
func sealed(c casebook.Case) bool { return c.Has(dialog.FlagConfidential) }

// closingLife is how long a closing that was begun waits for its next step.
const closingLife = 30 * time.Minute
