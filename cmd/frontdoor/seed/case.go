package seed

import (
	first "container/heap"
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// seedCase is one case to be written.
type seedCase struct {
	*Plan
	n      int
	rand   *rand.Rand
	story  *seedStory
	from   dialog.Address
	id     dialog.CaseID // once its first part is written
	agent  int
	starts time.Time
	shift  time.Duration
	parts  [][]casebook.Event // with the names of the story still in them
	own    []string           // what stands in the story and what this case has of it, in pairs
}

// seedPart is a part of a case: what happens at once.
type seedPart struct {
	of     *seedCase
	n      int
	events []casebook.Event
	last   bool
}

func (c *seedCase) part(n int) seedPart { return seedPart{c, n, c.parts[n], n+1 == len(c.parts)} }

func (p seedPart) at() time.Time { return p.events[0].At }
func (p seedPart) messages() int { return messagesIn(p.events) }

// seedTown gives the parts of all cases in the order of their times.
type seedTown struct {
	*Plan
	made   int
	left   int        // messages not given to a case yet
	starts *rand.Rand // when the next begins
	clock  time.Time
	parts  partHeap
	dealt  map[bool][]*seedStory // by whether it is open at the end
}

func (s *Plan) begin() *seedTown {
	t := &seedTown{Plan: s, left: s.Messages - s.Longest, starts: dice(s.Seed, -1), dealt: map[bool][]*seedStory{}}
	t.clock = s.Until.AddDate(0, 0, -s.Days)
	for i := range s.stories {
		open := s.stories[i].end != endClosed
		t.dealt[open] = append(t.dealt[open], &s.stories[i])
	}
	return t
}

// next is the part that happens next. Cases begin day after day, so all parts before the
// day of the next case are known.
func (t *seedTown) next() (seedPart, bool) {
	for t.made < t.Cases && (t.parts.Len() == 0 || !t.parts[0].at().Before(t.day())) {
		c := t.newCase()
		first.Push(&t.parts, c.part(0))
	}
	if t.parts.Len() == 0 {
		return seedPart{}, false
	}
	part := first.Pop(&t.parts).(seedPart)
	if !part.last {
		first.Push(&t.parts, part.of.part(part.n+1))
	}
	return part, true
}

// day is when the day of the next case begins.
func (t *seedTown) day() time.Time { return t.dayOf(t.clock) }

func (s *Plan) dayOf(at time.Time) time.Time {
	at = at.In(s.zone)
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, s.zone)
}

// newCase makes the next case.
func (t *seedTown) newCase() *seedCase {
	c := &seedCase{Plan: t.Plan, n: t.made, rand: dice(t.Seed, t.made)}
	if t.made++; c.n == 0 {
		t.first = c
	}
	today := t.day()
	each := time.Duration(t.Days) * 24 * time.Hour / time.Duration(t.Cases+1)
	open := c.rand.Float64() < t.Open || t.Until.Sub(t.clock) < 48*time.Hour
	t.clock = t.clock.Add(time.Duration(float64(each) * 2 * t.starts.Float64()))
	stories := t.dealt[open]
	c.story = stories[c.rand.IntN(len(stories))]
	c.starts = today.Add(c.story.first.Sub(t.dayOf(c.story.first)) + time.Duration(c.rand.IntN(55*60))*time.Second)
	for t.Until.Sub(c.starts) < time.Hour { // what begins today has begun
		c.starts = c.starts.Add(-24 * time.Hour)
	}
	age := t.Until.Sub(c.starts)
	c.shift = c.starts.Sub(c.story.first)
	messages := 0
	switch {
	case c.n == 0 && t.Longest > 0:
		messages = t.Longest
	case t.Cases-c.n > 0:
		messages = int(float64(t.left) / float64(t.Cases-c.n) * (0.5 + c.rand.Float64()))
	}
	c.lay(messages, age)
	if c.n > 0 || t.Longest == 0 {
		for _, part := range c.parts {
			t.left -= messagesIn(part)
		}
	}
	c.name()
	return c
}

