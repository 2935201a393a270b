package script

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/town"
)

// Script is what a town lets its bot say and ask. It does not change after New, so
// any number of goroutines may step at once.
type Script struct{ Settings }

// New makes a script of a catalogue, a town, the sentences and the classifier; a nil
// one stands for what the program was built with.
func New(c *catalog.Catalog, t *town.Town, p *phrases.Phrases, m *classify.Model) (*Script, error) {
	var wrong []error
	keep := func(what string, err error) {
		if err != nil {
			wrong = append(wrong, fmt.Errorf("load %s: %w", what, err))
		}
	}
	var err error
	if c == nil {
		c, err = catalog.Default()
		keep("catalogue", err)
	}
	if t == nil {
		t, err = town.Default()
		keep("town", err)
	}
	if p == nil {
		p, err = phrases.Default()
		keep("phrases", err)
	}
	if m == nil {
		m, err = classify.Load()
		keep("classifier", err)
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	return &Script{Settings{Known: hear.Known{Catalog: c, Town: t, Classifier: m}, Phrases: p, Pauses: DefaultPauses()}}, nil
}

// Step is the only door: what is known about one address and one input in, all that
// is decided out. It is a function of its arguments alone, so it may be repeated.
func (sc *Script) Step(before dialog.State, in dialog.Input) dialog.Turn {
	t := sc.scene(before.Clone(), in)
	t.State.V = dialog.StateVersion
	switch in.Kind {
	case dialog.Said:
		t.reachedAgain()
		t.residentSaid()
	case dialog.Edited:
		t.residentEdited()
	case dialog.Unsaid:
		t.residentUnsaid()
	case dialog.Blocked, dialog.Unblocked:
		t.reach()
	case dialog.Shut:
		t.shut()
	case dialog.Claim, dialog.Release, dialog.AgentReply, dialog.AgentNote, dialog.Recategorise, dialog.HandBack, dialog.Close, dialog.PutAside, dialog.PassOn, dialog.AcceptPass, dialog.DeclinePass, dialog.SumUp, dialog.Correct, dialog.TakeBack,
		dialog.Reach, dialog.Extend, dialog.MediationDid, dialog.Raise, dialog.AgreeCheckIn, dialog.MarkGone,
		dialog.Merge, dialog.Unmerge, dialog.Split, dialog.Mediate, dialog.Prioritise, dialog.Follow, dialog.Label, dialog.PromiseBy, dialog.AskOutside, dialog.EndOutside, dialog.AskPaper:
		t.agentActs()
	case dialog.OutsideAnswer:
		t.outsideAnswered()
	case dialog.WakeUp:
		t.wake()
	case dialog.Delivery:
		t.delivered()
	case dialog.Planted:
		t.planted()
	case dialog.Reported:
		t.reported()
	case dialog.Happens:
		t.happens()
	case dialog.OpenLink:
		t.linkOpened()
	}
	if t.turn.Refused != nil {
		return dialog.Turn{State: before, Refused: t.turn.Refused}
	}
	return t.finish()
}

// scene is one step under way: who listens and speaks in it, sits at tables, leads the talk
// with a resident and does what agents do, each with what the one before can do.
type scene struct {
	Acts
	known dialog.State // what the step begins with, and changes
}

func (sc *Script) scene(known dialog.State, in dialog.Input) *scene {
	t := &scene{known: known}
	t.Speaker = newSpeaker(&sc.Settings, &t.known, in)
	t.story, t.spokeBefore, t.wasAsked = t, known.LastAt, known.Asking
	return t
}

// finish puts the turn together: the resident's words come first.
func (t *scene) finish() dialog.Turn {
	if t.in.Fresh != "" && !t.taken && t.State.Spare == "" {
		t.State.Spare = t.in.Fresh
	}
	for i := range t.said {
		if t.said[i].Case == "" {
			t.said[i].Case = t.home
		}
	}
	t.heardFrom()
	t.heardBeside()
	t.atTables()
	t.turn.Changes = append(t.said, t.turn.Changes...)
	t.tellRenumbered()
	t.flushLead()
	t.unasked()
	t.unsent()
	t.limit()
	t.offeredNow()
	if len(t.State.Unheard) > 0 && t.opensWindow() {
		t.sayUnheard()
	}
	for _, at := range t.State.Wakes {
		if t.turn.Wake.IsZero() || at.Before(t.turn.Wake) {
			t.turn.Wake = at
		}
	}
	t.turn.State = *t.State
	return t.turn
}

// number takes a reserved case number; false when none is left in this step.
func (t *Speaker) number() (dialog.CaseID, bool) {
	if id := t.State.Spare; id != "" {
		t.State.Spare = ""
		return id, true
	}
	if t.in.Fresh != "" && !t.taken {
		t.taken = true
		return t.in.Fresh, true
	}
	return "", false
}

// change records what happened to a case.
func (t *Speaker) change(c dialog.Change) { t.turn.Changes = append(t.turn.Changes, c) }

// matter is the matter now talked about; nil for none.
func (t *Speaker) matter() *dialog.Matter {
	if t.State.Current == "" {
		return nil
	}
	return t.State.Matter(t.State.Current)
}

// draft is the matter still being collected; nil for none.
func (t *Speaker) draft() *dialog.Matter {
	for i := range t.State.Matters {
		if t.State.Matters[i].Status == dialog.Collecting {
			return &t.State.Matters[i]
		}
	}
	return nil
}

// begin opens a draft and makes it the one talked about; nil when no number is left.
func (t *Talk) begin() *dialog.Matter {
	id, ok := t.number()
	if !ok {
		return nil
	}
	t.State.Matters = append(t.State.Matters, dialog.Matter{ID: id, Status: dialog.Collecting, Slots: map[string]dialog.Slot{}})
	t.State.Current = id
	t.State.Asking = nil
	m := t.State.Matter(id)
	t.knownContact(m)
	t.tellStation(m)
	return m
}

// remove takes a matter out of the state.
func (t *Speaker) remove(id dialog.CaseID) {
	t.State.Matters = slices.DeleteFunc(t.State.Matters, func(m dialog.Matter) bool { return m.ID == id })
	if t.State.Current == id {
		t.State.Current = ""
		if n := len(t.State.Matters); n > 0 {
			t.State.Current = t.State.Matters[n-1].ID
		}
	}
	t.State.Asking = nil
	t.stopWakes("burst", "reminder", "abandon", "expiry")
	t.State.Burst = nil
}

// setWake asks to be woken for a purpose; the later call wins.
func (t *Speaker) setWake(purpose string, at time.Time) {
	if t.State.Wakes == nil {
		t.State.Wakes = map[string]time.Time{}
	}
	t.State.Wakes[purpose] = at
}

func (t *Speaker) stopWakes(purposes ...string) {
	for _, p := range purposes {
		delete(t.State.Wakes, p)
	}
}
