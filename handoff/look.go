package handoff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/handoff/casebook"
)

// Member is an agent as the rules weigh one.
type Member struct {
	Agent
	// Away: the agent said so, whatever the rota says.
	Away bool
	// Load is how many open cases the agent holds or is proposed; Last when the agent
	// was given the last one.
	Load int
	Last time.Time
	// On: is on duty, until Turns at the latest; by Muster.
	On    bool
	Turns time.Time
}

// Muster says who of a crew is on duty now, and until when at the latest that holds.
func (r *Rules) Muster(crew []Member, now time.Time) {
	for i := range crew {
		crew[i].On, crew[i].Turns = r.onDuty(crew[i], now), crew[i].turns(now, r.town)
	}
}

func (r *Rules) onDuty(m Member, at time.Time) bool { return !m.Away && m.OnDuty(at, r.town) }

// Looked is what the rules do about a case at a moment, and when they look again; zero
// for not before something happens to it.
type Looked struct {
	Do []Doing
	// Again is when time alone changes the answer.
	Again time.Time
}

// Doing is one thing to record of a case. ID is the same for the same thing, so that it
// happens once.
type Doing struct {
	ID     string
	Change dialog.Change
}

// Look decides what is to be done about a case now, by a crew that was mustered. It is pure: the same case, crew and
// moment give the same answer, before a restart and after it.
func (r *Rules) Look(c casebook.Case, lies Place, crew []Member, now time.Time) Looked {
	var l Looked
	begun := c.Status != dialog.Collecting || c.Abandoned || !c.AlertedAt.IsZero() // else the bot still talks
	if r == nil || !Visible(c) || !begun || c.SideOf != "" {                       // a side's case goes with its table
		return l
	}
	if closed(c) {
		l.person(r, c, lies, crew, now)
		return l
	}
	if c.Merged == "" || c.Alarm() { // else it is with whoever has the case it goes on in
		l.owner(r, c, lies, crew)
		if len(l.Do) > 0 {
			return l // everything else follows from who has it
		}
		if c.Owner == "" {
			l.propose(r, c, lies, crew, now)
		}
	}
	if c.Reopens >= 2 && !r.Backlog(c) {
		l.once(c, "reopened", c.Reopens, r.Tellers("town", c, lies, crew))
	}
	l.person(r, c, lies, crew, now)
	return l
}

// person looks after the clocks that run, and after what was agreed with the resident for
// later, which closing does not end.
func (l *Looked) person(r *Rules, c casebook.Case, lies Place, crew []Member, now time.Time) {
	for _, clock := range r.Clocks(c) {
		if !closed(c) || now.Sub(clock.Due) < heedWithin {
			l.clock(r, c, clock, crew, now)
		}
	}
	if len(c.CheckIns) > 0 {
		if at := c.CheckIns[0]; !l.wait(at.At, now) {
			l.add(fmt.Sprintf("check_in:%d", at.At.Unix()), dialog.Change{Kind: dialog.ChangeCheckIn, Value: dialog.CheckInDue,
				Until: at.At, Text: at.Text, Raw: strings.Join(r.keepers(c, lies, crew), ",")})
		}
	}
}

// wait says whether a moment is still to come, and remembers to look again then.
func (l *Looked) wait(at, now time.Time) bool {
	if !at.After(now) {
		return false
	}
	if l.Again.IsZero() || at.Before(l.Again) {
		l.Again = at
	}
	return true
}

func (l *Looked) add(id string, c dialog.Change) { l.Do = append(l.Do, Doing{id, c}) }

// owner takes a case from who cannot have it: an agent it complains of, or who is no
// longer one; and a reopened one from an owner who was off duty then.
func (l *Looked) owner(r *Rules, c casebook.Case, lies Place, crew []Member) {
	if c.Owner == "" {
		return
	}
	i := slices.IndexFunc(crew, func(m Member) bool { return m.Login == c.Owner })
	why := ""
	switch {
	case i < 0 || crew[i].Disabled:
		why = "gone"
	case !r.mayKeep(crew[i].Agent, c, lies):
		why = "unsuited"
	case !c.ReopenedAt.IsZero() && !r.onDuty(crew[i], c.ReopenedAt):
		why = "off_duty"
	}
	if why != "" {
		l.add(fmt.Sprintf("released:%s:%s:%d", c.Owner, why, c.Seq), dialog.Change{Kind: dialog.ChangeReleased, Agent: c.Owner, Text: why})
	}
}

