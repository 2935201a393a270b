package eval

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"

	"frontdoor/cmd/frontdoor/textfile"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// Played is what was found over some files.
type Played struct {
	Figures transcript.Figures
	Files   int
	Wrong   []transcript.Mistake
	Plain   []transcript.Told // what can be told through clerk and book as well
	Again   transcript.Share  // of these, what came right with each message delivered again
}

// Goals are the figures against what is wanted of them.
func (e *Played) Goals() []transcript.Goal {
	return append(e.Figures.Goals(), transcript.Goal{
		Measure: "every message delivered three times: the same cases, no second answer", Goal: "100 %",
		Reached: fmt.Sprintf("%.1f %% of %d", e.Again.Percent(), e.Again.Of), Met: e.Again.Right == e.Again.Of})
}

// Play plays the files.
func Play(ctx context.Context, sc *script.Script, files []string) (*Played, error) {
	e := &Played{Files: len(files)}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		text, err := textfile.Read(file)
		if err != nil {
			return nil, fmt.Errorf("reading a transcript: %w", err)
		}
		e.Wrong = append(e.Wrong, transcript.Play(sc, file, string(text), &e.Figures)...)
		e.Plain = append(e.Plain, transcript.Plain(string(text))...)
	}
	if e.Figures.Talks == 0 && len(e.Wrong) == 0 {
		return nil, fmt.Errorf("there is no conversation in %s: each begins with a line == TITLE", strings.Join(files, ", "))
	}
	return e, nil
}

// Write tells every line that differs, then the figures.
func (e *Played) Write(out io.Writer) error {
	for _, w := range e.Wrong {
		fmt.Fprintln(out, w)
	}
	fmt.Fprintf(out, "%d conversations in %d files; %d differences from what is written.\n\n", e.Figures.Talks, e.Files, len(e.Wrong))
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "measure\tgoal\treached\t")
	for _, g := range e.Goals() {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", g.Measure, g.Goal, g.Reached, map[bool]string{false: "not yet"}[g.Met])
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("writing the figures: %w", err)
	}
	return nil
}

// Rewrite writes the bot's lines of the files as they are now, and says on out what was
// written; not all are where one has mistakes and is left as it is.
func Rewrite(out io.Writer, sc *script.Script, files []string) (all bool, err error) {
	for _, file := range files {
		text, err := textfile.Read(file)
		if err != nil {
			return false, fmt.Errorf("reading a transcript: %w", err)
		}
		now, wrong := transcript.Rewrite(sc, file, string(text))
		if len(wrong) > 0 {
			for _, w := range wrong {
				fmt.Fprintln(out, w)
			}
			fmt.Fprintf(out, "%s was left as it is.\n", file)
			return false, nil
		}
		if now == string(text) {
			continue
		}
		if err := os.WriteFile(file, []byte(now), 0o644); err != nil {
			return false, fmt.Errorf("writing a transcript: %w", err)
		}
		fmt.Fprintf(out, "%s was written anew.\n", file)
	}
	return true, nil
}
