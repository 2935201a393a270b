package main

import (
	"errors"
	"fmt"
	"log/slog"

	"frontdoor/bot/sms"
)

// smsCommand tells Twilio where this server listens.
type smsCommand struct {
	Setup  smsSetupCommand  `cmd:"" help:"Say where Twilio posts what residents write, and what is wrong with that; then set it."`
	Remove smsRemoveCommand `cmd:"" help:"Undo setup: Twilio posts here no more."`
}

func (*smsCommand) Help() string {
	return `Buy a number that takes SMS in Twilio's console, then:
  export FRONTDOOR_TWILIO_ACCOUNT_SID=AC… FRONTDOOR_TWILIO_AUTH_TOKEN=…     both stand in the console
  export FRONTDOOR_TWILIO_FROM=+85752100000 FRONTDOOR_PUBLIC_URL=https://door.example.org
  frontdoor sms setup                 says what is set and what is wrong, then sets it; -no-apply only says it
  frontdoor sms remove                when the number moves elsewhere
FRONTDOOR_TWILIO_FROM may be a messaging service (MG…): then its webhook is set, and counts for all its numbers.
Twilio has no two-way SMS in mainland China: there a domestic gateway is needed.`
}

type smsSetupCommand struct {
	serveSettings
	Apply bool `default:"true" negatable:"" help:"Set the webhook; -no-apply only says what is wrong."`
}

type smsRemoveCommand struct{ serveSettings }

func (c *smsSetupCommand) Run(p *program) error {
	gateway, hook, err := c.hook(p)
	if err != nil {
		return err
	}
	if c.PublicURL == "" {
		fmt.Fprintln(p.stderr, "frontdoor: FRONTDOOR_PUBLIC_URL is not set, so Twilio cannot be told where to post: set it to the https address of this server.")
		return errTold
	}
	if hook.Here() && len(hook.Advice) == 0 {
		steps(p)("the webhook of " + hook.Of + " points to " + hook.URL + "; nothing to do")
		return nil
	}
	tellHook(p, hook)
	if !c.Apply {
		if hook.Here() {
			return nil
		}
		fmt.Fprintln(p.stdout, "Nothing was changed. Set it with: frontdoor sms setup")
		return errTold
	}
	if err := gateway.Point(p.ctx, hook); err != nil {
		return again(err, "frontdoor sms setup")
	}
	if hook, err = gateway.Look(p.ctx); err != nil {
		return again(err, "frontdoor sms setup")
	}
	if !hook.Here() {
		tellHook(p, hook)
		fmt.Fprintln(p.stdout, "The webhook was set; what is left must be mended in Twilio's console.")
		return errTold
	}
	steps(p)("the webhook of " + hook.Of + " points to " + hook.URL)
	return nil
}

func (c *smsRemoveCommand) Run(p *program) error {
	gateway, hook, err := c.hook(p)
	if err != nil {
		return err
	}
	removed, err := gateway.Unpoint(p.ctx, hook)
	switch {
	case err != nil:
		return again(err, "frontdoor sms remove")
	case removed:
		steps(p)("no webhook is set any more for " + hook.Of + ": what residents write goes nowhere until another is set")
	case hook.URL == "":
		steps(p)("no webhook was set for " + hook.Of)
	default:
		fmt.Fprintf(p.stdout, "left  the webhook of %s, for it points to %s and not here\n", hook.Of, hook.URL)
	}
	return nil
}

// hook is what is set at Twilio now.
func (s *serveSettings) hook(p *program) (*sms.Twilio, sms.Hook, error) {
	if !s.sms() {
		fmt.Fprintln(p.stderr, "frontdoor: FRONTDOOR_TWILIO_ACCOUNT_SID is not set: it and FRONTDOOR_TWILIO_AUTH_TOKEN stand in Twilio's console; frontdoor sms -h says how to begin.")
		return nil, sms.Hook{}, errTold
	}
	gateway, err := s.twilio(slog.New(slog.DiscardHandler), nil)
	if err != nil {
		return nil, sms.Hook{}, err
	}
	if !sms.ValidSender(s.TwilioFrom) {
		return nil, sms.Hook{}, errors.New("FRONTDOOR_TWILIO_FROM is neither a whole number like +85752100000 nor a messaging service (MG and 32 of 0-9 a-f)")
	}
	hook, err := gateway.Look(p.ctx)
	return gateway, hook, err
}

// tellHook prints what is wrong with a webhook, and what could be better.
func tellHook(p *program, hook sms.Hook) {
	for _, wrong := range hook.Wrong {
		fmt.Fprintln(p.stdout, "wrong "+wrong)
	}
	for _, advice := range hook.Advice {
		fmt.Fprintln(p.stdout, "weak  "+advice)
	}
}
