package mediation

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Refusal says in one word why an act may not happen. The list of words is closed by the
// messages that tell them.
type Refusal string

func (r Refusal) Error() string { return "mediation: " + string(r) }

// Bounds of what the mediator writes.
const (
	NameLongest  = 40
	TopicLongest = 30 // with the rest an invitation fits into two text messages
	SaidLongest  = 2000
	PartiesMost  = 8
	OptionsMost  = 5
)

// May says why an act may not happen now; nil where it may.
func (t *Table) May(a Act) error {
	r, ok := rule(a.Kind)
	switch {
	case !ok:
		return Refusal("unknown")
	case r.Who != "" && a.By != r.Who:
		return Refusal("who")
	case r.In != nil && !slices.Contains(r.In, t.State), a.Kind != Begin && t.State == None:
		return Refusal("state")
	}
	if a.By == Side && (a.Text != "" || a.From != "" || len(a.Points) > 0 || len(a.Options) > 0) {
		return Refusal("words") // a party's words stay in its thread
	}
	if r.Parties != nil && (a.Party != "" || !toAll(a.Kind)) {
		p := t.Party(a.Party)
		if p == nil {
			return Refusal("party")
		}
		if !slices.Contains(r.Parties, p.State) {
			return Refusal("party_state")
		}
	}
	return t.mayAs(a)
}

// toAll says that an act without a party is meant for all at the table.
func toAll(k Kind) bool {
	return k == Say || k == Pass || k == Times || k == Propose
}

// mayAs looks at what a kind of act needs besides.
func (t *Table) mayAs(a Act) error {
	switch a.Kind {
	case Begin:
		if !within(a.Topic, TopicLongest) || a.Also != "" && !within(a.Also, TopicLongest) || !within(a.Name, NameLongest) || a.Party == "" || a.Address == "" || a.Case == "" {
			return Refusal("incomplete")
		}
	case Add:
		return t.mayAdd(a)
	case Drop:
		if a.By == Side {
			return Refusal("who")
		}
	case Leave:
		if !t.SignedAt.IsZero() { // it was halted after that
			return Refusal("state")
		}
	case Halt:
		if t.State == Halted && (a.By != Town || slices.Contains(t.Told, a.Party)) {
			return Refusal("state")
		}
	case Resume:
		switch {
		case t.Why == OnRecord:
			return Refusal("violence")
		case a.Version != len(t.Told):
			return Refusal("version") // another one told of it since
		case len(t.Told) > 0 && !within(a.Text, SaidLongest):
			return Refusal("reason")
		}
	case Erased:
		if t.Party(a.Party) == nil {
			return Refusal("party")
		}
	case Hold:
		if t.LastSigned() == nil || a.Table == nil {
			return Refusal("incomplete")
		}
	case Say, Pass:
		if !within(a.Text, SaidLongest) {
			return Refusal("text")
		}
		if a.Kind == Pass && (t.Party(a.From) == nil || a.From == a.Party) {
			return Refusal("from")
		}
	case Times:
		if len(a.Options) == 0 || len(a.Options) > OptionsMost || !within(a.Place, SaidLongest) ||
			slices.ContainsFunc(a.Options, func(o string) bool { return !within(o, NameLongest) }) || a.Party != "" {
			return Refusal("options")
		}
		if len(t.Seated()) < 2 {
			return Refusal("too_few")
		}
	case Pick:
		if t.Meeting == nil || t.Meeting.Fixed > 0 || a.Version != t.Meeting.N || slices.ContainsFunc(a.Picks, func(n int) bool { return n < 1 || n > len(t.Meeting.Options) }) {
			return Refusal("options")
		}
	case Propose:
		if t.sides() < 2 {
			return Refusal("too_few")
		}
		if slices.ContainsFunc(t.Parties, func(p Party) bool { return p.Signs && p.State == Invited }) {
			return Refusal("waiting")
		}
		if a.Version != 0 && a.Version != len(t.Versions)+1 {
			return Refusal("version") // another draft went out since the editor was opened
		}
		return t.checkPoints(a.Points, a.At)
	case Agree, Refuse, Change:
		v, _ := t.Current()
		switch p := t.Party(a.Party); {
		case !p.Signs, a.Version != v.N, a.Hash != v.Hash:
			return Refusal("version")
		case a.At.Before(p.AnswerAt):
			return Refusal("late") // a later answer was faster
		}
	case Sign:
		v, _ := t.Current()
		switch {
		case a.Version != v.N:
			return Refusal("version")
		case a.Number == "" || !t.unanimous():
			return Refusal("incomplete")
		}
	case Due, Ask, Kept, Missed, Unsure:
		return t.mayItem(a)
	case End:
		if !within(a.Outcome, NameLongest) || !slices.Contains(Outcomes(), a.Outcome) {
			return Refusal("outcome")
		}
	}
	return nil
}

// Why the town halts a table: a side cried for help, or its record has a child or violence in it.
const (
	OfViolence = "violence"
	OnRecord   = "recorded"
)

// Outcomes are how a table ends without all being kept: no agreement, one that was broken,
// taken back by who asked for it, or higher up the ladder.
func Outcomes() []string { return []string{"no_agreement", "broken", "withdrawn", "up"} }

// Roles are who may sit at a table.
func Roles() []string { return []string{"side", "village", "insurer", "witness", "other"} }

func (t *Table) mayAdd(a Act) error {
	switch {
	case !within(a.Name, NameLongest), a.Address == "", a.Party == "", !slices.Contains(Roles(), a.Role):
		return Refusal("incomplete")
	case t.Party(a.Party) != nil:
		return Refusal("party")
	case len(t.Parties) >= PartiesMost:
		return Refusal("too_many")
	}
	for _, b := range t.Barred {
		switch {
		case b.Address != a.Address:
		case b.Why == Declined:
			return Refusal("declined")
		default:
			return Refusal("not_me")
		}
	}
	for _, p := range t.Parties {
		switch {
		case p.Address == a.Address:
			return Refusal("twice")
		case p.Name == a.Name:
			return Refusal("name_twice")
		}
	}
	return nil
}

func (t *Table) mayItem(a Act) error {
	if a.Item < 1 || a.Item > len(t.Items) {
		return Refusal("item")
	}
	i := t.Items[a.Item-1]
	switch {
	case i.State == ItemKept:
		return Refusal("item")
	case a.By == Side && (a.Party != i.Owed || a.Kind == Missed && i.State == ItemMissed):
		return Refusal("item") // only who is owed says whether it came
	case a.Kind == Ask && i.State != ItemOpen, a.Kind == Due && (i.Reminded || i.State != ItemOpen), a.Kind == Unsure && i.State != ItemAsked:
		return Refusal("item")
	}
	return nil
}

func within(text string, most int) bool {
	return strings.TrimSpace(text) != "" && utf8.RuneCountInString(text) <= most
}
