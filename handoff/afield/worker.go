package afield

import (
	"context"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/safety"
	"frontdoor/dialog/understand"
	"frontdoor/handoff"
)

// A number that is a worker's may be a resident's as well. A whole order is always an
// order. What begins with 咨询 or ASK is the worker's own matter, and so, for
// residentLife after each such message, is all else that is no whole order; so are words
// of danger, at once, and an answer to a question that is open in the worker's own talk.
// STOP and START hold for both. Everything else is an order gone wrong.

// residentLife is how long a worker goes on speaking as a resident.
const residentLife = 30 * time.Minute

// correctedLife is how long the same mistake is not corrected again: a machine that
// answers every message gets one. An order that names something else is a person's, who
// would take silence for yes: it is corrected too, up to correctedMost of a kind.
const (
	correctedLife = 30 * time.Minute
	correctedMost = 5
)

// worker treats a text message from a worker's telephone.
func (m *message) worker(ctx context.Context) (taken bool, err error) {
	switch m.in.Kind {
	case dialog.Blocked:
		return false, m.phoned(ctx, false)
	case dialog.Unblocked:
		return false, m.phoned(ctx, true)
	case dialog.Said:
	default:
		return false, nil
	}
	cmd, _ := understand.ReadCommand(m.in.Text, m.lang, dialog.SMS)
	switch {
	case m.in.Keyword == "stop", m.in.Keyword == "" && cmd == understand.Stop:
		return false, m.phoned(ctx, false)
	case m.in.Keyword == "start", m.in.Keyword == "" && cmd == understand.Start:
		return false, m.phoned(ctx, true)
	case m.in.Keyword != "": // the provider has answered it
		return false, nil
	case cmd == understand.Help:
		return true, m.once(ctx, func() error {
			m.lang = m.langOf(order{})
			return m.answer(ctx, m.say("sms_help"))
		})
	}
	p, _, err := m.pocket(ctx, m.who.Login)
	if err != nil {
		return true, err
	}
	o, err := m.order(ctx, m.in.Text)
	if err != nil {
		return true, err
	}
	if o.flaw == "" {
		return true, m.once(ctx, func() error { return m.carry(ctx, o) })
	}
	if word, ok := dutyWord(m.in.Text); ok {
		return true, m.once(ctx, func() error { return m.duty(ctx, word) })
	}
	rest, asked := asResident(m.in.Text)
	if !asked && !m.Now().Before(p.ResidentUntil) && !safety.Look(m.in.Text).Card {
		open, err := m.questionOpen(ctx, o)
		if err != nil {
			return true, err
		}
		if !open {
			return true, m.once(ctx, func() error { return m.correct(ctx, o, p) })
		}
	}
	if err := m.keep(ctx, m.who.Login, func(p *pocket) { p.ResidentUntil = m.Now().Add(residentLife) }); err != nil {
		return true, err
	}
	if rest != "" {
		m.in.Text = rest
	}
	return false, nil
}

// phoned notes whether anything arrives at the phone.
func (m *message) phoned(ctx context.Context, ok bool) error {
	return m.Lines.Change(ctx, m.who.Login, func(l *handoff.Line) {
		if l.Phone == m.in.From {
			l.PhoneLost = !ok
		}
	})
}

// questionOpen says that the worker's own talk, as a resident, waits for an answer that
// this may be.
func (m *message) questionOpen(ctx context.Context, o order) (bool, error) {
	if o.flaw != noOrder {
		return false, nil
	}
	talk, err := m.Book.Read(ctx, m.in.From)
	return err == nil && talk.State.Asking != nil, err
}

// asResident is what follows the word by which a worker speaks as a resident.
func asResident(text string) (rest string, ok bool) {
	text = understand.Clean(text)
	if rest, ok = strings.CutPrefix(text, "咨询"); ok {
		return trimmed(rest), true
	}
	if rest, ok = cutFold(text, "ask"); ok && (rest == "" || strings.ContainsAny(rest[:1], " :,.\n")) {
		return trimmed(rest), true
	}
	return "", false
}

// dutyWord is whether a worker goes on or off duty, as the whole message.
func dutyWord(text string) (string, bool) {
	switch strings.ToLower(strings.Trim(understand.Clean(text), " 。.!\uff01了")) {
	case "上班", "值班", "duty on", "on duty":
		return "on", true
	case "下班", "休息", "duty off", "off duty":
		return "off", true
	}
	return "", false
}

// correct says what was understood and what is missing, with an example that holds a
// number of the worker's own; once for each mistake within correctedLife.
func (m *message) correct(ctx context.Context, o order, p pocket) error {
	told := p.Corrected[o.flaw]
	if m.Now().Sub(told.At) >= correctedLife {
		told = corrected{}
	}
	about := o.about()
	if slices.Contains(told.About, about) || len(told.About) >= correctedMost {
		m.Log.Info("a worker's message was not understood again and is not answered", "agent", m.who.Login, "mistake", string(o.flaw))
		return m.answer(ctx)
	}
	m.lang = m.langOf(o)
	example := o.id
	if example == "" || o.flaw == numberWrong {
		var err error
		if example, err = m.example(ctx, p); err != nil {
			return err
		}
	}
	key := "fix_" + string(o.flaw)
	if example == "" {
		key += "_bare" // nothing of the worker's own to show
	}
	said := o.typed
	if o.verb != "" {
		said = m.words.Say(m.lang, "verb_"+string(o.verb))
	}
	sample := m.words.Say(m.lang, "sample_done")
	if o.verb == need {
		sample = m.words.Say(m.lang, "sample_need")
	}
	err := m.answer(ctx, m.say(key, "case", string(example), "typed", o.typed, "said", said, "id", string(o.id), "sample", sample))
	if err != nil {
		return err
	}
	return m.keep(ctx, m.who.Login, func(p *pocket) {
		if p.Corrected == nil {
			p.Corrected = map[flaw]corrected{}
		}
		p.Corrected[o.flaw] = corrected{At: m.Now(), About: append(told.About, about)}
	})
}

func (m *message) langOf(o order) string {
	if o.lang != "" {
		return o.lang
	}
	if m.who.Line.Lang != "" {
		return m.who.Line.Lang
	}
	text := m.in.Text
	if o.id != "" {
		text = o.words // the letters of a number are of no language
	}
	if lang, _ := understand.Language(text); lang != "" {
		return lang
	}
	return "zh"
}

// example is a case number the worker knows: the last one told of or worked on, else
// one the worker holds.
func (m *message) example(ctx context.Context, p pocket) (dialog.CaseID, error) {
	if p.Last != "" {
		return p.Last, nil
	}
	if err := m.Board.CatchUp(ctx); err != nil {
		return "", err
	}
	page, err := m.Board.List(handoff.Query{Owner: m.who.Login, For: m.who.Agent, Open: true, Limit: 1})
	if err != nil || len(page.Cases) == 0 {
		return "", err
	}
	return page.Cases[0].ID, nil
}
