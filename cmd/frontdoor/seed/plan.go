package seed

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/sync/errgroup"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// Plan is a book to be written.
type Plan struct {
	Cases    int
	Messages int     // in all, roughly
	Longest  int     // of one case beside the others; 0 for none
	Days     int     // over which the cases came in
	Open     float64 // the share of the cases that is open
	Seed     uint64  // the same number gives the same book
	Until    time.Time

	prefix, run string
	zone        *time.Location
	words       *seedWords
	stories     []seedStory
	first       *seedCase // the longest, where one is asked for
}

// Tell tells the stories to the conversation, in a spare book. Addresses that were given
// before are not given again where the book to be written is not empty.
func (s *Plan) Tell(ctx context.Context, spare casebook.Book, sc *script.Script, more bool) (err error) {
	s.prefix, s.zone, s.run = sc.Town.Prefix, sc.Town.Zone, fmt.Sprint(s.Seed)
	if more {
		s.run += fmt.Sprint("-", time.Now().UnixNano())
	}
	if s.words, err = readSeedWords(seedText); err != nil {
		return err
	}
	if s.stories, err = tellStories(ctx, spare, sc, s.words, s.Until, s.Cases); err != nil {
		return fmt.Errorf("telling the stories: %w", err)
	}
	return nil
}

// First is the number of the first case once it is written: the longest, where one is
// asked for.
func (s *Plan) First() dialog.CaseID { return s.first.id }

// team are the agents who have the cases of a seeded book, as residents know them.
func (s *Plan) team() []string { return s.words.said["team"]["zh"] }

func seedLogin(n int) string { return fmt.Sprintf("seed%02d", n+1) }

// AddAgents adds the agents; those of an earlier seeding stay.
func (s *Plan) AddAgents(ctx context.Context, roster *handoff.Roster) error {
	for n, name := range s.team() {
		err := roster.Add(ctx, handoff.Agent{Login: seedLogin(n), Name: name, Role: handoff.RoleAgent}, "")
		if err != nil && !errors.Is(err, handoff.ErrTaken) {
			return err
		}
	}
	return nil
}

// seedWriters write at the same time: they share the engine's group commit.
const seedWriters = 64

// Write writes all cases, each part of one when its time has come, as a town would, and
// says how many messages that were.
func (s *Plan) Write(ctx context.Context, b casebook.Book, tell func(done int)) (int, error) {
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
