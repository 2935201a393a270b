package yamlfile

import "strconv"

// Line is where a list entry begins; a struct that embeds it learns its own line.
type Line int

// Word is one single value of the file, as written without quotes, and its line. The
// zero Word was not written.
type Word struct {
	Text string
	Line int
}

// Given says whether the file holds the word at all.
func (w Word) Given() bool { return w.Line > 0 }

// Or is the word, or the other one where it was not written.
func (w Word) Or(other Word) Word {
	if w.Given() {
		return w
	}
	return other
}

// Bool reads true or false; a word not written is false. Anything else is a mistake.
func (w Word) Bool(m *Mistakes, owner, field string) bool {
	switch w.Text {
	case "true":
		return true
	case "false":
		return false
	}
	if w.Given() {
		m.Add(w.Line, owner, "%s %q is neither true nor false", field, w.Text)
	}
	return false
}

// Int reads a whole number; nil for a word not written. Anything else is a mistake.
func (w Word) Int(m *Mistakes, owner, field string) *int64 {
	if !w.Given() {
		return nil
	}
	n, err := strconv.ParseInt(w.Text, 10, 64)
	if err != nil {
		m.Add(w.Line, owner, "%s %q is not a whole number", field, w.Text)
		return nil
	}
	return &n
}

// Texts are the texts of a list of words.
func Texts(words []Word) []string {
	var texts []string
	for _, w := range words {
		texts = append(texts, w.Text)
	}
	return texts
}
