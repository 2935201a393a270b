package understand

import "strings"

var (
	hourBefore = lookup("at around about since from by before until till")
	partsAfter = []string{"this morning", "this afternoon", "this evening", "yesterday morning", "yesterday afternoon", "yesterday evening", "last night", "tonight", "yesterday night"}
)

// hourOf says that the bare number text[i:end] is an hour: "since 7 this morning".
func (r *dateReader) hourOf(i, end int) bool {
	before, _ := lastWord(r.s, i)
	if !hourBefore[before] {
		return false
	}
	j := skipSpace(r.s, end)
	for _, part := range partsAfter {
		if strings.HasPrefix(r.s[j:], part) && wordEnds(r.s, j, j+len(part)) {
			return true
		}
	}
	return false
}

// enBetween reads "between 2 and 3 pm" as when it began.
func (r *dateReader) enBetween(i int) (stretch, int, bool) {
	rest, ok := strings.CutPrefix(r.s[i:], "between ")
	if !ok {
		return stretch{}, i, false
	}
	from := len(r.s) - len(rest)
	h, e := smallInt(r.s, from)
	if e == from || h < 1 || h > 12 || !strings.HasPrefix(r.s[e:], " and ") {
		return stretch{}, i, false
	}
	till, end, ok := r.enClock(e + len(" and "))
	if !ok {
		return stretch{}, i, false
	}
	if till.part == "m" && till.hour >= 12 && h < 12 && h+12 <= till.hour {
		h += 12
	}
	till.hour, till.min = h, 0
	return till, end, true
}

// enDaysOfMonth reads the days of "from 3 to 9 November".
func (r *dateReader) enDaysOfMonth(i int) (stretch, int, bool) {
	d, e := smallInt(r.s, i)
	if e == i || d < 1 || d > 31 {
		return stretch{}, i, false
	}
	e = ordinalEnd(r.s, e)
	j := skipSpace(r.s, e)
	for _, to := range []string{"to ", "and ", "until ", "till ", "- "} {
		if !strings.HasPrefix(r.s[j:], to) {
			continue
		}
		last, end, ok := r.enDay(skipSpace(r.s, j+len(to)), true)
		if !ok || !last.isDay() || last.rhythm != "" {
			return stretch{}, i, false
		}
		last = r.settle(last, false)
		first, valid := validDay(last.first.Year(), int(last.first.Month()), d, r.today.Location())
		return days(first, last.last, Day), end, valid && first.Before(last.first)
	}
	return stretch{}, i, false
}
