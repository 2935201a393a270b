package telegram

import (
	"context"
	"regexp"
)

// nameForm is what a bot may be called in links.
var nameForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{3,31}$`)

// ValidName says whether a bot can be called so, without the @.
func ValidName(name string) bool { return nameForm.MatchString(name) }

// BotName asks Telegram what the bot is called: the NAME of t.me/NAME.
func (c *Channel) BotName(ctx context.Context) (string, error) {
	var me struct {
		Name string `json:"username"`
	}
	err := c.step(ctx, "ask for the bot's name", func(ctx context.Context) error {
		return c.api.call(ctx, "getMe", struct{}{}, &me)
	})
	return me.Name, err
}
