package talk

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// namedOrNot hears at any question whether the resident wants to stay unnamed, or kept
// from the subject: the last word on it counts until the case is filed. True when that
// changed just now.
func (t *Talk) namedOrNot(m *dialog.Matter, msg hear.Message) bool {
	if msg.Text == "" {
		return false
	}
	// 不留名,电话139…: who leaves a number only keeps the name back.
	reachable := len(understand.Phones(msg.Text)) > 0 && !pattern.HoldsAny(msg.Text, []string{"匿名", "anonym"})
	unnamed := slices.Contains(m.Flags, dialog.FlagAnonymous)
	for _, c := range t.Catalog.Categories() {
		for i := range c.Slots {
			if !hear.AsksUnnamed(&c.Slots[i]) {
				continue
			}
			s := c.Slots[i]
			value, ok := hear.UnnamedAnswer(s, msg.Text)
			old, had := m.Slots[s.Key]
			other := had && old.State == "" && old.Value != value.Key
			ok = ok || value.Key != "" && !unnamed // kept from the subject
			if !ok || value.Anonymous && reachable || value.Anonymous == unnamed && !(other && c.Key == m.Category && t.Settles(s, msg)) {
				continue
			}
			switch {
			case value.Anonymous == unnamed:
				t.dropFlags(m, s, old.Value, value.Key)
			case value.Anonymous:
				t.dropFlags(m, s, old.Value, value.Key)
				t.Flag(m, dialog.FlagAnonymous)
			default:
				t.Unflag(m, dialog.FlagAnonymous)
				t.KnownContact(m)
			}
			if other {
				t.Put(m, hear.Command{Slot: s.Key, Value: value.Key, Raw: value.Raw}, msg.From(), dialog.ByResident)
				t.turned, t.turnedFrom = s.Key, old
			} else if (!had || old.State != "") && m.Category == c.Key && value.Anonymous {
				t.Put(m, hear.Command{Slot: s.Key, Value: value.Key, Raw: value.Raw}, msg.From(), dialog.ByResident)
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
func (t *Talk) sayUnnamed() {
	if t.UnnamedNow {
		t.Before(t.Phrase("unnamed", nil))
		t.UnnamedNow = false
	}
}

// KeptByWords hears the wish to be kept from the subject, or from all, in words of a matter
// whose questions do not ask for it: 路灯坏了,请保密. An answer to such a question counts
// before. Who was named already and wants to be unnamed is kept from the subject at least.
func (t *Talk) KeptByWords(m *dialog.Matter, text string) {
	if slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return
	}
	for _, c := range t.Catalog.Categories() {
		for i := range c.Slots {
			s := &c.Slots[i]
			if !hear.AsksUnnamed(s) {
				continue
			}
			if c.Key == m.Category && m.Status == dialog.Collecting {
				return
			}
			value, _ := hear.UnnamedAnswer(*s, text)
			if asksKeep.MatchString(text) || s.Flagged(value.Key, string(dialog.FlagConfidential)) || value.Key != "" && value.Anonymous && m.Status != dialog.Collecting {
				t.Flag(m, dialog.FlagConfidential)
				return
			}
		}
	}
}

// keptFromSubject answers the question whether to be named for who asked to be kept from the
// subject before the kind of matter was known.
func (t *Talk) keptFromSubject(m *dialog.Matter) {
	c, ok := t.Catalog.Category(m.Category)
	if !ok || !slices.Contains(m.Flags, dialog.FlagConfidential) || slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return
	}
	for i := range c.Slots {
		s := &c.Slots[i]
		if !hear.AsksUnnamed(s) || m.Settled(s.Key) {
			continue
		}
		for _, o := range s.Options {
			if s.Flagged(o.Key, string(dialog.FlagConfidential)) {
				t.Put(m, hear.Command{Do: hear.DoSet, Slot: s.Key, Value: o.Key, Raw: o.Label(t.Lang())}, t.In.ID, dialog.BySystem)
			}
		}
	}
}

// asksKeep asks in the middle of a story whether it is kept from others: 你们能保密吗.
var asksKeep = pattern.MustCompile(`(?i)(?:能|会|可以|可不可以|能不能|会不会)(?:帮我|给我|替我)?保密|保密(?:吗|么|的吧|不)|\b(?:is|will|can) (?:this|it|that)(?: be| stay)?(?: kept)? (?:confidential|private|secret|between us)\b`)

// promiseKept answers who asks in the middle of a story whether it is kept from the one it is
// about, once.
func (t *Talk) promiseKept(m *dialog.Matter, msg hear.Message) {
	if !m.Has("what") || !asksKeep.MatchString(msg.Text) || slices.Contains(m.Flags, dialog.FlagConfidential) || slices.Contains(m.Flags, dialog.FlagAnonymous) {
		return
	}
	t.Flag(m, dialog.FlagConfidential)
	t.Before(t.Phrase("confidential", nil))
}

// onlyKept answers words, in the middle of the questions, that ask for nothing but to be kept
// from the subject: 不要告诉他是我说的. They are no answer to what was asked.
func (t *Talk) onlyKept(m *dialog.Matter, msg hear.Message, cmds []hear.Command) bool {
	if t.State.Asking == nil || t.turned != "" || msg.Choice != "" || !m.Has("what") || slices.Contains(m.Flags, dialog.FlagConfidential) || len([]rune(msg.Text)) > 60 || pattern.HasHan(msg.Text) && len([]rune(msg.Text)) > 24 {
		return false
	}
	tells := func(c hear.Command) bool { // something else beside
		return c.Do == hear.DoSet && !slices.Contains([]string{"what", "wish", "discreet"}, c.Slot) && !(c.Raw == msg.Text && slices.Contains([]string{"who", "where", "name"}, c.Slot))
	}
	if slices.ContainsFunc(cmds, tells) {
		return false
	}
	t.KeptByWords(m, msg.Text)
	if !slices.Contains(m.Flags, dialog.FlagConfidential) {
		return false
	}
	t.addWords(m, msg.Text, msg.From())
	t.Before(t.Phrase("confidential", nil))
	t.again(m)
	return true
}

// dropFlags takes the flags off that the earlier answer set and the new one does not:
// who may be named after all is kept from nobody.
func (t *Talk) dropFlags(m *dialog.Matter, s catalog.Slot, was, is string) {
	for _, f := range s.FlagsFor(was) {
		if !s.Flagged(is, f) && slices.Contains(m.Flags, dialog.Flag(f)) {
			t.Unflag(m, dialog.Flag(f))
		}
	}
}

// sayTurned says that the answer changed, where nothing else did.
func (t *Talk) sayTurned(m *dialog.Matter) {
	if t.turned != "" {
		t.sayChanged(m, []string{t.turned}, map[string]dialog.Slot{t.turned: t.turnedFrom})
	}
}
