package api

import (
	"context"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// caseForm is a case in a list.
type caseForm struct {
	ID         string              `json:"id"`
	Status     string              `json:"status"`
	Category   *string             `json:"category"` // null until known
	Confidence float64             `json:"confidence"`
	Facts      map[string]factForm `json:"facts"`
	Flags      []string            `json:"flags"`
	Channel    string              `json:"channel"`
	Owner      *string             `json:"owner"`
	OwnerName  *string             `json:"owner_name"`
	OpenedAt   *string             `json:"opened_at"` // null while collecting
	Due        *string             `json:"due"`
	Urgent     bool                `json:"urgent"`
	Outcome    *string             `json:"outcome"` // null until closed
	// Priority is what an agent set, "" for what the bot found; Labels are keys of the town's.
	Priority string   `json:"priority"`
	Labels   []string `json:"labels"`
}

// factForm is one collected slot: its value in the forms of dialog/catalog and the
// resident's own words.
type factForm struct {
	Value *string `json:"value"`
	Raw   string  `json:"raw"`
	State string  `json:"state,omitempty"` // unknown or skipped, where value is null
}

// talkForm is a case with its whole talk.
type talkForm struct {
	caseForm
	Summary string      `json:"summary,omitempty"`
	Waits   *waitsForm  `json:"waits,omitempty"`
	Held    *heldForm   `json:"held,omitempty"`
	Window  *windowForm `json:"window,omitempty"`
	// Offered, NextStep and Clocks are there where there is one.
	Offered  *offeredForm   `json:"offered,omitempty"`
	NextStep *stepForm      `json:"next_step,omitempty"`
	Clocks   []deadlineForm `json:"clocks,omitempty"`
	Thread   []lineForm     `json:"thread"`
	// Followers watch the case. MergedInto is the case this one goes on in, Joined are those
	// that go on in this one.
	Followers  []string `json:"followers,omitempty"`
	MergedInto string   `json:"merged_into,omitempty"`
	Joined     []string `json:"joined,omitempty"`
	// Table is the mediation held in the case, SideOf the case of the one at which its
	// resident is a side.
	Table  *tableForm `json:"table,omitempty"`
	SideOf string     `json:"side_of,omitempty"`
}

// waitsForm says what a case that was put aside waits for, and when it comes back by itself.
type waitsForm struct {
	For   string  `json:"for"`
	Until *string `json:"until"`
}

// heldForm is an act that goes out at Until and can be taken back until then.
type heldForm struct {
	Act   string `json:"act"`
	Agent string `json:"agent"`
	Text  string `json:"text"`
	// Media is what goes along.
	Media []mediaForm `json:"media,omitempty"`
	Until string      `json:"until"`
}

// windowForm is how far the channel's window is open.
type windowForm struct {
	Open  bool   `json:"open"`
	Until string `json:"until"`
	Left  *int   `json:"left"` // null where it is not known
}

// lineForm is one line of a talk.
type lineForm struct {
	Seq   int         `json:"seq"`
	At    string      `json:"at"`
	By    string      `json:"by"`
	Agent *string     `json:"agent"`
	Kind  string      `json:"kind"`
	Text  string      `json:"text"`
	State *string     `json:"state"`         // of what goes out, else null
	Why   string      `json:"why,omitempty"` // it failed or waits
	Media []mediaForm `json:"media,omitempty"`
	Pin   *dialog.Pin `json:"pin,omitempty"`
	// Quote is the message this one answers; Before the words that a changed one had.
	Quote  string `json:"quote,omitempty"`
	Before string `json:"before,omitempty"`
	// UnsaidAt is when the resident took it back.
	UnsaidAt string `json:"unsaid_at,omitempty"`
}

// eventForm is one event of the feed.
type eventForm struct {
	Case string `json:"case"`
	Seq  int    `json:"seq"`
	At   string `json:"at"`
	By   string `json:"by"`
	Kind string `json:"kind"`
	Text string `json:"text"`
}

func (s *server) caseForm(c casebook.Case) caseForm {
	f := caseForm{
		ID: string(c.ID), Status: string(c.Status), Category: orNull(c.Category), Confidence: c.Confidence,
		Facts: make(map[string]factForm, len(c.Facts)), Flags: make([]string, 0, len(c.Flags)),
		Channel: c.Address.Channel(), Owner: orNull(c.Owner), OwnerName: orNull(c.OwnerName),
		OpenedAt: s.timeOrNull(c.OpenedAt), Due: s.timeOrNull(c.Due), Urgent: c.Urgent, Outcome: orNull(string(c.Outcome)),
		Priority: c.Priority, Labels: append([]string{}, c.Labels...),
	}
	for slot, fact := range c.Facts {
		form := factForm{Raw: fact.Raw, State: string(fact.State)}
		if fact.State == "" {
			form.Value = &fact.Value
		}
		f.Facts[slot] = form
	}
	for _, flag := range c.Flags {
		f.Flags = append(f.Flags, string(flag))
	}
	return f
}

func (s *server) talkForm(ctx context.Context, agent handoff.Agent, events []casebook.Event) (*talkForm, error) {
	lines, c := casebook.Thread(events), agent.Veiled(casebook.Fold(events))
	f := &talkForm{caseForm: s.caseForm(c), Summary: c.Summary, Followers: c.Followers, Table: s.tableForm(c.Table), SideOf: string(c.SideOf), Thread: make([]lineForm, 0, len(lines))}
	switch c.Status {
	case dialog.WaitingResident, dialog.WaitingDepartment, dialog.Snoozed:
		f.Waits = &waitsForm{For: c.WaitsFor, Until: s.timeOrNull(c.Until)}
	}
	if h := c.Held; h != nil {
		f.Held = &heldForm{Act: string(h.Kind), Agent: h.Agent, Text: h.Text, Media: told(h.Media), Until: s.time(h.Until)}
	}
	opening, err := handoff.OpeningOf(ctx, s.Book, c, lines)
	if err != nil {
		return nil, err
	}
	if o := opening; o != nil {
		f.Window = &windowForm{Open: o.Open(s.Now()), Until: s.time(o.Until)}
		if !o.Elsewhere {
			f.Window.Left = &o.Left
		}
	}
	for _, l := range lines {
		if l.Kind == dialog.ChangeViewed {
			continue // who looked is in the feed of events
		}
		line := lineForm{Seq: l.Seq, At: s.time(l.At), By: by(*l.Event), Agent: orNull(l.Agent), Kind: string(l.Kind),
			Text: words(*l.Event), State: orNull(string(l.State)), Why: l.Why, Pin: l.Pin, Media: mediaForms(c.ID, l), Quote: l.Quote, Before: l.Before}
		if !l.UnsaidAt.IsZero() {
			line.UnsaidAt = s.time(l.UnsaidAt)
		}
		f.Thread = append(f.Thread, line)
	}
	return f, nil
}

// eventForm is an event as an agent may read it; number is the resident's, to be covered.
func (s *server) eventForm(agent handoff.Agent, e casebook.Event, number string) eventForm {
	f := eventForm{Case: string(e.Case), Seq: e.Seq, At: s.time(e.At), By: by(e), Kind: string(e.Kind), Text: words(e)}
	if !agent.Numbers {
		f.Text = coveredLine(f.By, f.Kind, f.Text, number)
	}
	return f
}

// by says who did it, and is never empty. A resident's message is one event by the
// resident, and so is taking one back: what follows from it (a slot filled, the case reopened, sending stopped)
// is told as the system's doing, as is what nobody in particular did.
func by(e casebook.Event) string {
	switch {
	case e.By == "", e.By == dialog.ByResident && e.Kind != dialog.ChangeSaid && e.Kind != dialog.ChangeEdited && e.Kind != dialog.ChangeUnsaid:
		return string(dialog.BySystem)
	}
	return string(e.By)
}

// timeForm is RFC 3339 with milliseconds and the zone.
const timeForm = "2006-01-02T15:04:05.000Z07:00"

func (s *server) time(t time.Time) string { return t.In(s.Zone).Format(timeForm) }

func (s *server) timeOrNull(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	f := s.time(t)
	return &f
}
