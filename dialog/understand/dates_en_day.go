package understand

import (
	"strings"
	"time"

	"frontdoor/dialog/pattern"
)

// dueIn stands before how long it is until something ends: expires in 10 days.
var dueIn = pattern.MustCompile(`\b(?:expires?|expiring|runs? out|due|ends?|ending|leaves?|leaving|deadline|moves?|moving|closes?|starts?|must|have to)\b[^.,;]{0,16}\b(?:in|within) $`)

// enDay reads a day, week, month or year in English, without the time.
func (r *dateReader) enDay(i int, led bool) (stretch, int, bool) {
	s := r.s
	if i >= len(s) {
		return stretch{}, i, false
	}
	if e, ok := enDays.at(s, i); ok {
		st := oneDay(r.today.AddDate(0, 0, e.val.days))
		st.part = e.val.part
		if st.part != "" {
			st.prec = PartOfDay
		}
		return st, i + len(e.word), true
	}
	if isDigit(s[i]) {
		if st, end, ok := r.numericDate(i); ok {
			return st, end, true
		}
		if st, end, ok := r.dayMonth(i); ok {
			return st, end, true
		}
		if y, e := smallInt(s, i); e-i == 4 && y > 1940 && y <= r.today.Year()+1 && !countsSomething(s, e) {
			if before, at := lastWord(s, i); before == "in" || before == "since" || before == "of" && !sumOf(s, at) || before == "during" || led && before != "to" {
				if _, money := currencyAfter.at(s, skipSpace(s, e)); !money {
					return yearOf(y, r.today.Location()), e, true
				}
			}
		}
	}
	if t, e, prec, ok := r.enCounted(i); ok {
		j := skipSpace(s, e)
		for _, w := range []string{"ago", "back", "earlier"} {
			if strings.HasPrefix(s[j:], w) && wordEnds(s, j, j+len(w)) {
				return r.ago(t, prec), j + len(w), true
			}
		}
		if lasts := upToNow.FindStringSubmatch(s[e:]); lasts != nil && prec != Minute {
			st := r.ago(t, prec)
			st.since = true
			return st, e + len(lasts[1]), true
		}
		if dueIn.MatchString(s[:i]) {
			return oneDay(r.today.Add(r.today.Sub(t))), e, true
		}
		return stretch{}, i, false
	}
	if st, end, ok := r.enRelative(i, led); ok {
		return st, end, true
	}
	if e, ok := enFeast.at(s, i); ok {
		end := i + len(e.word)
		for y := r.today.Year(); y > r.today.Year()-2; y-- {
			if d, ok := e.val.in(y, r.today.Location()); ok && !d.After(r.today) {
				return oneDay(d), end, true
			}
		}
	}
	return r.monthDay(i, led)
}

