package webchat

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// talk is a visitor's talk as the page shows it, or what is new in it.
type talk struct {
	Messages []message `json:"messages"`
	// Earlier: there are older messages than the ones given.
	Earlier bool   `json:"earlier,omitempty"`
	Cursor  string `json:"cursor"`
	// Open is the message whose buttons can still be tapped, "" for none; Asks
	// what is still asked (a slot, confirm, menu, pick, score).
	Open string `json:"open"`
	Asks string `json:"asks"`
	// Back are the messages that can be taken back now.
	Back []string `json:"back,omitempty"`
	// Typing: the bot waits until the visitor pauses.
	Typing bool `json:"typing"`
	// Case is the number of the matter talked about once agents see it, Status
	// where it stands, Agent who has it in hand.
	Case   string        `json:"case"`
	Status dialog.Status `json:"status"`
	Agent  string        `json:"agent"`
	// Stopped: the visitor asked for silence.
	Stopped bool   `json:"stopped"`
	Lang    string `json:"lang"`
	// Known: the browser keeps the visitor's name; without that no answer finds them.
	Known bool `json:"known,omitempty"`

	version casebook.Version
	place   place
}

// message is one line of the talk. By system it is no words but what happened
// (Kind: claimed, handed_back, closed, reopened, unsaid: Of was taken back).
type message struct {
	ID      string          `json:"id"` // the sender's own: what the page gave, or the book's
	At      time.Time       `json:"at"`
	By      dialog.By       `json:"by"`
	Kind    string          `json:"kind"`
	Case    dialog.CaseID   `json:"case"`
	Agent   string          `json:"agent,omitempty"` // as residents know them, never a login
	Text    string          `json:"text,omitempty"`
	Media   []attachment    `json:"media,omitempty"`
	Pin     *dialog.Pin     `json:"pin,omitempty"`
	Choice  string          `json:"choice,omitempty"`
	Choices []dialog.Choice `json:"choices,omitempty"`
	Asks    string          `json:"asks,omitempty"`
	Safety  bool            `json:"safety,omitempty"`
	Of      string          `json:"of,omitempty"`

	seq int
}

type attachment struct {
	Kind string `json:"kind"`
	URL  string `json:"url,omitempty"` // "" where it cannot be shown
	MIME string `json:"mime,omitempty"`
	Name string `json:"name,omitempty"`
}

// messagesMost is how much of a talk is given at once, the newest.
const messagesMost = 500

// errTooOld: more is new than is worth replaying.
var errTooOld = errors.New("too much is new since that cursor")

// read gives what is new in a talk after a place. The cases are those the
// conversation knows, and those the page has shown before: a draft that was
// dropped is forgotten, but its farewell must still be seen. Only events of this
// very address are ever given, whatever the cursor says.
func (c *Channel) read(ctx context.Context, a dialog.Address, after place) (*talk, error) {
	t, err := c.o.Book.Read(ctx, a)
	if err != nil {
		return nil, fmt.Errorf("read talk: %w", err)
	}
	ids := slices.Sorted(maps.Keys(after))
	for _, id := range t.State.Threads() {
		if _, known := after[id]; !known {
			ids = append(ids, id)
		}
	}
	out := &talk{version: t.Version, place: place{}}
	out.stand(&t.State)
	var lines [][]message
	for _, id := range ids {
		events, err := c.o.Book.Case(ctx, id)
		if errors.Is(err, casebook.ErrNotFound) && after[id] == 0 {
			continue // carried over without words
		}
		if err != nil && !errors.Is(err, casebook.ErrNotFound) {
			return nil, fmt.Errorf("read case: %w", err)
		}
		events = slices.DeleteFunc(events, func(e casebook.Event) bool { return e.Address != a })
		last := 0
		if n := len(events); n > 0 {
			last = events[n-1].Seq
		}
		if after[id] > last { // an older book was put back, or it is not their case
			return nil, fmt.Errorf("%w: it is ahead of the book", errCursor)
		}
		out.place[id] = last
		lines = append(lines, caseMessages(events, t.State.Matter(id)))
	}
	lines = append(lines, fleeting(t.State.Fleeting))
	all := merge(lines)
	out.Open = openMessage(all, t.State.Asking)
	out.Back = c.backMessages(all, &t.State)
	out.Messages = slices.DeleteFunc(all, func(m message) bool { return m.Case != "" && m.seq <= after[m.Case] })
	if n := len(out.Messages); n > messagesMost {
		if len(after) > 0 {
			return nil, errTooOld
		}
		out.Messages, out.Earlier = out.Messages[n-messagesMost:], true
	}
	out.Cursor = out.place.cursor()
	return out, nil
}