// lay lays the parts of a case into time: those of the story, and between its last two as
// much talk as there is to be. None lies after the end.
func (c *seedCase) lay(messages int, age time.Duration) {
	told := c.story.parts
	more := max(0, messages-c.story.messages())
	room := time.Duration(float64(age) * 0.9)
	if own := told[len(told)-1][0].At.Sub(c.story.first); room < own {
		room = own
	}
	head, tail := told[:len(told)-1], told[len(told)-1:]
	if c.story.end != endClosed {
		head, tail = told, nil
	}
	for _, part := range head {
		c.parts = append(c.parts, c.moved(part, c.shift))
	}
	after := head[len(head)-1][0].At.Add(c.shift)
	step := (room - after.Sub(c.starts)) / time.Duration(more/2+3)
	step = min(max(step, time.Minute), 30*time.Hour)
	for more > 0 {
		after = after.Add(step/2 + time.Duration(c.rand.Int64N(int64(step)))).Truncate(time.Millisecond)
		if step > 2*time.Hour { // people sleep
			after = c.awake(after)
		}
		part := c.exchange(after, more)
		c.parts, more = append(c.parts, part), more-messagesIn(part)
	}
	for _, part := range tail {
		c.parts = append(c.parts, c.moved(part, after.Add(step).Sub(part[0].At)))
	}
	for i, part := range c.parts { // a story of today may be younger than its end
		if part[0].At.After(c.Until) {
			c.parts[i] = c.moved(part, c.Until.Sub(part[0].At))
		}
	}
}

// awake is the time itself, or in the night the morning after.
func (c *seedCase) awake(at time.Time) time.Time {
	day := c.dayOf(at)
	switch hour := at.Sub(day); {
	case hour < 8*time.Hour:
		return day.Add(8*time.Hour + time.Duration(c.rand.IntN(7200))*time.Second)
	case hour > 21*time.Hour:
		return day.Add(32*time.Hour + time.Duration(c.rand.IntN(7200))*time.Second)
	}
	return at
}

func (c *seedCase) moved(part []casebook.Event, by time.Duration) []casebook.Event {
	out := make([]casebook.Event, len(part))
	for i, e := range part {
		e.At = e.At.Add(by)
		if !e.Due.IsZero() {
			e.Due = e.Due.Add(by)
		}
		if !e.Until.IsZero() {
			e.Until = e.Until.Add(by)
		}
		out[i] = e
	}
	return out
}

// exchange is an agent's word that arrives and the resident's answer; where nobody has the
// case, a word of the resident alone; now and then a note.
func (c *seedCase) exchange(at time.Time, most int) []casebook.Event {
	said := func(by dialog.By, agent, text, message string, later time.Duration) casebook.Event {
		return casebook.Event{Change: dialog.Change{Kind: dialog.ChangeSaid, By: by, Agent: agent, Text: text}, At: at.Add(later), Message: message}
	}
	if c.story.end == endWaits || most == 1 {
		return []casebook.Event{said(dialog.ByResident, "", c.pick("resident"), "", 0)}
	}
	message := fmt.Sprintf("more-%d", len(c.parts))
	events := []casebook.Event{said(dialog.ByAgent, storyAgent, c.pick("agent"), message, 0)}
	for i, receipt := range []casebook.Receipt{casebook.Sent, casebook.Delivered} {
		events = append(events, casebook.Event{Change: dialog.Change{Kind: dialog.ChangeReceipt, By: dialog.BySystem}, At: at.Add(time.Duration(i+1) * time.Second),
			Message: message, Receipt: receipt})
	}
	if c.rand.IntN(6) == 0 {
		events = append(events, casebook.Event{Change: dialog.Change{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: storyAgent, Text: c.pick("note")}, At: at.Add(30 * time.Second)})
	}
	return append(events, said(dialog.ByResident, "", c.pick("resident"), "", time.Minute+time.Duration(c.rand.IntN(120))*time.Second))
}

