package handoff

import "time"

// dayBegins is the hour at which a case comes back that was put aside until a day.
const dayBegins = 9

// Later gives the moment an agent means by a word, or by a time of the town's clock
// (2026-11-30T09:00); no time and false for what is none or lies behind.
func Later(word string, now time.Time, zone *time.Location) (time.Time, bool) {
	now = now.In(zone)
	morning := func(days int) time.Time {
		return time.Date(now.Year(), now.Month(), now.Day()+days, dayBegins, 0, 0, 0, zone)
	}
	switch word {
	case "hour":
		return now.Add(time.Hour), true
	case "evening":
		return ahead(morning(0).Add(8*time.Hour), now)
	case "tomorrow":
		return morning(1), true
	case "monday":
		return morning((7-int(now.Weekday()))%7 + 1), true
	case "week":
		return morning(7), true
	}
	at, _ := time.ParseInLocation("2006-01-02T15:04", word, zone) //nolint:errcheck // what is none lies behind
	return ahead(at, now)
}

func ahead(at, now time.Time) (time.Time, bool) {
	if !at.After(now) {
		return time.Time{}, false
	}
	return at, true
}
