package handoff

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// clock warns before a deadline, and takes what is overdue up the ladder: to the town at
// once, then to the county and the city, each step once.
func (l *Looked) clock(r *Rules, c casebook.Case, clock Clock, crew []Member, now time.Time) {
	ran := c.Ran[clock.Key]
	if ran.Start != clock.Start.Unix() {
		ran = casebook.Ran{}
	}
	run := casebook.Run(clock.Key, clock.Start)
	lies := r.Place(c)
	if ran.Steps == 0 && !l.wait(clock.Due, now) {
		l.add("late:"+run, r.up(c, run, "town", clock.Due, lies, crew))
		return
	}
	if ran.Steps == 0 {
		if !ran.Warned && !l.wait(r.warnAt(clock), now) {
			l.add("warned:"+run, dialog.Change{Kind: dialog.ChangeClock, Slot: run, Value: "warned", Until: clock.Due, Raw: strings.Join(r.warned(c, lies, crew), ",")})
		}
		return
	}
	county := r.town.Rules.County.Due(clock.Due.In(r.town.Zone), r.town)
	if !clock.Alarm.IsZero() {
		county = clock.Alarm // where a life may be at risk nobody waits for a working day
	}
	for i, step := range []struct {
		level string
		at    time.Time
	}{{"county", county}, {"city", r.town.Rules.City.Due(county.In(r.town.Zone), r.town)}} {
		if ran.Steps == i+1 && !l.wait(step.at, now) {
			l.add(fmt.Sprintf("%s:%s", step.level, run), r.up(c, run, step.level, clock.Due, lies, crew))
		}
	}
}

// once takes a case to the town for a reason other than a clock, once for each count.
func (l *Looked) once(c casebook.Case, reason string, count int, told []string) {
	run := casebook.Run(reason, time.Unix(int64(count), 0))
	if ran := c.Ran[reason]; ran.Start == int64(count) && ran.Steps > 0 {
		return
	}
	l.add("up:"+run, dialog.Change{Kind: dialog.ChangeEscalated, Slot: run, Value: "town", Raw: strings.Join(told, ",")})
}

func (r *Rules) up(c casebook.Case, run, level string, due time.Time, lies Place, crew []Member) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeEscalated, Slot: run, Value: level, Until: due, Raw: strings.Join(r.Tellers(level, c, lies, crew), ",")}
}

// Tellers are who is told at a level: the owner and the first agent, at the town its
// supervisors, at the county admins too, at the city admins alone beside the owner. Who
// may not know of the case is not told.
func (r *Rules) Tellers(level string, c casebook.Case, lies Place, crew []Member) []string {
	roles := map[string][]Role{"town": {RoleSupervisor}, "county": {RoleSupervisor, RoleAdmin}, "city": {RoleAdmin}}[level]
	var told []string
	for _, m := range crew {
		if !m.Disabled && r.sees(m.Agent, c, lies) && (slices.Contains(roles, m.Role) || m.Login == c.Owner || m.Login == c.First) {
			told = append(told, m.Login)
		}
	}
	return told
}

// warned are who is told that a clock runs out: the owner, else who is proposed, else who
// is on duty and could take it.
func (r *Rules) warned(c casebook.Case, lies Place, crew []Member) []string {
	for _, login := range []string{c.Owner, c.Proposed} {
		if login != "" {
			return []string{login}
		}
	}
	var told []string
	for _, m := range crew {
		if m.On && r.serves(m.Agent, c, lies) {
			told = append(told, m.Login)
		}
	}
	return told
}
