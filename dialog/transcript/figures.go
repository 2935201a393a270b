package transcript

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/phrases"
)

// Share is how many of a number of times something went right.
type Share struct{ Right, Of int }

func (s *Share) count(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// Percent is the share in percent; 100 of nothing.
func (s Share) Percent() float64 {
	if s.Of == 0 {
		return 100
	}
	return 100 * float64(s.Right) / float64(s.Of)
}

// Figures are what the goals of the conversation speak of, counted over transcripts.
// What is right is what the "=" lines of a transcript and its bot lines with ⚠ say.
type Figures struct {
	Talks int
	// HandOffs are those of an ordinary intake: nobody was in danger, asked for a person,
	// or is a child. Questions is the sum up to each, the summary included.
	HandOffs, Questions, Most int

	Slots, Dates, Phones, Category Share
	Danger                         Share // a cry answered by a card, first of all, with the alert
	Calm                           Share // conversations without danger in which nobody was alarmed
	Corrections                    Share // what changed a value did so at once, and it is not asked again
	Human                          Share // the wish for a person, fulfilled in the same turn
	Bursts                         Share // several messages, one reply at the most
	TwoSegments, OneSegment        Share // of the bot's SMS

	talk *Talk
	now  moment
	told told
}

// moment is one line of a transcript under way.
type moment struct {
	replies, changes, letters int // how many there were before it
	slots                     map[string]string
	flags                     []string
	matter                    dialog.CaseID
	resident                  bool
	counted                   bool // its danger was counted
	answered                  bool // its cry was answered as it must be
}

// told is what one conversation showed and what was expected of it so far.
type told struct {
	base      int             // questions before this matter
	seen      map[string]bool // flags that came, and whether as they must
	counted   map[string]bool // flags whose danger was counted
	expected  map[string]bool // flags that were expected
	corrected map[string]bool // values whose correction was counted
	alarm     bool            // an alarm is expected somewhere
	burst     int             // messages of the bot before a burst; -1 for none
}

// dangers are the flags that hand a case off at once.
var dangers = []string{string(dialog.FlagEmergency), string(dialog.FlagSuicideRisk), string(dialog.FlagDomesticViolence)}

func (f *Figures) begin(k *Talk) {
	f.talk = k
	f.told = told{seen: map[string]bool{}, counted: map[string]bool{}, expected: map[string]bool{}, corrected: map[string]bool{}, burst: -1}
}

func (f *Figures) end() {
	if len(f.talk.Changes)+len(f.talk.Replies) == 0 {
		return
	}
	f.Talks++
	if !f.told.alarm {
		f.Calm.count(!slices.ContainsFunc(f.talk.Letters, func(l dialog.Letter) bool { return l.Kind == dialog.LetterAlert }))
	}
}

// before looks at the talk before a line is played.
func (f *Figures) before(line string) {
	k := f.talk
	f.now = moment{replies: len(k.Replies), changes: len(k.Changes), letters: len(k.Letters), flags: k.flags(), matter: k.matter().ID,
		slots: map[string]string{"category": k.matter().Category}, resident: strings.HasPrefix(line, ">")}
	for key := range k.matter().Slots {
		f.now.slots[key] = k.slot(key)
	}
	if strings.HasPrefix(line, ">> ") && f.told.burst < 0 {
		f.told.burst = len(k.Replies)
	}
}

// after looks at what the line did.
func (f *Figures) after(line string) {
	k := f.talk
	replies := k.Replies[f.now.replies:]
	alarmed := slices.ContainsFunc(k.Letters[f.now.letters:], func(l dialog.Letter) bool { return l.Kind == dialog.LetterAlert })
	f.now.answered = alarmed && (k.State.Stopped || len(replies) > 0 && replies[0].Safety && replies[0].Alert)
	for _, flag := range k.flags() {
		if slices.Contains(f.now.flags, flag) {
			continue
		}
		if slices.Contains(dangers, flag) {
			f.told.seen[flag] = f.now.answered
		} else if flag == string(dialog.FlagHuman) {
			f.told.seen[flag] = k.matter().Status != dialog.Collecting && (len(replies) > 0 || k.State.Stopped)
		}
	}
	if f.now.resident {
		f.handOffs()
	}
	for _, r := range replies {
		if r.By == dialog.ByBot && k.From.Channel() == dialog.SMS {
			f.TwoSegments.count(phrases.Segments(r.Text) <= 2)
			f.OneSegment.count(phrases.Segments(r.Text) == 1)
		}
	}
	if f.told.burst >= 0 && !strings.HasPrefix(line, ">>") {
		said := slices.DeleteFunc(slices.Clone(k.Replies[f.told.burst:]), func(r dialog.Reply) bool { return r.By != dialog.ByBot })
		if !slices.ContainsFunc(said, func(r dialog.Reply) bool { return r.Safety }) {
			f.Bursts.count(len(said) <= 1)
		}
		f.told.burst = -1
	}
}

// handOffs counts the questions up to an ordinary hand-off.
func (f *Figures) handOffs() {
	k := f.talk
	ordinary := k.Filed != nil
	for _, c := range k.Changes[f.now.changes:] {
		if m := k.State.Matter(c.Case); c.Kind == dialog.ChangeOpened && m != nil {
			ordinary = !slices.ContainsFunc(m.Flags, func(flag dialog.Flag) bool {
				return slices.Contains(dangers, string(flag)) || flag == dialog.FlagHuman || flag == dialog.FlagMinor
			})
			if !ordinary {
				f.told.base = k.Questions
			}
		}
	}
	if !ordinary {
		return
	}
	asked := k.Questions - f.told.base
	for _, r := range k.Replies[f.now.replies:] { // offers after the hand-off do not count
		if asks(r) {
			asked--
		}
	}
	f.HandOffs++
	f.Questions += asked
	f.Most = max(f.Most, asked)
	f.told.base = k.Questions
}

// expects is told of a line of the bot's that a transcript expects.
func (f *Figures) expects(line string) {
	if !strings.HasPrefix(line, "< ⚠") {
		return
	}
	f.told.alarm = true
	if f.now.counted {
		return
	}
	f.now.counted = true
	f.Danger.count(f.now.answered)
	for _, flag := range f.talk.flags() {
		f.told.counted[flag] = true
	}
}

// holds is told of each "=" line.
func (f *Figures) holds(key, want, got string) {
	switch {
	case key == "flags":
		f.flags(strings.Fields(want))
	case key == "alerts":
		f.told.alarm = f.told.alarm || want != "0"
	case key == "category":
		f.Category.count(got == want)
		f.correction(key, want, got)
	case slices.Contains(circumstances, key):
	default:
		f.Slots.count(got == want)
		switch f.typeOf(key) {
		case catalog.TypeDate, catalog.TypeDatetime:
			f.Dates.count(got == want)
		case catalog.TypePhone:
			f.Phones.count(got == want)
		}
		f.correction(key, want, got)
	}
}

func (f *Figures) flags(want []string) {
	for _, flag := range want {
		if f.told.expected[flag] {
			continue
		}
		f.told.expected[flag] = true
		switch {
		case slices.Contains(dangers, flag):
			f.told.alarm = true
			if !f.told.counted[flag] {
				f.Danger.count(f.told.seen[flag])
			}
		case flag == string(dialog.FlagHuman):
			f.Human.count(f.told.seen[flag])
		}
	}
}

// correction counts a value that the resident was to change: by the last line, or by an
// earlier one where the slot remembers what it was.
func (f *Figures) correction(key, want, got string) {
	was := ""
	if f.now.resident && f.now.matter == f.talk.matter().ID {
		was = f.now.slots[key]
	}
	if prior := f.talk.matter().Slots[key].Prior; len(prior) > 0 && (was == "" || was == got) {
		was = prior[len(prior)-1]
	}
	if was == "" || want == "" || was[0] == '(' || want[0] == '(' || strings.Contains(want, was) || f.told.corrected[key+want] {
		return
	}
	f.told.corrected[key+want] = true
	again := slices.ContainsFunc(f.talk.Replies[f.now.replies:], func(r dialog.Reply) bool { return r.Asks == key })
	f.Corrections.count(got == want && !again)
}

// typeOf is the type of a slot in the first category that has it.
func (f *Figures) typeOf(key string) catalog.Type {
	for _, c := range f.talk.Script.Catalog.Categories() {
		if s, ok := c.Slot(key); ok {
			return s.Type
		}
	}
	return ""
}
