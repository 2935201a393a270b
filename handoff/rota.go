package handoff

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog/town"
)

// Rota says when an agent is on duty: "mon-fri 08:30-17:30, sat 09:00-12:00, holiday
// 09:00-11:00". Several stretches of one day are written as several parts; one that ends
// before it begins runs over midnight. The empty rota is the town's opening hours.
type Rota string

// rotaDays are the days of a rota in order; holiday is every public holiday, and a
// weekend worked instead counts as a Monday.
var rotaDays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat", "holiday"}

const holiday = 7 // in rotaDays

var rotaPart = regexp.MustCompile(`^([a-z]+)(?:-([a-z]+))? ([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$`)

// stretch is a time of duty in minutes of the day.
type stretch struct{ from, to int }

// read gives the stretches by day, counted as in rotaDays.
func (r Rota) read() (week [8][]stretch, err error) {
	for part := range strings.SplitSeq(string(r), ",") {
		part = strings.Join(strings.Fields(strings.ToLower(part)), " ")
		m := rotaPart.FindStringSubmatch(part)
		if m == nil {
			return week, fmt.Errorf("%q is not written like mon-fri 08:30-17:30", part)
		}
		first, last := slices.Index(rotaDays, m[1]), slices.Index(rotaDays, m[2])
		if m[2] == "" {
			last = first
		}
		if first < 0 || last < 0 || (first == holiday) != (last == holiday) {
			return week, fmt.Errorf("%q names no days: they are %s", part, strings.Join(rotaDays, ", "))
		}
		s := stretch{minutes(m[3], m[4]), minutes(m[5], m[6])}
		if s.from == s.to || s.to > 24*60 {
			return week, fmt.Errorf("%q is no time of a day", part)
		}
		for day := first; ; day = (day + 1) % 7 {
			week[day] = append(week[day], s)
			if day == last || first == holiday {
				break
			}
		}
	}
	return week, nil
}

func minutes(hour, minute string) int {
	return int(hour[0]-'0')*600 + int(hour[1]-'0')*60 + int(minute[0]-'0')*10 + int(minute[1]-'0')
}

// OnDuty says whether an agent is on duty at a moment, by rota and days off. A rota that
// cannot be read is the town's hours: who wrote it was told.
func (a Agent) OnDuty(at time.Time, t *town.Town) bool {
	at = at.In(t.Zone)
	if a.Disabled || a.off(at) {
		return false
	}
	week, err := a.Duty.read()
	if a.Duty == "" || err != nil {
		return t.Open(at)
	}
	now := at.Hour()*60 + at.Minute()
	for _, s := range week[rotaDay(at, t)] {
		if s.from < s.to && s.from <= now && now < s.to || s.from > s.to && now >= s.from {
			return true
		}
	}
	yesterday := at.AddDate(0, 0, -1)
	if a.off(yesterday) {
		return false
	}
	return slices.ContainsFunc(week[rotaDay(yesterday, t)], func(s stretch) bool { return s.from > s.to && now < s.to })
}

// turns is the next moment after at when the agent's duty may begin or end, midnight at
// the latest.
func (a Agent) turns(at time.Time, t *town.Town) time.Time {
	at = at.In(t.Zone)
	week, err := a.Duty.read()
	if a.Duty == "" || err != nil {
		return t.Turns(at)
	}
	y, m, d := at.Date()
	next := time.Date(y, m, d+1, 0, 0, 0, 0, t.Zone)
	for _, day := range []int{rotaDay(at, t), rotaDay(at.AddDate(0, 0, -1), t)} {
		for _, s := range week[day] {
			for _, minute := range []int{s.from, s.to} {
				if turn := time.Date(y, m, d, 0, minute, 0, 0, t.Zone); turn.After(at) && turn.Before(next) {
					next = turn
				}
			}
		}
	}
	return next
}

// rotaDay is which day of a rota a date is.
func rotaDay(at time.Time, t *town.Town) int {
	weekend := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday
	switch worked := t.Workday(at); {
	case worked && weekend:
		return int(time.Monday)
	case !worked && !weekend, !worked && t.Holiday(at):
		return holiday
	}
	return int(at.Weekday())
}

// off says whether the agent has that day off.
func (a Agent) off(at time.Time) bool {
	day := at.Format(time.DateOnly)
	return slices.ContainsFunc(a.DaysOff, func(d string) bool {
		first, last, several := strings.Cut(d, "/")
		return day == first || several && first <= day && day <= last
	})
}
