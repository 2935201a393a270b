package handoff

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
	"frontdoor/handoff/casebook"
)

// Level is how much may be known of whoever told a case.
type Level string

// The closed list. A case is confidential or anonymous because its resident asked for it,
// or because its category says so until somebody lifts it.
const (
	Named        Level = "named"
	Confidential Level = "confidential" // who it is, only those with a need for it know
	Anonymous    Level = "anonymous"    // who it is, nobody knows
)

// LevelOf says at which level a case is told.
func LevelOf(c casebook.Case) Level {
	switch {
	case c.Has(dialog.FlagAnonymous):
		return Anonymous
	case c.Has(dialog.FlagConfidential):
		return Confidential
	}
	return Named
}

// Knows says whether an agent who sees a case may know who told it: of a confidential one
// who has or had it, supervisors, and those named for its category; of an anonymous one
// nobody. Where life is at risk, everybody who may come.
func (a Agent) Knows(c casebook.Case) bool {
	switch LevelOf(c) {
	case Named:
		return true
	case Anonymous:
		return !c.AlertedAt.IsZero()
	}
	return c.Alarm() || a.Login != "" && (c.Owner == a.Login || c.First == a.Login) || a.Role.Supervises() || a.Named(c.Category)
}

// Sealed is the state of a fact that this reader may not know.
const Sealed dialog.SlotState = "sealed"

// sayingWho are the slots that say who told a case.
var sayingWho = []string{"name", "phone"}

// Veiled is a case as an agent may read it: without who told it where they may not know.
func (a Agent) Veiled(c casebook.Case) casebook.Case {
	if a.Knows(c) {
		return c
	}
	v := veilOf(c)
	facts := maps.Clone(c.Facts)
	for slot, f := range facts {
		if slices.Contains(sayingWho, slot) {
			facts[slot] = casebook.Fact{State: cmp.Or(f.State, Sealed)}
			continue
		}
		facts[slot] = casebook.Fact{Value: v.text(f.Value), Raw: v.text(f.Raw), State: f.State}
	}
	c.Facts = facts
	for _, text := range []*string{&c.LastText, &c.ScoreText, &c.Summary, &c.WaitsFor, &c.Step} {
		*text = v.text(*text)
	}
	c.Linked, c.Table = nil, nil // the resident's other cases and the parties at the table say who it is
	return c
}

// VeiledEvents are the events of a case as an agent may read them. Addresses stay, for
// acts need them; nothing shows one to who may not know.
func (a Agent) VeiledEvents(events []casebook.Event) []casebook.Event {
	if a.Knows(casebook.Fold(events)) {
		return events
	}
	v := veil{}
	for _, e := range events {
		v.learn(e.Slot, e.Value, e.Raw)
	}
	veiled := make([]casebook.Event, 0, len(events))
	for _, e := range events {
		veiled = append(veiled, v.event(e)...)
	}
	return veiled
}

// VeiledEvent is VeiledEvents for one event of a case; it gives none where nothing is left.
func (a Agent) VeiledEvent(c casebook.Case, e casebook.Event) []casebook.Event {
	if a.Knows(c) {
		return []casebook.Event{e}
	}
	return veilOf(c).event(e)
}

// HiddenWords gives what hides who told a case in a text of it; nil where nothing is to be
// hidden from this agent.
func (a Agent) HiddenWords(c casebook.Case) func(text string) string {
	if a.Knows(c) {
		return nil
	}
	return WhoHidden(c)
}

// WhoHidden gives what hides who told a case in a text of it from everybody.
func WhoHidden(c casebook.Case) func(text string) string { return veilOf(c).text }

// veil hides names and numbers in words.
type veil struct{ names []string }

func veilOf(c casebook.Case) veil {
	var v veil
	f := c.Facts["name"]
	v.learn("name", f.Value, f.Raw)
	return v
}

// event is an event without who told its case; none where it is about nothing else.
func (v veil) event(e casebook.Event) []casebook.Event {
	if e.Kind == dialog.ChangeLinked || e.Kind == dialog.ChangeMediation {
		return nil // as in Veiled
	}
	if e.Kind == dialog.ChangeSlot && slices.Contains(sayingWho, e.Slot) {
		if e.Value != "" {
			e.Note = Sealed
		}
		e.Value, e.Raw = "", ""
	}
	for _, text := range []*string{&e.Text, &e.Value, &e.Raw, &e.Choice, &e.Quote} {
		*text = v.text(*text)
	}
	e.Media = slices.Clone(e.Media)
	for i := range e.Media {
		e.Media[i].Name = "" // often a name
	}
	return []casebook.Event{e}
}

// learn takes what was collected of a slot that says who it is.
func (v *veil) learn(slot, value, raw string) {
	if slot != "name" {
		return // numbers are known by their form
	}
	for _, name := range []string{value, raw} {
		if name = strings.TrimSpace(name); utf8.RuneCountInString(name) >= 2 && !slices.Contains(v.names, name) {
			v.names = append(v.names, name)
		}
	}
	slices.SortFunc(v.names, func(a, b string) int { return len(b) - len(a) })
}

const hidden = "***"

func (v veil) text(words string) string {
	if words == "" {
		return ""
	}
	found := understand.Phones(words)
	for i := len(found) - 1; i >= 0; i-- {
		words = words[:found[i].Start] + hidden + words[found[i].End:]
	}
	words = longNumber.ReplaceAllString(words, hidden) // 0013900000122: a telephone number is in it, or an identity's
	for _, name := range v.names {
		words = hideName(words, name)
	}
	return words
}

// longNumber is a number long enough to hold a telephone number.
var longNumber = pattern.MustCompile(`[0-9]{11,}`)

// hideName hides a name: a Chinese one anywhere, any other where it is a whole word, in
// small and capital letters.
func hideName(words, name string) string {
	if first, _ := utf8.DecodeRuneInString(name); first >= utf8.RuneSelf {
		return strings.ReplaceAll(words, name, hidden)
	}
	var out strings.Builder
	for len(words) > 0 {
		i := indexFold(words, name)
		if i < 0 {
			break
		}
		before, _ := utf8.DecodeLastRuneInString(words[:i])
		after, _ := utf8.DecodeRuneInString(words[i+len(name):])
		out.WriteString(words[:i])
		if unicode.IsLetter(before) && before < utf8.RuneSelf || unicode.IsLetter(after) && after < utf8.RuneSelf {
			out.WriteString(words[i : i+len(name)])
		} else {
			out.WriteString(hidden)
		}
		words = words[i+len(name):]
	}
	return out.String() + words
}

// indexFold is where a name stands in words, whatever the size of its letters; -1 for nowhere.
func indexFold(words, name string) int {
	for i := 0; i+len(name) <= len(words); i++ {
		if strings.EqualFold(words[i:i+len(name)], name) {
			return i
		}
	}
	return -1
}
