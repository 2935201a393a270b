package understand

import (
	"fmt"
	"time"

	"frontdoor/dialog/pattern"
)

// stretch is a date while it is being read: whole days from first to last.
type stretch struct {
	first, last time.Time // midnights; the same for one day
	part        string    // am, noon, pm, night
	hour, min   int       // hour -1: no time of day
	prec        Precision
	rhythm      string // R:… without the R:
	since       bool
	yearless    bool // no year was said: it may be moved by a year
	dayOnly     bool // 12号: no month was said either
	weekday     bool // 周五: no week was said
}

func oneDay(d time.Time) stretch { return stretch{first: d, last: d, hour: -1, prec: Day} }

func days(first, last time.Time, p Precision) stretch {
	return stretch{first: first, last: last, hour: -1, prec: p}
}

func monthOf(year int, m time.Month, loc *time.Location) stretch {
	first := time.Date(year, m, 1, 0, 0, 0, 0, loc)
	return days(first, first.AddDate(0, 1, -1), Month)
}

func yearOf(year int, loc *time.Location) stretch {
	return days(time.Date(year, 1, 1, 0, 0, 0, 0, loc), time.Date(year, 12, 31, 0, 0, 0, 0, loc), Year)
}

// weekFrom is the week (Monday to Sunday) that lies n weeks after the one of day.
func weekFrom(day time.Time, n int) stretch {
	monday := day.AddDate(0, 0, -int(day.Weekday()+6)%7+7*n)
	return days(monday, monday.AddDate(0, 0, 6), Week)
}

func (s stretch) isDay() bool { return s.rhythm == "" && s.first.Equal(s.last) }

// at sets the time of day; a part moves the twelve-hour clock.
func (s stretch) at(hour, min int) stretch {
	switch {
	case s.part == "night" && hour == 12: // 晚上十二点: the day is over
		s.first, s.last, hour = s.first.AddDate(0, 0, 1), s.last.AddDate(0, 0, 1), 0
	case (s.part == "pm" || s.part == "night" && hour >= 5 || s.part == "noon" && hour <= 2) && hour < 12:
		hour += 12
	case s.part == "" && hour >= 1 && hour <= 6:
		hour += 12 // "at three" is seldom before dawn, and then people say so
	}
	s.hour, s.min, s.prec = hour, min, Minute
	return s
}

func (s stretch) value() string {
	const day = "2006-01-02"
	switch {
	case s.rhythm != "":
		return "R:" + s.rhythm
	case !s.isDay() && !s.since:
		return s.first.Format(day) + "/" + s.last.Format(day)
	case s.hour >= 0:
		return fmt.Sprintf("%sT%02d:%02d", s.first.Format(day), s.hour, s.min)
	case s.part != "":
		return s.first.Format(day) + "/" + s.part
	}
	return s.first.Format(day)
}

func (s stretch) begins() time.Time {
	if s.hour >= 0 {
		return s.first.Add(time.Duration(s.hour)*time.Hour + time.Duration(s.min)*time.Minute)
	}
	return s.first
}

// dateReader holds what reading dates needs.
type dateReader struct {
	text  string // as given
	s     string // folded
	now   time.Time
	today time.Time
	lang  string
}

// Dates finds dates, spans and rhythms, Chinese and English, in a text of any
// language, as seen from now (whose zone is the town's). lang only decides
// what 3/5 means: month/day in Chinese, day/month in English unless impossible.
// 刚才, 现在 and parts of a day without a day (晚上) count only when they are the
// whole message; how long something lasted (三年没发工资) is no date, but
// "拖了三个月" says since when.
func Dates(text string, now time.Time, lang string) []Date {
	r := &dateReader{text: text, s: fold(text), now: now, today: midnight(now), lang: lang}
	if out, ok := datesPutRight(text, r.s, now, lang); ok {
		return out
	}
	var out []Date
	for i := 0; i < len(r.s); {
		d, end, ok := r.chinese(i)
		if !ok {
			d, end, ok = r.english(i)
		}
		if !ok {
			i = r.next(i)
			continue
		}
		if !wishedTime.MatchString(r.s[:d.Start]) {
			if n := len(out); n > 0 && tookBack(r.s, out[n-1].End, d.Start) {
				out = out[:n-1] // 昨天,不对,前天
			}
			out = append(out, d)
		}
		i = max(end, i+1)
	}
	if len(out) == 0 {
		if d, ok := r.wholeMessage(); ok {
			out = append(out, d)
		}
	}
	return out
}

// wishedTime stands before a time that is wished for or agreed, at which nothing has
// happened: 末班车延长到晚上九点, "extend it to 9 pm".
var wishedTime = pattern.MustCompile(`(?:延长?|推迟|提前|缩短|宽限|开放|营业)(?:到|至)$|\b(?:extend\w*|postpone\w*|delay\w*) (?:\w+ ){0,3}(?:to|till|until) $`)

// next is where reading goes on: the next character, or past a Latin word or number.
func (r *dateReader) next(i int) int {
	switch {
	case isLatin(r.s[i]):
		for i < len(r.s) && isLatin(r.s[i]) {
			i++
		}
		return i
	case isDigit(r.s[i]):
		for i < len(r.s) && (isDigit(r.s[i]) || (r.s[i] == '/' || r.s[i] == '.' || r.s[i] == '-') && i+1 < len(r.s) && isDigit(r.s[i+1])) {
			i++
		}
		return i
	}
	return i + width(r.s, i)
}

