package main

import (
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog/answers"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/town"
)

// answersCommand is the same pattern as catalog, places and phrases.
type answersCommand struct {
	Print answersPrintCommand `cmd:"" help:"Print the empty file of answers, which explains its fields, to begin your own with."`
	Check answersCheckCommand `cmd:"" help:"Say every mistake in a file of answers, and which nobody has checked for a year."`
}

func (*answersCommand) Help() string {
	return `Short answers a town gives at once to common questions: which papers, when a window is open. None are built in.
  frontdoor answers print > answers.yaml           begin with the empty file
  frontdoor answers check answers.yaml             all mistakes at once and what is old, or "fine" (exit code 1, or 0)
  frontdoor chat -answers answers.yaml             try it: a question, then a complaint
  FRONTDOOR_ANSWERS=answers.yaml frontdoor serve   use it
An answer is given only to what is clearly a question and holds all its words, never to a report, a complaint or danger, and
always with the way to a person.`
}

type answersPrintCommand struct{}

func (*answersPrintCommand) Run(p *program) error { return printed(p.stdout, answers.Standard()) }

type answersCheckCommand struct {
	File    string `arg:"" help:"The file of answers to look through."`
	Catalog string `env:"FRONTDOOR_CATALOG" placeholder:"FILE" help:"The catalogue whose categories it names; built in when not set."`
	Places  string `env:"FRONTDOOR_PLACES" placeholder:"FILE" help:"The town whose signature stands before an SMS; built in when not set."`
}

func (c *answersCheckCommand) Run(p *program) error {
	cat, place, err := (townSettings{Catalog: c.Catalog, Places: c.Places}).load()
	if err != nil {
		return err
	}
	all, err := readOr(c.File, "the answers", answers.Parse, nil)
	if err == nil {
		err = answersFit(cat, place, all)
	}
	if err == nil {
		err = oldAnswers(all, time.Now())
	}
	if err != nil {
		return tellMistakes(p, c.File, err)
	}
	fmt.Fprintf(p.stdout, "%s is fine: %d answers, all of them checked within a year.\n", c.File, len(all.List))
	return nil
}

// answersFit measures the answers as SMS and looks for their categories.
func answersFit(cat *catalog.Catalog, place *town.Town, all *answers.Answers) error {
	sc, err := script.New(cat, place, nil, nil)
	if err != nil {
		return err
	}
	sc.Answers = all
	return sc.Fit()
}

// oldAnswers is told of answers nobody has made sure of for a year, one a line.
func oldAnswers(all *answers.Answers, now time.Time) error {
	var old []error
	for _, a := range all.Old(now) {
		old = append(old, fmt.Errorf("%s:%d: answer %q was checked on %s, over a year ago: look at %s whether it still holds",
			all.File, a.Line, a.Key, a.Checked.Format(time.DateOnly), a.Source))
	}
	return errors.Join(old...)
}

// checkAnswers is what frontdoor check says of the answers.
func (c *checkCommand) checkAnswers(cat *catalog.Catalog, place *town.Town) []finding {
	if c.Answers == "" {
		return nil
	}
	all, err := readOr(c.Answers, "the answers", answers.Parse, nil)
	if err == nil {
		err = answersFit(cat, place, all)
	}
	if err != nil {
		return []finding{bad("The answers cannot be used:\n%v", err)}
	}
	if err := oldAnswers(all, time.Now()); err != nil {
		return []finding{bad("Answers nobody has checked for a year are given all the same:\n%v", err)}
	}
	return []finding{fine("The town answers %d common questions at once.", len(all.List))}
}