// propose gives an unclaimed case to somebody, or to the queue of its area where nobody is
// there; who does not take it in time is passed over.
func (l *Looked) propose(r *Rules, c casebook.Case, lies Place, crew []Member, now time.Time) {
	var over, why string
	if c.Proposed != "" {
		i := slices.IndexFunc(crew, func(m Member) bool { return m.Login == c.Proposed })
		switch silent := c.ProposedAt.Add(r.town.Rules.Silent); {
		case i < 0 || !r.mayHold(crew[i].Agent, c, lies):
			why = "unsuited"
		case !crew[i].On:
			why = "off_duty"
		case !l.wait(silent, now):
			why = "silent"
		default:
			l.wait(crew[i].Turns, now) // the rota may end before
			return
		}
		over = c.Proposed
	}
	if over == "" && r.Backlog(c) {
		if !c.Routed {
			l.add(fmt.Sprintf("proposed:%d", c.Seq), dialog.Change{Kind: dialog.ChangeProposed, Slot: r.queue(c, lies), Text: casebook.WhyBacklog})
		}
		return
	}
	best := r.best(c, lies, crew, append(slices.Clip(c.Passed), over))
	if best.Login == "" && over == "" && c.Routed {
		l.wait(now.Add(lookAgain), now)
		for _, m := range crew {
			l.wait(m.Turns, now)
		}
		return
	}
	l.add(fmt.Sprintf("proposed:%d", c.Seq), dialog.Change{Kind: dialog.ChangeProposed, Value: best.Login, Raw: best.Name, Slot: r.queue(c, lies), Agent: over, Text: why})
}

// heedWithin is for how long what is owed to a person after the closing of a case is told
// of: nobody is helped by hearing of last year's.
const heedWithin = 7 * 24 * time.Hour

// lookAgain is how soon an unclaimed case is looked at again though no rota turns: an
// agent may have come back, been added, or have room again.
const lookAgain = 5 * time.Minute

// queue names where an unclaimed case waits.
func (r *Rules) queue(c casebook.Case, lies Place) string {
	switch {
	case r.restricted(&c):
		return "restricted:" + c.Category
	case len(lies.Grids) == 1:
		return "grid:" + lies.Grids[0]
	case len(lies.Stations) == 1:
		return "station:" + lies.Stations[0]
	}
	return "town"
}

// best is who shall take a case: of those on duty who may have it and have room, whoever
// speaks the language before others, serves the smaller area, has least to do, and was
// given the last case longest ago. The zero Member for nobody.
func (r *Rules) best(c casebook.Case, lies Place, crew []Member, passed []string) Member {
	var best Member
	for _, m := range crew {
		if slices.Contains(passed, m.Login) || !m.On || m.Capacity > 0 && m.Load >= m.Capacity || !r.serves(m.Agent, c, lies) {
			continue
		}
		if best.Login == "" || r.before(m, best, c, lies) {
			best = m
		}
	}
	return best
}

// serves says whether a case is the agent's to take by area and kind. Supervisors take
// cases themselves where they are named for an area or a kind.
func (r *Rules) serves(a Agent, c casebook.Case, lies Place) bool {
	if a.Role.Supervises() && len(a.Areas)+len(a.Categories)+len(a.Entrusted) == 0 {
		return false
	}
	return r.mayHold(a, c, lies) && (len(a.Areas) == 0 || lies.In(a.Areas)) &&
		(len(a.Categories) == 0 || slices.Contains(a.Categories, c.Category) || slices.Contains(a.Entrusted, c.Category))
}

func (r *Rules) before(a, b Member, c casebook.Case, lies Place) bool {
	return cmp.Or(
		cmp.Compare(speaks(b, c), speaks(a, c)),
		cmp.Compare(near(a.Agent, lies), near(b.Agent, lies)),
		cmp.Compare(a.Load, b.Load),
		a.Last.Compare(b.Last),
		strings.Compare(a.Login, b.Login)) < 0
}

// speaks is 1 for an agent who speaks the case's language, as far as that is known.
func speaks(m Member, c casebook.Case) int {
	lang := "en"
	if strings.IndexFunc(c.Facts["what"].Value, pattern.IsHan) >= 0 {
		lang = "zh"
	}
	if len(m.Languages) == 0 || slices.Contains(m.Languages, lang) {
		return 1
	}
	return 0
}

// near is how small an area the agent serves that the case lies in: 0 for a grid, 1 for a
// station, 2 for a township, 3 for everywhere.
func near(a Agent, lies Place) int {
	for i, areas := range [][]string{lies.Grids, lies.Stations, lies.Areas} {
		if slices.ContainsFunc(areas, func(id string) bool { return slices.Contains(a.Areas, id) }) {
			return i
		}
	}
	return 3
}
