package main

import (
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// tokenCommand keeps what programs show: tokens of agents for the API, and keys of other
// programs.
type tokenCommand struct {
	Add    tokenAddCommand    `cmd:"" default:"withargs" help:"Make one and print it, alone, once; the word add may be left out."`
	List   tokenListCommand   `cmd:"" help:"List tokens of agents and keys of other programs: what they may, since when, last used."`
	Remove tokenRemoveCommand `cmd:"" help:"Shut a program out: all its keys, or one token (-id), open nothing any more."`
}

type tokenAddCommand struct {
	bookSettings
	Agent   string `placeholder:"LOGIN" help:"For whom: the token may do what this agent may."`
	Numbers bool   `help:"It may read phone numbers whole; tokens of supervisors and admins may anyway."`
	Reads   bool   `help:"It may read and do nothing."`
	Scope   string `placeholder:"SCOPE" help:"Instead of an agent's token a key of another program: open311."`
	Name    string `placeholder:"NAME" help:"That program, e.g. fixmystreet; a new key of the same name goes on with what the old one filed."`
}

func (c *tokenAddCommand) Run(p *program) error {
	switch {
	case c.Agent == "" && c.Scope == "":
		return errors.New("say for whom: -agent LOGIN, or -scope open311 -name fixmystreet")
	case c.Agent != "" && c.Scope != "":
		return errors.New("a key of another program acts for no agent: leave out -agent or -scope")
	}
	return c.withBook(p, func(b book) (err error) {
		token := ""
		if c.Scope != "" {
			token, err = handoff.NewKeys(b, nil).Create(p.ctx, c.Scope, c.Name)
		} else if token, err = c.ofAgent(p, handoff.NewTokens(b, handoff.NewRoster(b, nil))); err != nil {
			err = noSuchAgent(c.Agent, err)
		}
		if err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, token)
		return nil
	})
}

// ofAgent makes a token by which a program acts as an agent.
func (c *tokenAddCommand) ofAgent(p *program, tokens *handoff.Tokens) (string, error) {
	return tokens.CreateWith(p.ctx, c.Agent, handoff.TokenScope{Numbers: c.Numbers, Reads: c.Reads})
}

type tokenListCommand struct{ bookSettings }

func (c *tokenListCommand) Run(p *program) error {
	return c.withBook(p, func(b book) error {
		keys, err := handoff.NewKeys(b, nil).List(p.ctx)
		if err != nil {
			return err
		}
		tokens, err := handoff.NewTokens(b, handoff.NewRoster(b, nil)).List(p.ctx, "")
		if err != nil {
			return err
		}
		if len(keys) == 0 {
			fmt.Fprintln(p.stderr, "No other program has a key: frontdoor token add -scope open311 -name fixmystreet")
		}
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		for _, k := range keys {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t\n", k.Scope, k.Name, k.CreatedAt.Format(time.DateOnly), lastUse(k.UsedAt))
		}
		for _, t := range tokens {
			fmt.Fprintf(w, "agent\t%s\t%s\t%s\t%s\t%s\n", t.Login, t.CreatedAt.Format(time.DateOnly), lastUse(t.UsedAt), t.ID, t.Scope)
		}
		return w.Flush()
	})
}

func lastUse(at time.Time) string {
	if at.IsZero() {
		return "never used"
	}
	return "used " + at.Format(time.DateOnly)
}

type tokenRemoveCommand struct {
	bookSettings
	Scope string `default:"open311" placeholder:"SCOPE" help:"What the keys are for; ${default} when not set."`
	Name  string `xor:"which" required:"" placeholder:"NAME" help:"The program."`
	ID    string `name:"id" xor:"which" required:"" placeholder:"ID" help:"A token of an agent, as token list names it."`
}

func (c *tokenRemoveCommand) Run(p *program) error {
	return c.withBook(p, func(b book) error {
		if c.ID != "" {
			err := handoff.NewTokens(b, handoff.NewRoster(b, nil)).Remove(p.ctx, c.ID)
			if errors.Is(err, casebook.ErrNotFound) {
				return fmt.Errorf("there is no token %q: frontdoor token list names them", c.ID)
			}
			if err == nil {
				fmt.Fprintln(p.stdout, "The token opens nothing any more.")
			}
			return err
		}
		n, err := handoff.NewKeys(b, nil).Remove(p.ctx, c.Scope, c.Name)
		if err == nil && n == 0 {
			err = fmt.Errorf("%q has no key of %s: frontdoor token list shows who has", c.Name, c.Scope)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "%s can do nothing any more; keys removed: %d.\n", c.Name, n)
		return nil
	})
}
