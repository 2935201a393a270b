package report

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"frontdoor/dialog"
)

// repeatWithin is how long after an earlier matter the same resident comes again with it.
const repeatWithin = 30 * 24 * time.Hour

// tally are the rows while they are counted.
type tally struct {
	start, end                   int64
	total                        Row
	stations, agents, categories map[string]*Row
	ages                         []Age
	inMonth                      func(int64) bool
	before                       map[visitor][]int64 // when they handed over what, in order
}

// visitor is a resident with one kind of matter.
type visitor struct {
	teller   uint64
	category string
}

func count(cases map[dialog.CaseID]*history, m Month) Report {
	t := &tally{start: m.Start.UnixMilli(), end: m.End.UnixMilli(), stations: map[string]*Row{}, agents: map[string]*Row{}, categories: map[string]*Row{},
		ages: []Age{{0, 8, 0}, {8, 31, 0}, {31, 61, 0}, {61, 0, 0}}, before: map[visitor][]int64{}}
	t.inMonth = func(at int64) bool { return at >= t.start && at < t.end }
	for _, h := range cases {
		if h.side {
			continue
		}
		if h.opened != 0 && h.opened < t.end {
			v := visitor{h.teller, by(h.categories, t.end)}
			t.before[v] = append(t.before[v], h.opened)
		}
	}
	for _, h := range cases {
		if h.opened != 0 && !h.side {
			t.count(h)
		}
	}
	r := Report{Month: m.String(), Total: t.total, Stations: rows(t.stations), Agents: rows(t.agents), Categories: rows(t.categories), Ages: t.ages}
	for _, row := range slices.Concat([]*Row{&r.Total}, pointers(r.Stations), pointers(r.Agents), pointers(r.Categories)) {
		row.Notify.sum()
		row.FirstWord.sum()
		row.Close.sum()
	}
	slices.SortStableFunc(r.Categories, func(a, b Row) int { return cmp.Or(b.Taken-a.Taken, byKey(a, b)) })
	slices.SortStableFunc(r.Stations, ranked)
	return r
}

// mediated counts agreements, and apart from them those of which all was kept.
func (t *tally) mediated(h *history, add func(string, func(*Row))) {
	for table := h.table; table != nil; table = table.Before {
		if at := table.SignedAt; !at.IsZero() && t.inMonth(at.UnixMilli()) {
			add(by(h.owners, at.UnixMilli()), func(r *Row) { r.Agreed++ })
		}
		if at := table.FulfilledAt; !at.IsZero() && t.inMonth(at.UnixMilli()) {
			add(by(h.owners, at.UnixMilli()), func(r *Row) { r.Fulfilled++ })
		}
	}
}

func rows(of map[string]*Row) []Row {
	all := []Row{}
	for _, key := range slices.Sorted(maps.Keys(of)) {
		all = append(all, *of[key])
	}
	return all
}

func pointers(all []Row) []*Row {
	var out []*Row
	for i := range all {
		out = append(out, &all[i])
	}
	return out
}

// count adds what one case did in the month.
func (t *tally) count(h *history) {
	category, station := by(h.categories, t.end), by(h.places, t.end)
	if station == "" {
		station = by(h.stations, t.end) // whose poster was scanned
	}
	add := func(agent string, what func(*Row)) {
		what(&t.total)
		what(rowOf(t.stations, station))
		what(rowOf(t.categories, category))
		if agent != "" {
			what(rowOf(t.agents, agent))
		}
	}
	if t.inMonth(h.opened) {
		add(by(h.firstOwner(), t.end), func(r *Row) {
			r.Taken++
			r.Questions += h.asked
			r.Notify.add(since(h.started, h.seen))
			if h.spoken != 0 && h.spoken < t.end {
				r.FirstWord.add(since(h.seen, h.spoken))
			}
		})
		if t.cameBefore(h, category) {
			add(by(h.firstOwner(), t.end), func(r *Row) { r.Repeat++ })
		}
	}
	for _, p := range h.promises {
		if t.inMonth(p.due) && (p.kept == 0 || p.kept > p.due) && h.openAt(p.due) {
			add(by(h.owners, p.due), func(r *Row) { r.Overdue++ })
		}
	}
	for _, due := range h.ranOut {
		if t.inMonth(due) {
			add(by(h.owners, due), func(r *Row) { r.Overdue++ })
		}
	}
	t.ended(h, add)
	t.mediated(h, add)
	for _, c := range h.corrected {
		if t.inMonth(c.at) {
			add(c.what, func(r *Row) { r.Corrected++ })
		}
	}
	if h.openAt(t.end) {
		add(by(h.owners, t.end), func(r *Row) { r.Open++ })
		days := int((t.end - h.opened) / (24 * time.Hour).Milliseconds())
		for i := range t.ages {
			if a := &t.ages[i]; days >= a.From && (a.To == 0 || days < a.To) {
				a.Open++
			}
		}
	}
}

// ended counts closings and what came of them.
func (t *tally) ended(h *history, add func(string, func(*Row))) {
	for i, c := range h.closings {
		if !t.inMonth(c.at) {
			continue
		}
		settled := c.outcome == dialog.Solved && !h.complained(c.at, t.end) && (i == len(h.closings)-1 || h.closings[i+1].at >= t.end)
		add(c.agent, func(r *Row) {
			r.Closed++
			r.Close.add(since(h.opened, c.at))
			switch c.outcome {
			case dialog.Partly, dialog.NotOurs, dialog.Cannot:
				r.NotSolved++
			}
			if settled {
				r.Settled++
			}
		})
	}
	for _, r := range h.reopenings {
		if t.inMonth(r.at) {
			add(r.what, func(r *Row) { r.Reopened++; r.Repeat++ })
		}
	}
	if at, bad := h.dissatisfied(t.start, t.end); bad {
		agent := ""
		for _, c := range h.closings {
			if c.at <= at {
				agent = c.agent
			}
		}
		add(agent, func(r *Row) { r.Dissatisfied++ })
	}
}

// complained says whether the case was opened again, or given a 3, between two moments.
func (h *history) complained(from, to int64) bool {
	for _, r := range h.reopenings {
		if r.at >= from && r.at < to {
			return true
		}
	}
	_, bad := h.dissatisfied(from, to)
	return bad
}

// dissatisfied says whether the last score between two moments was a 3, and when.
func (h *history) dissatisfied(from, to int64) (at int64, bad bool) {
	for _, s := range h.scores {
		if s.at >= from && s.at < to {
			at, bad = s.at, s.what == "3"
		}
	}
	return at, bad
}

// firstOwner is who took the case first, from when on.
func (h *history) firstOwner() []named {
	for i, o := range h.owners {
		if o.what != "" {
			return h.owners[i : i+1]
		}
	}
	return nil
}

// cameBefore says whether the same resident handed the same kind of matter over a short
// while before.
func (t *tally) cameBefore(h *history, category string) bool {
	return slices.ContainsFunc(t.before[visitor{h.teller, category}], func(at int64) bool {
		return at < h.opened && since(at, h.opened) <= repeatWithin
	})
}

func rowOf(all map[string]*Row, key string) *Row {
	r := all[key]
	if r == nil {
		r = &Row{Key: key}
		all[key] = r
	}
	return r
}
