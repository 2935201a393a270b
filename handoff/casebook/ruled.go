package casebook

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
)

// Ruled is what the town's rules made of a case, and what agents did by its clocks.
type Ruled struct {
	// Routed: it was once proposed, or put into the queue Queue. Proposed is the login of
	// who shall take it, "" for whoever comes; Passed are those who did not.
	Routed     bool
	Queue      string
	Proposed   string
	ProposedAt time.Time
	Passed     []string
	// HeldSince is when the owner got it, SpokenAt when an agent first spoke.
	HeldSince time.Time
	SpokenAt  time.Time

	// Categories are those it had since agents see it, the first one first.
	Categories []string
	// Pauses are when it waited for its resident, in order; of one that lasts, To is zero.
	Pauses []Pause
	// Ran is how far each clock got, by its key.
	Ran map[string]Ran
	// Level is the highest level it was taken to: town, county, city; "" for the village.
	Level string
	// Reached is when the thing happened that a clock waits for, Extended until when a
	// clock was made to run; by key.
	Reached  map[string]time.Time
	Extended map[string]Extension
	// Reopens counts how often it was not fixed; ReopenedAt is the last time, zero once
	// somebody has gone on with it.
	Reopens    int
	ReopenedAt time.Time
	// Steps are the steps of mediation that ended, in order.
	Steps []Step
	// CheckIns are agreed, and not yet due, the soonest first.
	CheckIns []CheckIn
	// Gone: its resident died or moved away.
	Gone string
	// Alike is the case that its resident was asked about: whether it is the same.
	Alike dialog.CaseID
	// Clusters are what this case and several others share, told once.
	Clusters []string
}

// Ran is how far a clock got that began at Start, in Unix seconds.
type Ran struct {
	Start  int64
	Warned bool
	Steps  int // of the ladder
}

// Run names one run of a clock, in Change.Slot: the clock and when it began.
func Run(key string, start time.Time) string { return fmt.Sprintf("%s@%d", key, start.Unix()) }

// readRun reads what Run wrote; a name without a start began at no time.
func readRun(slot string) (key string, start int64) {
	key, at, _ := strings.Cut(slot, "@")
	start, _ = strconv.ParseInt(at, 10, 64)
	return key, start
}

// Pause is a time in which a case waited for its resident.
type Pause struct{ From, To time.Time }

// Extension says that a clock was made to run until Until, and when.
type Extension struct{ At, Until time.Time }

// Step is one step of mediation and what came of it.
type Step struct {
	Step, Outcome, Text, Agent string
	At                         time.Time
}

// CheckIn is one agreed with the resident.
type CheckIn struct {
	At   time.Time
	Text string
}

// WhyBacklog is why a case is proposed to nobody: it is older than the town's rules.
const WhyBacklog = "backlog"

// rule follows the events of the rules; before is where the case stood.
func (c *Case) rule(e Event, before dialog.Status) {
	c.pause(e.At, before)
	switch e.Kind {
	case dialog.ChangeOpened, dialog.ChangeCategory:
		if !c.OpenedAt.IsZero() && c.Category != "" && !slices.Contains(c.Categories, c.Category) {
			c.Categories = append(slices.Clip(c.Categories), c.Category)
		}
	case dialog.ChangeClaimed, dialog.ChangeTransferred:
		c.Proposed, c.Passed, c.HeldSince, c.ReopenedAt = "", nil, e.At, time.Time{}
	case dialog.ChangeReleased, dialog.ChangeHandedBack:
		c.Routed, c.Proposed, c.Passed, c.HeldSince = false, "", nil, time.Time{}
		if e.Kind == dialog.ChangeReleased && e.By == dialog.ByAgent { // who put it back is not asked again
			c.Passed = []string{e.Agent}
		}
	case dialog.ChangeSaid:
		if e.By == dialog.ByAgent {
			c.Proposed, c.ReopenedAt = "", time.Time{}
			if c.SpokenAt.IsZero() {
				c.SpokenAt = e.At
			}
			if c.HeldSince.IsZero() {
				c.HeldSince = e.At
			}
		}
	case dialog.ChangeReopened:
		c.Reopens, c.ReopenedAt, c.Routed, c.Passed = c.Reopens+1, e.At, c.Owner != "", nil
	case dialog.ChangeClosed:
		c.Proposed = "" // what was agreed with the resident for later still holds
	case dialog.ChangeProposed:
		c.Routed, c.Proposed, c.ProposedAt, c.Queue = true, e.Value, e.At, e.Slot
		if e.Agent != "" && !slices.Contains(c.Passed, e.Agent) {
			c.Passed = append(slices.Clip(c.Passed), e.Agent)
		}
	case dialog.ChangeMerged:
		c.Proposed = ""
	case dialog.ChangeParted:
		if c.Merged == "" && c.Owner == "" { // by itself again, it is given to somebody anew
			c.Routed, c.Proposed, c.Passed = false, "", nil
		}
	case dialog.ChangeAlike:
		c.Alike = dialog.CaseID(e.Value)
	default:
		c.clocks(e)
	}
}

