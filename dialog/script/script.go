package script

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/answers"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/classify"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/town"
)

// Script is what a town lets its bot say and ask. It does not change after New, so
// any number of goroutines may step at once.
type Script struct {
	hear.Known
	Phrases *phrases.Phrases
	// Answers are what the town has written down for common questions; nil for none.
	Answers *answers.Answers
	// NoTelegram: a resident cannot be told to go on there.
	NoTelegram bool
	// NoSMS: no text message can be sent.
	NoSMS bool
	// TelegramName is the bot's name there, without the @; "" where it is not known.
	TelegramName string
	// OptOut says who answers STOP, START and HELP on SMS: OptOutProvider or
	// OptOutOurs; "" where no provider stands between, as in a rehearsal: then HELP
	// and START are answered, and STOP is obeyed without a word.
	OptOut string
	// LinkBase is what a one-time link begins with, as residents reach this server; "" where
	// they cannot, as in a rehearsal: then none is given.
	LinkBase string
	Pauses   Pauses
}

// Pauses are all the waiting times of the conversation. Tests and operators may
// shorten them.
type Pauses struct {
	Chat time.Duration // a story on chat is over after so much silence
	//lint:ignore ST1011 text messages, not milliseconds
	SMS      time.Duration // the same on SMS
	Longest  time.Duration // no story waits longer, from its first message
	Reminder time.Duration // silence before the one reminder
	Abandon  time.Duration // silence after the reminder before agents see the draft
	Keep     time.Duration // how long a draft is kept
	Reopen   time.Duration // how long "not fixed" reopens
	Mute     time.Duration // how long the bot is silent after going in circles
	Crisis   time.Duration // promised first human word in danger
}

// DefaultPauses are those of the written rules.
func DefaultPauses() Pauses {
	day := 24 * time.Hour
	return Pauses{
		Chat: 3 * time.Second, SMS: 8 * time.Second, Longest: 30 * time.Second,
		Reminder: 3 * time.Hour, Abandon: day, Keep: 30 * day, Reopen: 30 * day,
		Mute: day, Crisis: 5 * time.Minute,
	}
}

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
	return &Script{Known: hear.Known{Catalog: c, Town: t, Classifier: m}, Phrases: p, Pauses: DefaultPauses()}, nil
}

// Step is the only door: what is known about one address and one input in, all that
// is decided out. It is a function of its arguments alone, so it may be repeated.
func (sc *Script) Step(before dialog.State, in dialog.Input) dialog.Turn {
	s := before.Clone()
	s.V = dialog.StateVersion
	t := &scene{Listener: hear.Listener{Known: &sc.Known, State: &s, Now: in.At.In(sc.Town.Zone), Wrote: in.Written}, script: sc, in: in,
		spokeBefore: s.LastAt, wasAsked: s.Asking}
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

// scene is one step under way.
type scene struct {
	hear.Listener
	script *Script
	in     dialog.Input
	turn   dialog.Turn
	// home is the case the resident's words of this input belong to.
	home dialog.CaseID
	said []dialog.Change
	// text is the resident's words of this input, cleaned and masked.
	text  string // of this message, as it is read
	typed string // the same, as it was typed
	// plains are words that are read otherwise than they were typed, and both.
	plains [][2]string
	// lead are sentences to put before what is said next.
	lead []string
	// echoed says back what was taken; a summary makes it needless.
	echoed string
	// pieces are the messages of a cry.
	pieces []dialog.Piece
	// longSay is a kept sentence that may not be lost for want of room, mustSay its short form.
	longSay, mustSay string
	// introduced: what is said now says by itself who speaks, or must not be delayed by it.
	introduced bool
	// greets: what is said now is the greeting that holds the notice about personal data.
	greets bool
	// spokeBefore is when the resident spoke last before this input.
	spokeBefore time.Time
	// another: somebody else speaks than before on this address.
	another bool
	// wasAsked is the question that was open before this input.
	wasAsked *dialog.Question
	// taken is true once in.Fresh was used.
	taken bool
	// turned is the slot in which the resident's word on being named or not changed the
	// answer just now, turnedFrom what it was; "" for none.
	turned     string
	turnedFrom dialog.Slot
	// unnamedNow says that the resident chose just now to stay unnamed, and was not told yet
	// that it is heard.
	unnamedNow bool
	// renumbered is the case whose number was replaced just now.
	renumbered dialog.CaseID
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
func (t *scene) number() (dialog.CaseID, bool) {
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
func (t *scene) change(c dialog.Change) { t.turn.Changes = append(t.turn.Changes, c) }

// matter is the matter now talked about; nil for none.
func (t *scene) matter() *dialog.Matter {
	if t.State.Current == "" {
		return nil
	}
	return t.State.Matter(t.State.Current)
}

// draft is the matter still being collected; nil for none.
func (t *scene) draft() *dialog.Matter {
	for i := range t.State.Matters {
		if t.State.Matters[i].Status == dialog.Collecting {
			return &t.State.Matters[i]
		}
	}
	return nil
}

// begin opens a draft and makes it the one talked about; nil when no number is left.
func (t *scene) begin() *dialog.Matter {
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
func (t *scene) remove(id dialog.CaseID) {
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
func (t *scene) setWake(purpose string, at time.Time) {
	if t.State.Wakes == nil {
		t.State.Wakes = map[string]time.Time{}
	}
	t.State.Wakes[purpose] = at
}

func (t *scene) stopWakes(purposes ...string) {
	for _, p := range purposes {
		delete(t.State.Wakes, p)
	}
}
