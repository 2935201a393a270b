package inbox

import (
	"strconv"
	"time"
)

// ago is how long ago something was, in the one unit that matters.
func (p page) ago(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
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

// clock is a moment in the town's time: the time today, the date with it otherwise.
func (p page) clock(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	at, now = at.In(p.in.Town.Zone), now.In(p.in.Town.Zone)
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	if p.Lang == "zh" {
		return at.Format("1月2日 15:04")
	}
	return at.Format("2 Jan 15:04")
}

// day heads the messages of one day.
func (p page) day(at time.Time) string {
	at = at.In(p.in.Town.Zone)
	if p.Lang == "zh" {
		return at.Format("2006年1月2日")
	}
	return at.Format("Monday, 2 January 2006")
}
