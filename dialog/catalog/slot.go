package catalog

import (
	"regexp"
	"slices"
	"strings"
)

// Level says who asks for a slot.
type Level string

// The closed list of levels.
const (
	Must  Level = "must"  // the hand-off waits for it
	Ask   Level = "ask"   // the bot asks while its budget lasts
	Agent Level = "agent" // only an agent asks
)

// Type says what a value of a slot looks like; see "Values" of the conversation.
type Type string

// The closed list of types.
const (
	TypeText     Type = "text"     // words as written
	TypeString   Type = "string"   // a short name or number, as written
	TypePlace    Type = "place"    // a place ID of the town, else words
	TypePhone    Type = "phone"    // E.164
	TypeChoice   Type = "choice"   // one option key
	TypeMulti    Type = "multi"    // sorted option keys with commas
	TypeDate     Type = "date"     // 2026-11-21, /am /pm /..., an interval a/b, R:name
	TypeDatetime Type = "datetime" // as date; a time of day is welcome
	TypeMoney    Type = "money"    // decimal yuan
	TypeNumber   Type = "number"   // a whole number
	TypeMedia    Type = "media"    // photos and files; the value is their reference
)

// Zero says what the answer "0" means.
type Zero string

// The closed list; empty when "0" means nothing special.
const (
	ZeroNone    Zero = "none"    // there is none: a known answer, its value is "0"
	ZeroUnknown Zero = "unknown" // the resident does not know or say: no value, state unknown
)

// Slot is one thing to know about a matter.
type Slot struct {
	Key      string
	Level    Level
	Type     Type
	Question Text
	// Label names the answer in the resident's summary; without one (Zh is "") the
	// summary leaves it out.
	Label   Text
	Options []Option
	cues    []cue // the options' words, ready for Infer

	// Min and Max bound characters (text, string, place), value (number, money) or
	// count (media); nil for no bound.
	Min *int64
	Max *int64
	// NotAfter and NotBefore bound dates, to the day; nil for no bound.
	NotAfter  *Bound
	NotBefore *Bound
	// Pattern is the form a string must have, as the clerk wrote it; "" for any.
	Pattern string
	pattern *regexp.Regexp // Pattern, compiled

	// AskIf: ask only when one of these holds; empty for always.
	AskIf    []Condition
	UrgentIf []Condition
	// Sets are flags set by certain answers.
	Sets []FlagRule
	// Notes are told to the agent when they apply.
	Notes []Note
	// Default is what holds until somebody answers; it sets no flag and makes
	// nothing urgent. "" for none.
	Default string
	// Sensitive: health, counselling, finances, whereabouts, under 14; a separate
	// consent line stands before it and each look at it is logged.
	Sensitive bool
	Zero      Zero
}

// Option is one possible answer.
type Option struct {
	Key  string
	Text Text
	// WordsZh and WordsEn are words in free text that clearly say this option.
	WordsZh []string
	WordsEn []string
}

// Label is the option's text in a language.
func (o Option) Label(lang string) string { return o.Text.In(lang) }

// Vague says whether an option stands for all that the others do not name.
func (o Option) Vague() bool { return o.Text.Zh == "其他" || o.Text.Zh == "其它" }

// FlagRule sets a flag when the slot's answer holds one of the option keys.
type FlagRule struct {
	Is   []string
	Flag string
}

// Note is one line for the agent, told when one of its conditions holds.
type Note struct {
	If   []Condition
	Text Text
}

// Ask is the question in a language.
func (s Slot) Ask(lang string) string { return s.Question.In(lang) }

// Option finds an option by its key.
func (s Slot) Option(key string) (Option, bool) {
	for _, o := range s.Options {
		if o.Key == key {
			return o, true
		}
	}
	return Option{}, false
}

// Wanted says whether the question makes sense now: no ask_if, or one that holds.
func (s Slot) Wanted(f Facts) bool { return len(s.AskIf) == 0 || Any(s.AskIf, f) }

// FlagsFor are the flags a value sets.
func (s Slot) FlagsFor(value string) []string {
	var flags []string
	for _, r := range s.Sets {
		if holdsKey(value, r.Is) && !slices.Contains(flags, r.Flag) {
			flags = append(flags, r.Flag)
		}
	}
	return flags
}

// Flagged says whether a value sets a flag; with "" whether it sets any.
func (s Slot) Flagged(value, flag string) bool {
	for i := range s.Sets {
		if r := &s.Sets[i]; (flag == "" || r.Flag == flag) && holdsKey(value, r.Is) {
			return true
		}
	}
	return false
}

// holdsKey says whether a choice, or one of several choices, is among keys.
func holdsKey(value string, keys []string) bool {
	for one := range strings.SplitSeq(value, ",") {
		if slices.Contains(keys, one) {
			return true
		}
	}
	return false
}
