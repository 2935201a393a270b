package main

import (
	"fmt"
	"path/filepath"

	"frontdoor/cmd/frontdoor/eval"
	"frontdoor/handoff/casebook/sqlite"
)

// evalCommand plays written conversations and says how good the conversation is.
type evalCommand struct {
	townSettings
	Folder  string `arg:"" optional:"" default:"dialog/testdata" help:"A folder of transcripts, *.txt; those of the checkout when not given."`
	Rewrite bool   `help:"Write the bot's lines of the folder as they are now, instead of comparing; what must hold (=) stays. Read them afterwards."`
}

func (*evalCommand) Help() string {
	return `Each file holds conversations: what the resident writes (>), what the bot must answer (<), what must hold then (=).
dialog/testdata/README.md says how to write one.
  frontdoor eval                                   the project's own, from a checkout
  frontdoor eval our/transcripts -places town.yaml -catalog catalog.yaml -phrases our
  frontdoor eval -rewrite our/transcripts          after a change that is meant
Every line that differs is told, then the figures over all of it against the goals. The exit code is 1 when a line differs.`
}

func (c *evalCommand) Run(p *program) error {
	cat, place, err := c.load()
	if err != nil {
		return err
	}
	script, err := c.script(cat, place)
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(c.Folder, "*.txt"))
	if err != nil {
		return fmt.Errorf("looking into %s: %w", c.Folder, err)
	}
	if len(files) == 0 {
		return fmt.Errorf("there are no transcripts (*.txt) in %s", c.Folder)
	}
	if c.Rewrite {
		if all, err := eval.Rewrite(p.stdout, script, files); err != nil || all {
			return err
		}
		return errTold
	}
	played, err := eval.Play(p.ctx, script, files)
	if err != nil {
		return err
	}
	b, _, closing, err := temporaryBook(p.ctx, sqlite.Volatile())
	if err != nil {
		return err
	}
	defer closing()
	if played.Again, err = eval.Again(p.ctx, b, script, played.Plain); err != nil {
		return err
	}
	if err := played.Write(p.stdout); err != nil {
		return err
	}
	if len(played.Wrong) > 0 {
		return errTold
	}
	return nil
}
