package main

import (
	"context"
	"log/slog"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/sms"
	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/hook"
)

// texts is the channel of text messages: the rules of the town before the gateway.
func (s *serveSettings) texts(b book, clerk *casebook.Clerk, receive bot.Receiver, lines *handoff.Lines, place *town.Town, log *slog.Logger) (*sms.Channel, error) {
	now := clockOf(b)
	gateway, err := s.twilio(log, now)
	if err != nil {
		return nil, err
	}
	return sms.New(sms.Config{Gateway: gateway, Receive: receive, Receipts: clerk.LateReceipt, Log: log, Now: now,
		Quiet: s.quiet(place), Answer: s.TextAnswer, Budget: s.budget(b, place.Zone),
		AtWork: func(ctx context.Context, to dialog.Address) (bool, error) {
			_, works, err := lines.Find(ctx, to)
			return works, err
		},
		Talk: func(ctx context.Context, to dialog.Address) (dialog.State, error) {
			talk, err := b.Read(ctx, to)
			return talk.State, err
		}})
}

// twilio is the gateway in use.
func (s *serveSettings) twilio(log *slog.Logger, now func() time.Time) (*sms.Twilio, error) {
	nets, err := s.nets()
	if err != nil {
		return nil, err
	}
	return sms.NewTwilio(sms.TwilioSettings{AccountSID: s.TwilioSID, AuthToken: s.TwilioToken, From: s.TwilioFrom, API: s.TwilioAPI,
		PublicURL: s.PublicURL, Log: log, Now: now, Elsewhere: hook.NewClient(nets).Transport})
}

// budget is what text messages may cost on one day of the town.
func (s *serveSettings) budget(b book, zone *time.Location) sms.Budget {
	if s.unlimited {
		return sms.Budget{}
	}
	called := func(ctx context.Context, number string) (string, error) {
		name, err := b.Vault().StoredAs(ctx, dialog.Address(dialog.SMS+":"+number))
		return name.Local(), err
	}
	return sms.Budget{Shelf: b, Called: called, Number: s.TextNumber, Channel: s.TextDaily, Zone: zone}
}

// troubled is a channel that can say what keeps it from working.
type troubled interface {
	Trouble(ctx context.Context) []string
}

// trouble is what is wrong now, each as one sentence: what cannot be written, and what the
// channels say.
func (s *server) trouble(ctx context.Context) []string {
	var all []string
	for _, v := range s.vitals {
		all = append(all, v.trouble()...)
	}
	for _, c := range s.channels {
		if t, ok := c.(troubled); ok {
			for _, wrong := range t.Trouble(ctx) {
				all = append(all, c.Name()+": "+wrong)
			}
		}
	}
	return all
}

// quiet are the town's quiet hours; none on the bench, which measures at any hour.
func (s *serveSettings) quiet(place *town.Town) func(time.Time) time.Time {
	if s.unlimited {
		return nil
	}
	return place.NextLoud
}
