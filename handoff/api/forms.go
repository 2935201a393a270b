package api

import (
	"time"

	"frontdoor/dialog"
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
	Thread []lineForm `json:"thread"`
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
}

// mediaForm says what a resident sent beside words; the file itself is not here.
type mediaForm struct {
	Kind string `json:"kind"`
	Name string `json:"name,omitempty"`
	MIME string `json:"mime,omitempty"`
	Size int64  `json:"size,omitempty"` // bytes
	// State is where it stands: wanted, waits, kept, lost; Why is why it is not kept.
	State string `json:"state,omitempty"`
	Why   string `json:"why,omitempty"`
}

// mediaForms are what came with a line: as its bytes tell once it is kept, as its
// channel said before.
func mediaForms(l casebook.Line) []mediaForm {
	var all []mediaForm
	for i, m := range l.Media {
		f := mediaForm{Kind: m.Kind, Name: m.Name, MIME: m.MIME, Size: m.Size}
		if i < len(l.Files) {
			file := l.Files[i]
			f.State, f.Why = string(file.State), file.Why
			if file.State == casebook.FileKept {
				f.Kind, f.MIME, f.Size = file.Kept.Kind, file.Kept.MIME, file.Kept.Size
			}
		}
		all = append(all, f)
	}
	return all
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

func (s *server) talkForm(events []casebook.Event) talkForm {
	lines := casebook.Thread(events)
	f := talkForm{caseForm: s.caseForm(casebook.Fold(events)), Thread: make([]lineForm, 0, len(lines))}
	for _, l := range lines {
		line := lineForm{Seq: l.Seq, At: s.time(l.At), By: by(l.Event), Agent: orNull(l.Agent), Kind: string(l.Kind),
			Text: words(l.Event), State: orNull(string(l.State)), Why: l.Why, Pin: l.Pin, Media: mediaForms(l)}
		f.Thread = append(f.Thread, line)
	}
	return f
}

func (s *server) eventForm(e casebook.Event) eventForm {
	return eventForm{Case: string(e.Case), Seq: e.Seq, At: s.time(e.At), By: by(e), Kind: string(e.Kind), Text: words(e)}
}

// by says who did it, and is never empty. A resident's message is one event by the
// resident: what follows from it (a slot filled, the case reopened, sending stopped)
// is told as the system's doing, as is what nobody in particular did.
func by(e casebook.Event) string {
	switch {
	case e.By == "", e.By == dialog.ByResident && e.Kind != dialog.ChangeSaid && e.Kind != dialog.ChangeEdited:
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
