package yamlfile

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Mistake is one mistake in a file: where, whose, and what.
type Mistake struct {
	File string
	Line int
	// Owner is the thing the mistake belongs to, `slot "where" of category "care"`;
	// empty for the file itself.
	Owner  string
	Reason string
}

// Error reads "catalog.yaml:41: slot "where" of category "care": the reason".
func (m *Mistake) Error() string {
	if m.Owner == "" {
		return fmt.Sprintf("%s:%d: %s", m.File, m.Line, m.Reason)
	}
	return fmt.Sprintf("%s:%d: %s: %s", m.File, m.Line, m.Owner, m.Reason)
}

// Mistakes collects the mistakes of one file. The same reason on the same line is
// told once, whoever inherits it.
type Mistakes struct {
	File string
	list []*Mistake
	// text is the file that is read, to see slips on its lines.
	text []byte
	// broken: something could not be read at all.
	broken bool
}

// Add notes a mistake on a line; a line below 1 is told as the first.
func (m *Mistakes) Add(line int, owner, format string, args ...any) {
	one := &Mistake{File: m.File, Line: max(line, 1), Owner: owner, Reason: fmt.Sprintf(format, args...)}
	known := slices.ContainsFunc(m.list, func(o *Mistake) bool { return o.Line == one.Line && o.Reason == one.Reason })
	if !known {
		m.list = append(m.list, one)
	}
}

// broke notes a mistake for which a part of the file could not be read.
func (m *Mistakes) broke(line int, owner, format string, args ...any) {
	m.broken = true
	m.Add(line, owner, format, args...)
}

// Err is all mistakes joined, by line; nil when there is none.
func (m *Mistakes) Err() error {
	slices.SortStableFunc(m.list, func(a, b *Mistake) int { return cmp.Compare(a.Line, b.Line) })
	errs := make([]error, len(m.list))
	for i, one := range m.list {
		errs[i] = one
	}
	return errors.Join(errs...)
}
