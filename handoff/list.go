package handoff

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Query asks for one page of a list. The zero value of a field asks for all.
type Query struct {
	Status   dialog.Status
	Category string
	Owner    string // a login
	Flag     dialog.Flag
	// Open leaves out resolved and archived cases; with a Status it says nothing.
	Open bool
	// Hidden shows, with Status Collecting, also the cases agents do not see yet:
	// for supervisors and admins. All other lists hold Visible cases only.
	Hidden bool
	// DueBy leaves only open cases whose promised reply is owed by then, overdue ones
	// among them; with it, Status, Open and Hidden say nothing.
	DueBy time.Time
	// Mentions leaves only open cases in which a note names this login and it has done
	// nothing since; with it, Status, Open and Owner say nothing.
	Mentions string
	// Followed leaves only cases this login follows, open ones; with it, Status, Open and
	// Owner say nothing.
	Followed string
	// Labels leaves only cases that carry all of these labels. It reads the whole list.
	Labels []string
	// Newest orders by when a case began, the latest first, instead of by urgency; with
	// DueBy it says nothing.
	Newest bool
	// Oldest orders by when a case began, the first one first, and leaves only those that
	// began before Began; with DueBy it says nothing.
	Oldest bool
	Began  time.Time
	// For leaves only what this agent sees by the town's rules, MyArea of these only what
	// lies, or may lie, in the agent's areas.
	For    Agent
	MyArea bool
	// Limit is how many cases at most: ListLimit for 0, never above ListMost.
	Limit int
	// After is the Next of the page before; empty for the first.
	After string
}

// How long a page is when nothing is said, and at most.
const (
	ListLimit = 50
	ListMost  = 200
)

// Page is one page of a list, in the order of place: the urgent first, then the
// soonest due, then the longest waiting; closed ones last, the latest first.
type Page struct {
	Cases []casebook.Case
	// Next asks for the page after; empty at the end. It names a place, not a
	// number of rows: cases coming or going move nothing on later pages.
	Next string
}

// List gives one page. The error is a *Mistake for an After that is none.
func (b *Board) List(q Query) (Page, error) {
	from := place{Rank: beforeAll}
	if q.Oldest {
		from.Rank = afterAll
	}
	if q.After != "" {
		var err error
		if from, err = parseAfter(q.After); err != nil {
			return Page{}, err
		}
	}
	limit := q.Limit
	if limit <= 0 {
		limit = ListLimit
	}
	limit = min(limit, ListMost)

	b.mu.RLock()
	defer b.mu.RUnlock()
	list, ok := b.shelves[shelfOf(q)]
	if !ok {
		return Page{}, nil
	}
	var found Page
	var last *place
	inOrder := list.from(&from)
	if q.Oldest {
		inOrder = list.before(&from)
	}
	for p := range inOrder {
		if *p == from {
			continue
		}
		if q.Oldest && p.Since <= -q.Began.UnixMilli() {
			break // what comes after is younger still
		}
		if !q.DueBy.IsZero() && p.Due > q.DueBy.UnixMilli() {
			if p.Rank == rankLow {
				break // the soonest due come first in a rank, and this is the last one
			}
			continue
		}
		at := b.cases[p.Case]
		if !b.seenBy(q.For, at) || q.MyArea && !at.lies.In(q.For.Areas) {
			continue
		}
		if !carries(&at.Case, q.Labels) {
			continue
		}
		if len(found.Cases) == limit {
			found.Next = last.after()
			break
		}
		found.Cases = append(found.Cases, q.For.Veiled(at.Case))
		last = p
	}
	return found, nil
}

// Counts are how many cases lie in the queues of the navigation: open ones only.
type Counts struct {
	Mine       int // held by the login asked for
	Unclaimed  int
	Open       int
	Mentions   int // open ones in which a note names the login
	MyArea     int // in the agent's areas
	Followed   int // open ones the login follows
	Statuses   map[dialog.Status]int
	Categories map[string]int
}

// countMost is where counting stops by the town's rules: nobody reads a higher number.
const countMost = 1000

// Counts counts the queues as an agent sees them.
func (b *Board) Counts(a Agent) Counts {
	b.mu.RLock()
	defer b.mu.RUnlock()
	counts := Counts{
		Statuses:   map[dialog.Status]int{},
		Categories: map[string]int{},
	}
	if a.Login != "" {
		counts.Mentions = b.count(shelf{status: onlyMentions, owner: a.Login}, a)
		counts.Mine = b.count(shelf{status: onlyOpen, owner: a.Login}, a)
		counts.Followed = b.count(shelf{status: onlyFollowed, owner: a.Login}, a)
	}
	for _, s := range dialog.Statuses() {
		if n := b.count(shelf{status: string(s)}, a); n > 0 {
			counts.Statuses[s] = n
		}
	}
	counts.Unclaimed = counts.Statuses[dialog.Unclaimed]
	counts.Open = b.count(shelf{status: onlyOpen}, a)
	for key := range b.shelves {
		if key.status == onlyOpen && key.category != "" && key.owner == "" && key.flag == "" && !key.newest {
			counts.Categories[key.category] = b.count(key, a)
		}
	}
	if len(a.Areas) > 0 {
		for p := range b.shelves[shelf{status: onlyOpen}].from(&place{Rank: beforeAll}) {
			if at := b.cases[p.Case]; at.lies.In(a.Areas) && b.seenBy(a, at) {
				if counts.MyArea++; counts.MyArea == countMost {
					break
				}
			}
		}
	}
	return counts
}

// count is how many cases of a shelf an agent sees.
func (b *Board) count(s shelf, a Agent) int {
	n := 0
	for p := range b.shelves[s].from(&place{Rank: beforeAll}) {
		if b.seenBy(a, b.cases[p.Case]) {
			if n++; n == countMost {
				break
			}
		}
	}
	return n
}

// seenBy says whether the town's rules let an agent see a case, and the table at which it is
// the thread of a side.
func (b *Board) seenBy(a Agent, p *pinned) bool {
	return a.Rules.sees(a, &p.Case, p.lies) && b.notAtTable(a, p)
}

// notAtTable is false where a case is the thread of a side at a table that is the agent's own
// matter.
func (b *Board) notAtTable(a Agent, p *pinned) bool {
	if p.SideOf == "" {
		return true
	}
	table := b.cases[p.SideOf]
	return table == nil || !ownMatter(a, &table.Case)
}

// CountAgeing is how many open cases an agent sees began before then.
func (b *Board) CountAgeing(began time.Time, a Agent) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	n := 0
	for p := range b.shelves[shelf{status: onlyOpen, newest: true}].before(&place{Rank: afterAll}) {
		if n == countMost || p.Since <= -began.UnixMilli() {
			break
		}
		if b.seenBy(a, b.cases[p.Case]) {
			n++
		}
	}
	return n
}

// carries says whether a case has all of the labels.
func carries(c *casebook.Case, labels []string) bool {
	for _, l := range labels {
		if !slices.Contains(c.Labels, l) {
			return false
		}
	}
	return true
}
