package handoff

import (
	"maps"
	"slices"

	"frontdoor/dialog"
)

// shelf is one combination of filters; an empty field means all. Every case lies on
// every shelf it belongs to, so each list is there, sorted, before it is asked for.
type shelf struct {
	status, category, owner, flag string
	newest                        bool // in the order of newestPlaceOf
}

// Words in shelf.status that are no Status.
const (
	onlyOpen      = "open"           // neither resolved nor archived
	onlyOwed      = "owed"           // open, and somebody waits for a promised reply
	collectingAll = "collecting/all" // with those agents do not see yet
	onlyMentions  = "mentions"       // open, and a note names the owner of the shelf
	onlyFollowed  = "followed"       // open, and the owner of the shelf follows it
)

func shelfOf(q Query) shelf {
	s := shelf{status: string(q.Status), category: q.Category, owner: q.Owner, flag: string(q.Flag), newest: (q.Newest || q.Oldest) && q.DueBy.IsZero()}
	switch {
	case !q.DueBy.IsZero():
		s.status = onlyOwed
	case q.Mentions != "":
		s.status, s.owner = onlyMentions, q.Mentions
	case q.Followed != "":
		s.status, s.owner = onlyFollowed, q.Followed
	case q.Status == dialog.Collecting && q.Hidden:
		s.status = collectingAll
	case q.Status == "" && q.Open:
		s.status = onlyOpen
	}
	return s
}

// shelvesOf are all shelves a case lies on.
func shelvesOf(p *pinned) []shelf {
	statuses := make([]string, 0, 4)
	if p.Status == dialog.Collecting && (!p.Dropped || Visible(p.Case)) {
		statuses = append(statuses, collectingAll)
	}
	switch merged := !p.Alarm() && (p.SideOf != "" || p.Merged != "" && !closed(p.Case)); {
	case Visible(p.Case) && merged: // it is worked on where it went to
		statuses = append(statuses, "")
	case Visible(p.Case):
		statuses = append(statuses, "", string(p.Status))
		if !closed(p.Case) {
			statuses = append(statuses, onlyOpen)
		}
		if Owed(p.Case) {
			statuses = append(statuses, onlyOwed)
		}
	}
	flags := []string{""}
	for _, f := range p.Flags {
		if !slices.Contains(flags, string(f)) {
			flags = append(flags, string(f))
		}
	}
	all := make([]shelf, 0, 4*len(statuses)*len(flags))
	for _, category := range anyOr(p.Category) {
		for _, flag := range flags {
			for _, status := range statuses {
				for _, owner := range anyOr(p.Owner) {
					all = append(all, shelf{status: status, category: category, owner: owner, flag: flag})
				}
			}
			if Visible(p.Case) && !closed(p.Case) {
				for _, login := range p.Mentioned {
					all = append(all, shelf{status: onlyMentions, category: category, owner: login, flag: flag})
				}
				for _, login := range p.Followers {
					all = append(all, shelf{status: onlyFollowed, category: category, owner: login, flag: flag})
				}
			}
		}
	}
	return all
}

func anyOr(s string) []string {
	if s == "" {
		return []string{""}
	}
	return []string{"", s}
}

// putOn and takeOff keep the shelves; b.mu is held.

func (b *Board) putOn(p *pinned) {
	for _, s := range shelvesOf(p) {
		b.shelf(s).insert(p.place)
		s.newest = true
		b.shelf(s).insert(p.newest)
	}
}

// layAll puts all cases on the shelves at once, after everything was read: a case that is
// moved with each of its events costs half of a start.
func (b *Board) layAll() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.laid {
		return
	}
	all := slices.Collect(maps.Values(b.cases))
	for _, newest := range []bool{false, true} {
		at := func(p *pinned) *place {
			if newest {
				return p.newest
			}
			return p.place
		}
		slices.SortFunc(all, func(x, y *pinned) int { return comparePlaces(at(x), at(y)) }) // once: they come to every shelf in order
		for _, p := range all {
			for _, s := range shelvesOf(p) {
				s.newest = newest
				b.shelf(s).append(at(p))
			}
		}
	}
	b.laid = true
}

// shelf gives a shelf, and makes it where there is none.
func (b *Board) shelf(s shelf) *ordered[*place] {
	list, ok := b.shelves[s]
	if !ok {
		list = &ordered[*place]{compare: comparePlaces}
		b.shelves[s] = list
	}
	return list
}

func (b *Board) takeOff(p *pinned) {
	for _, s := range shelvesOf(p) {
		b.takeOffOne(s, p.place)
		s.newest = true
		b.takeOffOne(s, p.newest)
	}
}

func (b *Board) takeOffOne(s shelf, at *place) {
	if list, ok := b.shelves[s]; ok {
		list.remove(at)
		if list.size() == 0 {
			delete(b.shelves, s)
		}
	}
}
