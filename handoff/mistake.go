package handoff

import "strings"

// Mistake says that what was asked for cannot be done as it was asked: a text is
// missing, a name is not one of a closed list. Asking the same again will not help.
type Mistake struct {
	// Code names the mistake for programs and translations, for example
	// "text_missing". It is never renamed.
	Code string
	// Field is what it is about, as the JSON interface calls it; may be empty.
	Field string
	// What is wrong, Why it matters, what to Do: one English sentence each,
	// without the full stop.
	What, Why, Do string
}

func (m *Mistake) Error() string {
	var parts []string
	for _, p := range []string{m.What, m.Why, m.Do} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "; ")
}
