package main

import (
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"frontdoor/dialog"
	"frontdoor/dialog/transcript"
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
		return rewriteTranscripts(p, script, files)
	}
	e, err := evaluate(script, files)
	if err != nil {
		return err
	}
	if e.again, err = deliveredAgain(p.ctx, script, e.plain); err != nil {
		return err
	}
	for _, w := range e.wrong {
		fmt.Fprintln(p.stdout, w)
	}
	fmt.Fprintf(p.stdout, "%d conversations in %d files; %d differences from what is written.\n\n", e.figures.Talks, len(files), len(e.wrong))
	out := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "measure\tgoal\treached\t")
	for _, g := range e.goals() {
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", g.Measure, g.Goal, g.Reached, map[bool]string{false: "not yet"}[g.Met])
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the figures: %w", err)
	}
	if len(e.wrong) > 0 {
		return errTold
	}
	return nil
}

// evaluation is what was found over some files.
type evaluation struct {
	figures transcript.Figures
	wrong   []transcript.Mistake
	plain   []transcript.Told // what can be told through clerk and book as well
	again   transcript.Share  // of these, what came right with each message delivered again
}

func (e *evaluation) goals() []transcript.Goal {
	return append(e.figures.Goals(), transcript.Goal{
		Measure: "every message delivered three times: the same cases, no second answer", Goal: "100 %",
		Reached: fmt.Sprintf("%.1f %% of %d", e.again.Percent(), e.again.Of), Met: e.again.Right == e.again.Of})
}

// evaluate plays the files.
func evaluate(script *dialog.Script, files []string) (*evaluation, error) {
	e := &evaluation{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("reading a transcript: %w", err)
		}
		e.wrong = append(e.wrong, transcript.Play(script, file, string(text), &e.figures)...)
		e.plain = append(e.plain, transcript.Plain(string(text))...)
	}
	return e, nil
}

func rewriteTranscripts(p *program, script *dialog.Script, files []string) error {
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("reading a transcript: %w", err)
		}
		out, wrong := transcript.Rewrite(script, file, string(text))
		if len(wrong) > 0 {
			for _, w := range wrong {
				fmt.Fprintln(p.stdout, w)
			}
			fmt.Fprintf(p.stdout, "%s was left as it is.\n", file)
			return errTold
		}
		if out == string(text) {
			continue
		}
		if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
			return fmt.Errorf("writing a transcript: %w", err)
		}
		fmt.Fprintf(p.stdout, "%s was written anew.\n", file)
	}
	return nil
}
