package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/redis"
	"frontdoor/handoff/casebook/sqlite"
)

// moveCommand carries a whole book into another engine.
type moveCommand struct {
	From      string `required:"" placeholder:"URL" help:"The book to move; it is only read."`
	To        string `required:"" placeholder:"URL" help:"Where to: a book that nothing was ever stored in, or the same as before, to go on with a move that was broken off."`
	Archive   string `env:"FRONTDOOR_ARCHIVE" placeholder:"file:FOLDER" help:"Where archived cases of a book in Redis lie; they are carried, too."`
	RedisWait string `env:"FRONTDOOR_REDIS_WAIT" enum:"on,off" default:"on" placeholder:"on|off" help:"Whether each part waits for a Redis replica, where there is one; ${default} when not set."`
}

func (*moveCommand) Help() string {
	return `Stop every frontdoor serve on both books first. Then, from one machine to a city:
  frontdoor move -from sqlite:frontdoor.db -to redis://10.0.0.5:6379
  FRONTDOOR_BOOK=redis://10.0.0.5:6379 frontdoor serve
and back:
  frontdoor move -from redis://10.0.0.5:6379 -to sqlite:frontdoor.db

Conversations, cases, waiting messages, letters, remembered message keys, counters, agents, sessions and tokens are
carried; then both books are read and compared, event by event. Photos of the web chat are files and stay where they are.
Broken off (ctrl-C, a crash), the same command goes on. Until it has ended well the new book cannot be served.
The old book stays as it is: keep it as a backup, and do not serve it again, for what is written there would be missing here.
API clients that keep a cursor of the feed begin it anew. What is sealed is carried sealed: the new book needs the same
master key (FRONTDOOR_KEY; of a book that is a file, the file FILE.key beside it).`
}

// The record on the target's shelf that says a move is under way; its value is the
// name of the book it comes from.
const (
	kindMove = "move"
	moveKey  = "from"
)

func (c *moveCommand) Run(p *program) (err error) {
	source := bookSettings{Book: c.From, Archive: c.Archive, RedisWait: c.RedisWait, keySettings: keySettings{sealedAsIs: true}}
	target := bookSettings{Book: c.To, RedisWait: c.RedisWait, keySettings: keySettings{sealedAsIs: true}}
	if file := source.bookFile(); file != "" {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no book to move: the file %s does not exist", file)
		}
	}
	for _, s := range []bookSettings{source, target} {
		if err := s.notInUse(p); err != nil {
			return err
		}
	}
	from, err := source.openBookWith(p.ctx, redis.Options{Whole: true})
	if err != nil {
		return fmt.Errorf("-from: %w", err)
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if file := target.bookFile(); file != "" {
		if err := needFolder(filepath.Dir(file)); err != nil {
			return err
		}
	}
	to, err := target.openAny(p.ctx, redis.Options{})
	if err != nil {
		return fmt.Errorf("-to: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	err = c.move(p, from, to)
	if err != nil && p.ctx.Err() != nil {
		fmt.Fprintf(p.stderr, "\nStopped. The old book is unchanged. To go on: frontdoor move -from %s -to %s\n", source.bookName(), target.bookName())
		return errTold
	}
	return err
}

func (c *moveCommand) move(p *program, from, to book) error {
	target := bookSettings{Book: c.To}
	mark, err := c.begin(p.ctx, from, to)
	if err != nil {
		return err
	}
	look := p.newProgress("Looking through the old book", 0)
	total, err := casebook.Inspect(p.ctx, from, to, look.at)
	look.end()
	if err != nil {
		return fmt.Errorf("nothing was moved: %w", err)
	}
	if mark.Version == 0 {
		if mark.Version, err = to.Put(p.ctx, mark); err != nil {
			return fmt.Errorf("noting in the new book that a move is under way: %w", err)
		}
	} else {
		fmt.Fprintln(p.stderr, "Going on with the move that was broken off.")
	}
	copying := p.newProgress("Copying", total)
	err = casebook.Copy(p.ctx, from, to, copying.at)
	copying.end()
	if err != nil {
		return fmt.Errorf("copying: %w\nThe old book is unchanged; the same command goes on from here", err)
	}
	comparing := p.newProgress("Comparing", 2*total)
	troubles, err := casebook.Compare(p.ctx, from, to, kindMove, comparing.at)
	comparing.end()
	if err != nil {
		return fmt.Errorf("comparing: %w\nThe same command compares again", err)
	}
	if len(troubles) > 0 {
		return fmt.Errorf("the copy is not the same:\n  %s\nThe old book is unchanged and still the one to serve. Is anything serving one of the two? "+
			"Stop it; then move into a book that is empty", strings.Join(troubles, "\n  "))
	}
	if err := to.Remove(p.ctx, mark.Kind, mark.Key, mark.Version); err != nil {
		return fmt.Errorf("noting in the new book that the move is done: %w", err)
	}
	fmt.Fprintf(p.stdout, "Moved %d things; the two books are the same, event by event.\nServe the new one: FRONTDOOR_BOOK=%s frontdoor serve\n"+
		"Keep the old one as a backup, and do not serve it again. Photos of the web chat stay where FRONTDOOR_MEDIA says (not set: the\n"+
		"folder media beside a book that is a file, else here).\n", total, target.bookName())
	return nil
}

// begin gives the record that marks the move: stored already if it goes on. A target
// that holds anything else is refused.
func (c *moveCommand) begin(ctx context.Context, from casebook.Packer, to book) (casebook.Record, error) {
	mark := casebook.Record{Kind: kindMove, Key: moveKey, Value: []byte(from.ID())}
	name := bookSettings{Book: c.To}.bookName()
	if from.ID() == to.ID() {
		return mark, fmt.Errorf("%s is the very book this was made of: name one that nothing was ever stored in", name)
	}
	stored, err := to.Get(ctx, kindMove, moveKey)
	switch {
	case err == nil && string(stored.Value) == string(mark.Value):
		return stored, nil
	case err == nil:
		return mark, fmt.Errorf("a move of another book into %s, or a restore, was broken off: finish that one, or choose a target that is empty (a new file, another ?book=NAME)", name)
	case !errors.Is(err, casebook.ErrNotFound):
		return mark, fmt.Errorf("looking for a move under way: %w", err)
	}
	empty, err := to.Empty(ctx)
	if err == nil && !empty {
		err = fmt.Errorf("%s holds a book already, and nothing of it is overwritten: choose a target that is empty (a new file, another ?book=NAME)", name)
	}
	return mark, err
}

// notInUse refuses a book that somebody has open. Where that cannot be found out, it
// says so.
func (s bookSettings) notInUse(p *program) error {
	var used bool
	var err error
	if file := s.bookFile(); file != "" {
		used, err = sqlite.InUse(p.ctx, file)
	} else if strings.HasPrefix(s.Book, "redis") {
		used, err = redis.InUse(p.ctx, s.Book)
	}
	switch {
	case err != nil && p.ctx.Err() == nil:
		fmt.Fprintf(p.stderr, "It cannot be found out whether %s is being served (%v): make sure that it is not.\n", s.bookName(), err)
	case used:
		return fmt.Errorf("the book %s is open elsewhere: stop every frontdoor serve on it first (ctrl-C, or its service), then say this again", s.bookName())
	}
	return nil
}
