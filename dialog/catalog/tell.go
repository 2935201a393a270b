package catalog

import (
	"fmt"
	"strings"
)

// Tell says in words when one of the conditions holds.
func Tell(list []Condition) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, c.String())
	}
	return strings.Join(parts, ", or ")
}

// String says in words when the condition holds.
func (c Condition) String() string {
	switch c.Kind {
	case WhenHint:
		return "the words hint at " + c.Name
	case WhenFlag:
		return "the case is marked " + c.Name
	case WhenIs:
		return fmt.Sprintf("%s is %s", c.Slot, strings.Join(c.Keys, " or "))
	case WhenIsNot:
		return fmt.Sprintf("%s is known and not %s", c.Slot, strings.Join(c.Keys, " or "))
	case WhenAtLeast:
		return fmt.Sprintf("%s is %d or more", c.Slot, c.Number)
	case WhenAtMost:
		return fmt.Sprintf("%s is %d or less", c.Slot, c.Number)
	case WhenWithin:
		return fmt.Sprintf("%s lies within the next %s", c.Slot, c.Span)
	case WhenSince:
		return fmt.Sprintf("%s lies within the last %s", c.Slot, c.Span)
	case WhenOlder:
		return fmt.Sprintf("%s lies more than %s back", c.Slot, c.Span)
	case WhenSays:
		return fmt.Sprintf("%s says %s", c.Slot, strings.Join(c.Words, " or "))
	case WhenAll:
		var parts []string
		for _, one := range c.All {
			parts = append(parts, one.String())
		}
		return "(" + strings.Join(parts, " and ") + ")"
	}
	return string(c.Kind)
}
