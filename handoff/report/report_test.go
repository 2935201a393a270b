package report

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

var zone = time.FixedZone("", 8*3600)

func october(t testing.TB) Month {
	t.Helper()
	m, err := ParseMonth("2026-10", zone)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// seeded writes cases of three months as chance has it, and gives what was written.
func seeded(t *testing.T, book *sqlite.Book, r *rand.Rand, cases int) map[dialog.CaseID][]casebook.Event {
	t.Helper()
	all := map[dialog.CaseID][]casebook.Event{}
	from := time.Date(2026, 9, 1, 0, 0, 0, 0, zone)
	for i := range cases {
		address := dialog.Address(fmt.Sprintf("sms:+86139%04d", r.IntN(cases/3)))
		id := dialog.FormatCaseID("JH", casebook.ShardOf(address), uint64(i+1))
		at := from.Add(time.Duration(r.IntN(91*24*60)) * time.Minute)
		var events []casebook.Event
		say := func(c dialog.Change, asks string) {
			at = at.Add(time.Duration(1+r.IntN(3000)) * time.Minute)
			c.Case = id
			events = append(events, casebook.Event{Change: c, At: at, Address: address, Asks: asks})
		}
		pick := func(words ...string) string { return words[r.IntN(len(words))] }
		say(dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "=王小明 13900000101"}, "")
		say(dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: pick("facilities", "labour", "care")}, "")
		if r.IntN(3) > 0 {
			say(dialog.Change{Kind: dialog.ChangeSlot, By: dialog.BySystem, Slot: dialog.StationSlot, Value: pick("QX01", "BS02")}, "")
		}
		for range r.IntN(3) {
			say(dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByBot, Text: "?"}, pick("where", "confirm", "phone"))
		}
		if r.IntN(5) == 0 {
			say(dialog.Change{Kind: dialog.ChangeAlerted, By: dialog.BySystem, Value: "fire"}, "")
		}
		for step := range r.IntN(9) {
			agent := pick("wu", "li")
			if step == 0 {
				say(dialog.Change{Kind: dialog.ChangeOpened, By: dialog.BySystem, Due: at.Add(time.Duration(r.IntN(4000)) * time.Minute)}, "")
				continue
			}
			closed := casebook.Fold(numbered(events)).Status == dialog.Resolved
			switch n := r.IntN(7); {
			case closed && n < 2:
				say(dialog.Change{Kind: dialog.ChangeReopened, By: dialog.ByResident, Due: at.Add(time.Duration(r.IntN(6000)) * time.Minute)}, "")
			case closed:
				say(dialog.Change{Kind: dialog.ChangeScored, By: dialog.ByResident, Value: pick("1", "2", "3")}, "")
			case n == 0:
				say(dialog.Change{Kind: dialog.ChangeClaimed, By: dialog.ByAgent, Agent: agent}, "")
			case n == 1:
				say(dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByAgent, Agent: agent, Text: "在看"}, "")
			case n == 2:
				say(dialog.Change{Kind: dialog.ChangeTransferred, By: dialog.ByAgent, Agent: agent, Value: pick("wu", "li", "sun")}, "")
			case n == 4:
				say(dialog.Change{Kind: dialog.ChangeEscalated, By: dialog.BySystem, Slot: casebook.Run(pick("first_reply", "accept", "next_word"), at), Value: pick("town", "town", "county"),
					Until: at.Add(-time.Duration(r.IntN(3000)) * time.Minute)}, "")
			case n == 3:
				say(dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByAgent, Agent: agent, Value: pick("facilities", "labour")}, "")
			default:
				say(dialog.Change{Kind: dialog.ChangeClosed, By: dialog.ByAgent, Agent: agent, Outcome: dialog.Outcome(pick("solved", "partly", "duplicate", "cannot"))}, "")
			}
		}
		all[id] = numbered(events)
		if _, err := book.Commit(t.Context(), casebook.Commit{ID: string(id), Address: address, Events: events}); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func numbered(events []casebook.Event) []casebook.Event {
	out := slices.Clone(events)
	for i := range out {
		out[i].Seq = i + 1
	}
	return out
}

