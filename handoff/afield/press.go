package afield

import (
	"context"
	"errors"
	"strings"

	"frontdoor/dialog"
)

// pressMark begins the value of every button of ours, and of no one else's.
const pressMark = "afield:"

// pressMost is how many bytes of a button every channel can carry back: of the 64 that
// Telegram takes, its seal and the moment of the question need some.
const pressMost = 46

// press is the value of a button; "" for one that no channel could carry back.
func press(what, about string) string {
	value := pressMark + what + ":" + about
	if len(value) > pressMost {
		return ""
	}
	return value
}

func isPress(choice string) bool { return strings.HasPrefix(choice, pressMark) }

// buttons are those of a case.
func (m *message) buttons(id dialog.CaseID, which ...string) []dialog.Choice {
	return m.Field.buttons(m.lang, id, which...)
}

func (f *Field) buttons(lang string, id dialog.CaseID, which ...string) []dialog.Choice {
	var list []dialog.Choice
	for i, what := range which {
		if value := press(what, string(id)); value != "" {
			list = append(list, dialog.Choice{Key: string(rune('1' + i)), Label: f.words.Say(lang, "button_"+what), Value: value})
		}
	}
	return list
}

// press does what a button says. Nothing in it is believed: what it names is looked up
// anew, and what may not be done is refused by the desk as everywhere.
func (m *message) press(ctx context.Context, value string) error {
	rest, ours := strings.CutPrefix(value, pressMark)
	what, about, _ := strings.Cut(rest, ":")
	if !ours {
		return m.answer(ctx, m.say("button_old"))
	}
	id := dialog.CaseID(about)
	switch what {
	case "claim":
		return m.claim(ctx, id)
	case "show":
		return m.show(ctx, id)
	case "close":
		return m.askOutcome(ctx, id)
	case "outcome":
		outcome, id, _ := strings.Cut(about, ":")
		return m.choseOutcome(ctx, dialog.CaseID(id), dialog.Outcome(outcome))
	case "confirm":
		return m.confirm(ctx, about)
	case "cancel":
		return m.cancel(ctx, about)
	case "duty":
		return m.duty(ctx, about)
	}
	return m.answer(ctx, m.say("button_old"))
}

// claim makes a case the agent's; who comes too late is told whose it is.
func (m *message) claim(ctx context.Context, id dialog.CaseID) error {
	c, refused, err := m.mayShow(ctx, id)
	if err != nil {
		return err
	}
	if refused != nil {
		return m.answer(ctx, *refused)
	}
	err = m.Desk.Claim(ctx, m.act(id))
	var held *dialog.HeldError
	switch {
	case errors.As(err, &held):
		words, _ := m.refusal(id, err)
		words = headed(id, words)
		return m.answer(ctx, words)
	case err != nil:
		return m.refuse(ctx, id, err)
	}
	key := "claimed"
	if c.Owner == m.who.Login {
		key = "claimed_already"
	}
	o := headed(id, m.say(key))
	o.Choices = m.buttons(id, "show", "close")
	return m.answer(ctx, o)
}
