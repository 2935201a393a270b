package inbox

import (
	"strconv"
	"strings"
	"time"
)

// ago is how long ago something was, in the one unit that matters.
func (p page) ago(at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < time.Minute:
		return p.T("ago_now")
	case d < time.Hour:
		return p.T("ago_minutes", "n", strconv.Itoa(int(d.Minutes())))
	case d < 24*time.Hour:
		return p.T("ago_hours", "n", strconv.Itoa(int(d.Hours())))
	default:
		return p.T("ago_days", "n", strconv.Itoa(int(d.Hours()/24)))
	}
}

// since says when something happened: some minutes ago, the time today, the date.
func (p page) since(at, now time.Time) string {
	switch d := now.Sub(at); {
	case at.IsZero():
		return ""
	case d < time.Minute:
		return p.T("said_now")
	case d < time.Hour:
		return p.T("said_ago", "ago", p.ago(at, now))
	}
	return p.clock(at, now)
}

// clock is a moment in the town's time: the time today, the date with it otherwise.
func (p page) clock(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	at, now = at.In(p.in.Town.Zone), now.In(p.in.Town.Zone)
	switch daysBetween(now, at) {
	case 0:
		return at.Format("15:04")
	case -1:
		return p.T("at_yesterday", "time", at.Format("15:04"))
	case 1:
		return p.T("at_tomorrow", "time", at.Format("15:04"))
	}
	return at.Format(p.T("format_moment"))
}

// day heads the messages of one day; at is in the town's time.
func (p page) day(at, now time.Time) string {
	switch daysBetween(now.In(p.in.Town.Zone), at) {
	case 0:
		return p.T("today")
	case -1:
		return p.T("yesterday")
	}
	return at.Format(p.T("format_day"))
}

// daysBetween is how many midnights lie between two moments of one zone.
func daysBetween(from, to time.Time) int {
	noon := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC) }
	return int(noon(to).Sub(noon(from)).Hours() / 24)
}

// dateValue is a slot's date in words: 2026-11-21, 2026-11-21/pm, 2026-11-21T15:30
// or an interval of two of these.
func (p page) dateValue(value string) string {
	from, to, interval := strings.Cut(value, "/2")
	if interval {
		return p.T("date_range", "from", p.dateValue(from), "to", p.dateValue("2"+to))
	}
	day, part, _ := strings.Cut(value, "/")
	form, shown := "2006-01-02", "format_date"
	if strings.Contains(day, "T") {
		form, shown = "2006-01-02T15:04", "format_moment"
	}
	at, err := time.Parse(form, day)
	if err != nil {
		return value
	}
	text := at.Format(p.T(shown))
	if part != "" {
		text += " " + p.T("part_"+part)
	}
	return text
}

func itoa(n int) string { return strconv.Itoa(n) }
