package main

import (
	"fmt"
	"time"

	"frontdoor/cmd/frontdoor/simulate"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook/sqlite"
	"frontdoor/handoff/report"
)

// simulateCommand plays a town for some days on a told clock.
type simulateCommand struct {
	townSettings
	Days  int    `default:"30" placeholder:"N" help:"How many days; ${default} when not set."`
	Cases int    `default:"3000" placeholder:"N" help:"How many residents write; ${default} when not set."`
	Lang  string `enum:"zh,en" default:"zh" placeholder:"zh|en" help:"In which language the report is written; ${default} when not set."`
	Seed  uint64 `default:"1" placeholder:"N" help:"Of chance: the same is the same month; ${default} when not set."`
}

func (*simulateCommand) Help() string {
	return `The real conversation, book and rules, with made-up residents and agents. In the end there is the monthly report, as
frontdoor report writes it, how many cases were proposed, passed over, warned of and taken up the ladder, and whether any rule
was broken (then the exit code is 1). Without -places it plays the built-in town
with its sample stations. The book is a temporary one.`
}

func (c *simulateCommand) Run(p *program) error {
	if c.Days < 1 || c.Cases < 1 {
		return fmt.Errorf("-days and -cases are numbers of at least 1")
	}
	cat, place, err := c.load()
	if err != nil {
		return err
	}
	if c.Places == "" {
		if place, err = town.Parse("town.yaml", []byte(town.Standard()+sampleAreas)); err != nil {
			return err
		}
	}
	script, err := c.script(cat, place)
	if err != nil {
		return err
	}
	b, _, closing, err := temporaryBook(p.ctx, sqlite.Volatile())
	if err != nil {
		return err
	}
	defer closing()
	began := time.Now()
	month, err := simulate.Play(p.ctx, simulate.Options{Script: script, Book: b, Days: c.Days, Cases: c.Cases, Seed: c.Seed,
		Start: time.Date(2026, 11, 1, 0, 0, 0, 0, place.Zone)})
	if err != nil {
		return err
	}
	if err := month.Write(p.stdout, report.Words(c.Lang, cat, place)); err != nil {
		return fmt.Errorf("writing: %w", err)
	}
	fmt.Fprintf(p.stdout, "%d days in %s.\n", c.Days, time.Since(began).Round(100*time.Millisecond))
	if len(month.Wrong) > 0 {
		return errTold
	}
	return nil
}
