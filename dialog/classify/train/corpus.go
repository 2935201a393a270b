package train

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"frontdoor/dialog/classify"
)

// The forms a corpus folder holds. In all of them blank lines and lines that
// begin with # are skipped.
const (
	linesPattern = "lines_*.tsv" // category TAB text: what a resident might write
	phrasesFile  = "phrases.tsv" // category TAB weight TAB phrase|phrase|...: the vocabulary of a matter
	grammarFile  = "grammar.txt" // slots and patterns that are multiplied (grammar.go)
	framesFile   = "frames.txt"  // openings people put before any matter, "..." standing for the matter
)

// Document is one labelled text with its weight in training. Written marks the
// lines people wrote, which may be held out for calibration.
type Document struct {
	Text    string
	Class   int
	Weight  float64
	Written bool
}

// Corpus is everything a model is trained from.
type Corpus struct {
	Documents []Document
	Frames    []string
	Own       int    // how many lines are a town's own
	Digest    string // SHA-256 over names and contents of the files read, hex
}

// Own is a town's own file of lines, in the form of linesPattern.
type Own struct {
	Name string // for messages only
	Text []byte
}

// ReadCorpus reads the corpus folder and a town's own lines. A mistake is reported
// with file and line.
func ReadCorpus(folder fs.FS, own ...Own) (Corpus, error) {
	var c Corpus
	names, err := fs.Glob(folder, linesPattern)
	if err != nil {
		return c, fmt.Errorf("list corpus: %w", err)
	}
	if len(names) == 0 {
		return c, fmt.Errorf("list corpus: no file like %s", linesPattern)
	}
	sum := sha256.New()
	for _, name := range append(names, phrasesFile, grammarFile, framesFile) {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return c, fmt.Errorf("read corpus: %w", err)
		}
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
		switch name {
		case phrasesFile:
			err = c.phrases(name, text)
		case grammarFile:
			err = c.grammar(name, text)
		case framesFile:
			c.Frames, err = frames(name, text)
		default:
			err = c.lines(name, text)
		}
		if err != nil {
			return c, err
		}
	}
	shipped := len(c.Documents)
	for _, o := range own {
		fmt.Fprintf(sum, "own %d\n%s", len(o.Text), o.Text)
		if err := c.lines(o.Name, o.Text); err != nil {
			return c, err
		}
	}
	c.Own = len(c.Documents) - shipped
	c.Digest = hex.EncodeToString(sum.Sum(nil))
	return c, nil
}

// row is one line of a corpus file that holds something.
type row struct {
	at   string // file:line
	text string
}

func rows(name string, text []byte) []row {
	var out []row
	for i, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, row{fmt.Sprintf("%s:%d", name, i+1), line})
		}
	}
	return out
}

func (c *Corpus) lines(name string, text []byte) error {
	for _, r := range rows(name, text) {
		key, words, ok := strings.Cut(r.text, "\t")
		class, known := classify.ClassOf(key)
		if !ok || !known || strings.TrimSpace(words) == "" {
			return fmt.Errorf("%s: want category TAB text", r.at)
		}
		c.Documents = append(c.Documents, Document{words, class, 1, true})
	}
	return nil
}

func (c *Corpus) phrases(name string, text []byte) error {
	for _, r := range rows(name, text) {
		cells := strings.Split(r.text, "\t")
		if len(cells) != 3 {
			return fmt.Errorf("%s: want category TAB weight TAB phrase|phrase", r.at)
		}
		class, known := classify.ClassOf(cells[0])
		weight, err := strconv.ParseFloat(cells[1], 64)
		if !known || err != nil || !(weight > 0 && weight <= 10) {
			return fmt.Errorf("%s: want a known category and a weight above 0 and at most 10", r.at)
		}
		for phrase := range strings.SplitSeq(cells[2], "|") {
			if phrase = strings.TrimSpace(phrase); phrase != "" {
				c.Documents = append(c.Documents, Document{phrase, class, weight, false})
			}
		}
	}
	return nil
}

func frames(name string, text []byte) ([]string, error) {
	var out []string
	for _, r := range rows(name, text) {
		if strings.Count(r.text, "...") != 1 {
			return nil, fmt.Errorf("%s: a frame holds ... once, where the matter goes", r.at)
		}
		out = append(out, r.text)
	}
	return out, nil
}
