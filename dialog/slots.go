package dialog

import (
	"slices"
	"strings"
)

// StationSlot is the fact that says by which station's poster a resident came. It is
// not asked, and not shown to residents.
const StationSlot = "station"

// GridSlot is the fact that says in which grid a place lies that has several: the ID of
// one, or town.NoGrid. It is asked once, and only where the town's file leaves it open.
const GridSlot = "grid"

// ReachedSlot is the fact that says when, and by what means, a resident may be reached. It
// is an agent's question; who says it unasked is heard.
const ReachedSlot = "contact_time"

// Slot is one collected answer: its value in the forms of "Values", the
// resident's own words, the message it came from, and what it was before.
type Slot struct {
	Value string    `json:"value"`
	Raw   string    `json:"raw,omitempty"`
	State SlotState `json:"state,omitempty"`
	From  string    `json:"from,omitempty"`
	By    By        `json:"by,omitempty"`
	Prior []string  `json:"prior,omitempty"`
	// Parts are the messages that a story of several was told in.
	Parts []Part `json:"parts,omitempty"`
}

// SlotState says why a slot has no value; empty for a slot that has one.
type SlotState string

// Why a slot has no value.
const (
	Unknown SlotState = "unknown"
	Skipped SlotState = "skipped"
)

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
