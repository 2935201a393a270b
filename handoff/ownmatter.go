package handoff

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
	"frontdoor/handoff/casebook"
)

// A dispute is an agent's own matter where the agent sits, or sat, at its table: by name, by
// the chat or the phone they work from, or by a part of the name where an official is meant.
// Nobody reads, holds or mediates a matter of their own, whatever their role.

// titles are by which officials are called that sit at a table as if for themselves.
var titles = pattern.MustCompile(`支书|书记|主任|村长|组长|队长|主席|会计|文书|镇长|干部|secretary|director|officer|chief`)

// ownMatter says whether an agent is a party of a case's table, of the one in force or of an
// earlier one, or reached by the number that the case gives of its resident or the other side.
func ownMatter(a Agent, c *casebook.Case) bool {
	if c.Table == nil {
		return false
	}
	mine := func(p mediation.Party) bool { return seatedAs(a, p) }
	return slices.ContainsFunc(c.Table.Parties, mine) || slices.ContainsFunc(c.Sat, mine) ||
		reachedBy(a, c.Facts["phone"].Value) || reachedBy(a, c.Facts["who"].Value+"\n"+c.Facts["who"].Raw)
}

// seatedAs says whether a party is, or may be, this agent.
func seatedAs(a Agent, p mediation.Party) bool {
	if p.Address != "" && slices.Contains(a.Own, dialog.Address(p.Address)) {
		return true
	}
	said := plain(p.Name)
	official := p.Role == "village" || offices.FindStringIndex(said) != nil || titles.FindStringIndex(said) != nil
	for _, name := range namesOf(a) {
		if name = plain(name); holdsName(said, name) || givenAlone(said, name) || official && calledInPart(said, name) {
			return true
		}
	}
	return a.Rules != nil && slices.ContainsFunc(a.Rules.stationsOf(a), func(id string) bool { return a.Rules.stations[id].meantBy(said) })
}

// givenAlone says whether a plain text gives the given name of a plain Chinese name of three
// letters: 建国 and 建国哥 for 王建国.
func givenAlone(text, name string) bool {
	runes := []rune(name)
	return len(runes) == 3 && pattern.IsHan(runes[0]) && callings.FindStringIndex(string(runes[1:])) == nil && strings.HasPrefix(text, string(runes[1:]))
}

// reachedBy says whether one of the numbers in a text is an agent's own.
func reachedBy(a Agent, text string) bool {
	if len(a.Own) == 0 || !strings.ContainsAny(text, "0123456789") {
		return false
	}
	return slices.ContainsFunc(understand.Phones(text), func(f understand.Finding) bool {
		return slices.Contains(a.Own, dialog.Address(dialog.SMS+":"+f.Value))
	})
}

// Reads is Sees with what only the book knows: the thread of a side is not read by who sits
// at the same table. The error is the book's.
func (a Agent) Reads(ctx context.Context, book casebook.Book, c casebook.Case) (bool, error) {
	if c.SideOf == "" || !a.Sees(c) {
		return a.Sees(c), nil
	}
	events, err := book.Case(ctx, c.SideOf)
	if errors.Is(err, casebook.ErrNotFound) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the table of case %s: %w", c.ID, err)
	}
	table := casebook.Fold(events)
	return !ownMatter(a, &table), nil
}
