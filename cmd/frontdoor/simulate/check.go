package simulate

import (
	"fmt"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// check holds what must never happen, and what did.
type check struct {
	fired map[string]bool             // by case, clock, start and step
	moved map[dialog.CaseID]time.Time // when something last happened that may move a deadline
	// touched are the cases that something happened to and that were not looked at since;
	// looked counts how often one was.
	touched map[dialog.CaseID]bool
	looked  int
	wrong   []string
}

func newCheck() check {
	return check{fired: map[string]bool{}, moved: map[dialog.CaseID]time.Time{}, touched: map[dialog.CaseID]bool{}}
}

// wrongMost is how many findings are kept: after that many it is one and the same.
const wrongMost = 20

func (k *check) say(format string, args ...any) {
	if len(k.wrong) < wrongMost {
		k.wrong = append(k.wrong, fmt.Sprintf(format, args...))
	}
}

// event looks at one thing that happened, with the case as it stands after it.
func (k *check) event(t *Town, e casebook.Event) {
	k.touched[e.Case] = true
	c, ok := t.board.Case(e.Case)
	if !ok {
		return
	}
	switch e.Kind {
	case dialog.ChangeClock, dialog.ChangeEscalated:
		once := fmt.Sprintf("%s %s %s", e.Case, e.Slot, e.Value)
		if k.fired[once] {
			k.say("%s fired twice", once)
		}
		k.fired[once] = true
		// The town hears of a deadline within a second, or of one that moved when it did.
		if first := later(e.Until, k.moved[e.Case]); e.Value == "town" && !e.Until.IsZero() && e.At.Sub(first) > time.Second {
			k.say("%s was due %s and was told %s", once, first.Format("02 15:04:05"), e.At.Format("02 15:04:05"))
		}
	case dialog.ChangeSlot, dialog.ChangeCategory, dialog.ChangeStatus, dialog.ChangeReopened, dialog.ChangeFlagged, dialog.ChangeSaid:
		k.moved[e.Case] = e.At
	case dialog.ChangeProposed, dialog.ChangeClaimed:
		login, may := e.Value, t.rules.MayHold
		if e.Kind == dialog.ChangeClaimed {
			login, may = e.Agent, t.rules.MayKeep
		}
		i := slices.IndexFunc(t.crew, func(m handoff.Member) bool { return m.Login == login })
		if i >= 0 && !may(t.crew[i].Agent, c) {
			k.say("%s went to %s, who may not have it", e.Case, login)
		}
	}
}

// settled looks at every case that something happened to since it was last called, once
// the rules have done at this moment what they do.
func (k *check) settled(t *Town) {
	for id := range k.touched {
		if c, ok := t.board.Case(id); ok {
			k.stands(t, c)
		}
	}
	clear(k.touched)
}

// all looks at every case: time passes also where nothing happens.
func (k *check) all(t *Town) {
	for _, c := range t.board.All() {
		k.stands(t, c)
	}
}

// stands says what is wrong with how a case stands: that nobody has it and no queue, or
// that a clock ran out and nobody was told.
func (k *check) stands(t *Town, c casebook.Case) {
	if !handoff.Visible(c) || c.Dropped {
		return
	}
	k.looked++
	k.told(t, c)
	if c.Status == dialog.Resolved || c.Status == dialog.Archived {
		return
	}
	if into, ok := t.board.Case(c.Merged); c.Merged != "" && (!ok || into.Status == dialog.Resolved) {
		k.say("%s goes on in %s, which is closed", c.ID, c.Merged)
	}
	if c.Owner == "" && c.Merged == "" && (!c.Routed || c.Queue == "") {
		k.say("%s has neither an owner nor a queue at %s", c.ID, t.now.Format("02 15:04:05"))
	}
}

// told says which clock of a case ran out without anybody being told.
func (k *check) told(t *Town, c casebook.Case) {
	for _, clock := range t.rules.Clocks(c) {
		if ran := c.Ran[clock.Key]; clock.Due.Before(t.now.Add(-time.Second)) && (ran.Start != clock.Start.Unix() || ran.Steps == 0) {
			k.say("%s: %s was due %s and nobody was told at %s", c.ID, clock.Key, clock.Due.Format("02 15:04"), t.now.Format("02 15:04:05"))
		}
	}
}
