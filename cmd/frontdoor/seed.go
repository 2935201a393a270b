package main

import (
	"fmt"
	"time"

	"frontdoor/cmd/frontdoor/seed"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook/sqlite"
)

// seedCommand fills a book with a town that never was, to try out and to measure.
type seedCommand struct {
	bookSettings
	townSettings
	Cases    int     `default:"1000" placeholder:"N" help:"How many cases; ${default} when not set."`
	Messages int     `default:"0" placeholder:"N" help:"How many messages in all, roughly; ten a case when not set."`
	Longest  int     `default:"0" placeholder:"N" help:"One case of so many messages beside the others; none when not set."`
	Open     float64 `default:"0.15" placeholder:"SHARE" help:"Which share of the cases is open; ${default} when not set."`
	Days     int     `default:"90" placeholder:"DAYS" help:"Over how many days they came in; ${default} when not set."`
	Until    string  `placeholder:"TIME" help:"When the last one came in, as 2026-11-28T18:00:00+08:00; now when not set."`
	Seed     uint64  `default:"1" placeholder:"N" help:"The same number gives the same book; ${default} when not set."`
	More     bool    `help:"Add to a book that is not empty."`
}

func (*seedCommand) Help() string {
	return `Nothing in it is real: stories of the project's own, invented names and numbers that belong to nobody.
  frontdoor seed -book sqlite:town.db -cases 100000 -messages 1000000
  FRONTDOOR_BOOK=sqlite:town.db frontdoor serve
Each story is told to the conversation once; what came of it is written for each case with its own names, numbers and times.
Agents are added without passwords: frontdoor agent passwd -login seed01 gives one.
Do not fill the book of a town in use: nothing takes the cases out again.`
}

func (c *seedCommand) Run(p *program) (err error) {
	plan, err := c.plan()
	if err != nil {
		return err
	}
	b, err := c.openBook(p.ctx)
	if err != nil {
		return err
	}
	defer func() {
		if closing := b.Close(); err == nil {
			err = closing
		}
	}()
	empty, err := b.Empty(p.ctx)
	if err != nil {
		return err
	}
	if !empty && !c.More {
		return fmt.Errorf("the book %s is not empty: name another one, or say -more to add to it", c.bookName())
	}
	cat, place, err := c.load()
	if err != nil {
		return err
	}
	script, err := c.script(cat, place)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.stderr, "Telling the stories once …")
	spare, _, closing, err := temporaryBook(p.ctx, sqlite.Volatile())
	if err != nil {
		return err
	}
	defer closing()
	if err := plan.Tell(p.ctx, spare, script, !empty); err != nil {
		return err
	}
	if err := plan.AddAgents(p.ctx, handoff.NewRoster(b, nil)); err != nil {
		return err
	}
	show := p.newProgress("Writing messages", plan.Messages)
	done, err := plan.Write(p.ctx, b, show.at)
	show.end()
	if stopped(p, err) {
		fmt.Fprintf(p.stderr, "Stopped: %d of %d messages are in the book %s. Begin anew with another book, or add to this one with -more.\n", done, plan.Messages, c.bookName())
		return errTold
	}
	if err == nil {
		fmt.Fprintf(p.stdout, "%d cases with %d messages are in the book %s.\n", c.Cases, done, c.bookName())
		if plan.Longest > 0 {
			fmt.Fprintf(p.stdout, "The longest is %s.\n", plan.First())
		}
	}
	return err
}

// plan is what is to be written.
func (c *seedCommand) plan() (*seed.Plan, error) {
	plan := &seed.Plan{Cases: c.Cases, Messages: c.Messages, Longest: c.Longest, Open: c.Open, Days: c.Days, Seed: c.Seed, Until: time.Now().Truncate(time.Second)}
	if plan.Messages == 0 {
		plan.Messages = 10*c.Cases + c.Longest
	}
	if c.Cases < 1 || c.Days < 1 || c.Open < 0 || c.Open > 1 || c.Messages < 0 || c.Longest < 0 {
		return nil, fmt.Errorf("-cases and -days begin at 1, -open lies between 0 and 1, and nothing is below 0")
	}
	if c.Until != "" {
		var err error
		if plan.Until, err = time.Parse(time.RFC3339, c.Until); err != nil {
			return nil, fmt.Errorf("-until %q is not a time: write it like 2026-11-28T18:00:00+08:00", c.Until)
		}
	}
	return plan, nil
}
