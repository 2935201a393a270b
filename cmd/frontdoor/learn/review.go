package learn

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

// Review shows each correction and keeps, in the file of the town's own lines, what the
// person at in accepts.
func Review(in io.Reader, out io.Writer, all []Case, own string) error {
	file, err := os.OpenFile(own, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
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
	answers := bufio.NewScanner(in)
	kept, shown := 0, 0
	for _, t := range corrected(all) {
		if decided[string(t.id)] {
			continue
		}
		shown++
		fmt.Fprintf(out, "%s  was %s, is %s\n  %s\nkeep? y n q, or other words: ", t.id, t.first, t.now, t.words)
		if !answers.Scan() {
			fmt.Fprintln(out)
			break
		}
		line := ""
		switch answer := strings.TrimSpace(answers.Text()); answer {
		case "q":
			return sayKept(out, kept, shown-1, own)
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
	return errors.Join(answers.Err(), file.Sync(), sayKept(out, kept, shown, own))
}

// decidedMark begins the remark about a case that was decided.
const decidedMark = "# case "

func sayKept(out io.Writer, kept, shown int, file string) error {
	fmt.Fprintf(out, "%d shown, %d kept. To train with them: frontdoor classify train -add %s -out own.model\n", shown, kept, file)
	return nil
}

// corrected lists the cases that agents put into another category.
func corrected(all []Case) (out []Case) {
	for _, t := range all {
		if _, known := classify.ClassOf(t.now); known && t.byAgent && t.first != t.now {
			out = append(out, t)
		}
	}
	return out
}
