package town

import (
	"fmt"
	"time"
)

// window is a stretch of a day in minutes since midnight; from == to is no time at
// all, and one that ends before it begins runs over midnight.
type window struct{ from, to int }

func (w window) closed() bool { return w.from == w.to }

func (w window) holds(minute int) bool {
	if w.from <= w.to {
		return w.from <= minute && minute < w.to
	}
	return minute >= w.from || minute < w.to
}

// hours say when people are there.
type hours struct {
	week    [7]window // by time.Weekday
	holiday window
	workday window // of a Saturday or Sunday worked instead
	// holidays and workdays are the adjusted days of the calendar, by 2006-01-02.
	holidays map[string]bool
	workdays map[string]bool
	years    []string // the calendar has
}

// promise is the rule for a person's first reply.
type promise struct {
	afterOpening  time.Duration // for what came in while closed
	beforeClosing time.Duration // what comes in earlier than this is answered today
	afterClosing  time.Duration // by this long after closing
}

// on is when people are there on the day of a moment.
func (t *Town) on(at time.Time) window {
	day := at.Format(time.DateOnly)
	switch {
	case t.hours.workdays[day]:
		return t.hours.workday
	case t.hours.holidays[day]:
		return t.hours.holiday
	}
	return t.hours.week[at.Weekday()]
}

// clock is a minute of the day of a moment.
func clock(day time.Time, minute int) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, minute, 0, 0, day.Location())
}

func minuteOf(at time.Time) int { return at.Hour()*60 + at.Minute() }

// text is the window as the file has it, 08:30-17:30; "" for no time at all.
func (w window) text() string {
	if w.closed() {
		return ""
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", w.from/60, w.from%60, w.to/60, w.to%60)
}

// HoursOn is when people are there on the day of a moment, 08:30-17:30; "" for not at all.
func (t *Town) HoursOn(at time.Time) string { return t.on(at.In(t.Zone)).text() }

// QuietHours are those in which nothing that can wait is sent, 21:00-08:00; "" for none.
func (t *Town) QuietHours() string { return t.quiet.text() }

// Open says whether people are there.
func (t *Town) Open(at time.Time) bool {
	at = at.In(t.Zone)
	return t.on(at).holds(minuteOf(at))
}

// Turns is the next moment after at when the opening hours begin or end, midnight at the
// latest.
func (t *Town) Turns(at time.Time) time.Time {
	at = at.In(t.Zone)
	w := t.on(at)
	for _, minute := range []int{w.from, w.to} {
		if turn := clock(at, minute); turn.After(at) {
			return turn
		}
	}
	return clock(at.AddDate(0, 0, 1), 0)
}

// searchDays bounds the look ahead.
const searchDays = 366

// NextOpening is the next moment people are there, in the town's zone: at itself when
// they are there now; the zero time when the calendar closes a whole year.
func (t *Town) NextOpening(at time.Time) time.Time {
	at = at.In(t.Zone)
	if t.Open(at) {
		return at
	}
	for i := range searchDays {
		w := t.on(at.AddDate(0, 0, i))
		if open := clock(at.AddDate(0, 0, i), w.from); !w.closed() && open.After(at) {
			return open
		}
	}
	return time.Time{}
}

// FirstReplyDue is by when a person's first reply is promised for what came in at a
// moment, in the town's zone. What comes in early enough in the opening hours is
// answered soon after closing of the same day; what comes in later, or while nobody
// is there, soon after the next opening.
func (t *Town) FirstReplyDue(at time.Time) time.Time {
	at = at.In(t.Zone)
	if t.Open(at) {
		closing := clock(at, t.on(at).to)
		if !at.After(closing.Add(-t.promise.beforeClosing)) {
			return closing.Add(t.promise.afterClosing)
		}
		at = closing
	}
	return t.NextOpening(at).Add(t.promise.afterOpening)
}

// Quiet says whether the moment lies in the hours in which nothing that can wait is
// sent.
func (t *Town) Quiet(at time.Time) bool {
	return t.quiet.holds(minuteOf(at.In(t.Zone)))
}

// NextLoud is the end of the quiet hours, in the town's zone: at itself when they are
// not on.
func (t *Town) NextLoud(at time.Time) time.Time {
	at = at.In(t.Zone)
	if !t.Quiet(at) {
		return at
	}
	if end := clock(at, t.quiet.to); end.After(at) {
		return end
	}
	return clock(at.AddDate(0, 0, 1), t.quiet.to)
}

// Workday says whether the day of a moment is a working day: Monday to Friday, but
// for holidays, and the weekends worked instead.
func (t *Town) Workday(at time.Time) bool {
	at = at.In(t.Zone)
	day := at.Format(time.DateOnly)
	weekend := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday
	return t.hours.workdays[day] || !weekend && !t.hours.holidays[day]
}

// Holiday says whether the day of a moment is one of the calendar's holidays.
func (t *Town) Holiday(at time.Time) bool {
	return t.hours.holidays[at.In(t.Zone).Format(time.DateOnly)]
}

// WorkdayEnd is the end of the working hours of the n-th working day after the day
// of from; for n = 0 of the same day, or of the next working day when that day is
// none or its hours are over.
func (t *Town) WorkdayEnd(from time.Time, n int) time.Time {
	from = from.In(t.Zone)
	day := from
	if n == 0 && t.Workday(day) && minuteOf(from) < t.on(day).to {
		return clock(day, t.on(day).to)
	}
	for n = max(n, 1); n > 0; {
		day = day.AddDate(0, 0, 1)
		if t.Workday(day) {
			n--
		}
	}
	return clock(day, t.on(day).to)
}

// KnownYears are the years the calendar has holidays for, in order. In any other one
// only Saturdays and Sundays are free.
func (t *Town) KnownYears() []string { return t.hours.years }
