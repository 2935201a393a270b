package main

import (
	"context"
	"fmt"
	"strings"

	"frontdoor/handoff"
)

// agentLinkCommand gives the code by which an agent's own Telegram becomes the agent's.
type agentLinkCommand struct {
	bookSettings
	Login string `required:"" placeholder:"LOGIN" help:"Whose Telegram."`
}

func (c *agentLinkCommand) Run(p *program) error {
	return c.withLines(p, c.Login, func(lines *handoff.Lines) error {
		code, err := lines.Code(p.ctx, c.Login)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "In their own Telegram %s sends this to the bot, once, within %d minutes:\n/link %s\n", c.Login, int(handoff.CodeLife.Minutes()), code)
		return nil
	})
}

type agentUnlinkCommand struct {
	bookSettings
	Login string `required:"" placeholder:"LOGIN" help:"Whose Telegram."`
}

func (c *agentUnlinkCommand) Run(p *program) error {
	return c.withLines(p, c.Login, func(lines *handoff.Lines) error {
		if err := lines.Unlink(p.ctx, c.Login); err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "No Telegram is linked to %s.\n", c.Login)
		return nil
	})
}

// agentPhoneCommand makes a telephone a worker's.
type agentPhoneCommand struct {
	bookSettings
	Login  string `required:"" placeholder:"LOGIN" help:"Whose number."`
	Number string `placeholder:"NUMBER" help:"Like +8613900000122; left out, the agent has none any more."`
}

func (*agentPhoneCommand) Help() string {
	return `For grid workers without a smartphone. From that number they write NUMBER and
  took / 接了               the case is theirs
  done HOW / 办好了 …       closes their own case, HOW goes to the resident; a note on a colleague's
  need WHAT / 需要 …        a note that wakes the owner
  show / 看                 what the case is about
What begins with ASK / 咨询 is the worker's own matter, as a resident. A network may let senders
be forged: give a number only where that is bearable.`
}

func (c *agentPhoneCommand) Run(p *program) error {
	return c.withLines(p, c.Login, func(lines *handoff.Lines) error {
		if err := lines.SetPhone(p.ctx, c.Login, c.Number); err != nil {
			return err
		}
		if c.Number == "" {
			fmt.Fprintf(p.stdout, "%s works from no number.\n", c.Login)
		} else {
			fmt.Fprintf(p.stdout, "Text messages from %s are the work of %s.\n", c.Number, c.Login)
		}
		return nil
	})
}

type agentServesCommand struct {
	bookSettings
	townSettings
	Login      string   `required:"" placeholder:"LOGIN" help:"Whose."`
	Categories []string `placeholder:"KEY,KEY" help:"Keys of the catalogue; left out, all."`
}

func (c *agentServesCommand) Run(p *program) error {
	cat, _, err := c.load()
	if err != nil {
		return err
	}
	for _, key := range c.Categories {
		if _, ok := cat.Category(key); !ok {
			return fmt.Errorf("category %q is unknown: choose of %s", key, strings.Join(categoryKeys(cat), ", "))
		}
	}
	return c.withLines(p, c.Login, func(lines *handoff.Lines) error {
		if err := lines.Change(p.ctx, c.Login, func(l *handoff.Line) { l.Serves = c.Categories }); err != nil {
			return err
		}
		told := strings.Join(c.Categories, ", ")
		if told == "" {
			told = "all categories"
		}
		fmt.Fprintf(p.stdout, "Away from the desk %s is told of %s.\n", c.Login, told)
		return nil
	})
}

// withLines opens the book for one act on an agent's line.
func (s bookSettings) withLines(p *program, login string, act func(*handoff.Lines) error) error {
	return s.withBook(p, func(b book) error {
		return noSuchAgent(login, act(handoff.NewLines(b, handoff.NewRoster(b, nil))))
	})
}

// reaches says for each login how the agent is reached away from the desk; no number
// and no chat is shown.
func reaches(ctx context.Context, lines *handoff.Lines) (map[string]string, error) {
	all, err := lines.All(ctx)
	if err != nil {
		return nil, err
	}
	reach := map[string]string{}
	for _, w := range all {
		said := "unreachable"
		if a := w.Line.Reach(); a != "" {
			said = a.Channel()
		}
		if w.Line.Quiet {
			said += ", off duty"
		}
		reach[w.Login] = said
	}
	return reach, nil
}
