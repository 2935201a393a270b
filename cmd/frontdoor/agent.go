package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// agentCommand keeps the list of proxy agents. The book may be open in a running
// server meanwhile; what is changed here counts there at once.
type agentCommand struct {
	Add    agentAddCommand    `cmd:"" help:"Add a proxy agent; prints a first password unless one comes on standard input."`
	Set    agentSetCommand    `cmd:"" help:"Say what an agent serves: areas, categories, languages, hours, how many cases."`
	List   agentListCommand   `cmd:"" help:"List the agents: login, role, name, how they are reached away from the desk."`
	Passwd agentPasswdCommand `cmd:"" help:"Give an agent a new password; ends sessions and the link to Telegram."`
	Code   agentCodeCommand   `cmd:"" help:"Switch an agent's code at sign-in off, when the telephone is lost."`
	Link   agentLinkCommand   `cmd:"" help:"Print the code by which an agent links their own Telegram."`
	Unlink agentUnlinkCommand `cmd:"" help:"End an agent's link to Telegram at once."`
	Phone  agentPhoneCommand  `cmd:"" help:"Let an agent work by text message from a number, or end that."`
	Serves agentServesCommand `cmd:"" help:"Say of which categories an agent is told away from the desk."`
}

type agentAddCommand struct {
	bookSettings
	Login         string `required:"" placeholder:"LOGIN" help:"2 to 32 of a-z 0-9 . _ -"`
	Name          string `required:"" placeholder:"NAME" help:"As residents read it, e.g. 吴姐."`
	Role          string `required:"" placeholder:"ROLE" help:"agent, supervisor or admin."`
	PasswordStdin bool   `help:"Read the password from standard input."`
}

func (c *agentAddCommand) Run(p *program) error {
	if !knownRole(c.Role) {
		return fmt.Errorf("role %q is unknown: the roles are agent, supervisor and admin", c.Role)
	}
	password, made, err := p.password(c.PasswordStdin)
	if err != nil {
		return err
	}
	return actOn(c.openBook, p, func(b book) error {
		agent := handoff.Agent{Login: c.Login, Name: c.Name, Role: handoff.Role(c.Role), FirstPassword: made}
		if err := handoff.NewRoster(b, nil).Add(p.ctx, agent, password); err != nil {
			if errors.Is(err, handoff.ErrTaken) {
				return fmt.Errorf("login %q is taken: choose another, or give it a new password with: frontdoor agent passwd -login %s", c.Login, c.Login)
			}
			return err
		}
		fmt.Fprintf(p.stdout, "%s (%s, %s) can sign in at /inbox.\n", c.Login, c.Name, c.Role)
		p.sayPassword(password, made)
		return nil
	})
}

type agentListCommand struct{ bookSettings }

func (c *agentListCommand) Run(p *program) error {
	return c.withBook(p, func(b book) error {
		roster := handoff.NewRoster(b, nil)
		agents, err := roster.List(p.ctx)
		if err != nil {
			return err
		}
		reach, err := reaches(p.ctx, handoff.NewLines(b, roster))
		if err != nil {
			return err
		}
		if len(agents) == 0 {
			fmt.Fprintln(p.stderr, "There are no agents yet: frontdoor agent add -login wu -name 吴姐 -role agent")
			return nil
		}
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		for _, a := range agents {
			state := ""
			if a.Disabled {
				state = "disabled"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.Login, a.Role, a.Name, state, reach[a.Login])
		}
		return w.Flush()
	})
}

type agentPasswdCommand struct {
	bookSettings
	Login         string `required:"" placeholder:"LOGIN" help:"Whose password."`
	PasswordStdin bool   `help:"Read the password from standard input."`
}

func (c *agentPasswdCommand) Run(p *program) error {
	password, made, err := p.password(c.PasswordStdin)
	if err != nil {
		return err
	}
	return c.withBook(p, func(b book) error {
		var err error
		if roster := handoff.NewRoster(b, nil); made {
			password, err = roster.GivePassword(p.ctx, c.Login)
		} else {
			err = roster.SetPassword(p.ctx, c.Login, password)
		}
		if err != nil {
			return noSuchAgent(c.Login, err)
		}
		fmt.Fprintf(p.stdout, "%s has a new password.\n", c.Login)
		p.sayPassword(password, made)
		return nil
	})
}

// agentCodeCommand helps who has lost the telephone and the recovery codes.
type agentCodeCommand struct {
	bookSettings
	Login string `required:"" placeholder:"LOGIN" help:"Whose."`
}

func (c *agentCodeCommand) Run(p *program) error {
	return c.withBook(p, func(b book) error {
		if err := handoff.NewRoster(b, nil).EndSecond(p.ctx, c.Login); err != nil {
			return noSuchAgent(c.Login, err)
		}
		fmt.Fprintf(p.stdout, "%s signs in by password alone, until a code is switched on again at /inbox/me/security.\n", c.Login)
		return nil
	})
}

func noSuchAgent(login string, err error) error {
	if errors.Is(err, casebook.ErrNotFound) {
		return fmt.Errorf("there is no agent %q: frontdoor agent list shows who there is", login)
	}
	return err
}

func knownRole(role string) bool {
	for _, r := range handoff.Roles() {
		if string(r) == role {
			return true
		}
	}
	return false
}

// withBook opens the book, which must be there, for one act of the command line and closes
// it again.
func (s bookSettings) withBook(p *program, act func(book) error) error {
	return actOn(s.openWritten, p, act)
}

func actOn(open func(context.Context) (book, error), p *program, act func(book) error) error {
	b, err := open(p.ctx)
	if err != nil {
		return err
	}
	err = act(b)
	return errors.Join(err, b.Close())
}

// password is the one from standard input, or a made one.
func (p *program) password(fromStdin bool) (password string, made bool, err error) {
	if !fromStdin {
		return handoff.NewPassword(), true, nil
	}
	text, err := io.ReadAll(io.LimitReader(p.stdin, 4096))
	if err != nil {
		return "", false, fmt.Errorf("reading the password: %w", err)
	}
	password = strings.TrimRight(string(text), "\r\n")
	if password == "" {
		return "", false, errors.New("the password on standard input is empty: echo it into the command, or leave out -password-stdin to have one made")
	}
	return password, false, nil
}

func (p *program) sayPassword(password string, made bool) {
	if made {
		fmt.Fprintf(p.stdout, "Password, shown only now: %s\nWho signs in by it chooses another first.\n", password)
	}
}
