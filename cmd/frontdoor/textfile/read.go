// Package textfile reads files that a person wrote in an editor: the town's own
// catalogue, sentences and answers, conversations, lines for the classifier. It knows
// what editors do to text, so that no other room sees it: a mark before the first
// letter, another encoding than UTF-8. What the text means is for the others.
package textfile

import (
	"bytes"
	"fmt"
	"os"
	"unicode/utf8"
)

// mark is what Windows writes before UTF-8 (a byte order mark).
var mark = []byte("\ufeff")

// Read gives the text of a file as UTF-8, without the mark before it. An error is the
// one of the disk, or says in which line the file is no text and how to save it: words
// in another encoding would be said to residents as rubbish.
func Read(name string) ([]byte, error) {
	file, err := os.ReadFile(name)
	if err != nil {
		return nil, err // names the file; the caller says what it is
	}
	if bytes.HasPrefix(file, []byte("\xff\xfe")) || bytes.HasPrefix(file, []byte("\xfe\xff")) {
		return nil, fmt.Errorf("%s:1: the file is UTF-16 (Windows calls it Unicode): save it as UTF-8", name)
	}
	text := bytes.TrimPrefix(file, mark)
	line := 1
	for at := range bytes.Lines(text) {
		switch {
		case bytes.IndexByte(at, 0) >= 0:
			return nil, fmt.Errorf("%s:%d: here is a byte 0: this is no text, or the file was damaged", name, line)
		case !utf8.Valid(at):
			return nil, fmt.Errorf("%s:%d: this is not UTF-8, perhaps GB18030 (Windows calls it ANSI): save the file as UTF-8", name, line)
		}
		line++
	}
	return text, nil
}
