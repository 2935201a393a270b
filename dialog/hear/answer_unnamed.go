package hear

import (
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// Settles says that words are no answer to the question itself, which is read as such.
func (t *Listener) Settles(s catalog.Slot, msg Message) bool {
	return msg.Choice == "" && (t.State.Asking == nil || t.State.Asking.Asks != s.Key)
}

// AnswerUnnamed is an option of the question whether to be named.
type AnswerUnnamed struct {
	Key, Raw  string
	Anonymous bool
}

// AsksUnnamed says that a slot is the question whether to be named.
func AsksUnnamed(s *catalog.Slot) bool {
	return slices.ContainsFunc(s.Sets, func(r catalog.FlagRule) bool { return r.Flag == string(dialog.FlagAnonymous) })
}

// UnnamedAnswer finds the option the words choose. Who will not be anonymous, and says
// no more, is named; who will not be named is anonymous.
func UnnamedAnswer(s catalog.Slot, text string) (AnswerUnnamed, bool) {
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
		return AnswerUnnamed{value, raw, false}, s.Denies(text, unnamed)
	case s.Denies(text, unnamed):
		return AnswerUnnamed{plain, text, false}, true
	case s.Denies(text, plain):
		return AnswerUnnamed{unnamed, text, true}, true
	case !ok && unnamed != "" && s.Says(text, unnamed): // 不想让人知道是我说的,别留名字: kept from all is kept from one
		return AnswerUnnamed{unnamed, text, true}, true
	}
	return AnswerUnnamed{value, raw, value == unnamed}, ok
}

// fromOthers asks that the name be kept from somebody: 不要告诉村里, "don't tell him".
var fromOthers = pattern.MustCompile(`(?:别|不要|不能|不想|不许|千万别)(?:跟|和|让|给|对|告诉|说|讲|透露|说出去|传出去)|保密|\b(?:do not|don'?t|dont|not) (?:tell|let|say|show|share|give)\b|\b(?:secret|confidential|between us)\b`)

// givesName reads an answer that gives the name, with the number or without, to the question
// whether to be named: who does is named, or kept from
// the subject where the words ask for that.
func (t *Listener) givesName(m *dialog.Matter, s catalog.Slot, text string) []Command {
	name, ok := understand.Name(text, true)
	if !ok || !AsksUnnamed(&s) || m.Has("name") || len([]rune(text)) > 40 || (!aFullName(name.Value) || pattern.HoldsAny(name.Value, officeWords)) && len(t.Phones(text)) == 0 {
		return nil
	}
	var cmds []Command
	for _, o := range s.Options {
		if secret := fromOthers.MatchString(pattern.Small(text)); secret && s.Flagged(o.Key, string(dialog.FlagConfidential)) || !secret && !s.Flagged(o.Key, "") {
			cmds = append(cmds, Command{Do: DoSet, Slot: s.Key, Value: o.Key, Raw: text})
		}
	}
	cmds = append(cmds, Command{Do: DoSet, Slot: "name", Value: name.Value, Raw: name.Raw})
	if phones := t.Phones(text); len(phones) == 1 {
		cmds = append(cmds, Command{Do: DoSet, Slot: "phone", Value: phones[0].Value, Raw: phones[0].Raw})
	}
	return cmds
}

// turnsDown says that one of the options whether to be named is named and not wanted.
func turnsDown(s catalog.Slot, text string) bool {
	return AsksUnnamed(&s) && slices.ContainsFunc(s.Options, func(o catalog.Option) bool { return s.Denies(text, o.Key) })
}
