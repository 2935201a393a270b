package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"frontdoor/cmd/frontdoor/learn"
	"frontdoor/dialog/classify"
)

// classifyTrainCommand trains the classifier again, with lines of the town's own.
type classifyTrainCommand struct {
	townSettings
	Add []string `placeholder:"FILE" help:"Lines of the town's own, category TAB text in each. May be given again."`
	Out string   `placeholder:"MODEL" help:"Where the new classifier is written. Not set: it is only measured."`
}

func (*classifyTrainCommand) Help() string {
	return "Takes half a minute. Every written line is also judged by a model that was trained without it, and the town's own lines by the classifier in use and by a new one that does not know them; the figures say what to expect. The same lines always give the same file. Use it with FRONTDOOR_MODEL."
}

func (c *classifyTrainCommand) Run(p *program) error {
	if len(c.Add) == 0 && c.Out != "" {
		return errors.New("there is nothing to add: without -add the result is the built-in classifier")
	}
	if err := mayOverwrite(c.Out); c.Out != "" && err != nil {
		return err
	}
	now, err := c.model()
	if err != nil {
		return err
	}
	return learn.Train(p.stdout, now, c.Add, c.Out)
}

// classifyReviewCommand turns agents' corrections into lines of the town's own,
// each only when a person says so.
type classifyReviewCommand struct {
	bookSettings
	townSettings
	Own string `required:"" placeholder:"FILE" help:"The town's own lines: what is accepted is added to it, and what was decided is noted in it, so that nothing is asked twice."`
}

func (*classifyReviewCommand) Help() string {
	return "Shows each case an agent put into another category: what the classifier said, what the agent said, and the words without names, phones, places and long numbers. Machines miss some of these: read before accepting. Anonymous and confidential cases are never shown. Answer y to keep the line, n to pass it over, q to stop, or type the words as they should be kept."
}

func (c *classifyReviewCommand) Run(p *program) error {
	all, err := casesIn(p.ctx, c.bookSettings, c.townSettings)
	if err != nil {
		return err
	}
	return learn.Review(p.stdin, p.stdout, all, c.Own)
}

// classifyCompareCommand lets a new classifier stand beside the one in use: both
// read the words of the cases in the book, and where they disagree is shown, words
// included. What runs beside in the server shows none (beside.go).
type classifyCompareCommand struct {
	bookSettings
	townSettings
	New  string        `required:"" placeholder:"MODEL" help:"The new classifier."`
	Last time.Duration `default:"720h" placeholder:"TIME" help:"Only cases begun in the last so much time; ${default} when not set."`
}

func (*classifyCompareCommand) Help() string {
	return "Only disagreements are shown, without names, phones, places and long numbers. Anonymous and confidential cases are left out. Run it again after some days; then set FRONTDOOR_MODEL to switch, or do not."
}

func (c *classifyCompareCommand) Run(p *program) error {
	now, err := c.model()
	if err != nil {
		return err
	}
	next, err := townSettings{Model: c.New}.model()
	if err != nil {
		return err
	}
	all, err := casesIn(p.ctx, c.bookSettings, c.townSettings)
	if err != nil {
		return err
	}
	learn.Compare(p.stdout, all, now, next, time.Now().Add(-c.Last))
	return nil
}

// classifyBesideCommand tells what the classifiers that ran beside the one in use
// would have said otherwise.
type classifyBesideCommand struct {
	bookSettings
}

func (*classifyBesideCommand) Help() string {
	return "FRONTDOOR_MODEL_BESIDE=new.model frontdoor serve lets a new classifier run beside the one in use; this shows the cases in which they disagreed, and what each is filed as now, without a word of the residents. Anonymous and confidential cases are left out. To switch, set FRONTDOOR_MODEL."
}

func (c *classifyBesideCommand) Run(p *program) error {
	b, err := c.openWritten(p.ctx)
	if err != nil {
		return err
	}
	defer b.Close()
	return learn.TellBeside(p.ctx, p.stdout, b)
}

// casesIn are the cases of a book with what each teaches.
func casesIn(ctx context.Context, book bookSettings, town townSettings) ([]learn.Case, error) {
	_, place, err := town.load()
	if err != nil {
		return nil, err
	}
	b, err := book.openWritten(ctx)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	return learn.Cases(ctx, b, place)
}

// beside is the duty that runs the candidate; none where FRONTDOOR_MODEL_BESIDE is not set.
func (s *serveSettings) beside(b book, inUse *classify.Model, log *slog.Logger) ([]duty, error) {
	if s.ModelBeside == "" {
		return nil, nil
	}
	file, err := os.ReadFile(s.ModelBeside)
	if err != nil {
		return nil, fmt.Errorf("reading the classifier of FRONTDOOR_MODEL_BESIDE: %w", err)
	}
	model, err := decodeModel(s.ModelBeside, file)
	if err != nil {
		return nil, err
	}
	c := &learn.Candidate{Name: learn.NameOf(file), InUse: inUse, New: model, Book: b, Now: clockOf(b), Log: log}
	return []duty{{"the classifier beside", c.Run}}, nil
}
