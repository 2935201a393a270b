package script

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// namedOrNot hears at any question whether the resident wants to stay unnamed, or kept
// from the subject: the last word on it counts until the case is filed. True when that
// changed just now.
func (t *scene) namedOrNot(m *dialog.Matter, msg message) bool {
	if msg.text == "" {
		return false
	}
	// 不留名,电话139…: who leaves a number only keeps the name back.
	reachable := len(understand.Phones(msg.text)) > 0 && !pattern.HoldsAny(msg.text, []string{"匿名", "anonym"})
	unnamed := slices.Contains(m.Flags, dialog.FlagAnonymous)
	for _, c := range t.Catalog.Categories() {
		for i := range c.Slots {
			if !asksUnnamed(&c.Slots[i]) {
				continue
			}
			s := c.Slots[i]
			value, ok := unnamedAnswer(s, msg.text)
			old, had := m.Slots[s.Key]
			other := had && old.State == "" && old.Value != value.key
			ok = ok || value.key != "" && !unnamed // kept from the subject
			if !ok || value.anonymous && reachable || value.anonymous == unnamed && !(other && c.Key == m.Category && t.settles(s, msg)) {
				continue
			}
			switch {
			case value.anonymous == unnamed:
				t.dropFlags(m, s, old.Value, value.key)
			case value.anonymous:
				t.dropFlags(m, s, old.Value, value.key)
				t.flag(m, dialog.FlagAnonymous)
			default:
				t.unflag(m, dialog.FlagAnonymous)
				t.knownContact(m)
			}
			if other {
				t.put(m, Command{Slot: s.Key, Value: value.key, Raw: value.raw}, msg.from(), dialog.ByResident)
				t.turned, t.turnedFrom = s.Key, old
			} else if (!had || old.State != "") && m.Category == c.Key && value.anonymous {
				t.put(m, Command{Slot: s.Key, Value: value.key, Raw: value.raw}, msg.from(), dialog.ByResident)
				if had {
					t.turned, t.turnedFrom = s.Key, old // left open before
				}
			}
			return true
		}
	}
	return false
}

// sayUnnamed tells once, and at once, that the wish to stay unnamed is heard.
func (t *scene) sayUnnamed() {
	if t.unnamedNow {
		t.before(t.phrase("unnamed", nil))
		t.unnamedNow = false
	}
}

// keptByWords hears the wish to be kept from the subject, or from all, in words of a matter
// whose questions do not ask for it: 路灯坏了,请保密. An answer to such a question counts
// before. Who was named already and wants to be unnamed is kept from the subject at least.
func (t *scene) keptByWords(m *dialog.Matter, text string) {
	if slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return
	}
	for _, c := range t.Catalog.Categories() {
		for i := range c.Slots {
			s := &c.Slots[i]
			if !asksUnnamed(s) {
				continue
			}
			if c.Key == m.Category && m.Status == dialog.Collecting {
				return
			}
			value, _ := unnamedAnswer(*s, text)
			if asksKeep.MatchString(text) || s.Flagged(value.key, string(dialog.FlagConfidential)) || value.key != "" && value.anonymous && m.Status != dialog.Collecting {
				t.flag(m, dialog.FlagConfidential)
				return
			}
		}
	}
}

// keptFromSubject answers the question whether to be named for who asked to be kept from the
// subject before the kind of matter was known.
func (t *scene) keptFromSubject(m *dialog.Matter) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || !slices.Contains(m.Flags, dialog.FlagConfidential) || slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return
	}
	for i := range c.Slots {
		s := &c.Slots[i]
		if !asksUnnamed(s) || m.Settled(s.Key) {
			continue
		}
		for _, o := range s.Options {
			if s.Flagged(o.Key, string(dialog.FlagConfidential)) {
				t.put(m, Command{Do: DoSet, Slot: s.Key, Value: o.Key, Raw: o.Label(t.lang())}, t.in.ID, dialog.BySystem)
			}
		}
	}
}

// asksKeep asks in the middle of a story whether it is kept from others: 你们能保密吗.
var asksKeep = pattern.MustCompile(`(?i)(?:能|会|可以|可不可以|能不能|会不会)(?:帮我|给我|替我)?保密|保密(?:吗|么|的吧|不)|\b(?:is|will|can) (?:this|it|that)(?: be| stay)?(?: kept)? (?:confidential|private|secret|between us)\b`)

// promiseKept answers who asks in the middle of a story whether it is kept from the one it is
// about, once.
func (t *scene) promiseKept(m *dialog.Matter, msg message) {
	if !m.Has("what") || !asksKeep.MatchString(msg.text) || slices.Contains(m.Flags, dialog.FlagConfidential) || slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return
	}
	t.flag(m, dialog.FlagConfidential)
	t.before(t.phrase("confidential", nil))
}