// date finishes a stretch that was read from text[from:to].
func (r *dateReader) date(st stretch, from, to int) Date {
	return Date{
		Finding:   found(r.text, st.value(), from, to),
		Future:    st.rhythm == "" && st.begins().After(r.now),
		Recurring: st.rhythm != "",
		Since:     st.since,
		Precision: st.prec,
	}
}

// settle gives a date said without a year (or month) the one that is meant:
// the latest that is not after today, or the next one when it speaks of what
// is to come (ahead), or when a day without a year lies at most six weeks ahead.
func (r *dateReader) settle(st stretch, ahead bool) stretch {
	if st.weekday && ahead && st.last.Before(r.today) {
		st.first, st.last = st.first.AddDate(0, 0, 7), st.last.AddDate(0, 0, 7)
		return st
	}
	if !st.yearless || !st.first.After(r.today) {
		if ahead && st.yearless && st.last.Before(r.today) {
			return st.shift(1)
		}
		return st
	}
	if ahead || st.prec >= Day && !st.dayOnly && st.first.Sub(r.today) <= 42*24*time.Hour {
		return st
	}
	return st.shift(-1)
}

// shift moves by a year, or by a month when only a day was said.
func (s stretch) shift(n int) stretch {
	if s.dayOnly {
		day := s.first.Day()
		for k := n; k > -13 && k < 13; k += n {
			d := time.Date(s.first.Year(), s.first.Month()+time.Month(k), day, 0, 0, 0, 0, s.first.Location())
			if d.Day() == day {
				s.first, s.last = d, d
				return s
			}
		}
		return s
	}
	whole := s.prec == Month
	s.first = s.first.AddDate(n, 0, 0)
	s.last = s.last.AddDate(n, 0, 0)
	if whole {
		s.last = s.first.AddDate(0, 1, -1)
	}
	return s
}

// validDay makes a day of the common calendar, refusing 31 April.
func validDay(y, m, d int, loc *time.Location) (time.Time, bool) {
	if y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31 {
		return time.Time{}, false
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, loc)
	return t, t.Day() == d
}

// lastWeekday is the latest such weekday up to today.
func (r *dateReader) lastWeekday(w time.Weekday, today bool) time.Time {
	back := (int(r.today.Weekday()) - int(w) + 7) % 7
	if back == 0 && !today {
		back = 7
	}
	return r.today.AddDate(0, 0, -back)
}

// numericDate reads 2026-11-21, 2026/11/21, 2026.11.21 and 11/21 at byte i.
func (r *dateReader) numericDate(i int) (st stretch, end int, ok bool) {
	s := r.s
	if i > 0 && (isDigit(s[i-1]) || isLatin(s[i-1]) || s[i-1] == '/' || s[i-1] == '-' || s[i-1] == '.' || s[i-1] == '#') {
		return st, i, false
	}
	a, e := smallInt(s, i)
	if e == i || e >= len(s) {
		return st, i, false
	}
	sep := s[e]
	if sep != '-' && sep != '/' && sep != '.' {
		return st, i, false
	}
	b, e2 := smallInt(s, e+1)
	if e2 == e+1 {
		return st, i, false
	}
	if e2 < len(s) && s[e2] == sep {
		if c, e3 := smallInt(s, e2+1); e3 > e2+1 && (e3 >= len(s) || s[e3] != sep && !isLatin(s[e3])) {
			if e-i == 4 {
				d, valid := validDay(a, b, c, r.today.Location())
				return oneDay(d), e3, valid
			}
			if e3-e2-1 == 4 { // 21/11/2026
				d, valid := validDay(c, b, a, r.today.Location())
				if !valid || r.lang == Chinese && a <= 12 {
					d, valid = validDay(c, a, b, r.today.Location())
				}
				return oneDay(d), e3, valid
			}
		}
		return st, i, false
	}
	if sep != '/' || e-i > 2 || e2-e-1 > 2 || e2 < len(s) && isLatin(s[e2]) {
		return st, i, false
	}
	m, d := a, b
	if r.lang == English && b <= 12 || a > 12 {
		m, d = b, a
	}
	if a == 24 && b == 7 { // round the clock
		return st, i, false
	}
	t, valid := validDay(r.today.Year(), m, d, r.today.Location())
	st = oneDay(t)
	st.yearless = true
	return st, e2, valid
}

// smallInt reads up to four digits.
func smallInt(s string, i int) (v, end int) {
	for end = i; end < len(s) && isDigit(s[end]) && end < i+5; end++ {
		v = v*10 + int(s[end]-'0')
	}
	if end-i > 4 {
		return 0, i
	}
	return v, end
}

// clock reads 15:30, 8:05 at byte i.
func clock(s string, i int) (h, m, end int, ok bool) {
	h, e := smallInt(s, i)
	if e == i || e-i > 2 || e >= len(s) || i > 0 && (isDigit(s[i-1]) || s[i-1] == ':') {
		return 0, 0, i, false
	}
	sep := 1
	if s[e] != ':' {
		if runeAt(s, e) != '：' {
			return 0, 0, i, false
		}
		sep = len("：")
	}
	m, e2 := smallInt(s, e+sep)
	if e2-e-sep != 2 || h > 24 || m > 59 || e2 < len(s) && isDigit(s[e2]) {
		return 0, 0, i, false
	}
	return h % 24, m, e2, true
}
