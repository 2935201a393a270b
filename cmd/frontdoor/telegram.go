package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"frontdoor/bot/telegram"
	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// telegramCommand tells Telegram who the bot is and where it listens.
type telegramCommand struct {
	Setup  telegramSetupCommand  `cmd:"" help:"Set the webhook, the description and the menu of commands, in Chinese and English."`
	Remove telegramRemoveCommand `cmd:"" help:"Undo setup: no webhook, no description, no commands."`
}

func (*telegramCommand) Help() string {
	return `Make a bot with @BotFather in Telegram (/newbot), then:
  export FRONTDOOR_TELEGRAM_TOKEN=…                     the token that BotFather gave
  export FRONTDOOR_TELEGRAM_SECRET=$(openssl rand -hex 24) FRONTDOOR_PUBLIC_URL=https://door.example.org
  frontdoor telegram setup                              once, and after a change of address or words
  frontdoor telegram remove                             when the bot moves elsewhere
Without a secret the bot asks Telegram for updates itself (mode poll), and no webhook is set.
The words are phrases telegram.about, telegram.description and command.… (frontdoor phrases -h).`
}

type telegramSetupCommand struct{ serveSettings }

type telegramRemoveCommand struct{ serveSettings }

// menu is the words that the bot understands as commands, in the order shown.
var menu = [...]string{"agent", "status", "back", "drop", "help"}

// profileLangs are the languages shown; "" is everybody else's, who get English.
var profileLangs = [...]string{"zh", "en", ""}

func (c *telegramSetupCommand) Run(p *program) error {
	channel, err := c.telegramAlone(p)
	if err != nil {
		return err
	}
	if c.telegramMode() == telegram.Webhook && c.PublicURL == "" {
		fmt.Fprintln(p.stderr, "frontdoor: FRONTDOOR_PUBLIC_URL is not set, so Telegram cannot be told where to post: set it to the https address of this server, or leave FRONTDOOR_TELEGRAM_SECRET out to ask for updates instead.")
		return errTold
	}
	sc, err := c.sentences()
	if err != nil {
		return err
	}
	var profiles []telegram.Profile
	for _, lang := range profileLangs {
		profiles = append(profiles, profile(sc, lang))
	}
	if err := channel.Setup(p.ctx, profiles, steps(p)); err != nil {
		return again(err, "frontdoor telegram setup")
	}
	switch name, err := channel.BotName(p.ctx); {
	case err != nil: // all is set up; only the hint is missing
		fmt.Fprintf(p.stderr, "frontdoor: %v; see in Telegram what the bot is called and set FRONTDOOR_TELEGRAM_NAME\n", err)
	case name != c.telegramName():
		fmt.Fprintf(p.stdout, "The bot is t.me/%s: set FRONTDOOR_TELEGRAM_NAME=%s, then residents and posters get links to it.\n", name, name)
	}
	fmt.Fprintln(p.stdout, "Telegram is set up. See it with: frontdoor check")
	return nil
}

func (c *telegramRemoveCommand) Run(p *program) error {
	channel, err := c.telegramAlone(p)
	if err != nil {
		return err
	}
	if err := channel.Remove(p.ctx, profileLangs[:], steps(p)); err != nil {
		return again(err, "frontdoor telegram remove")
	}
	return nil
}

// profile is what people of one language see; everybody else's is English.
func profile(sc *script.Script, lang string) telegram.Profile {
	said := lang
	if said == "" {
		said = "en"
	}
	p := telegram.Profile{Lang: lang, About: sc.Quote(said, "telegram.about"), Description: sc.Quote(said, "telegram.description")}
	for _, word := range menu {
		p.Commands = append(p.Commands, telegram.Command{Word: word, Meaning: sc.Quote(said, "command."+word)})
	}
	return p
}

// telegramAlone is the channel without a server behind it: it only speaks with Telegram.
func (s *serveSettings) telegramAlone(p *program) (*telegram.Channel, error) {
	if !s.telegram() {
		fmt.Fprintln(p.stderr, "frontdoor: FRONTDOOR_TELEGRAM_TOKEN is not set: get a token from @BotFather in Telegram (/newbot) and set it.")
		return nil, errTold
	}
	return telegram.New(telegram.Config{Token: s.TelegramToken, Secret: s.TelegramSecret, API: s.TelegramAPI,
		Mode: s.telegramMode(), PublicURL: s.PublicURL, Log: slog.New(slog.DiscardHandler),
		Receive: func(context.Context, dialog.Input) error { return errors.New("no server is running") }})
}

// steps prints each step that is done.
func steps(p *program) func(string) {
	return func(step string) { fmt.Fprintln(p.stdout, "ok    "+step) }
}

// again says that a broken off command is simply said again.
func again(err error, command string) error {
	return fmt.Errorf("%w; what is marked ok is done, say %s again for the rest", err, command)
}
