package open311

import (
	"net/http"
	"strings"
	"time"
)

// spanMost is how long a range of dates may be.
const spanMost = 90 * 24 * time.Hour

// moment reads a W3C date with its time and zone, which may lack its colon. A plus sign that came as a blank,
// because it was not escaped, is one again.
func moment(text string) (time.Time, bool) {
	for _, zone := range []string{" 08:00", " 0800"} {
		if i := len(text) - len(zone); i > 0 && text[i] == ' ' {
			text = text[:i] + "+" + text[i+1:]
		}
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700"} {
		if at, err := time.Parse(form, text); err == nil && !strings.Contains(text, ",") {
			return at, true
		}
	}
	return time.Time{}, false
}

// during reads start_date and end_date, either of which may be left out.
func (f form) during(now time.Time) (start, end time.Time, err error) {
	read := func(name string) (at time.Time) {
		text := f.get(name)
		at, ok := moment(text)
		if text != "" && !ok && err == nil {
			err = wrong(http.StatusBadRequest, "%s %q is no date with time and zone, such as 2026-11-23T10:00:00+08:00", name, text)
		}
		return at
	}
	start, end = read("start_date"), read("end_date")
	switch {
	case err != nil:
		return
	case start.IsZero() && end.IsZero():
		end = now
		start = end.Add(-spanMost)
	case start.IsZero():
		start = end.Add(-spanMost)
	case end.IsZero():
		end = start.Add(spanMost)
	case end.Before(start):
		err = wrong(http.StatusBadRequest, "end_date lies before start_date")
	case end.Sub(start) > spanMost:
		err = wrong(http.StatusBadRequest, "start_date and end_date are more than 90 days apart; ask in parts")
	}
	return
}

// within: seconds are all that clients can say, so the whole last second belongs to it.
func within(at, start, end time.Time) bool {
	return !at.Before(start) && at.Before(end.Truncate(time.Second).Add(time.Second))
}
