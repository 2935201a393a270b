package script

import (
	"errors"
	"fmt"

	"frontdoor/dialog"
	"frontdoor/dialog/agents"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/town"
)

// Script is what a town lets its bot say and ask. It does not change after New, so
// any number of goroutines may step at once.
type Script struct{ say.Settings }

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
	return &Script{say.Settings{Known: hear.Known{Catalog: c, Town: t, Classifier: m}, Phrases: p, Pauses: say.DefaultPauses()}}, nil
}

// Step is the only door: what is known about one address and one input in, all that
// is decided out. It is a function of its arguments alone, so it may be repeated.
func (sc *Script) Step(before dialog.State, in dialog.Input) dialog.Turn {
	t := sc.scene(before.Clone(), in)
	t.State.V = dialog.StateVersion
	switch in.Kind {
	case dialog.Said:
		t.ReachedAgain()
		t.residentSaid()
	case dialog.Edited:
		t.residentEdited()
	case dialog.Unsaid:
		t.ResidentUnsaid()
	case dialog.Blocked, dialog.Unblocked:
		t.Reach()
	case dialog.Shut:
		t.Shut()
	case dialog.Claim, dialog.Release, dialog.AgentReply, dialog.AgentNote, dialog.Recategorise, dialog.HandBack, dialog.Close, dialog.PutAside, dialog.PassOn, dialog.AcceptPass, dialog.DeclinePass, dialog.SumUp, dialog.Correct, dialog.TakeBack,
		dialog.Reach, dialog.Extend, dialog.MediationDid, dialog.Raise, dialog.AgreeCheckIn, dialog.MarkGone,
		dialog.Merge, dialog.Unmerge, dialog.Split, dialog.Mediate, dialog.Prioritise, dialog.Follow, dialog.Label, dialog.PromiseBy, dialog.AskOutside, dialog.EndOutside, dialog.AskPaper:
		t.AgentActs()
	case dialog.OutsideAnswer:
		t.OutsideAnswered()
	case dialog.WakeUp:
		t.wake()
	case dialog.Delivery:
		t.delivered()
	case dialog.Planted:
		t.Planted()
	case dialog.Reported:
		t.Reported()
	case dialog.Happens:
		t.Happens()
	case dialog.OpenLink:
		t.LinkOpened()
	}
	if t.Turn.Refused != nil {
		return dialog.Turn{State: before, Refused: t.Turn.Refused}
	}
	return t.finish()
}

// scene is one step under way: who listens and speaks in it, sits at tables, leads the talk
// with a resident and does what agents do, each with what the one before can do.
type scene struct {
	agents.Acts
	known dialog.State // what the step begins with, and changes
}

func (sc *Script) scene(known dialog.State, in dialog.Input) *scene {
	t := &scene{known: known}
	t.Speaker = say.New(&sc.Settings, &t.known, in)
	t.Story, t.SpokeBefore, t.WasAsked = t, known.LastAt, known.Asking
	return t
}

// finish puts the turn together: the resident's words come first.
func (t *scene) finish() dialog.Turn {
	if t.In.Fresh != "" && !t.Taken && t.State.Spare == "" {
		t.State.Spare = t.In.Fresh
	}
	for i := range t.Said {
		if t.Said[i].Case == "" {
			t.Said[i].Case = t.Home
		}
	}
	t.HeardFrom()
	t.HeardBeside()
	t.AtTables()
	t.Turn.Changes = append(t.Said, t.Turn.Changes...)
	t.TellRenumbered()
	t.FlushLead()
	t.Unasked()
	t.Unsent()
	t.Limit()
	t.OfferedNow()
	if len(t.State.Unheard) > 0 && t.OpensWindow() {
		t.SayUnheard()
	}
	for _, at := range t.State.Wakes {
		if t.Turn.Wake.IsZero() || at.Before(t.Turn.Wake) {
			t.Turn.Wake = at
		}
	}
	t.Turn.State = *t.State
	return t.Turn
}
