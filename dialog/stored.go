package dialog

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// The stored form of a state is what encoding/json makes of it. It is read and written at
// every turn, so the talk of every day has a coder of its own here, which gives the same
// bytes; whatever it does not know is left to encoding/json.

// AppendState appends the stored form of a state.
func AppendState(b []byte, s *State) ([]byte, error) {
	if ofEveryDay(s) {
		c := coder{out: append(b, '{')}
		c.state(s)
		if !c.bad {
			return append(c.out, '}'), nil
		}
	}
	whole, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write state: %w", err)
	}
	return append(b, whole...), nil
}

// ReadState reads what AppendState wrote, and what older programs did.
func ReadState(b []byte) (State, error) {
	var s State
	c := coder{reading: true, in: string(b)}
	if c.bad = !plainJSON(c.in); !c.bad {
		c.object(func() { c.state(&s) })
	}
	if !c.bad && c.at == len(c.in) {
		return s, nil
	}
	s = State{}
	if err := json.Unmarshal(b, &s); err != nil {
		return State{}, fmt.Errorf("read state: %w", err)
	}
	return s, nil
}

// ofEveryDay says that a state has nothing the coder leaves out: pictures, pins, alerts.
func ofEveryDay(s *State) bool {
	seen := func(p Piece) bool { return len(p.Media) > 0 || p.Pin != nil }
	return len(s.Alerts) == 0 && !slices.ContainsFunc(s.Burst, seen) && !slices.ContainsFunc(s.Parked, seen)
}

// Each of the following goes over the fields of its type in their order; the names and
// what is left out are those of the tags.

func (c *coder) state(s *State) {
	always(c, "v", &s.V, (*coder).number)
	text(c, "lang", &s.Lang)
	c.yes("stopped", &s.Stopped)
	c.yes("blocked", &s.Blocked)
	c.yes("greeted", &s.Greeted)
	text(c, "spare", &s.Spare)
	list(c, "matters", &s.Matters, (*coder).matter)
	text(c, "current", &s.Current)
	if c.field("asking", s.Asking == nil) {
		if c.reading {
			s.Asking = &Question{}
		}
		c.object(func() { c.question(s.Asking) })
	}
	list(c, "burst", &s.Burst, (*coder).piece)
	dict(c, "wakes", &s.Wakes, (*coder).moment)
	text(c, "phone", &s.Phone)
	text(c, "name", &s.Name)
	c.yes("shared", &s.Shared)
	text(c, "teller", &s.Teller)
	list(c, "parked", &s.Parked, (*coder).piece)
	list(c, "sent", &s.Sent, (*coder).sent)
	list(c, "waiting", &s.Waiting, quoted[string])
	dict(c, "used", &s.Used, (*coder).number)
	c.time("muted_until", &s.MutedUntil)
	c.time("rude", &s.Rude)
	c.yes("mask_told", &s.MaskTold)
	c.yes("mask_due", &s.MaskDue)
	c.time("last_at", &s.LastAt)
}

func (c *coder) matter(m *Matter) {
	c.object(func() {
		always(c, "id", &m.ID, quoted[CaseID])
		always(c, "status", &m.Status, quoted[Status])
		text(c, "category", &m.Category)
		c.share("confidence", &m.Confidence)
		dict(c, "slots", &m.Slots, (*coder).slot)
		list(c, "flags", &m.Flags, quoted[Flag])
		text(c, "owner", &m.Owner)
		text(c, "owner_name", &m.OwnerName)
		c.count("asked", &m.Asked)
		list(c, "order", &m.Order, quoted[string])
		c.count("attach", &m.Attach)
		text(c, "title", &m.Title)
		c.time("opened_at", &m.OpenedAt)
		c.time("closed_at", &m.ClosedAt)
		c.time("due", &m.Due)
		text(c, "outcome", &m.Outcome)
		c.count("score", &m.Score)
		c.yes("alerted", &m.Alerted)
		dict(c, "alarms", &m.Alarms, (*coder).moment)
		c.yes("receipted", &m.Receipted)
		c.time("heard_at", &m.HeardAt)
		c.yes("urgent", &m.Urgent)
		c.yes("reminded", &m.Reminded)
		c.yes("abandoned", &m.Abandoned)
		c.yes("chosen", &m.Chosen)
		list(c, "hints", &m.Hints, quoted[string])
		list(c, "reasoned", &m.Reasoned, quoted[string])
		c.count("total", &m.Total)
		c.count("step", &m.Step)
		c.yes("told", &m.Told)
		text(c, "heard", &m.Heard)
		c.count("lost", &m.Lost)
		text(c, "news", &m.News)
		c.yes("went_on", &m.WentOn)
		c.yes("carried", &m.Carried)
		text(c, "teller", &m.Teller)
		text(c, "before", &m.Before)
	})
}

func (c *coder) slot(s *Slot) {
	c.object(func() {
		always(c, "value", &s.Value, quoted[string])
		text(c, "raw", &s.Raw)
		text(c, "state", &s.State)
		text(c, "from", &s.From)
		text(c, "by", &s.By)
		list(c, "prior", &s.Prior, quoted[string])
	})
}

func (c *coder) question(q *Question) {
	always(c, "asks", &q.Asks, quoted[string])
	text(c, "about", &q.About)
	list(c, "choices", &q.Choices, (*coder).choice)
	c.count("tries", &q.Tries)
	text(c, "case", &q.Case)
	c.time("at", &q.At)
}

func (c *coder) choice(o *Choice) {
	c.object(func() {
		always(c, "key", &o.Key, quoted[string])
		always(c, "label", &o.Label, quoted[string])
		always(c, "value", &o.Value, quoted[string])
	})
}

func (c *coder) piece(p *Piece) {
	c.object(func() {
		text(c, "id", &p.ID)
		c.count64("seq", &p.Seq)
		always(c, "at", &p.At, (*coder).moment)
		text(c, "text", &p.Text)
		text(c, "contact", &p.Contact)
	})
}

func (c *coder) sent(m *SentMark) {
	c.object(func() {
		always(c, "h", &m.Hash, (*coder).mark)
		always(c, "t", &m.At, (*coder).moment)
	})
}

// sortedKeys are a map's keys in the order in which they are stored.
func sortedKeys[V any](m map[string]V, room []string) []string {
	keys := slices.AppendSeq(room, maps.Keys(m))
	slices.Sort(keys)
	return keys
}
