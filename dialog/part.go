package dialog

import (
	"slices"
	"strings"
)

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

// Grown are the parts of a story to which a message added words; nil where it was told
// anew.
func (old Slot) Grown(story, from string) []Part {
	rest, grew := strings.CutPrefix(story, old.Value)
	if old.Value == "" || !grew || !strings.HasPrefix(rest, "\n") {
		return nil
	}
	if len(old.Parts) >= partsMost {
		return old.Parts
	}
	parts := make([]Part, 0, len(old.Parts)+2)
	if parts = append(parts, old.Parts...); len(parts) == 0 {
		parts = append(parts, Part{ID: old.From, End: len(old.Value)})
	}
	return append(parts, Part{ID: from, Start: len(old.Value) + len("\n"), End: len(story)})
}

// Edited is a story with the words of one message in their place, and what stood there;
// false where the message is no part of it, or has no words any more.
func (old Slot) Edited(ref, words string) (next Slot, before string, ok bool) {
	i := slices.IndexFunc(old.Parts, func(p Part) bool { return SameMessage(p.ID, ref) })
	if i < 0 || words == "" || old.Parts[i].End > len(old.Value) {
		return old, "", false
	}
	p := old.Parts[i]
	next, before = old, old.Value[p.Start:p.End]
	next.Value = old.Value[:p.Start] + words + old.Value[p.End:]
	next.Raw = next.Value
	next.Parts = slices.Clone(old.Parts)
	next.Parts[i].End = p.Start + len(words)
	for j := range next.Parts {
		if next.Parts[j].Start > p.Start {
			next.Parts[j].Start += len(words) - len(before)
			next.Parts[j].End += len(words) - len(before)
		}
	}
	return next, before, true
}
