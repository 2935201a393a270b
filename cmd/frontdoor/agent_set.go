package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"frontdoor/handoff"
)

// agentSetCommand says what an agent serves. What is not named stays as it is.
type agentSetCommand struct {
	bookSettings
	townSettings
	Login      string    `required:"" placeholder:"LOGIN" help:"Whose."`
	Areas      *string   `placeholder:"ID,ID" help:"Grids, stations and townships of the town's file; empty for all."`
	Categories *string   `placeholder:"KEY,KEY" help:"Keys of the catalogue; empty for all."`
	Entrusted  *string   `placeholder:"KEY,KEY" help:"Restricted categories the agent is named for."`
	Languages  *string   `placeholder:"zh,en" help:"Languages the agent speaks."`
	Duty       *string   `placeholder:"ROTA" help:"When the agent is on duty: \"mon-fri 08:30-17:30, sat 09:00-12:00, holiday 09:00-11:00\"; empty for the town's hours."`
	DaysOff    *[]string `placeholder:"DAY" help:"Days off: 2026-12-24 or 2026-12-24/2026-12-31, with commas; replaces those before."`
	Capacity   *int      `placeholder:"N" help:"How many open cases the agent is proposed at most; 0 for any number."`
	OIDC       *string   `name:"oidc" placeholder:"SUBJECT|E-MAIL" help:"Who the agent is at the town's own provider of sign-ins: its subject, or an e-mail it has verified; empty for nobody."`
	Known      *string   `placeholder:"NAME,NAME" help:"Other names by which people may complain of the agent."`
}

func (*agentSetCommand) Help() string {
	return `All but -oidc count where the town's file has stations (frontdoor places print -areas).
  frontdoor agent set -login wu -areas QX01 -languages zh,en -duty "mon-fri 08:30-17:30, sat 09:00-12:00" -capacity 20
  frontdoor agent set -login wu -oidc wu@town.example
  frontdoor agent set -login chen -entrusted counselling,village`
}

func (c *agentSetCommand) Run(p *program) error {
	cat, place, err := c.load()
	if err != nil {
		return err
	}
	var told handoff.Service
	c.edit(&told)
	if err := handoff.KnownService(told, place, cat); err != nil {
		return err
	}
	return c.withBook(p, func(b book) error {
		roster := handoff.NewRoster(b, nil)
		if c.OIDC != nil {
			if err := roster.SetOIDC(p.ctx, c.Login, *c.OIDC); err != nil {
				return noSuchAgent(c.Login, err)
			}
		}
		if err := roster.SetService(p.ctx, c.Login, c.edit); err != nil {
			return noSuchAgent(c.Login, err)
		}
		agent, err := roster.Get(p.ctx, c.Login)
		if err == nil {
			tellService(p.stdout, agent)
		}
		return err
	})
}

func (c *agentSetCommand) edit(s *handoff.Service) {
	for _, one := range []struct {
		told *string
		into *[]string
	}{{c.Areas, &s.Areas}, {c.Categories, &s.Categories}, {c.Entrusted, &s.Entrusted}, {c.Languages, &s.Languages}, {c.Known, &s.Known}} {
		if one.told != nil {
			*one.into = entriesOf(one.told)
		}
	}
	if c.Duty != nil {
		s.Duty = handoff.Rota(strings.TrimSpace(*c.Duty))
	}
	if c.DaysOff != nil {
		s.DaysOff = slices.DeleteFunc(slices.Clone(*c.DaysOff), func(d string) bool { return d == "" })
	}
	if c.Capacity != nil {
		s.Capacity = *c.Capacity
	}
}

// entriesOf are the entries of a list with commas; none of one that was not told.
func entriesOf(told *string) []string {
	if told == nil {
		return nil
	}
	var list []string
	for entry := range strings.SplitSeq(strings.NewReplacer("\uff0c", ",", "、", ",").Replace(*told), ",") {
		if entry = strings.TrimSpace(entry); entry != "" {
			list = append(list, entry)
		}
	}
	return list
}

// tellService says what an agent serves.
func tellService(out io.Writer, a handoff.Agent) {
	or := func(list []string, all string) string {
		if len(list) == 0 {
			return all
		}
		return strings.Join(list, ", ")
	}
	duty := string(a.Duty)
	if duty == "" {
		duty = "the town's hours"
	}
	most := "any number of cases"
	if a.Capacity > 0 {
		most = fmt.Sprintf("at most %d open cases", a.Capacity)
	}
	fmt.Fprintf(out, "%s serves %s, %s; speaks %s; on duty: %s, days off: %s; %s; named for: %s.\n", a.Login, or(a.Areas, "all areas"),
		or(a.Categories, "all categories"), or(a.Languages, "what is not said"), duty, or(a.DaysOff, "none"), most, or(a.Entrusted, "nothing restricted"))
	if a.OIDC != "" {
		fmt.Fprintf(out, "%s is %s at the town's own provider of sign-ins.\n", a.Login, a.OIDC)
	}
}
