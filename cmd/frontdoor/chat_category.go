package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"frontdoor/cmd/frontdoor/rehearsal"
	"frontdoor/dialog/catalog"
)

// preview begins the talk with the category known, and shows what it may ask.
func (c *chatCommand) preview(p *program, talk *rehearsal.House, cat *catalog.Catalog) error {
	kind, ok := cat.Category(c.Category)
	if !ok {
		var keys []string
		for _, one := range cat.Categories() {
			keys = append(keys, fmt.Sprintf("%s (%s)", one.Key, one.Short("zh")))
		}
		return fmt.Errorf("-category %q is none of this catalogue's: %s", c.Category, strings.Join(keys, ", "))
	}
	if !c.JSON {
		tellQuestions(p.stdout, kind, c.Lang)
	}
	return talk.BeginAs(kind.Key)
}

// tellQuestions lists what a category may ask, in the order in which it is asked, with
// the conditions.
func tellQuestions(out io.Writer, kind catalog.Category, lang string) {
	fmt.Fprintf(out, "%s, %s: what may be asked, in this order.\n", kind.Key, kind.Name(lang))
	for _, s := range kind.Slots {
		if s.Level == catalog.Agent {
			continue
		}
		fmt.Fprintf(out, "  %s (%s, %s)  %s\n", s.Key, s.Type, whenAsked(s), s.Ask(lang))
		if len(s.AskIf) > 0 {
			fmt.Fprintf(out, "      only if %s\n", catalog.Tell(s.AskIf))
		}
		for _, o := range s.Options {
			fmt.Fprintf(out, "      %s %s\n", o.Key, o.Label(lang))
		}
		if len(s.UrgentIf) > 0 {
			fmt.Fprintf(out, "      urgent if %s\n", catalog.Tell(s.UrgentIf))
		}
		for _, rule := range s.Sets {
			fmt.Fprintf(out, "      %s marks the case %s\n", strings.Join(rule.Is, " or "), rule.Flag)
		}
	}
	if asked := kind.AgentAsks(); len(asked) > 0 {
		var keys []string
		for _, s := range asked {
			keys = append(keys, s.Key)
		}
		fmt.Fprintf(out, "  only agents ask: %s\n", strings.Join(keys, ", "))
	}
	if len(kind.UrgentIf) > 0 {
		fmt.Fprintf(out, "  urgent if %s\n", catalog.Tell(kind.UrgentIf))
	}
	fmt.Fprintln(out)
}

// whenAsked says in short what the bot does about a slot, as the agenda of the
// conversation has it.
func whenAsked(s catalog.Slot) string {
	hint := func(c catalog.Condition) bool { return c.Kind == catalog.WhenHint }
	switch {
	case s.Level == catalog.Must:
		return "asked: the hand-off waits for it"
	case s.Key == "phone":
		return "asked with the name, on chat only"
	case slices.ContainsFunc(s.AskIf, hint):
		return "asked while it is open"
	}
	return "taken when told"
}