// enRelative reads last week, this month, last Tuesday, on Friday, next Monday.
func (r *dateReader) enRelative(i int, led bool) (stretch, int, bool) {
	s := r.s
	word, e := wordFrom(s, i)
	j := skipSpace(s, e)
	n, ok := map[string]int{"last": -1, "this": 0, "next": 1, "past": -1, "coming": 1}[word]
	if ok {
		if w, ok := enWeekdays.at(s, j); ok {
			day := time.Weekday(w.val)
			end := j + len(w.word)
			switch n {
			case -1:
				return oneDay(r.lastWeekday(day, false)), end, true
			case 0:
				return oneDay(weekFrom(r.today, 0).first.AddDate(0, 0, int(day+6)%7)), end, true
			}
			return oneDay(weekFrom(r.today, 1).first.AddDate(0, 0, int(day+6)%7)), end, true
		}
		if m, ok := enMonths.at(s, j); ok && len(m.word) > 2 {
			st := monthOf(r.today.Year(), m.val, r.today.Location())
			if n < 0 && !st.first.Before(monthOf(r.today.Year(), r.today.Month(), r.today.Location()).first) {
				st = monthOf(r.today.Year()-1, m.val, r.today.Location())
			}
			return st, j + len(m.word), true
		}
		loc := r.today.Location()
		unit, end := wordFrom(s, j)
		switch unit {
		case "week":
			w := weekFrom(r.today, n)
			if day, ok := enWeekdays.at(s, skipSpace(s, end)); ok && !strings.HasSuffix(day.word, "days") { // last week Wednesday
				return oneDay(w.first.AddDate(0, 0, (day.val+6)%7)), skipSpace(s, end) + len(day.word), true
			}
			return w, end, true
		case "weekend":
			w := weekFrom(r.today, n)
			return days(w.first.AddDate(0, 0, 5), w.last, Day), end, true
		case "month":
			first := time.Date(r.today.Year(), r.today.Month()+time.Month(n), 1, 0, 0, 0, 0, loc)
			return monthOf(first.Year(), first.Month(), loc), end, true
		case "year":
			return yearOf(r.today.Year()+n, loc), end, true
		case "spring", "summer", "autumn", "winter":
			m := map[string]time.Month{"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[unit]
			first := time.Date(r.today.Year()+min(n, 0), m, 1, 0, 0, 0, 0, loc)
			if n < 0 && m+2 < r.today.Month() {
				first = first.AddDate(1, 0, 0)
			}
			return days(first, first.AddDate(0, 3, -1), Vague), end, true
		}
		return stretch{}, i, false
	}
	w, ok := enWeekdays.at(s, i)
	if !ok {
		return stretch{}, i, false
	}
	before, _ := lastWord(s, i)
	short := len(w.word) <= 4
	if short && !led && before != "on" && before != "since" && strings.TrimSpace(bare(s)) != w.word || w.word == "sun" || w.word == "sat" {
		return stretch{}, i, false
	}
	if strings.HasSuffix(w.word, "days") {
		return stretch{rhythm: "weekly-" + weekdayNames[w.val], hour: -1}, i + len(w.word), true
	}
	end := i + len(w.word)
	for words, n := range ofWeek {
		if k := skipSpace(s, end); strings.HasPrefix(s[k:], words) && wordEnds(s, k, k+len(words)) { // Wednesday of last week
			return oneDay(weekFrom(r.today, n).first.AddDate(0, 0, (w.val+6)%7)), k + len(words), true
		}
	}
	st := oneDay(r.lastWeekday(time.Weekday(w.val), true))
	st.weekday = true
	return st, end, true
}

// ofWeek says of which week a weekday is.
var ofWeek = map[string]int{"last week": -1, "of last week": -1, "this week": 0, "of this week": 0, "next week": 1, "of next week": 1}

// lastWord is the Latin word before byte i.
func lastWord(s string, i int) (string, int) {
	end := skipSpaceBack(s, i)
	j := end
	for j > 0 && isLatin(s[j-1]) {
		j--
	}
	return s[j:end], j
}

// dayMonth reads 3 March, 3rd of March 2026.
func (r *dateReader) dayMonth(i int) (stretch, int, bool) {
	d, e := smallInt(r.s, i)
	if e == i || d < 1 || d > 31 {
		return stretch{}, i, false
	}
	e = ordinalEnd(r.s, e)
	j := skipSpace(r.s, e)
	if strings.HasPrefix(r.s[j:], "of ") {
		j = skipSpace(r.s, j+3)
	}
	m, ok := enMonths.at(r.s, j)
	if !ok {
		if e > i && isLatin(r.s[e-1]) && r.s[max(j-3, 0):j] == "of " {
			for w, n := range map[string]int{"last month": -1, "this month": 0, "next month": 1} {
				if strings.HasPrefix(r.s[j:], w) {
					first := time.Date(r.today.Year(), r.today.Month()+time.Month(n), 1, 0, 0, 0, 0, r.today.Location())
					t, valid := validDay(first.Year(), int(first.Month()), d, first.Location())
					return oneDay(t), j + len(w), valid
				}
			}
		}
		if e > i && isLatin(r.s[e-1]) { // on the 12th
			before, _ := lastWord(r.s, i)
			if before == "the" || before == "since" || before == "on" {
				if floorAfter(r.s, e) {
					return stretch{}, i, false
				}
				t, valid := validDay(r.today.Year(), int(r.today.Month()), d, r.today.Location())
				st := oneDay(t)
				st.yearless, st.dayOnly = true, true
				return st, e, valid
			}
		}
		return stretch{}, i, false
	}
	return r.withYear(int(m.val), d, j+len(m.word))
}

func floorAfter(s string, i int) bool {
	w, _ := wordFrom(s, skipSpace(s, i))
	return w == "floor" || w == "time" || w == "building" || w == "street" || w == "avenue" || w == "unit" || w == "grade" || w == "house" || w == "door" || w == "road"
}

// enCountedThings are words behind a number that is no day: in October 3 times.
// upToNow stands behind how long something has lasted: "out 3 days now".
var upToNow = pattern.MustCompile(`^( (?:now|already))(?:$|[.,;!?\n]| (?:and|but|still|no)\b)`)

var enCountedThings = lookup("times people persons households families men women kids children workers days weeks months years hours minutes yuan rmb kuai bags boxes pieces lamps lights trees cars dogs letters calls visits rooms floors")

// nextWord is the word that follows byte i.
func nextWord(s string, i int) string {
	w, _ := wordFrom(s, skipSpace(s, i))
	return w
}

// monthDay reads March 3, March 3rd, 2026, in August, since May.
func (r *dateReader) monthDay(i int, led bool) (stretch, int, bool) {
	m, ok := enMonths.at(r.s, i)
	if !ok {
		return stretch{}, i, false
	}
	end := i + len(m.word)
	if end < len(r.s) && r.s[end] == '.' && len(m.word) <= 4 {
		end++
	}
	j := skipSpace(r.s, end)
	if strings.HasPrefix(r.s[j:], "the ") {
		j += len("the ")
	}
	if d, e := smallInt(r.s, j); e > j && e-j <= 2 && d >= 1 && d <= 31 {
		if e2 := ordinalEnd(r.s, e); (e2 >= len(r.s) || !isLatin(r.s[e2]) && r.s[e2] != ':') && !enCountedThings[nextWord(r.s, e2)] {
			return r.withYear(int(m.val), d, e2)
		}
	}
	if y, e := smallInt(r.s, j); e-j == 4 && y > 1940 && y < 2100 {
		return monthOf(y, m.val, r.today.Location()), e, true
	}
	before, _ := lastWord(r.s, i)
	switch {
	case led, before == "in", before == "since", before == "of", before == "during", before == "early", before == "late", before == "by", before == "until":
	case m.word == "may" || m.word == "march" || m.word == "mar" || len(m.word) < 4:
		if strings.TrimSpace(bare(r.s)) != m.word {
			return stretch{}, i, false
		}
	}
	st := monthOf(r.today.Year(), m.val, r.today.Location())
	st.yearless = true
	return st, end, true
}

func (r *dateReader) withYear(m, d, end int) (stretch, int, bool) {
	j := end
	if j < len(r.s) && r.s[j] == ',' {
		j++
	}
	j = skipSpace(r.s, j)
	if y, e := smallInt(r.s, j); e-j == 4 && y > 1940 && y < 2100 {
		t, valid := validDay(y, m, d, r.today.Location())
		return oneDay(t), e, valid
	}
	t, valid := validDay(r.today.Year(), m, d, r.today.Location())
	st := oneDay(t)
	st.yearless = true
	return st, end, valid
}

func ordinalEnd(s string, i int) int {
	for _, o := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s[i:], o) && wordEnds(s, i, i+2) {
			return i + 2
		}
	}
	return i
}

// enSums are what a number after "of" counts money of: a deposit of 2000.
var enSums = lookup("deposit deposits rent rents salary salaries wage wages pay sum sums total fine fines debt debts loan loans amount balance bill bills price fee fees payment payments compensation bonus loss losses bond")

// sumOf says that a word before byte i, where "of" begins, is a sum of money.
func sumOf(s string, i int) bool {
	before, _ := lastWord(s, i)
	return enSums[before]
}
