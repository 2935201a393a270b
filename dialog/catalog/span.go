package catalog

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Calendar says which days count.
type Calendar string

// The two calendars.
const (
	Natural Calendar = "natural" // every day counts
	Working Calendar = "working" // only the town's working days count
)

// Unit is what a span counts.
type Unit string

// The closed list of units.
const (
	Minute Unit = "minute"
	Hour   Unit = "hour"
	Day    Unit = "day"
	Month  Unit = "month"
)

// Span is a length of time: "5m" minutes, "24h" hours, "15d" days, "5wd" working
// days, "1mo" months. "0wd" is the same working day.
type Span struct {
	Count    int
	Unit     Unit
	Calendar Calendar
}

var spanForm = regexp.MustCompile(`^(\d{1,4})(m|h|d|wd|mo)$`)

// ParseSpan reads a span as the clerk writes it.
func ParseSpan(text string) (Span, error) {
	m := spanForm.FindStringSubmatch(text)
	if m == nil {
		return Span{}, fmt.Errorf("%q is not a length of time such as 5m, 24h, 15d, 5wd (working days) or 1mo", text)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return Span{}, fmt.Errorf("%q is not a length of time: %w", text, err)
	}
	s := Span{Count: n, Calendar: Natural}
	switch m[2] {
	case "m":
		s.Unit = Minute
	case "h":
		s.Unit = Hour
	case "d":
		s.Unit = Day
	case "wd":
		s.Unit, s.Calendar = Day, Working
	case "mo":
		s.Unit = Month
	}
	if n == 0 && s.Calendar != Working {
		return Span{}, fmt.Errorf("%q lasts no time at all; only 0wd, the same working day, may be zero", text)
	}
	return s, nil
}

// String writes the span as the clerk does.
func (s Span) String() string {
	unit := map[Unit]string{Minute: "m", Hour: "h", Day: "d", Month: "mo"}[s.Unit]
	if s.Calendar == Working {
		unit = "wd"
	}
	return strconv.Itoa(s.Count) + unit
}

// After is the moment the span after t, every day counted.
func (s Span) After(t time.Time) time.Time { return s.shift(t, s.Count) }

// Before is the moment the span before t, every day counted.
func (s Span) Before(t time.Time) time.Time { return s.shift(t, -s.Count) }

func (s Span) shift(t time.Time, n int) time.Time {
	switch s.Unit {
	case Minute:
		return t.Add(time.Duration(n) * time.Minute)
	case Hour:
		return t.Add(time.Duration(n) * time.Hour)
	case Month:
		return monthsAfter(t, n)
	default:
		return t.AddDate(0, 0, n)
	}
}

// monthsAfter is the same day n months on, or the last one of that month where it has no
// such day: a month after 31 January is 28 February (Civil Code of China, article 202).
func monthsAfter(t time.Time, n int) time.Time {
	first := t.AddDate(0, 0, 1-t.Day()).AddDate(0, n, 0)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// WorkingDays tells the end of the n-th working day after the day of a moment; for
// n = 0 the end of the same working day, or of the next one when that day is none
// or its working hours are over. A town is one.
type WorkingDays interface {
	WorkdayEnd(from time.Time, n int) time.Time
}

// Due is the moment the span after from, by the calendar the span names.
func (s Span) Due(from time.Time, days WorkingDays) time.Time {
	if s.Calendar == Working {
		return days.WorkdayEnd(from, s.Count)
	}
	return s.After(from)
}