// until folds what had happened to a case before a moment.
func until(events []casebook.Event, end time.Time) casebook.Case {
	return casebook.Fold(slices.DeleteFunc(slices.Clone(events), func(e casebook.Event) bool { return !e.At.Before(end) }))
}

// plain counts a month from raw events, figure by figure, by folding the case anew for
// every question. Only has the case or the figure belong to what is counted.
func plain(all map[dialog.CaseID][]casebook.Event, m Month, only func(c casebook.Case, agent string) bool) Row {
	var r Row
	var notify, first, closing []time.Duration
	in := func(at time.Time) bool { return !at.Before(m.Start) && at.Before(m.End) }
	for _, events := range all {
		c := until(events, m.End)
		whole := casebook.Fold(events)
		taker := ""
		for _, e := range events {
			if e.At.Before(m.End) && taker == "" {
				taker = until(events, e.At.Add(1)).Owner
			}
		}
		var seen time.Time
		for _, e := range events {
			if seen.IsZero() && (e.Kind == dialog.ChangeOpened || e.Kind == dialog.ChangeAlerted) {
				seen = e.At
			}
		}
		isHuman := func(e casebook.Event) bool {
			return e.By == dialog.ByAgent && (e.Kind == dialog.ChangeSaid || e.Kind == dialog.ChangeClosed)
		}
		if in(whole.OpenedAt) && only(c, taker) {
			r.Taken++
			notify = append(notify, seen.Sub(whole.StartedAt))
			if i := slices.IndexFunc(events, func(e casebook.Event) bool { return isHuman(e) && e.At.After(seen) && e.At.Before(m.End) }); i >= 0 {
				first = append(first, events[i].At.Sub(seen))
			}
			for _, e := range events {
				if e.By == dialog.ByBot && e.At.Before(whole.OpenedAt) && (e.Asks == "where" || e.Asks == "phone") {
					r.Questions++
				}
			}
			for _, other := range all {
				o := casebook.Fold(other)
				if o.Address == c.Address && until(other, m.End).Category == c.Category && !o.OpenedAt.IsZero() && o.OpenedAt.Before(whole.OpenedAt) && whole.OpenedAt.Sub(o.OpenedAt) <= repeatWithin {
					r.Repeat++
					break
				}
			}
		}
		closer, bad, judged := "", false, ""
		for i, e := range events {
			before := casebook.Fold(events[:i])
			if !e.Due.IsZero() && in(e.Due) {
				kept := slices.IndexFunc(events[i:], func(l casebook.Event) bool { return isHuman(l) })
				state := until(events, e.Due)
				open := !state.OpenedAt.IsZero() && state.Status != dialog.Resolved
				if open && (kept < 0 || events[i+kept].At.After(e.Due)) && only(c, state.Owner) {
					r.Overdue++
				}
			}
			if e.Kind == dialog.ChangeEscalated && e.Value == "town" && !strings.HasPrefix(e.Slot, "first_reply@") && in(e.Until) && only(c, until(events, e.Until).Owner) {
				r.Overdue++
			}
			switch {
			case !in(e.At):
			case e.Kind == dialog.ChangeClosed && only(c, e.Agent):
				r.Closed++
				closing = append(closing, e.At.Sub(whole.OpenedAt))
				if e.Outcome == dialog.Partly || e.Outcome == dialog.Cannot {
					r.NotSolved++
				}
				good := e.Outcome == dialog.Solved
				score := ""
				for _, l := range events[i+1:] {
					if !l.At.Before(m.End) {
						break
					}
					if l.Kind == dialog.ChangeReopened {
						good = false
					}
					if l.Kind == dialog.ChangeScored {
						score = l.Value
					}
				}
				if good && score != "3" {
					r.Settled++
				}
			case e.Kind == dialog.ChangeReopened && only(c, closer):
				r.Reopened++
				r.Repeat++
			case e.Kind == dialog.ChangeScored:
				bad, judged = e.Value == "3", closer
			case e.Kind == dialog.ChangeCategory && e.By == dialog.ByAgent && e.Value != before.Category && only(c, e.Agent):
				r.Corrected++
			}
			if e.Kind == dialog.ChangeClosed {
				closer = e.Agent
			}
		}
		if bad && only(c, judged) {
			r.Dissatisfied++
		}
		if !c.OpenedAt.IsZero() && c.Status != dialog.Resolved && only(c, c.Owner) {
			r.Open++
		}
	}
	r.Notify, r.FirstWord, r.Close = spread(notify), spread(first), spread(closing)
	return r
}

