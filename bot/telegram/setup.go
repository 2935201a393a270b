package telegram

import (
	"context"
	"fmt"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// Profile is what Telegram shows of the bot to people of one language.
type Profile struct {
	Lang        string // "zh", "en"; empty: to everybody else
	About       string // beside the bot's name, up to 120 characters
	Description string // in the empty chat, up to 512 characters
	Commands    []Command
}

// Command is one line of the menu beside the text field.
type Command struct {
	Word    string // without the slash: a–z 0–9 _
	Meaning string
}

// Setup sets the webhook, or takes it away where the channel polls, and shows the
// profiles. It tells each step that was done and stops at the first that was not:
// doing it again does the whole again and does no harm.
func (c *Channel) Setup(ctx context.Context, profiles []Profile, done func(step string)) error {
	if c.cfg.Mode == Poll {
		if err := c.step(ctx, "take the webhook away", c.callDeleteWebhook); err != nil {
			return err
		}
		done("no webhook is set: frontdoor serve asks for updates itself (mode poll)")
	} else {
		if err := c.step(ctx, "set the webhook", c.callSetWebhook); err != nil {
			return err
		}
		done("the webhook points to " + c.webhookURL() + " and carries the secret")
	}
	for _, p := range profiles {
		if err := c.show(ctx, p); err != nil {
			return err
		}
		done(fmt.Sprintf("description and %d commands for %s", len(p.Commands), people(p.Lang)))
	}
	return nil
}

// Remove undoes Setup for the given languages. Messages that wait at Telegram stay
// there for whoever comes next.
func (c *Channel) Remove(ctx context.Context, langs []string, done func(step string)) error {
	if err := c.step(ctx, "take the webhook away", c.callDeleteWebhook); err != nil {
		return err
	}
	done("no webhook is set any more; what residents write waits at Telegram for a day")
	for _, lang := range langs {
		if err := c.show(ctx, Profile{Lang: lang}); err != nil {
			return err
		}
		done("no description and no commands for " + people(lang))
	}
	return nil
}

// show sets one language's profile; what is empty is taken away.
func (c *Channel) show(ctx context.Context, p Profile) error {
	commands := make([]models.BotCommand, len(p.Commands))
	for i, k := range p.Commands {
		commands[i] = models.BotCommand{Command: k.Word, Description: k.Meaning}
	}
	for _, one := range []struct {
		what string
		call func(context.Context) error
	}{
		{"set the commands", func(ctx context.Context) error {
			if len(commands) == 0 {
				_, err := c.client.DeleteMyCommands(ctx, &telegram.DeleteMyCommandsParams{LanguageCode: p.Lang})
				return err
			}
			_, err := c.client.SetMyCommands(ctx, &telegram.SetMyCommandsParams{Commands: commands, LanguageCode: p.Lang})
			return err
		}},
		{"set the description", func(ctx context.Context) error {
			_, err := c.client.SetMyDescription(ctx, &telegram.SetMyDescriptionParams{Description: p.Description, LanguageCode: p.Lang})
			return err
		}},
		{"set the short description", func(ctx context.Context) error {
			_, err := c.client.SetMyShortDescription(ctx, &telegram.SetMyShortDescriptionParams{ShortDescription: p.About, LanguageCode: p.Lang})
			return err
		}},
	} {
		if err := c.step(ctx, one.what+" for "+people(p.Lang), one.call); err != nil {
			return err
		}
	}
	return nil
}

// step does one call in its own time and says in words what went wrong.
func (c *Channel) step(ctx context.Context, what string, call func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, callTime)
	defer cancel()
	ctx, heard := listen(ctx)
	err := call(ctx)
	if err == nil || heard.OK {
		return nil
	}
	return fmt.Errorf("could not %s: %w", what, sendError(heard, c.api.hide(err)))
}

func people(lang string) string {
	switch lang {
	case "":
		return "people of other languages"
	case "zh":
		return "people whose Telegram is in Chinese"
	}
	return "people whose Telegram is in English"
}
