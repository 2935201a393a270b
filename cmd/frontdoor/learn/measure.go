package learn

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"frontdoor/cmd/frontdoor/textfile"
	"frontdoor/dialog/classify"
)

// Measure measures a model on labelled lines and prints the table.
func Measure(out io.Writer, model *classify.Model, file string) error {
	lines, err := Lines(file)
	if err != nil {
		return err
	}
	begin := time.Now()
	judged := classify.Judge(model, lines)
	each := time.Since(begin).Seconds() * 1e6 / float64(max(1, len(lines)))
	fmt.Fprint(out, classify.Table(judged))
	fmt.Fprintf(out, "\n%.1f µs a message\n", each)
	return nil
}

// Lines reads lines with their right categories. A category nobody knows
// is a mistake, not a none.
func Lines(file string) ([]classify.Line, error) {
	text, err := textfile.Read(file)
	if err != nil {
		return nil, fmt.Errorf("reading labelled lines: %w", err)
	}
	const form = `a line is {"text":"…","category":"…"}, or in a .tsv file the category, a tab and the text`
	var lines []classify.Line
	for i, row := range bytes.Split(text, []byte("\n")) {
		row = bytes.TrimSpace(row)
		if len(row) == 0 || row[0] == '#' {
			continue
		}
		var line classify.Line
		if filepath.Ext(file) == ".tsv" {
			line.Category, line.Text, _ = strings.Cut(string(row), "\t")
		} else if err := json.Unmarshal(row, &line); err != nil {
			return nil, fmt.Errorf("%s:%d: %s (%w)", file, i+1, form, err)
		}
		if _, known := classify.ClassOf(line.Category); !known {
			return nil, fmt.Errorf("%s:%d: %q is no category: the categories are %s and %s",
				file, i+1, line.Category, strings.Join(classify.Categories[:], ", "), classify.None)
		}
		if strings.TrimSpace(line.Text) == "" {
			return nil, fmt.Errorf("%s:%d: there is no text: %s", file, i+1, form)
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("there are no lines in %s: %s", file, form)
	}
	return lines, nil
}
