package casebook

import (
	"fmt"

	"frontdoor/dialog"
)

// record turns what a step decided into the one commit that stores it: the
// changes become events in their order, then each reply becomes the event that
// says its words and the message to send; one that is withheld becomes a failed
// or queued receipt instead of a message. ids gives names never given before.
// A turn that breaks the contract is ErrMalformed.
func record(talk Talk, in dialog.Input, turn dialog.Turn, ids func() string) (Commit, error) {
	state := turn.State
	c := Commit{ID: ids(), Address: talk.Address, Seen: messageKey(in), State: &state, Expect: talk.Version, Wake: turn.Wake}
	for _, change := range turn.Changes {
		c.Events = append(c.Events, Event{Change: change, At: in.At, Address: talk.Address})
	}
	for _, r := range turn.Replies {
		if r.To != "" && r.To != talk.Address {
			return Commit{}, fmt.Errorf("%w: a reply goes to another address; only a letter can", ErrMalformed)
		}
		m := Outgoing{ID: ids(), To: talk.Address, Case: r.Case, By: r.By, Text: r.Text, Media: r.Media, Choices: r.Choices,
			Lang: state.Lang, Asks: r.Asks, Alert: r.Alert, Safety: r.Safety, NotBefore: r.NotBefore, UseBy: r.UseBy, CommittedAt: in.At}
		if r.Withheld == "" {
			m.Says = r.Again
			c.Send = append(c.Send, m)
		}
		if r.Again != "" {
			c.Events = append(c.Events, receiptEvent(r.Case, talk.Address, r.Again, in.At, Queued, "", dialog.SentAgain))
			continue
		}
		if r.Case == "" { // said outside any case: sent, but in no thread
			continue
		}
		c.Events = append(c.Events, Event{
			Change:  dialog.Change{Case: r.Case, Kind: dialog.ChangeSaid, By: r.By, Agent: r.Agent, Text: r.Text, Media: r.Media},
			At:      in.At,
			Address: talk.Address, Message: m.ID, Choices: r.Choices, Asks: r.Asks, Safety: r.Safety,
		})
		switch r.Withheld {
		case "":
		case dialog.WaitsForCode, dialog.WaitsToBeAsked:
			c.Events = append(c.Events, receiptEvent(r.Case, talk.Address, m.ID, in.At, Queued, "", r.Withheld))
		default:
			c.Events = append(c.Events, receiptEvent(r.Case, talk.Address, m.ID, in.At, Failed, "", r.Withheld))
		}
	}
	for _, l := range turn.Letters {
		if l.Kind != dialog.LetterFile { // a case filed without a name says not where it comes from
			l.From = talk.Address
		}
		if l.At.IsZero() {
			l.At = in.At
		}
		c.Letters = append(c.Letters, l)
	}
	return c, nil
}

// messageKey is the name under which an input is accepted once. Residents,
// agents and letters name their messages apart; what has no name has no key.
func messageKey(in dialog.Input) string {
	switch {
	case in.ID == "" || in.Kind == dialog.WakeUp:
		return ""
	case in.Kind == dialog.Delivery:
		return "l:" + in.ID
	case in.Kind == dialog.Happens:
		return "w:" + in.ID
	case in.Agent != "":
		return "a:" + in.Agent + ":" + in.ID
	}
	return "r:" + in.ID
}
