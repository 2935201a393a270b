package handoff

import (
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/understand"
	"frontdoor/handoff/casebook"
)

// Clock is one deadline that runs for a case.
type Clock struct {
	Key   string
	Label catalog.Text // empty for those every case has
	Start time.Time
	Due   time.Time
	// Alarm is when people are alarmed whatever else happens; zero for never.
	Alarm time.Time
	// Extend is how much may be added once; the zero Span for nothing.
	Extend catalog.Span
}

// The clocks every case has beside those of the catalogue.
const (
	clockFirst   = "first_reply"
	clockNext    = "next_word"
	clockPromise = "promised"
	clockClose   = "close"
)

// warnMost is how long before a deadline its owner is warned at most; short ones warn
// when a fifth of their time is left.
const warnMost = 3 * 24 * time.Hour

// warnAt is when people are warned that a clock runs out: not in the night, unless the
// night is all the time there is.
func (r *Rules) warnAt(c Clock) time.Time {
	at := c.Due.Add(-min(c.Due.Sub(c.Start)/5, warnMost))
	if loud := r.town.NextLoud(at); loud.Before(c.Due) {
		return loud
	}
	return at
}

// Clocks are those that run for a case now, in no order; none for a case that nobody has
// brought before people. What is owed to a person after a crisis runs on in a closed one,
// too. While it waits for its resident only that and the first word are owed. Where the category changed, the number and the start stay, and of
// two deadlines of one kind the sooner one holds.
func (r *Rules) Clocks(c casebook.Case) []Clock {
	if r == nil || c.OpenedAt.IsZero() || c.Status == dialog.Collecting {
		return nil
	}
	var running []Clock
	if closed(c) {
		return r.afterCrisis(running, c)
	}
	spoken := c.FromAgent > 0
	if !spoken && !c.Due.IsZero() {
		first := Clock{Key: clockFirst, Start: r.begin(c.OpenedAt), Due: c.Due}
		if c.Due.Before(r.since) {
			first.Due = r.town.FirstReplyDue(first.Start.In(r.town.Zone))
		}
		running = append(running, first)
	}
	if c.Status == dialog.WaitingResident {
		return r.afterCrisis(running, c)
	}
	if spoken && !c.WaitingSince.IsZero() && !onlyThanks(c) {
		start := r.begin(c.WaitingSince)
		running = append(running, Clock{Key: clockNext, Start: start, Due: r.town.Rules.NextWord.Due(start.In(r.town.Zone), r.town)})
	}
	if c.StepTold && !c.StepBy.Before(r.since) && !c.StepBy.IsZero() {
		running = append(running, Clock{Key: clockPromise, Start: c.StepAt, Due: r.promised(c)})
	}
	for _, key := range append(slices.Clip(c.Categories), c.Category) {
		for _, d := range r.deadlines(key, c) {
			running = r.run(running, d, c, spoken)
		}
	}
	return running
}

// afterCrisis adds the clocks that nothing but their person's death or leaving stops.
func (r *Rules) afterCrisis(running []Clock, c casebook.Case) []Clock {
	for _, d := range r.deadlines(c.Category, c) {
		if d.From == catalog.FromCrisis && d.Key != clockFirst && c.Gone == "" {
			running = r.run(running, d, c, true)
		}
	}
	return running
}

// onlyThanks says that all the resident has said since an agent spoke is a word of
// thanks, which waits for no answer.
func onlyThanks(c casebook.Case) bool {
	said, _ := understand.ReadCommand(c.LastText, "zh", c.Address.Channel())
	return c.LastBy == dialog.ByResident && c.LastAt.Equal(c.WaitingSince) && said == understand.Thanks
}

// deadlines are the catalogue's for a case, as it was when people got it: a clock does
// not stop because time passes.
func (r *Rules) deadlines(category string, c casebook.Case) []catalog.Deadline {
	of, _ := r.catalog.Category(category)
	known := catalog.Facts{Values: map[string]string{}, Now: c.OpenedAt.In(r.town.Zone)}
	for key, f := range c.Facts {
		if f.Value != "" {
			known.Values[key] = f.Value
		}
	}
	for _, f := range c.Flags {
		known.Flags = append(known.Flags, string(f))
	}
	return of.Clocks(known)
}

