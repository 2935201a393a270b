package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"frontdoor/dialog/classify"
	"frontdoor/dialog/classify/train"
)

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
	told, err := c.corrected(p)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(c.Own, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return fmt.Errorf("opening the town's own lines: %w", err)
	}
	defer file.Close()
	have, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("reading the town's own lines: %w", err)
	}
	decided := make(map[string]bool)
	for line := range strings.Lines(string(have)) {
		if id, ok := strings.CutPrefix(strings.TrimSpace(line), decidedMark); ok {
			id, _, _ = strings.Cut(id, " ")
			decided[id] = true
		}
	}
	in := bufio.NewScanner(p.stdin)
	kept, shown := 0, 0
	for _, t := range told {
		if decided[string(t.id)] {
			continue
		}
		shown++
		fmt.Fprintf(p.stdout, "%s  was %s, is %s\n  %s\nkeep? y n q, or other words: ", t.id, t.first, t.now, t.words)
		if !in.Scan() {
			fmt.Fprintln(p.stdout)
			break
		}
		line := ""
		switch answer := strings.TrimSpace(in.Text()); answer {
		case "q":
			return sayKept(p, kept, shown-1, c.Own)
		case "n", "":
		case "y":
			line = t.words
		default:
			line = train.Nameless(answer, nil)
		}
		note := decidedMark + string(t.id) + " kept\n"
		if line == "" {
			note = decidedMark + string(t.id) + " passed over\n"
		} else {
			note += t.now + "\t" + strings.Join(strings.Fields(line), " ") + "\n"
			kept++
		}
		if _, err := file.WriteString(note); err != nil {
			return fmt.Errorf("writing the town's own lines: %w", err)
		}
	}
	return errors.Join(in.Err(), file.Sync(), sayKept(p, kept, shown, c.Own))
}

// decidedMark begins the remark about a case that was decided.
const decidedMark = "# case "

func sayKept(p *program, kept, shown int, file string) error {
	fmt.Fprintf(p.stdout, "%d shown, %d kept. To train with them: frontdoor classify train -add %s -out own.model\n", shown, kept, file)
	return nil
}

// corrected lists the cases that agents put into another category.
func (c *classifyReviewCommand) corrected(p *program) ([]toldCase, error) {
	all, err := toldCases(p, c.bookSettings, c.townSettings)
	if err != nil {
		return nil, err
	}
	var out []toldCase
	for _, t := range all {
		if _, known := classify.ClassOf(t.now); known && t.byAgent && t.first != t.now {
			out = append(out, t)
		}
	}
	return out, nil
}
