package open311

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
)

// datatypes are the types of slots in the words of the specification.
var datatypes = map[catalog.Type]string{
	catalog.TypeText: "text", catalog.TypeString: "string", catalog.TypePlace: "string", catalog.TypePhone: "string",
	catalog.TypeChoice: "singlevaluelist", catalog.TypeMulti: "multivaluelist",
	catalog.TypeDate: "datetime", catalog.TypeDatetime: "datetime", catalog.TypeMoney: "number", catalog.TypeNumber: "number",
}

// parameters are the slots that have a parameter of their own.
var parameters = []string{"what", "where", "phone", "name"}

// attributesOf are the questions the bot itself would ask, in its order.
func attributesOf(k catalog.Category) []catalog.Slot {
	var all []catalog.Slot
	for _, s := range k.Slots {
		if s.Level != catalog.Agent && datatypes[s.Type] != "" && !slices.Contains(parameters, s.Key) {
			all = append(all, s)
		}
	}
	return all
}

func hintOf(s catalog.Slot, lang string) string {
	zh, en := "", ""
	switch s.Type {
	case catalog.TypeDate, catalog.TypeDatetime:
		zh, en = "日期，如 2026-11-23 或 2026-11-23T10:00:00+08:00", "a date such as 2026-11-23 or 2026-11-23T10:00:00+08:00"
	case catalog.TypeMoney:
		zh, en = "元，如 1900 或 12.50", "yuan, such as 1900 or 12.50"
	case catalog.TypeNumber:
		zh, en = "整数", "a whole number"
	}
	if lang == "en" {
		return en
	}
	return zh
}

// given are the values sent for an attribute, in any of the ways clients write it.
func (f form) given(code string) []string {
	var all []string
	for name, values := range f.values {
		rest, ok := strings.CutPrefix(name, "attribute["+code+"]")
		if !ok || rest != "" && strings.Trim(rest, "[]0123456789") != "" {
			continue
		}
		for _, v := range values {
			if v != "" {
				all = append(all, v)
			}
		}
	}
	return all
}

// answers reads the attributes of a category as the bot would store them, and says
// everything that is wrong with them. Attributes nobody asks for are left out.
func (s *server) answers(k catalog.Category, f form) (map[string]dialog.Slot, []string) {
	slots, mistakes := map[string]dialog.Slot{}, []string(nil)
	now := s.Now().In(s.Town.Zone)
	for _, slot := range attributesOf(k) {
		values := f.given(slot.Key)
		switch {
		case len(values) == 0 && slot.Level == catalog.Must:
			mistakes = append(mistakes, "attribute["+slot.Key+"] was not provided")
			continue
		case len(values) == 0:
			continue
		}
		value := s.stored(slot, values)
		if err := slot.Check(value, now); err != nil {
			mistakes = append(mistakes, "attribute["+slot.Key+"] "+err.Error())
			continue
		}
		slots[slot.Key] = dialog.Slot{Value: value, Raw: strings.Join(values, ", ")}
	}
	return slots, mistakes
}

// stored is the form in which a slot keeps its answer.
func (s *server) stored(slot catalog.Slot, values []string) string {
	switch slot.Type {
	case catalog.TypeMulti:
		var keys []string
		for _, v := range values {
			for one := range strings.SplitSeq(v, ",") {
				keys = append(keys, strings.TrimSpace(one))
			}
		}
		slices.Sort(keys)
		return strings.Join(slices.Compact(keys), ",")
	case catalog.TypeDate, catalog.TypeDatetime:
		if at, ok := moment(values[0]); ok {
			return at.In(s.Town.Zone).Format(time.DateOnly)
		}
	case catalog.TypeMoney, catalog.TypeNumber:
		return strings.TrimSuffix(values[0], ".00")
	}
	if len(values) > 1 {
		return strings.Join(values, ",") // one answer was asked for: it is none of the options
	}
	return values[0]
}
