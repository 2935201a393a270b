package afield

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// askOutcome begins a closing: how did it end? What was begun before is dropped.
func (m *message) askOutcome(ctx context.Context, id dialog.CaseID) error {
	c, refused, err := m.mayShow(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case refused != nil:
		return m.answer(ctx, *refused)
	case c.Status == dialog.Resolved || c.Status == dialog.Archived:
		return m.refuse(ctx, id, dialog.ErrClosed)
	case c.Owner != "" && c.Owner != m.who.Login:
		return m.refuse(ctx, id, &dialog.HeldError{Owner: c.Owner, Name: c.OwnerName})
	}
	o := headed(id, m.say("which_outcome"))
	for i, outcome := range dialog.Outcomes() {
		if value := press("outcome:"+string(outcome), string(id)); value != "" {
			o.Choices = append(o.Choices, dialog.Choice{Key: string(rune('1' + i)), Label: m.words.Say(m.lang, "outcome_"+string(outcome)), Value: value})
		}
	}
	return m.answer(ctx, o)
}

// choseOutcome asks for the words that the resident gets.
func (m *message) choseOutcome(ctx context.Context, id dialog.CaseID, outcome dialog.Outcome) error {
	_, refused, err := m.mayShow(ctx, id)
	if err != nil {
		return err
	}
	if refused != nil {
		return m.answer(ctx, *refused)
	}
	if _, ok := m.words[m.lang]["outcome_"+string(outcome)]; !ok {
		return m.answer(ctx, m.say("button_old"))
	}
	c := closing{Case: id, Outcome: outcome, Key: m.buttonKey(), Until: m.Now().Add(closingLife)}
	if err := m.keep(ctx, m.who.Login, func(p *pocket) { p.Closing = &c }); err != nil {
		return err
	}
	return m.answer(ctx, m.askOutcomeText(c))
}

func (m *message) askOutcomeText(c closing) casebook.Outgoing {
	return headed(c.Case, m.say("write_outcome", "outcome", m.words.Say(m.lang, "outcome_"+string(c.Outcome))))
}

// asksOutcome says that a message of ours, its head taken off, is a step of a closing:
// words written as a reply to it are never a plain answer to the resident.
func (f *Field) asksOutcome(body string) bool {
	for lang := range f.words {
		for _, outcome := range dialog.Outcomes() {
			for _, key := range []string{"write_outcome", "preview", "preview_new_words"} {
				lead, _, _ := strings.Cut(f.words.Say(lang, key, "outcome", f.words.Say(lang, "outcome_"+string(outcome)), "words", "\x00"), "\x00")
				if strings.HasPrefix(body, strings.TrimSpace(lead)) {
					return true
				}
			}
		}
	}
	return false
}

// outcomeText shows the very words that would go out, and asks whether they may.
func (m *message) outcomeText(ctx context.Context, id dialog.CaseID, text string) error {
	p, _, err := m.pocket(ctx, m.who.Login)
	if err != nil {
		return err
	}
	c := p.Closing
	if c == nil || c.Case != id {
		return m.answer(ctx, m.say("closing_over"))
	}
	c.Text, c.Key, c.Until = text, m.buttonKey(), m.Now().Add(closingLife)
	return m.preview(ctx, *c, "preview")
}

// preview shows what goes out and remembers up to where the agent knows the talk.
func (m *message) preview(ctx context.Context, c closing, key string) error {
	events, seen, refused, err := m.open(ctx, c.Case)
	if err != nil {
		return err
	}
	if refused != nil {
		return m.answer(ctx, *refused)
	}
	words, err := m.Desk.Foresee(ctx, handoff.Act{Agent: m.who.Agent, Case: c.Case}, dialog.Close, c.Text, c.Outcome)
	if err != nil {
		return m.refuse(ctx, c.Case, err)
	}
	c.Seq = lastWord(events)
	if err := m.keep(ctx, m.who.Login, func(p *pocket) { p.Closing = &c; p.reads(c.Case, seen.Seq) }); err != nil {
		return err
	}
	gets := strings.Join(words, "\n")
	if gets == "" {
		gets = m.words.Say(m.lang, "preview_nothing")
	}
	o := headed(c.Case, m.say(key, "outcome", m.words.Say(m.lang, "outcome_"+string(c.Outcome)), "words", gets))
	o.Choices = []dialog.Choice{{Key: "1", Label: m.words.Say(m.lang, "button_confirm"), Value: press("confirm", c.Key)},
		{Key: "2", Label: m.words.Say(m.lang, "button_cancel"), Value: press("cancel", c.Key)}}
	return m.answer(ctx, o)
}

// lastWord is the resident's last word in a talk.
func lastWord(events []casebook.Event) int {
	for i := len(events) - 1; i >= 0; i-- {
		if e := events[i]; e.Kind == dialog.ChangeSaid && e.By == dialog.ByResident {
			return e.Seq
		}
	}
	return 0
}

// confirm closes the case with the words that were shown. If the resident spoke since,
// that is told first, once. The button pressed again does no more and says no more.
func (m *message) confirm(ctx context.Context, key string) error {
	p, _, err := m.pocket(ctx, m.who.Login)
	if err != nil {
		return err
	}
	c := p.Closing
	switch {
	case key != "" && p.Done.Key == key:
		return m.closed(ctx, p.Done)
	case c == nil || c.Key != key || c.Text == "":
		return m.answer(ctx, m.say("closing_over"))
	}
	events, _, refused, err := m.open(ctx, c.Case)
	if err != nil {
		return err
	}
	if refused != nil {
		return m.answer(ctx, *refused)
	}
	if lastWord(events) > c.Seq {
		c.Key = m.buttonKey()
		return m.preview(ctx, *c, "preview_new_words")
	}
	act := handoff.Act{Agent: m.who.Agent, Case: c.Case, Key: "afield:" + key}
	if err := m.Desk.Close(ctx, act, c.Outcome, c.Text); err != nil {
		return m.refuse(ctx, c.Case, err)
	}
	if err := m.keep(ctx, m.who.Login, func(p *pocket) {
		if p.Closing != nil && p.Closing.Key == key {
			p.Closing = nil
		}
		p.Done = pressed{key, c.Case}
	}); err != nil {
		return err
	}
	return m.closed(ctx, pressed{key, c.Case})
}

// closed says that a case is closed, under the button's own key: of two presses one is
// answered.
func (m *message) closed(ctx context.Context, by pressed) error {
	return m.Field.tell(ctx, m.in.From, m.lang, "afield:confirm:"+by.Key, headed(by.Case, m.say("closed")))
}

// buttonKey names the buttons that this message leads to, the same however often it is
// treated.
func (m *message) buttonKey() string {
	sum := sha256.Sum256([]byte(string(m.in.From) + " " + m.in.ID))
	return hex.EncodeToString(sum[:12])
}

// cancel drops a closing.
func (m *message) cancel(ctx context.Context, key string) error {
	if err := m.keep(ctx, m.who.Login, func(p *pocket) {
		if p.Closing != nil && p.Closing.Key == key {
			p.Closing = nil
		}
	}); err != nil {
		return err
	}
	return m.answer(ctx, m.say("cancelled"))
}