func (c *seedCase) pick(who string) string {
	all := c.words.said[who][c.story.lang]
	return strings.ReplaceAll(all[c.rand.IntN(len(all))], storyCount, fmt.Sprint(2+c.rand.IntN(40)))
}

// name gives the case its own address, names, numbers and sums. Numbers begin with 199 00:
// they belong to nobody.
func (c *seedCase) name() {
	phone := fmt.Sprintf("19900%06d", (uint64(c.n)*7919+c.Seed)%1_000_000)
	channel := c.story.from.Channel()
	local := fmt.Sprintf("seed-%s-%d", c.run, c.n)
	if channel == dialog.SMS {
		local = "+86" + phone
		if c.n >= 1_000_000 {
			local += fmt.Sprint(c.n / 1_000_000)
		}
	}
	c.from = dialog.Address(channel + ":" + local)
	c.agent = c.rand.IntN(len(c.team()))
	c.own = []string{storyNameZH, c.pick("name"), storyNameEN, c.pick("name"), storyPhone, phone, storySum, fmt.Sprint(100 * (5 + c.rand.IntN(300))),
		storyAgent, seedLogin(c.agent), storyCalled, c.team()[c.agent], string(c.story.from), string(c.from),
		c.story.from.Local(), c.from.Local()}
}

// number reserves the number of the case before its first part.
func (c *seedCase) number(ctx context.Context, b casebook.Book, prefix string) error {
	if c.id != "" {
		return nil
	}
	shard := casebook.ShardOf(c.from)
	seq, err := b.Reserve(ctx, shard)
	if err != nil {
		return fmt.Errorf("number a case: %w", err)
	}
	c.id = dialog.FormatCaseID(prefix, shard, seq)
	return nil
}

// commit is the part as it is written.
func (p seedPart) commit() (casebook.Commit, error) {
	c := p.of
	own := c.replacer()
	commit := casebook.Commit{ID: fmt.Sprintf("seed-%s-%d-%d", c.run, c.n, p.n), Address: c.from}
	for _, e := range p.events {
		e.Case, e.Address = c.id, c.from
		e.Text, e.Agent, e.Value, e.Raw, e.Quote = own.Replace(e.Text), own.Replace(e.Agent), own.Replace(e.Value), own.Replace(e.Raw), own.Replace(e.Quote)
		if e.Message != "" {
			e.Message = fmt.Sprintf("seed-%s-%d-%s", c.run, c.n, e.Message)
		}
		commit.Events = append(commit.Events, e)
	}
	if !p.last {
		return commit, nil
	}
	state, err := casebook.DecodeState([]byte(timesIn.ReplaceAllStringFunc(own.Replace(string(c.story.state)), c.later)))
	commit.State = &state
	return commit, err
}

// replacer puts what the case has of its own in the place of what the story has.
func (c *seedCase) replacer() *strings.Replacer {
	return strings.NewReplacer(append([]string{string(c.story.id), string(c.id)}, c.own...)...)
}

var timesIn = regexp.MustCompile(`"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[^"]*"`)

// later is a time of the story's state as it is in the case.
func (c *seedCase) later(quoted string) string {
	at, err := time.Parse(time.RFC3339Nano, strings.Trim(quoted, `"`))
	if err != nil || at.IsZero() {
		return quoted
	}
	return `"` + at.Add(c.shift).Format(time.RFC3339Nano) + `"`
}

// partHeap orders parts by time, then by case.
type partHeap []seedPart

func (h partHeap) Len() int { return len(h) }
func (h partHeap) Less(i, j int) bool {
	a, b := h[i].at(), h[j].at()
	return a.Before(b) || a.Equal(b) && h[i].of.n < h[j].of.n
}
func (h partHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *partHeap) Push(x any)   { *h = append(*h, x.(seedPart)) }
func (h *partHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
