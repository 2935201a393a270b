package catalog

import (
	"math/big"
	"slices"
	"time"
)

// Facts is what is known when a condition is looked at. The zero value knows nothing.
type Facts struct {
	// Now is the moment, in the town's zone.
	Now time.Time
	// Values are the known slot values; a slot that is missing, unknown or skipped
	// is not in it.
	Values map[string]string
	// Flags are the flags on the case.
	Flags []string
	// Hints are what the words hint at and leave open; so far only HintHarm.
	Hints []string
}

// HintHarm says that the words hint at harm and leave it open.
const HintHarm = "harm"

// ConditionKind is one row of the closed list of conditions.
type ConditionKind string

// The closed list of conditions.
const (
	WhenHint    ConditionKind = "hint"     // the words hint at Name
	WhenFlag    ConditionKind = "flag"     // the case carries the flag Name
	WhenIs      ConditionKind = "is"       // the slot's answer is, or holds, one of Keys
	WhenIsNot   ConditionKind = "is_not"   // the slot is known and holds none of Keys
	WhenAtLeast ConditionKind = "at_least" // the slot's number or amount >= Number
	WhenAtMost  ConditionKind = "at_most"  // the slot's number or amount <= Number
	WhenWithin  ConditionKind = "within"   // the slot's date lies from today to Span ahead
	WhenSince   ConditionKind = "since"    // the slot's date lies at most Span back
	WhenOlder   ConditionKind = "older"    // the slot's date lies more than Span back
	WhenSays    ConditionKind = "says"     // the slot's words hold one of Words
	WhenAll     ConditionKind = "all"      // every one of All holds
)

// Condition is one condition. Only the fields of its kind are set; Words are in small
// letters.
type Condition struct {
	Kind   ConditionKind
	Slot   string
	Name   string
	Keys   []string
	Number int64
	Span   Span
	Words  []string
	All    []Condition
}

// Any says whether one of the conditions holds; none holds of an empty list.
func Any(list []Condition, f Facts) bool {
	return slices.ContainsFunc(list, func(c Condition) bool { return c.Holds(f) })
}

// Holds says whether the condition holds. What is not known makes no condition hold.
func (c Condition) Holds(f Facts) bool {
	switch c.Kind {
	case WhenHint:
		return slices.Contains(f.Hints, c.Name)
	case WhenFlag:
		return slices.Contains(f.Flags, c.Name)
	case WhenAll:
		for _, one := range c.All {
			if !one.Holds(f) {
				return false
			}
		}
		return len(c.All) > 0
	}
	value, known := f.Values[c.Slot]
	if !known || value == "" {
		return false
	}
	switch c.Kind {
	case WhenIs:
		return holdsKey(value, c.Keys)
	case WhenIsNot:
		return !holdsKey(value, c.Keys)
	case WhenAtLeast, WhenAtMost:
		n, ok := new(big.Rat).SetString(value)
		if !ok {
			return false
		}
		against := n.Cmp(new(big.Rat).SetInt64(c.Number))
		return (c.Kind == WhenAtLeast && against >= 0) || (c.Kind == WhenAtMost && against <= 0)
	case WhenSays:
		return mentionsAny(value, c.Words)
	case WhenWithin, WhenSince, WhenOlder:
		return c.holdsOfDate(value, f.Now)
	}
	return false
}

// holdsOfDate compares to the minute where the value names a time of day, else to
// the day; an interval counts by its first day when looking back, by its last when
// looking ahead.
func (c Condition) holdsOfDate(value string, now time.Time) bool {
	first, last, ok := moments(value, now.Location())
	if !ok {
		return false
	}
	switch c.Kind {
	case WhenWithin:
		return !last.Before(dayOf(now)) && !first.After(c.Span.After(now))
	case WhenSince:
		return !last.Before(c.Span.Before(now)) && !first.After(now)
	default: // WhenOlder
		return first.Before(c.Span.Before(dayOf(now)))
	}
}
