package transcript

import (
	"fmt"
	"slices"
	"strings"

	"frontdoor/dialog"
)

// Holds gives what a "=" line asks for.
func (k *Talk) Holds(key string) string {
	m := k.matter()
	switch key {
	case "asking":
		return k.State.Open()
	case "category":
		return m.Category
	case "status":
		return string(m.Status)
	case "flags":
		return strings.Join(k.flags(), " ")
	case "lang":
		return k.State.Lang
	case "cases":
		return fmt.Sprint(k.State.Cases())
	case "case":
		return string(m.ID)
	case "questions":
		return fmt.Sprint(k.Questions)
	case "within":
		if k.Questions <= 5 {
			return "five"
		}
		return fmt.Sprint(k.Questions)
	case "silent":
		return fmt.Sprint(k.State.Silent())
	case "alerts":
		return fmt.Sprint(len(k.Letters))
	case "owner":
		return m.Owner
	case "score":
		return fmt.Sprint(m.Score)
	case "said":
		n := 0
		for _, c := range k.Changes {
			if c.Kind == dialog.ChangeSaid {
				n++
			}
		}
		return fmt.Sprint(n)
	case "changes":
		var kinds []string
		for _, c := range k.Changes {
			kinds = append(kinds, string(c.Kind))
		}
		return strings.Join(kinds, " ")
	case "refused":
		return fmt.Sprint(k.Refused)
	}
	return k.slot(key)
}

// circumstances are the keys of "=" lines that are no slots.
var circumstances = []string{"asking", "category", "status", "flags", "lang", "cases", "case", "questions", "within",
	"silent", "alerts", "owner", "score", "said", "changes", "refused"}

// matter is the matter talked about, or the one just filed anonymously; an empty one
// for none.
func (k *Talk) matter() *dialog.Matter {
	if k.Filed != nil {
		return k.Filed
	}
	if m := k.State.CurrentMatter(); m != nil {
		return m
	}
	return &dialog.Matter{}
}

func (k *Talk) flags() []string {
	flags := k.State.AllFlags()
	if k.Filed != nil {
		flags = k.Filed.Flags
	}
	var words []string
	for _, f := range flags {
		words = append(words, string(f))
	}
	slices.Sort(words)
	return words
}

// slot is the value of a slot, or in brackets why it has none.
func (k *Talk) slot(key string) string {
	s, ok := k.matter().Slots[key]
	switch {
	case !ok:
		return ""
	case s.State != "":
		return "(" + string(s.State) + ")"
	}
	return strings.ReplaceAll(s.Value, "\n", "⏎")
}