func spread(all []time.Duration) Spread {
	slices.Sort(all)
	s := Spread{N: len(all)}
	if s.N > 0 {
		s.Median = Seconds(all[(s.N+1)/2-1] / time.Second)
		s.P90 = Seconds(all[(s.N*9+9)/10-1] / time.Second)
	}
	return s
}

// TestAMonthFromTheBookAndFromRawEvents: the figures are those that raw events give.
func TestAMonthFromTheBookAndFromRawEvents(t *testing.T) {
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	all := seeded(t, book, rand.New(rand.NewPCG(1, 2)), 150)
	ledger, m := NewLedger(book, nil), october(t)
	got, err := ledger.Count(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	same := func(what string, row Row, only func(casebook.Case, string) bool) {
		t.Helper()
		want := plain(all, m, only)
		want.Key = row.Key
		if diff := cmp.Diff(want, row, cmpopts.IgnoreUnexported(Spread{})); diff != "" {
			t.Errorf("%s: -raw events +report\n%s", what, diff)
		}
	}
	same("all", got.Total, func(casebook.Case, string) bool { return true })
	if got.Total.Taken < 20 || got.Total.Overdue == 0 || got.Total.Reopened == 0 || got.Total.Dissatisfied == 0 || got.Total.Repeat == 0 || got.Total.Settled == 0 || got.Total.Corrected == 0 {
		t.Errorf("too little happened to count: %+v", got.Total)
	}
	for _, row := range got.Stations {
		same("station "+row.Key, row, func(c casebook.Case, _ string) bool { return c.Facts[dialog.StationSlot].Value == row.Key })
	}
	for _, row := range got.Categories {
		same("category "+row.Key, row, func(c casebook.Case, _ string) bool { return c.Category == row.Key })
	}
	for _, row := range got.Agents {
		same("agent "+row.Key, row, func(_ casebook.Case, agent string) bool { return agent == row.Key })
	}
	if len(got.Stations) != 3 || len(got.Categories) != 3 || len(got.Agents) != 3 {
		t.Errorf("%d stations, %d categories, %d agents", len(got.Stations), len(got.Categories), len(got.Agents))
	}
	open := 0
	for _, a := range got.Ages {
		open += a.Open
	}
	if open != got.Total.Open {
		t.Errorf("%d of %d open cases have an age", open, got.Total.Open)
	}
	again, err := ledger.Count(t.Context(), m)
	if diff := cmp.Diff(got, again, cmpopts.IgnoreUnexported(Spread{})); err != nil || diff != "" {
		t.Errorf("asked twice: %v %s", err, diff)
	}
	var text strings.Builder
	for _, name := range Formats() {
		if err := got.Write(&text, name, Words("en", nil, nil)); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range slices.Collect(maps.Keys(all)) {
		if strings.Contains(text.String(), string(id)) || strings.Contains(text.String(), "13900000101") || strings.Contains(text.String(), "+86139") {
			t.Fatalf("the report tells of %s", id)
		}
	}
}

// TestEdgesOfAMonth: its first moment belongs to it, the first of the next one does not.
func TestEdgesOfAMonth(t *testing.T) {
	m := october(t)
	for at, want := range map[time.Time]int{m.Start: 1, m.Start.Add(-time.Millisecond): 0, m.End.Add(-time.Millisecond): 1, m.End: 0} {
		h := &history{}
		h.apply(casebook.Event{Change: dialog.Change{Kind: dialog.ChangeOpened}, At: at.UTC(), Seq: 1})
		if got := count(map[dialog.CaseID]*history{"x": h}, m).Total.Taken; got != want {
			t.Errorf("handed over at %s: %d", at, got)
		}
	}
	for _, wrong := range []string{"", "2026", "2026-13", "2026-1", "26-10", "2026-10-01", "0001-01"} {
		if _, err := ParseMonth(wrong, zone); err == nil {
			t.Errorf("%q is a month", wrong)
		}
	}
	if got := MonthBefore(time.Date(2026, 10, 31, 23, 0, 0, 0, time.UTC), zone).String(); got != "2026-10" {
		t.Errorf("before November in the town: %s", got)
	}
}

// TestSpread: the nearest rank.
func TestSpread(t *testing.T) {
	for _, c := range []struct {
		n           int
		median, p90 Seconds
	}{{0, 0, 0}, {1, 1, 1}, {2, 1, 2}, {3, 2, 3}, {10, 5, 9}, {11, 6, 10}, {100, 50, 90}} {
		var s Spread
		for i := c.n; i > 0; i-- {
			s.add(time.Duration(i) * time.Second)
		}
		if s.sum(); s.N != c.n || s.Median != c.median || s.P90 != c.p90 {
			t.Errorf("1 to %d: %+v", c.n, s)
		}
	}
}

// TestStationOfTheGrid: the place decides, else the poster.
func TestStationOfTheGrid(t *testing.T) {
	place, err := town.Parse("town.yaml", []byte(town.Standard()+`
stations: [{id: QX01, zh: 七星代办站, en: Qixing station}, {id: BS01, zh: 白沙代办站, en: Baisha station}]
grids:
  - {id: qx1, zh: 七星一网格, en: Qixing 1, station: QX01, places: [qixing]}
  - {id: qx2, zh: 七星二网格, en: Qixing 2, station: QX01, places: [qixing]}
  - {id: bs1, zh: 白沙网格, en: Baisha grid, station: BS01, places: [baisha, shanxia]}
  - {id: qx3, zh: 七星三网格, en: Qixing 3, station: QX01, places: [shanxia]}
`))
	if err != nil {
		t.Fatal(err)
	}
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for id, where := range map[dialog.CaseID]string{"A": "qixing", "B": "白沙村12号", "C": "", "D": "杭州", "E": "shanxia", "F": "shanxia", "G": "shanxia"} {
		events := []casebook.Event{{Change: dialog.Change{Case: id, Kind: dialog.ChangeSlot, Slot: dialog.StationSlot, Value: "P9"}}}
		if where != "" {
			events = append(events, casebook.Event{Change: dialog.Change{Case: id, Kind: dialog.ChangeSlot, Slot: "where", Value: where, Raw: where}})
		}
		if grid := map[dialog.CaseID]string{"E": "qx3", "F": town.NoGrid}[id]; grid != "" { // a village of two stations
			events = append(events, casebook.Event{Change: dialog.Change{Case: id, Kind: dialog.ChangeSlot, Slot: dialog.GridSlot, Value: grid}})
		}
		events = append(events, casebook.Event{Change: dialog.Change{Case: id, Kind: dialog.ChangeOpened}})
		for i := range events {
			events[i].At = october(t).Start.Add(time.Duration(i) * time.Hour)
		}
		if _, err := book.Commit(t.Context(), casebook.Commit{ID: string(id), Address: dialog.Address("sms:" + id), Events: events}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := NewLedger(book, place).Count(t.Context(), october(t))
	if err != nil {
		t.Fatal(err)
	}
	taken := map[string]int{}
	for _, r := range got.Stations {
		taken[r.Key] = r.Taken
	}
	if want := map[string]int{"QX01": 2, "BS01": 1, "P9": 4}; !maps.Equal(taken, want) {
		t.Errorf("taken %v, want %v", taken, want)
	}
}
