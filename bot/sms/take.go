package sms

import (
	"context"
	"errors"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Heard takes in one message of a resident. Machines are not answered: short codes,
// names, bulk senders and our own number go no further.
func (c *Channel) Heard(ctx context.Context, in Incoming) error {
	from := Number(in.From)
	switch {
	case from == "" || in.ID == "":
		return ErrIncomplete
	case !person(from) || from == c.cfg.Gateway.Own() || from == Number(in.To):
		c.cfg.Log.Info("sms: a message from a machine or from ourselves is not answered", "message", in.ID)
		return nil
	}
	if in.Keyword != "" {
		c.cfg.Log.Info("sms: the provider has answered an opt-out word", "word", in.Keyword, "message", in.ID)
	}
	said := dialog.Input{ID: in.ID, Kind: dialog.Said, From: address(from), At: c.cfg.Now(), Text: in.Text, Media: in.Media, Keyword: in.Keyword}
	if in.Part.Total > 1 {
		return c.joiner.take(ctx, said, in.Part, c.cfg.Receive)
	}
	return c.cfg.Receive(ctx, said)
}

// Reported takes in what became of a text. Reports may come out of order and more than
// once; the book sees to it that a message never goes backwards.
func (c *Channel) Reported(ctx context.Context, r Report) error {
	to := address(Number(r.To))
	if r.OptedOut {
		gone := dialog.Input{ID: "gone:" + r.Provider, Kind: dialog.Blocked, From: to, At: c.cfg.Now()}
		if err := c.cfg.Receive(ctx, gone); err != nil {
			return err
		}
	}
	err := c.cfg.Receipts(ctx, to, r.Message, r.Provider, r.Receipt, r.Reason)
	if errors.Is(err, casebook.ErrNotFound) {
		c.cfg.Log.Warn("sms: a report about a message that is not in the book", "provider", r.Provider, "receipt", r.Receipt)
		return nil
	}
	return err
}

func address(number string) dialog.Address { return dialog.Address(dialog.SMS + ":" + number) }
