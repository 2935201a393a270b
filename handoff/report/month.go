package report

import (
	"fmt"
	"time"
)

// Month is a month in a town's zone.
type Month struct {
	// Start is its first moment, End the first after it.
	Start, End time.Time
}

// ParseMonth reads a month such as 2026-10.
func ParseMonth(text string, zone *time.Location) (Month, error) {
	start, err := time.ParseInLocation("2006-01", text, zone)
	if err != nil || start.Year() < 2000 || start.Year() > 2999 {
		return Month{}, fmt.Errorf("%q is no month: write it like 2026-10", text)
	}
	return Month{start, start.AddDate(0, 1, 0)}, nil
}

// MonthBefore is the last whole month before a moment.
func MonthBefore(at time.Time, zone *time.Location) Month {
	at = at.In(zone)
	end := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, zone)
	return Month{end.AddDate(0, -1, 0), end}
}

// UpTo is the month as far as it is over: nothing that is to come is late yet. What
// happens at the very moment is in it.
func (m Month) UpTo(now time.Time) Month {
	if end := now.Truncate(time.Millisecond).Add(time.Millisecond); end.Before(m.End) {
		m.End = end
	}
	if m.End.Before(m.Start) {
		m.End = m.Start
	}
	return m
}

// String writes it as ParseMonth reads it.
func (m Month) String() string { return m.Start.Format("2006-01") }

// Before and After are the months beside it.
func (m Month) Before() Month { return Month{m.Start.AddDate(0, -1, 0), m.Start} }

// After is the month after it.
func (m Month) After() Month { return Month{m.End, m.End.AddDate(0, 1, 0)} }