// clocks follows what agents and the rules did by the clocks.
func (c *Case) clocks(e Event) {
	switch e.Kind {
	case dialog.ChangeClock, dialog.ChangeEscalated:
		if e.Kind == dialog.ChangeEscalated && levelOf(e.Value) > levelOf(c.Level) {
			c.Level = e.Value
		}
		key, start := readRun(e.Slot)
		ran := c.Ran[key]
		if ran.Start != start {
			ran = Ran{Start: start}
		}
		if e.Kind == dialog.ChangeClock {
			ran.Warned = true
		} else {
			ran.Steps++
		}
		c.Ran = put(c.Ran, key, ran)
	case dialog.ChangeReached:
		c.Reached = put(c.Reached, e.Slot, e.At)
	case dialog.ChangeExtended:
		c.Extended = put(c.Extended, e.Slot, Extension{e.At, e.Until})
	case dialog.ChangeStep:
		c.Steps = append(slices.Clip(c.Steps), Step{e.Slot, e.Value, e.Text, e.Agent, e.At})
		if e.Value == StepAgreed {
			c.Reached = put(c.Reached, "agree", e.At)
		}
	case dialog.ChangeCheckIn:
		c.checkIn(e)
	case dialog.ChangeMarked:
		c.Gone = e.Value
		if e.Value != "" {
			c.CheckIns = nil
		}
	case dialog.ChangeClustered:
		if !slices.Contains(c.Clusters, e.Slot) {
			c.Clusters = append(slices.Clip(c.Clusters), e.Slot)
		}
	}
}

// StepAgreed ends a mediation with an agreement, which is not yet a promise kept.
const StepAgreed = "agreed"

func (c *Case) checkIn(e Event) {
	if e.Value == dialog.CheckInDue {
		c.CheckIns = slices.DeleteFunc(slices.Clone(c.CheckIns), func(i CheckIn) bool { return !i.At.After(e.Until) })
		return
	}
	c.CheckIns = append(slices.Clip(c.CheckIns), CheckIn{e.Until, e.Text})
	slices.SortStableFunc(c.CheckIns, func(a, b CheckIn) int { return a.At.Compare(b.At) })
}

// pause notes when a case waits for its resident, and when no longer.
func (c *Case) pause(at time.Time, before dialog.Status) {
	waits := c.Status == dialog.WaitingResident
	last := len(c.Pauses) - 1
	switch {
	case waits && before != dialog.WaitingResident:
		c.Pauses = append(slices.Clip(c.Pauses), Pause{From: at})
	case !waits && last >= 0 && c.Pauses[last].To.IsZero():
		c.Pauses = append(slices.Clone(c.Pauses[:last]), Pause{c.Pauses[last].From, at})
	}
}

// Levels are the ladder, the lowest first.
func Levels() []string { return []string{"village", "town", "county", "city"} }

func levelOf(level string) int { return slices.Index(Levels(), level) }

// put sets one entry of a map that is replaced, never changed.
func put[V any](m map[string]V, key string, v V) map[string]V {
	m = maps.Clone(m)
	if m == nil {
		m = map[string]V{}
	}
	m[key] = v
	return m
}
