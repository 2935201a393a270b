package learn

import (
	"context"
	"fmt"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/classify/train"
	"frontdoor/dialog/town"
	"frontdoor/dialog/understand"
	"frontdoor/handoff/casebook"
)

// Case is what a case teaches the classifier: its words without personal data,
// the category it had first and has now.
type Case struct {
	id         dialog.CaseID
	at         time.Time
	words      string // what was told, nameless
	first, now string
	byAgent    bool // an agent set the category last
	hidden     bool // anonymous or confidential
}

// feedPage is how many events are read at a time.
const feedPage = 1000

// Cases folds the book to what each case teaches, in the order they began.
// Cases that are anonymous or confidential, or have no words, are left out.
func Cases(ctx context.Context, b casebook.Book, place *town.Town) ([]Case, error) {
	known := func(text string) (all []understand.Match) {
		for _, m := range place.FindPlaces(text) {
			all = append(all, understand.Match{ID: m.ID, Name: m.Name, Start: m.Start, End: m.End})
		}
		return all
	}
	cases := make(map[dialog.CaseID]*Case)
	var order []*Case
	for at := casebook.Cursor(""); ; {
		events, next, err := b.Since(ctx, at, feedPage)
		if err != nil {
			return nil, fmt.Errorf("reading the book: %w", err)
		}
		if len(events) == 0 {
			break
		}
		at = next
		for _, e := range events {
			c := cases[e.Case]
			if c == nil {
				c = &Case{id: e.Case, at: e.At}
				cases[e.Case] = c
				order = append(order, c)
			}
			c.apply(e)
		}
	}
	var out []Case
	for _, c := range order {
		if c.hidden || c.words == "" || c.now == "" {
			continue
		}
		c.words = train.Nameless(c.words, known)
		out = append(out, *c)
	}
	return out, nil
}

func (c *Case) apply(e casebook.Event) {
	switch e.Kind {
	case dialog.ChangeSlot:
		if e.Slot == "what" {
			c.words = e.Value
		}
	case dialog.ChangeCategory:
		if c.first == "" && e.By != dialog.ByAgent {
			c.first = e.Value
		}
		c.now, c.byAgent = e.Value, e.By == dialog.ByAgent
	case dialog.ChangeFlagged:
		if slices.Contains(e.Flags, dialog.FlagAnonymous) || slices.Contains(e.Flags, dialog.FlagConfidential) {
			c.hidden = true
		}
	}
}

// filedBy says who put the case where it is.
func (c *Case) filedBy() string {
	if c.byAgent {
		return "by an agent"
	}
	return "by the bot"
}