// onlyKept answers words, in the middle of the questions, that ask for nothing but to be kept
// from the subject: 不要告诉他是我说的. They are no answer to what was asked.
func (t *scene) onlyKept(m *dialog.Matter, msg message, cmds []Command) bool {
	if t.s.Asking == nil || t.turned != "" || msg.choice != "" || !m.Has("what") || slices.Contains(m.Flags, dialog.FlagConfidential) || len([]rune(msg.text)) > 60 || pattern.HasHan(msg.text) && len([]rune(msg.text)) > 24 {
		return false
	}
	tells := func(c Command) bool { // something else beside
		return c.Do == DoSet && !slices.Contains([]string{"what", "wish", "discreet"}, c.Slot) && !(c.Raw == msg.text && slices.Contains([]string{"who", "where", "name"}, c.Slot))
	}
	if slices.ContainsFunc(cmds, tells) {
		return false
	}
	t.keptByWords(m, msg.text)
	if !slices.Contains(m.Flags, dialog.FlagConfidential) {
		return false
	}
	t.addWords(m, msg.text, msg.from())
	t.before(t.phrase("confidential", nil))
	t.again(m)
	return true
}

// settles says that words are no answer to the question itself, which is read as such.
func (t *Listener) settles(s catalog.Slot, msg message) bool {
	return msg.choice == "" && (t.s.Asking == nil || t.s.Asking.Asks != s.Key)
}

// dropFlags takes the flags off that the earlier answer set and the new one does not:
// who may be named after all is kept from nobody.
func (t *scene) dropFlags(m *dialog.Matter, s catalog.Slot, was, is string) {
	for _, f := range s.FlagsFor(was) {
		if !s.Flagged(is, f) && slices.Contains(m.Flags, dialog.Flag(f)) {
			t.unflag(m, dialog.Flag(f))
		}
	}
}

// sayTurned says that the answer changed, where nothing else did.
func (t *scene) sayTurned(m *dialog.Matter) {
	if t.turned != "" {
		t.sayChanged(m, []string{t.turned}, map[string]dialog.Slot{t.turned: t.turnedFrom})
	}
}

// answerUnnamed is an option of the question whether to be named.
type answerUnnamed struct {
	key, raw  string
	anonymous bool
}

func asksUnnamed(s *catalog.Slot) bool {
	return slices.ContainsFunc(s.Sets, func(r catalog.FlagRule) bool { return r.Flag == string(dialog.FlagAnonymous) })
}

// unnamedAnswer finds the option the words choose. Who will not be anonymous, and says
// no more, is named; who will not be named is anonymous.
func unnamedAnswer(s catalog.Slot, text string) (answerUnnamed, bool) {
	var plain, unnamed string
	for _, o := range s.Options {
		switch {
		case !s.Flagged(o.Key, ""):
			plain = o.Key
		case s.Flagged(o.Key, string(dialog.FlagAnonymous)):
			unnamed = o.Key
		}
	}
	value, raw, ok := s.Infer(text)
	between := ok && value != plain && value != unnamed // kept from the subject: named, with care
	switch {
	case between:
		return answerUnnamed{value, raw, false}, s.Denies(text, unnamed)
	case s.Denies(text, unnamed):
		return answerUnnamed{plain, text, false}, true
	case s.Denies(text, plain):
		return answerUnnamed{unnamed, text, true}, true
	case !ok && unnamed != "" && s.Says(text, unnamed): // 不想让人知道是我说的,别留名字: kept from all is kept from one
		return answerUnnamed{unnamed, text, true}, true
	}
	return answerUnnamed{value, raw, value == unnamed}, ok
}

// fromOthers asks that the name be kept from somebody: 不要告诉村里, "don't tell him".
var fromOthers = pattern.MustCompile(`(?:别|不要|不能|不想|不许|千万别)(?:跟|和|让|给|对|告诉|说|讲|透露|说出去|传出去)|保密|\b(?:do not|don'?t|dont|not) (?:tell|let|say|show|share|give)\b|\b(?:secret|confidential|between us)\b`)

// givesName reads an answer that gives the name, with the number or without, to the question
// whether to be named: who does is named, or kept from
// the subject where the words ask for that.
func (t *Listener) givesName(m *dialog.Matter, s catalog.Slot, text string) []Command {
	name, ok := understand.Name(text, true)
	if !ok || !asksUnnamed(&s) || m.Has("name") || len([]rune(text)) > 40 || (!aFullName(name.Value) || pattern.HoldsAny(name.Value, officeWords)) && len(t.phones(text)) == 0 {
		return nil
	}
	var cmds []Command
	for _, o := range s.Options {
		if secret := fromOthers.MatchString(pattern.Small(text)); secret && s.Flagged(o.Key, string(dialog.FlagConfidential)) || !secret && !s.Flagged(o.Key, "") {
			cmds = append(cmds, Command{Do: DoSet, Slot: s.Key, Value: o.Key, Raw: text})
		}
	}
	cmds = append(cmds, Command{Do: DoSet, Slot: "name", Value: name.Value, Raw: name.Raw})
	if phones := t.phones(text); len(phones) == 1 {
		cmds = append(cmds, Command{Do: DoSet, Slot: "phone", Value: phones[0].Value, Raw: phones[0].Raw})
	}
	return cmds
}

// turnsDown says that one of the options whether to be named is named and not wanted.
func turnsDown(s catalog.Slot, text string) bool {
	return asksUnnamed(&s) && slices.ContainsFunc(s.Options, func(o catalog.Option) bool { return s.Denies(text, o.Key) })
}
