package bottest

import (
	"encoding/json"
	"regexp"

	"frontdoor/bot"
)

// The limits of what Telegram shows of a bot, in UTF-16 units.
const (
	descriptionMost      = 512
	shortDescriptionMost = 120
	meaningMost          = 256
	commandsMost         = 100
)

// Profile is what people of one language see of the bot.
type Profile struct {
	Description, Short string
	Commands           []BotCommand
}

// BotCommand is one line of the bot's menu.
type BotCommand struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

var (
	commandForm = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	langForm    = regexp.MustCompile(`^([a-z]{2})?$`)
)

// Profile is what was set for a language; "" is that of all others.
func (b *BotAPI) Profile(lang string) Profile {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.profiles[lang]
}

func (b *BotAPI) setProfile(c *Call) (any, *Trouble) {
	lang := c.Params["language_code"]
	if !langForm.MatchString(lang) {
		return nil, bad("language code is invalid")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.profiles == nil {
		b.profiles = map[string]Profile{}
	}
	p := b.profiles[lang]
	switch c.Method {
	case "setMyDescription":
		if p.Description = c.Params["description"]; bot.UTF16Len(p.Description) > descriptionMost {
			return nil, bad("description is too long")
		}
	case "setMyShortDescription":
		if p.Short = c.Params["short_description"]; bot.UTF16Len(p.Short) > shortDescriptionMost {
			return nil, bad("short description is too long")
		}
	case "deleteMyCommands":
		p.Commands = nil
	case "setMyCommands":
		p.Commands = nil
		if err := json.Unmarshal([]byte(c.Params["commands"]), &p.Commands); err != nil || len(p.Commands) > commandsMost {
			return nil, bad("can't parse commands")
		}
		for _, k := range p.Commands {
			if !commandForm.MatchString(k.Command) {
				return nil, bad("BOT_COMMAND_INVALID")
			}
			if k.Description == "" || bot.UTF16Len(k.Description) > meaningMost {
				return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
			}
		}
	}
	b.profiles[lang] = p
	return true, nil
}
