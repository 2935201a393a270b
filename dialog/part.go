package dialog

import "strings"

// Part is where the words of one message stand in a story of several, in bytes: who
// edits one message changes these and leaves the others alone.
type Part struct {
	ID    string `json:"id"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// partsMost bounds what is remembered of one story.
const partsMost = 32

// PartsOf are the parts of a story that ends with the words of these messages; nil for
// one message alone.
func PartsOf(story string, pieces []Piece) []Part {
	long, texts := -len("\n"), 0
	for _, p := range pieces {
		if p.Text != "" {
			long += len(p.Text) + len("\n")
			texts++
		}
	}
	if texts == 0 || texts > partsMost || texts == 1 && long == len(story) || !strings.HasSuffix(story, Joined(pieces)) {
		return nil
	}
	parts, at := make([]Part, 0, texts), len(story)-long
	for _, p := range pieces {
		if p.Text != "" {
			parts = append(parts, Part{ID: p.ID, Start: at, End: at + len(p.Text)})
			at += len(p.Text) + len("\n")
		}
	}
	return parts
}
