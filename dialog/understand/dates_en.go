package understand

import (
	"strconv"
	"strings"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

var (
	enDays = newLexicon(map[string]relativeDay{
		"today": {}, "yesterday": {-1, ""}, "tomorrow": {1, ""}, "tonight": {0, "night"}, "last night": {-1, "night"}, "the day before yesterday": {-2, ""}, "day before yesterday": {-2, ""}, "the night before last": {-2, "night"}, "the other night": {-3, "night"},
		"this morning": {0, "am"}, "this afternoon": {0, "pm"}, "this evening": {0, "night"}, "yesterday morning": {-1, "am"}, "yesterday afternoon": {-1, "pm"}, "yesterday evening": {-1, "night"}, "yesterday night": {-1, "night"},
		"the day after tomorrow": {2, ""}, "day after tomorrow": {2, ""}, "last evening": {-1, "night"}, "yday": {-1, ""}, "yesterday noon": {-1, "noon"}, "earlier today": {}, "2day": {}, "yest": {-1, ""},
	})
	enMonths = newLexicon(map[string]time.Month{
		"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
		"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	})
	enUnits = newLexicon(map[string]Precision{
		"day": Day, "days": Day, "night": Day, "nights": Day, "week": Week, "weeks": Week, "fortnight": Week, "month": Month, "months": Month, "year": Year, "years": Year, "hour": Minute, "hours": Minute, "hrs": Minute, "hr": Minute, "minute": Minute, "minutes": Minute, "mins": Minute,
	})
	enSince = wordSet("since ever-since starting from beginning")
	enUntil = wordSet("to until till through and - – —")
	enFeast = newLexicon(map[string]feast{
		"spring festival": {1, 1, true, 0}, "chinese new year": {1, 1, true, 0}, "lunar new year": {1, 1, true, 0}, "new year's eve": {12, 31, false, 0}, "new year's day": {1, 1, false, 0}, "lantern festival": {1, 15, true, 0}, "dragon boat festival": {5, 5, true, 0},
		"mid-autumn festival": {8, 15, true, 0}, "mid autumn festival": {8, 15, true, 0}, "moon festival": {8, 15, true, 0}, "qingming": {4, 0, false, 0}, "tomb sweeping day": {4, 0, false, 0}, "national day": {10, 1, false, 0}, "labour day": {5, 1, false, 0}, "labor day": {5, 1, false, 0}, "christmas": {12, 25, false, 0}, "christmas day": {12, 25, false, 0}, "double ninth": {9, 9, true, 0},
	})
	enLead = wordSet("on at in during around about by the of early late mid before just")
)

// english reads a date at byte i: rhythm, point, "since …", "from … to …".
func (r *dateReader) english(i int) (Date, int, bool) {
	if !isLatin(r.s[i]) && !isDigit(r.s[i]) || i > 0 && (isLatin(r.s[i-1]) || isDigit(r.s[i-1])) {
		return Date{}, i, false
	}
	if rhythm, end, ok := r.enRhythm(i); ok {
		return r.date(stretch{rhythm: rhythm, hour: -1, prec: Vague}, i, end), end, true
	}
	since, from := false, i
	lead := ""
	if e, ok := enSince.at(r.s, i); ok {
		since = true
		i = skipSpace(r.s, i+len(e.word))
		lead = e.word
	} else if strings.HasPrefix(r.s[i:], "between ") {
		lead = "between"
		i = skipSpace(r.s, i+len(lead))
	} else if st, end, ok := r.enFor(i); ok {
		return r.date(st, i, end), end, true
	}
	if lead == "from" || lead == "between" {
		if st, end, ok := r.enDaysOfMonth(i); ok {
			return r.date(st, from, end), end, true
		}
	}
	st, end, ok := r.enPoint(i, lead != "")
	if !ok {
		return Date{}, i, false
	}
	if e, ok := enUntil.at(r.s, skipSpace(r.s, end)); ok && (lead == "from" || lead == "between" || e.word != "and" && e.word != "through") {
		j := skipSpace(r.s, skipSpace(r.s, end)+len(e.word))
		if j < len(r.s) {
			if r.s[j:] == "now" || strings.HasPrefix(r.s[j:], "now ") || strings.HasPrefix(r.s[j:], "today") || strings.HasPrefix(r.s[j:], "now,") {
				since = true
				_, e := wordFrom(r.s, j)
				end = e
			} else if b, to, ok := r.enPoint(j, true); ok && b.rhythm == "" {
				if st.prec == Minute && b.prec == Minute { // 9am to 5pm yesterday: from when counts
					if st.first.Equal(r.today) || b.first.Before(st.first) {
						st.first, st.last = b.first, b.last
					}
					return r.date(st, from, to), to, true
				}
				a, z := r.settle(st, false), r.settle(b, false)
				if z.last.After(a.first) {
					return r.date(days(a.first, z.last, min(a.prec, z.prec, Day)), from, to), to, true
				}
			}
		}
	}
	if lead == "" || !since {
		from = i
	}
	before := strings.TrimRight(r.s[:from], " ")
	ahead := strings.HasSuffix(before, " by") || strings.HasSuffix(before, "before") || strings.HasSuffix(before, " until") || before == "by" || strings.HasSuffix(before, "deadline is")
	st = r.settle(st, ahead)
	st.since = st.since || since
	return r.date(st, from, end), end, true
}

// enFor reads "for three weeks", "for over a month": since when.
func (r *dateReader) enFor(i int) (stretch, int, bool) {
	if !strings.HasPrefix(r.s[i:], "for ") && !strings.HasPrefix(r.s[i:], "past ") && !strings.HasPrefix(r.s[i:], "these ") {
		return stretch{}, i, false
	}
	j := skipSpace(r.s, i+strings.IndexByte(r.s[i:], ' '))
	for {
		e, ok := enFiller.at(r.s, j)
		if !ok {
			break
		}
		j = skipSpace(r.s, j+len(e.word))
	}
	t, end, prec, ok := r.enCounted(j)
	if !ok || prec == Minute {
		return stretch{}, i, false
	}
	st := r.ago(t, prec)
	st.since = true
	return st, end, true
}

var enFiller = wordSet("over about around nearly almost the last past more than at least roughly some already now")

// enCounted reads "two days", "a week", "half a year" and what lies so far back.
func (r *dateReader) enCounted(i int) (t time.Time, end int, prec Precision, ok bool) {
	v, e := 0.0, i
	switch {
	case i < len(r.s) && isDigit(r.s[i]):
		v, e = readDecimal(r.s, i)
	case strings.HasPrefix(r.s[i:], "half a "), strings.HasPrefix(r.s[i:], "half an "):
		v, e = 0.5, i+strings.Index(r.s[i+5:], " ")+5
	case strings.HasPrefix(r.s[i:], "a couple of "):
		v, e = 2, i+len("a couple of ")
	case strings.HasPrefix(r.s[i:], "a few "), strings.HasPrefix(r.s[i:], "several "), strings.HasPrefix(r.s[i:], "few "):
		v, e = 3, i+strings.Index(r.s[i:], "w ")+2
		if strings.HasPrefix(r.s[i:], "several ") {
			e = i + len("several ")
		}
	default:
		var is bool
		if v, e, is = readWords(r.s, i); !is {
			return t, i, Day, false
		}
	}
	j := skipSpace(r.s, e)
	u, ok := enUnits.at(r.s, j)
	if !ok || v <= 0 || v > 1000 {
		return t, i, Day, false
	}
	end = j + len(u.word)
	n := int(v)
	switch u.val {
	case Day:
		return r.today.AddDate(0, 0, -n), end, Day, true
	case Week:
		if u.word == "fortnight" {
			n *= 2
		}
		if v == 0.5 {
			return r.today.AddDate(0, 0, -3), end, Day, true
		}
		return r.today.AddDate(0, 0, -7*n), end, Day, true
	case Month:
		if v == 0.5 {
			return r.today.AddDate(0, 0, -15), end, Day, true
		}
		return r.today.AddDate(0, -n, 0), end, Day, true
	case Year:
		if v == 0.5 {
			return r.today.AddDate(0, -6, 0), end, Month, true
		}
		if n > 100 {
			return t, i, Day, false
		}
		return r.today.AddDate(-n, 0, 0), end, Year, true
	}
	span := time.Duration(v * float64(time.Hour))
	if strings.HasPrefix(u.word, "min") {
		span = time.Duration(v * float64(time.Minute))
	}
	return r.now.Add(-span), end, Minute, true
}

// enPoint reads one English date and the time of day around it; led says that
// a word of time (since, from) stood before, so that "May" is a month.
func (r *dateReader) enPoint(i int, led bool) (stretch, int, bool) {
	// a time first: 8pm last night, at 15:30 on Monday
	if clockSt, e, ok := r.enClock(i); ok {
		j := skipSpace(r.s, e)
		if w, ok := enLead.at(r.s, j); ok && (w.word == "on" || w.word == "in" || w.word == "of" || w.word == "the") {
			j = skipSpace(r.s, j+len(w.word))
			if strings.HasPrefix(r.s[j:], "the ") {
				j += len("the ")
			}
			if p, ok := enParts.at(r.s, j); ok { // 3 in the morning
				st := oneDay(r.today)
				st.part = p.val
				if clockSt.part == "" || clockSt.part == "?" {
					st = st.at(clockSt.hour, clockSt.min)
				}
				e = j + len(p.word)
				k := skipSpace(r.s, e)
				if day, e2, ok := r.enDay(k, false); ok && day.isDay() {
					st.first, st.last = day.first, day.last
					return st, e2, true
				}
				return r.notYet(st), e, true
			}
		}
		if day, e2, ok := r.enDay(j, true); ok && day.isDay() && day.prec >= Day {
			return r.timed(day, clockSt), e2, true
		}
		return r.notYet(r.timed(oneDay(r.today), clockSt)), e, true
	}
	st, end, ok := r.enDay(i, led)
	if !ok {
		return stretch{}, i, false
	}
	if !st.isDay() || st.prec < Day {
		return st, end, true
	}
	j := skipSpace(r.s, end)
	for _, w := range []string{", ", "in the ", "at ", "around ", "about ", "in ", "the "} {
		if strings.HasPrefix(r.s[j:], w) {
			j = skipSpace(r.s, j+len(w))
		}
	}
	if p, ok := enParts.at(r.s, j); ok && st.part == "" && p.word != "am" {
		st.part, st.prec, end = p.val, PartOfDay, j+len(p.word)
		j = skipSpace(r.s, end)
		for _, w := range []string{"at ", "around ", "about "} {
			if strings.HasPrefix(r.s[j:], w) {
				j = skipSpace(r.s, j+len(w))
			}
		}
	}
	if c, e, ok := r.enClock(j); ok {
		return r.timed(st, c), e, true
	}
	if c, e, ok := r.enBetween(j); ok {
		return r.timed(st, c), e, true
	}
	if at := strings.TrimRight(r.s[:j], " "); strings.HasSuffix(at, " at") {
		if w, e := wordFrom(r.s, j); englishNumbers[w] >= 1 && englishNumbers[w] <= 12 && !countsSomething(r.s, e) { // this morning at nine
			return st.at(int(englishNumbers[w]), 0), e, true
		}
		if h, e := smallInt(r.s, j); e > j && h <= 24 && (e >= len(r.s) || !isLatin(r.s[e]) && r.s[e] != '/') && !countsSomething(r.s, e) {
			return st.at(h%24, 0), e, true
		}
	}
	return st, end, true
}

// notYet moves a time without a day to yesterday when it has not come today.
func (r *dateReader) notYet(st stretch) stretch {
	if st.begins().After(r.now) {
		st.first, st.last = st.first.AddDate(0, 0, -1), st.last.AddDate(0, 0, -1)
	}
	return st
}

// timed puts a clock reading on a day.
func (r *dateReader) timed(day, c stretch) stretch {
	if c.part != "?" || day.part == "" { // am, pm or a 24-hour time was said
		if c.part == "?" {
			return day.at(c.hour, c.min)
		}
		day.hour, day.min, day.prec = c.hour, c.min, Minute
		return day
	}
	return day.at(c.hour, c.min)
}

// enPast reads "half past eight", "quarter to 9"; which half of the day stays open.
func enPast(s string, i int) (stretch, int, bool) {
	for _, q := range []struct {
		word string
		back int
		min  int
	}{{"half past ", 0, 30}, {"quarter past ", 0, 15}, {"a quarter past ", 0, 15}, {"quarter to ", 1, 45}, {"a quarter to ", 1, 45}} {
		if !strings.HasPrefix(s[i:], q.word) {
			continue
		}
		j := i + len(q.word)
		w, e := wordFrom(s, j)
		h := int(englishNumbers[w])
		if h == 0 {
			h, e = smallInt(s, j)
		}
		if h < 1 || h > 12 {
			return stretch{}, i, false
		}
		return stretch{hour: (h-q.back+11)%12 + 1, min: q.min, part: "?"}, e, true
	}
	return stretch{}, i, false
}

// enClock reads 8pm, 8:30 pm, 15:30, 3 o'clock, noon; part "?" says that it may be either half of the day.
func (r *dateReader) enClock(i int) (stretch, int, bool) {
	s := r.s
	for _, w := range []string{"at ", "around ", "about "} {
		if strings.HasPrefix(s[i:], w) {
			if st, e, ok := r.enClock(skipSpace(s, i+len(w))); ok {
				return st, e, true
			}
		}
	}
	if st, e, ok := enPast(s, i); ok {
		return st, e, true
	}
	if i >= len(s) || !isDigit(s[i]) {
		if w, e := wordFrom(s, i); englishNumbers[w] >= 1 && englishNumbers[w] <= 12 && strings.HasPrefix(s[e:], " o'clock") {
			return stretch{hour: int(englishNumbers[w]), part: "?"}, e + len(" o'clock"), true
		} else if englishNumbers[w] >= 1 && englishNumbers[w] <= 12 && r.hourOf(i, e) {
			return stretch{hour: int(englishNumbers[w]), part: "?"}, e, true
		}
		return stretch{}, i, false
	}
	h, m, end, ok := clock(s, i)
	if !ok {
		h, end = smallInt(s, i)
		if end == i || h > 24 || end-i > 2 {
			return stretch{}, i, false
		}
		if end+2 < len(s) && s[end] == '.' && isDigit(s[end+1]) && isDigit(s[end+2]) {
			if v, e := smallInt(s, end+1); v < 60 && e == end+3 {
				if k := skipSpace(s, e); strings.HasPrefix(s[k:], "pm") || strings.HasPrefix(s[k:], "am") {
					m, end = v, e
				}
			}
		}
	}
	j := skipSpace(s, end)
	for _, half := range []string{"a.m.", "p.m.", "a.m", "p.m", "am", "pm"} {
		if strings.HasPrefix(s[j:], half) && wordEnds(s, j, j+len(half)) {
			if half[0] == 'p' && h < 12 {
				h += 12
			}
			if half[0] == 'a' && h == 12 {
				h = 0
			}
			return stretch{hour: h % 24, min: m, part: "m"}, j + len(half), true
		}
	}
	for _, w := range []string{"o'clock", "o’clock", "oclock"} {
		if strings.HasPrefix(s[j:], w) {
			return stretch{hour: h % 24, min: m, part: "?"}, j + len(w), true
		}
	}
	if !ok && h >= 1 && h <= 12 && r.hourOf(i, end) {
		return stretch{hour: h, part: "?"}, end, true
	}
	if !ok && strings.HasPrefix(s[j:], "in the ") && !countsSomething(s, end) {
		if _, part := enParts.at(s, j+len("in the ")); part && h >= 1 && h <= 12 {
			return stretch{hour: h, part: "?"}, end, true
		}
	}
	if ok {
		if h > 12 || h == 0 || s[i] == '0' {
			return stretch{hour: h % 24, min: m, part: "m"}, end, true
		}
		return stretch{hour: h, min: m, part: "?"}, end, true
	}
	return stretch{}, i, false
}
