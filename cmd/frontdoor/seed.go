package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
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
	plan.prefix, plan.zone, plan.run = place.Prefix, place.Zone, fmt.Sprint(plan.seed)
	if !empty { // addresses given before are not given again
		plan.run += fmt.Sprint("-", time.Now().UnixNano())
	}
	if plan.stories, err = tellStories(p.ctx, script, plan.words, plan.until, c.Cases); err != nil {
		return fmt.Errorf("telling the stories: %w", err)
	}
	if err := plan.addAgents(p.ctx, handoff.NewRoster(b, nil)); err != nil {
		return err
	}
	show := p.newProgress("Writing messages", plan.messages)
	done, err := plan.write(p.ctx, b, show.at)
	show.end()
	if err == nil {
		fmt.Fprintf(p.stdout, "%d cases with %d messages are in the book %s.\n", c.Cases, done, c.bookName())
		if plan.longest > 0 {
			fmt.Fprintf(p.stdout, "The longest is %s.\n", plan.first.id)
		}
	}
	return err
}

// plan is what is to be written.
func (c *seedCommand) plan() (*seedPlan, error) {
	plan := &seedPlan{cases: c.Cases, messages: c.Messages, longest: c.Longest, open: c.Open, days: c.Days, seed: c.Seed, until: time.Now().Truncate(time.Second)}
	if plan.messages == 0 {
		plan.messages = 10*c.Cases + c.Longest
	}
	if c.Cases < 1 || c.Days < 1 || c.Open < 0 || c.Open > 1 || c.Messages < 0 || c.Longest < 0 {
		return nil, fmt.Errorf("-cases and -days begin at 1, -open lies between 0 and 1, and nothing is below 0")
	}
	var err error
	if c.Until != "" {
		if plan.until, err = time.Parse(time.RFC3339, c.Until); err != nil {
			return nil, fmt.Errorf("-until %q is not a time: write it like 2026-11-28T18:00:00+08:00", c.Until)
		}
	}
	plan.words, err = readSeedWords(seedText)
	return plan, err
}

// team are the agents who have the cases of a seeded book, as residents know them.
func (s *seedPlan) team() []string { return s.words.said["team"]["zh"] }

func seedLogin(n int) string { return fmt.Sprintf("seed%02d", n+1) }

// addAgents adds the agents; those of an earlier seeding stay.
func (s *seedPlan) addAgents(ctx context.Context, roster *handoff.Roster) error {
	for n, name := range s.team() {
		err := roster.Add(ctx, handoff.Agent{Login: seedLogin(n), Name: name, Role: handoff.RoleAgent}, "")
		if err != nil && !errors.Is(err, handoff.ErrTaken) {
			return err
		}
	}
	return nil
}

// seedPlan is a book to be written.
type seedPlan struct {
	cases, messages, longest, days int
	open                           float64
	seed                           uint64
	until                          time.Time
	prefix, run                    string
	zone                           *time.Location
	words                          *seedWords
	stories                        []seedStory
	first                          *seedCase // the longest, where one is asked for
}

// seedWriters write at the same time: they share the engine's group commit.
const seedWriters = 64

// write writes all cases, each part of one when its time has come, as a town would, and
// says how many messages that were.
func (s *seedPlan) write(ctx context.Context, b book, tell func(done int)) (int, error) {
	town := s.begin()
	work, ctx := errgroup.WithContext(ctx)
	lines := make([]chan seedPart, seedWriters)
	written := make(chan int, seedWriters)
	for i := range lines {
		lines[i] = make(chan seedPart, 4)
		work.Go(func() error {
			for part := range lines[i] {
				if err := part.write(ctx, b, s.prefix); err != nil {
					return err
				}
				select {
				case written <- part.messages():
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
	}
	work.Go(func() error {
		defer func() {
			for _, line := range lines {
				close(line)
			}
		}()
		for part, ok := town.next(); ok; part, ok = town.next() {
			select {
			case lines[part.of.n%seedWriters] <- part: // the parts of a case keep their order
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	total := 0
	counted := make(chan struct{})
	go func() {
		defer close(counted)
		for n := range written {
			total += n
			tell(total)
		}
	}()
	err := work.Wait()
	close(written)
	<-counted
	return total, err
}

// write commits a part; the last one brings the state in which the talk is left.
func (p seedPart) write(ctx context.Context, b casebook.Book, prefix string) error {
	if err := p.of.number(ctx, b, prefix); err != nil {
		return err
	}
	commit, err := p.commit()
	if err != nil {
		return err
	}
	if _, err := b.Commit(ctx, commit); err != nil {
		return fmt.Errorf("write case %s: %w", p.of.id, err)
	}
	return nil
}

// dice are the dice of one case: the same in every run.
func dice(seed uint64, n int) *rand.Rand { return rand.New(rand.NewPCG(seed, uint64(n)+1)) }
