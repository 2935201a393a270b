package catalog

import (
	"fmt"
	"slices"

	yf "frontdoor/dialog/catalog/yamlfile"
	"frontdoor/dialog/pattern"
)

// conditions reads a list of conditions. own is the slot meant where a condition
// names none; empty for a category, whose conditions must name theirs.
func (r *reader) conditions(list []fileCondition, own, owner string, c Category) []Condition {
	var read []Condition
	for _, fc := range list {
		read = append(read, r.condition(fc, own, owner, c))
	}
	return read
}

func (r *reader) condition(fc fileCondition, own, owner string, c Category) Condition {
	out := Condition{Slot: fc.Slot.Text}
	if !fc.Slot.Given() {
		out.Slot = own
	}
	var kinds []ConditionKind
	var at int
	for _, k := range []struct {
		kind  ConditionKind
		given bool
		line  int
	}{
		{WhenHint, fc.Hint.Given(), fc.Hint.Line},
		{WhenFlag, fc.Flag.Given(), fc.Flag.Line},
		{WhenIs, fc.Is != nil, int(fc.Line)},
		{WhenIsNot, fc.IsNot != nil, int(fc.Line)},
		{WhenAtLeast, fc.AtLeast.Given(), fc.AtLeast.Line},
		{WhenAtMost, fc.AtMost.Given(), fc.AtMost.Line},
		{WhenWithin, fc.Within.Given(), fc.Within.Line},
		{WhenSince, fc.Since.Given(), fc.Since.Line},
		{WhenOlder, fc.Older.Given(), fc.Older.Line},
		{WhenSays, fc.Says != nil, int(fc.Line)},
		{WhenAll, fc.All != nil, int(fc.Line)},
	} {
		if k.given {
			kinds = append(kinds, k.kind)
			at = k.line
		}
	}
	if len(kinds) != 1 {
		r.Add(int(fc.Line), owner, "a condition needs exactly one of hint, flag, is, is_not, at_least, at_most, within, since, older, says, all; this has %d (use all to join several)", len(kinds))
		return out
	}
	out.Kind = kinds[0]
	switch out.Kind {
	case WhenHint:
		out.Name, out.Slot = fc.Hint.Text, ""
		oneOf(r, fc.Hint, at, owner, "hint", HintHarm)
	case WhenFlag:
		out.Name, out.Slot = fc.Flag.Text, ""
		oneOf(r, fc.Flag, at, owner, "flag", flagNames...)
	case WhenAll:
		out.Slot = ""
		out.All = r.conditions(fc.All, own, owner, c)
		if len(out.All) < 2 {
			r.Add(at, owner, "all needs at least two conditions")
		}
	default:
		r.slotCondition(fc, &out, at, owner, c)
	}
	if fc.Slot.Given() && out.Slot == "" {
		r.Add(fc.Slot.Line, owner, "slot does not belong to a condition %s", out.Kind)
	}
	return out
}

// slotCondition reads a condition about one slot and holds it against its type.
func (r *reader) slotCondition(fc fileCondition, out *Condition, at int, owner string, c Category) {
	s, ok := c.Slot(out.Slot)
	if !ok {
		where := max(fc.Slot.Line, int(fc.Line))
		if out.Slot == "" {
			r.Add(where, owner, "condition %s does not say which slot it is about", out.Kind)
		} else {
			r.Add(where, owner, "a condition names slot %q, which this category does not have", out.Slot)
		}
		return
	}
	var fits []Type
	switch out.Kind {
	case WhenIs, WhenIsNot:
		fits = []Type{TypeChoice, TypeMulti}
		keys := slices.Concat(fc.Is, fc.IsNot)
		if len(keys) == 0 {
			r.Add(at, owner, "condition %s lists no option", out.Kind)
		}
		out.Keys = yf.Texts(keys)
		r.knownKeys(keys, s, owner, "a condition")
	case WhenAtLeast, WhenAtMost:
		fits = []Type{TypeNumber, TypeMoney}
		if n := fc.AtLeast.Or(fc.AtMost).Int(&r.Mistakes, owner, string(out.Kind)); n != nil {
			out.Number = *n
		}
	case WhenWithin, WhenSince, WhenOlder:
		fits = []Type{TypeDate, TypeDatetime}
		out.Span = r.span(fc.Within.Or(fc.Since).Or(fc.Older), owner, string(out.Kind))
		if out.Span.Calendar == Working {
			r.Add(at, owner, "%s counts every day; use 3d rather than 3wd", out.Kind)
		}
	case WhenSays:
		fits = []Type{TypeText, TypeString, TypePlace}
		for _, w := range fc.Says {
			out.Words = append(out.Words, pattern.SmallLatin(w.Text))
		}
		if len(out.Words) == 0 || slices.Contains(out.Words, "") {
			r.Add(at, owner, "says needs words, none of them empty")
		}
	}
	if !slices.Contains(fits, s.Type) && slices.Contains(slotTypes, s.Type) {
		r.Add(at, owner, "condition %s does not fit slot %q of type %s", out.Kind, s.Key, s.Type)
	}
}

// knownKeys: every key must be an option of the slot.
func (r *reader) knownKeys(keys []yf.Word, s Slot, owner, what string) {
	for _, k := range keys {
		if _, ok := s.Option(k.Text); !ok {
			r.Add(k.Line, owner, "%s names option %q, which slot %q does not have", what, k.Text, s.Key)
		}
	}
}

func (r *reader) span(w yf.Word, owner, field string) Span {
	if !w.Given() {
		return Span{}
	}
	s, err := ParseSpan(w.Text)
	if err != nil {
		r.Add(w.Line, owner, "%s: %s", field, err)
	}
	return s
}

func (r *reader) deadlines(list []fileDeadline, owner string, c Category) []Deadline {
	var read []Deadline
	for _, fd := range list {
		if !r.key(fd.Key, fd.Line, "a deadline of "+owner, func(string) bool { return false }) {
			continue
		}
		of := fmt.Sprintf("deadline %q of %s", fd.Key.Text, owner)
		d := Deadline{Key: fd.Key.Text, Label: r.both(fd.Zh, fd.En, int(fd.Line), of, "zh", "en"),
			In: r.span(fd.In, of, "in"), Alarm: r.span(fd.Alarm, of, "alarm"), Extend: r.span(fd.Extend, of, "extend"),
			From: FromOpened, If: r.conditions(fd.If, "", of, c)}
		if !fd.In.Given() {
			r.Add(int(fd.Line), of, "in is missing: how long, such as 15d or 5wd")
		}
		if fd.From.Given() {
			d.From = oneOf(r, fd.From, int(fd.Line), of, "from", FromOpened, FromAccepted, FromChecked, FromAgreed, FromDecided, FromCrisis)
		}
		read = append(read, d)
	}
	return read
}