// stand tells where the conversation stands.
func (t *talk) stand(s *dialog.State) {
	t.Typing, t.Stopped, t.Lang = len(s.Burst) > 0, s.Stopped, s.Lang
	if s.Asking != nil {
		t.Asks = s.Asking.Asks
	}
	if m := s.Matter(s.Current); m != nil && m.Status != dialog.Collecting {
		t.Case, t.Status = string(m.ID), m.Status
		if m.Owner != "" {
			t.Agent = m.OwnerName
		}
	}
}

// caseMessages are the lines of one case a resident sees.
func caseMessages(events []casebook.Event, m *dialog.Matter) []message {
	names := map[string]string{} // agents as residents know them
	if m != nil && m.OwnerName != "" {
		names[m.Owner] = m.OwnerName
	}
	labels := map[string]string{} // of the buttons offered so far
	var list []message
	for _, l := range casebook.Thread(events) {
		one := message{At: l.At, By: l.By, Kind: string(l.Kind), Case: l.Case, seq: l.Seq,
			ID: fmt.Sprintf("%s/%d", l.Case, l.Seq)}
		switch l.Kind {
		case dialog.ChangeSaid:
			if l.State == casebook.Failed || l.State == casebook.Expired || !l.UnsaidAt.IsZero() {
				continue // withheld, too late to be said, or taken back
			}
			if one.say(l, labels, names); one.Text == "" && len(one.Media) == 0 && one.Pin == nil {
				continue // erased
			}
		case dialog.ChangeClaimed:
			if l.Value != "" {
				names[l.Agent] = l.Value
			}
			one.By, one.Agent = dialog.BySystem, names[l.Agent]
		case dialog.ChangeUnsaid:
			one.By, one.Of = dialog.BySystem, l.Ref
		case dialog.ChangeHandedBack, dialog.ChangeClosed, dialog.ChangeReopened:
			one.By = dialog.BySystem
		default:
			continue
		}
		list = append(list, one)
	}
	return list
}

func (m *message) say(l casebook.Line, labels, names map[string]string) {
	m.Text, m.Pin, m.Choice, m.Choices, m.Asks, m.Safety = l.Text, l.Pin, l.Choice, l.Choices, l.Asks, l.Safety
	for _, x := range l.Media {
		m.Media = append(m.Media, shown(x))
	}
	switch {
	case l.By == dialog.ByResident && l.Ref != "":
		m.ID = l.Ref
	case l.Message != "":
		m.ID = l.Message
	}
	if l.By == dialog.ByAgent {
		m.Agent = names[l.Agent]
	}
	for _, c := range l.Choices {
		labels[c.Value] = c.Label
	}
	if m.Text == "" && m.Choice != "" { // a tapped button is shown as what it said
		if m.Text = labels[m.Choice]; m.Text == "" {
			m.Text = m.Choice
		}
	}
}

// fleeting are words in no case's thread. They have no place in it, so they are given each
// time while they last; a page shows what has the same name once.
func fleeting(words []dialog.Fleeting) []message {
	var list []message
	for _, f := range words {
		list = append(list, message{ID: fmt.Sprintf("fleeting/%d", f.At.UnixNano()), At: f.At, By: dialog.ByBot, Kind: string(dialog.ChangeSaid), Text: f.Text})
	}
	return list
}

// shown is an attachment as the page loads it.
func shown(m dialog.Media) attachment {
	a := attachment{Kind: m.Kind, MIME: m.MIME, Name: m.Name}
	if name, ok := strings.CutPrefix(m.Ref, refPrefix); ok {
		a.URL = "/web/media/" + name
	}
	return a
}

// merge puts the lines of several cases in the order of their times; within a case
// the book's order stays.
func merge(lists [][]message) []message {
	all := []message{} // never null in JSON
	for {
		best := -1
		for i, l := range lists {
			if len(l) > 0 && (best < 0 || l[0].At.Before(lists[best][0].At)) {
				best = i
			}
		}
		if best < 0 {
			return all
		}
		all = append(all, lists[best][0])
		lists[best] = lists[best][1:]
	}
}

// openMessage is the last message that asks what is still asked, if it has
// buttons.
func openMessage(all []message, q *dialog.Question) string {
	if q == nil {
		return ""
	}
	for _, m := range slices.Backward(all) {
		if m.By != dialog.ByResident && m.Asks == q.Asks && (q.Case == "" || q.Case == m.Case) {
			if len(m.Choices) == 0 {
				return ""
			}
			return m.ID
		}
	}
	return ""
}
