package afield

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// say is a sentence in the agent's language. Every sentence may name the numbers to call.
func (m *message) say(key string, pairs ...string) casebook.Outgoing {
	numbers := strings.Join([]string{m.Town.Hotline("police"), m.Town.Hotline("fire"), m.Town.Hotline("ambulance")}, "/")
	return casebook.Outgoing{Text: m.words.Say(m.lang, key, append(pairs, "hotlines", numbers)...)}
}

// key is the name under which this message is treated once.
func (m *message) key() string { return "afield:" + m.in.ID }

// once does something unless this very message was treated before. What it does must
// end in answer, which remembers the message, and must bear being done again: it may be
// broken off before that.
func (m *message) once(ctx context.Context, do func() error) error {
	if m.in.ID == "" {
		return do()
	}
	// The commit can never be stored, for no address has a version below zero; but a key
	// seen before is told first.
	_, err := m.Book.Commit(ctx, casebook.Commit{ID: rand.Text(), Address: m.in.From, Seen: m.key(), State: &dialog.State{}, Expect: -1})
	switch {
	case errors.Is(err, casebook.ErrSeen):
		return nil
	case errors.Is(err, casebook.ErrStale):
		return do()
	}
	return fmt.Errorf("look whether an agent's message was treated: %w", err)
}

// answer says something to who wrote, nothing at all being an answer too, and
// remembers that the message was treated.
func (m *message) answer(ctx context.Context, texts ...casebook.Outgoing) error {
	to := m.in.From
	if to == m.who.Line.Phone && m.who.Line.PhoneLost {
		texts = nil // opted out
	}
	return m.tell(ctx, to, m.lang, m.key(), texts...)
}

// tell commits messages to an agent's address under a key, once.
func (f *Field) tell(ctx context.Context, to dialog.Address, lang, key string, texts ...casebook.Outgoing) error {
	c := casebook.Commit{ID: rand.Text(), Address: to, Seen: key}
	for _, o := range texts {
		o.ID, o.To, o.By, o.Lang, o.CommittedAt = sentMark+rand.Text(), to, dialog.ByBot, lang, f.Now()
		if to.Channel() == dialog.SMS {
			o.Choices, o.Text = nil, f.asSMS(o.Text)
		}
		c.Send = append(c.Send, o)
	}
	if _, err := f.Book.Commit(ctx, c); err != nil && !errors.Is(err, casebook.ErrSeen) {
		return fmt.Errorf("tell an agent: %w", err)
	}
	return nil
}

// asSMS is a text as it goes out as a text message: signed in Chinese, and in English
// without the marks that would cost it half its room.
func (f *Field) asSMS(text string) string {
	if strings.IndexFunc(text, pattern.IsHan) >= 0 {
		return f.Town.Signature + strings.ReplaceAll(text, headEnd, "：")
	}
	return strings.NewReplacer(headEnd, ": ", "…", "..").Replace(text)
}

// headed puts the number of the case before a text: a reply to it is about that case.
func headed(id dialog.CaseID, o casebook.Outgoing) casebook.Outgoing {
	o.Text = string(id) + headEnd + o.Text
	return o
}

// headEnd stands behind the number at the head of a message.
const headEnd = " · "

// exists says whether there is such a case and the agent may see it. The board may be
// still reading at a start, so what it does not know is asked of the book.
func (m *message) exists(ctx context.Context, id dialog.CaseID) (bool, error) {
	c, ok := m.Board.Case(id)
	if !ok {
		events, err := m.Book.Case(ctx, id)
		if errors.Is(err, casebook.ErrNotFound) {
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("look whether there is such a case: %w", err)
		}
		c = casebook.Fold(events)
	}
	return m.who.Agent.Sees(c), nil
}

// order reads an order about cases that exist.
func (m *message) order(ctx context.Context, text string) (order, error) {
	var failed error
	o := readOrder(text, m.Town.Prefix, func(id dialog.CaseID) bool {
		there, err := m.exists(ctx, id)
		failed = errors.Join(failed, err)
		return there
	})
	return o, failed
}

// refusal puts an error of the desk into words; false for one that is no refusal: then
// the message must come again.
func (m *message) refusal(id dialog.CaseID, err error) (casebook.Outgoing, bool) {
	var held *dialog.HeldError
	var mistake *handoff.Mistake
	key := ""
	switch {
	case errors.As(err, &held):
		name := held.Name
		if name == "" {
			name = held.Owner
		}
		return m.say("err_held", "case", string(id), "name", name), true
	case errors.As(err, &mistake):
		key = "err_" + mistake.Code
		if _, ok := m.words[m.lang][key]; !ok {
			key = "err_incomplete"
		}
	case errors.Is(err, dialog.ErrClosed):
		key = "err_closed"
	case errors.Is(err, dialog.ErrNotOwner):
		key = "err_not_owner"
	case errors.Is(err, casebook.ErrNotFound), errors.Is(err, dialog.ErrNoCase):
		key = "err_no_case"
	default:
		return casebook.Outgoing{}, false
	}
	return m.say(key, "case", string(id)), true
}

// refuse answers with the words of an error.
func (m *message) refuse(ctx context.Context, id dialog.CaseID, err error) error {
	words, refused := m.refusal(id, err)
	if !refused {
		return err
	}
	return m.answer(ctx, words)
}
