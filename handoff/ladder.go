package handoff

import (
	"context"
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

// Tellers are who is told at a level: the owner and the first agent, and whom the town's
// file names for it. Who may not know of the case is not told.
func (r *Rules) Tellers(level string, c casebook.Case, lies Place, crew []Member) []string {
	var named []string
	if r != nil {
		named = r.town.Rules.Tell[level]
	}
	var told []string
	for _, m := range crew {
		if !m.Disabled && r.sees(m.Agent, &c, lies) && (slices.Contains(named, string(m.Role)) || slices.Contains(named, m.Login) || m.Login == c.Owner || m.Login == c.First) {
			told = append(told, m.Login)
		}
	}
	return told
}

// Raise takes a case to the next level by hand, for a reason: who is named for it is told,
// as when a deadline is over. crew are all agents.
func (d *Desk) Raise(ctx context.Context, act Act, reason string, crew []Agent) error {
	in := dialog.Input{Kind: dialog.Raise, Text: reason}
	c, err := d.looked(ctx, act, in)
	if err != nil {
		return err
	}
	rules := act.Agent.Rules
	if rules == nil {
		return noRules()
	}
	next, ok := NextLevel(c)
	if !ok {
		return &Mistake{Code: "level_last", What: "it is with the city already", Why: "there is no level above", Do: "write a note to those who have it"}
	}
	var members []Member
	for _, a := range crew {
		members = append(members, Member{Agent: a})
	}
	in.Slot, in.To = next, strings.Join(rules.Tellers(next, c, rules.Place(c), members), ",")
	return d.ruled(ctx, act, in)
}

// NextLevel is the level above the one a case was taken to; false for none.
func NextLevel(c casebook.Case) (string, bool) {
	levels := casebook.Levels()
	i := max(slices.Index(levels, c.Level), 0) + 1
	if i >= len(levels) {
		return "", false
	}
	return levels[i], true
}

// keepers are who is told that a check-in is due: the owner, or those whom the town names
// where there is none any more.
func (r *Rules) keepers(c casebook.Case, lies Place, crew []Member) []string {
	here := func(m Member) bool { return m.Login == c.Owner && !m.Disabled && r.mayKeep(m.Agent, c, lies) }
	if slices.ContainsFunc(crew, here) {
		return []string{c.Owner}
	}
	return r.Tellers("town", c, lies, crew)
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