// run adds a deadline of the catalogue, or makes the one of its kind the sooner of both.
func (r *Rules) run(running []Clock, d catalog.Deadline, c casebook.Case, spoken bool) []Clock {
	from, ok := startOf(d.From, c)
	crisis := d.Key == clockFirst && d.Alarm.Count > 0
	if crisis && c.AlertedAt.After(from) {
		from = c.AlertedAt // in danger the time counts from the cry, also after the first word
	}
	owed := !spoken || crisis && c.Alarm()
	at, reached := c.Reached[d.Key]
	again := d.From == catalog.FromCrisis && at.Before(from) // another crisis after it
	if !ok || reached && !again || d.Key == clockFirst && !owed {
		return running
	}
	start := r.begin(from).In(r.town.Zone)
	clock := Clock{Key: d.Key, Label: d.Label, Start: start, Due: d.In.Due(start, r.town), Extend: d.Extend}
	if d.Key != clockFirst && d.From != catalog.FromCrisis {
		clock.Due = r.later(clock.Due, d.In, start, c.Pauses)
	}
	if e, ok := c.Extended[d.Key]; ok {
		if until := r.later(e.Until, d.In, e.At, c.Pauses); until.After(clock.Due) {
			clock.Due, clock.Extend = until, catalog.Span{}
		}
	}
	if d.Alarm.Count > 0 {
		clock.Alarm = d.Alarm.After(start)
	}
	i := slices.IndexFunc(running, func(o Clock) bool { return o.Key == clock.Key })
	switch {
	case i < 0 && d.Key != clockFirst && !r.has(c.Category, d.Key, c):
	case i < 0:
		running = append(running, clock)
	case clock.Due.Before(running[i].Due):
		alarm := running[i].Alarm
		if running[i] = clock; clock.Alarm.IsZero() {
			running[i].Alarm = alarm
		}
	}
	return running
}

// promised is until when what was promised is owed: the date that was told; where the case
// waited for its resident on it, as soon as any answer is owed after that.
func (r *Rules) promised(c casebook.Case) time.Time {
	due := c.StepBy
	for _, p := range c.Pauses {
		if !p.From.After(due) && p.To.After(due) {
			due = r.town.Rules.NextWord.Due(p.To.In(r.town.Zone), r.town)
		}
	}
	return due
}

// later is a deadline with what the case waited for its resident since a moment: the time
// itself, or where working days are counted those that ended meanwhile.
func (r *Rules) later(due time.Time, in catalog.Span, since time.Time, pauses []casebook.Pause) time.Time {
	for _, p := range pauses {
		if p.From.Before(since) {
			p.From = since
		}
		if !p.To.After(p.From) { // it lasts, or was over before
			continue
		}
		if in.Calendar != catalog.Working {
			due = due.Add(p.To.Sub(p.From))
			continue
		}
		for end := r.town.WorkdayEnd(p.From, 0); !end.After(p.To); end = r.town.WorkdayEnd(end, 1) {
			due = r.town.WorkdayEnd(due, 1)
		}
	}
	return due
}

// has says whether a category has a clock of a kind: one that only an earlier category
// had does not run on.
func (r *Rules) has(category, key string, c casebook.Case) bool {
	return slices.ContainsFunc(r.deadlines(category, c), func(d catalog.Deadline) bool { return d.Key == key })
}

// startOf is when a clock begins; false where that has not happened.
func startOf(from catalog.Start, c casebook.Case) (time.Time, bool) {
	key := map[catalog.Start]string{catalog.FromAccepted: "accept", catalog.FromChecked: "on_site", catalog.FromAgreed: "agree", catalog.FromDecided: "decide"}[from]
	switch {
	case from == catalog.FromCrisis:
		return c.AlertedAt, !c.AlertedAt.IsZero()
	case key == "":
		return c.OpenedAt, true
	}
	at, ok := c.Reached[key]
	return at, ok
}

// Reachable are the things an agent may note as having happened in a case: what its
// clocks wait for, and what they begin with.
func (r *Rules) Reachable(c casebook.Case) []string {
	var keys []string
	add := func(key string, from catalog.Start) {
		at, reached := c.Reached[key]
		if reached && from == catalog.FromCrisis {
			reached = !at.Before(c.AlertedAt) // else there was another crisis after it
		}
		if !reached && key != clockFirst && key != clockClose && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	of, _ := r.catalog.Category(c.Category)
	for _, d := range of.Deadlines {
		switch d.From {
		case catalog.FromCrisis:
			if c.AlertedAt.IsZero() {
				continue
			}
		case catalog.FromAccepted:
			add("accept", d.From)
		case catalog.FromChecked:
			add("on_site", d.From)
		case catalog.FromDecided:
			add("decide", d.From)
		}
		add(d.Key, d.From)
	}
	return keys
}
