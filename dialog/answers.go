package dialog

import (
	"slices"
	"strings"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/understand"
)

// pickOne reads a number, a word or the beginning of one against what was offered;
// -1 when it is none of them.
func pickOne(text string, choices []Choice) int {
	labels := make([][]string, len(choices))
	for i, c := range choices {
		labels[i] = []string{c.Label}
	}
	for i, c := range choices {
		if strings.EqualFold(strings.TrimSpace(text), c.Value) {
			return i
		}
	}
	if got := understand.Options(text, labels, false); len(got) == 1 {
		return got[0]
	}
	return -1
}

// answerOptions reads an answer to a question with options.
func answerOptions(slot catalog.Slot, text string) (value, raw string, ok bool) {
	if turnsDown(slot, text) {
		a, _ := unnamedAnswer(slot, text)
		return a.key, a.raw, a.key != ""
	}
	labels := make([][]string, len(slot.Options))
	for i, o := range slot.Options {
		labels[i] = append([]string{o.Text.Zh, o.Text.En}, append(slices.Clone(o.WordsZh), o.WordsEn...)...)
	}
	got := understand.Options(text, labels, slot.Type == catalog.TypeMulti)
	switch {
	case got == nil:
		if value, raw, ok := slot.Infer(text); ok {
			return value, raw, true
		}
		if key, ok := withinOne(slot, text); ok {
			return key, text, true
		}
		return yesNoOption(slot, text)
	case len(got) == 0:
		return "", "", false
	}
	var keys []string
	for _, i := range got {
		keys = append(keys, slot.Options[i].Key)
	}
	slices.Sort(keys)
	return strings.Join(slices.Compact(keys), ","), text, true
}

// withinOne finds the one option whose label holds the words ("保密" of "对被反映人保密").
func withinOne(slot catalog.Slot, text string) (key string, ok bool) {
	words := strings.ToLower(strings.TrimSpace(text))
	if len([]rune(words)) < 2 {
		return "", false
	}
	for _, o := range slot.Options {
		if strings.Contains(strings.ToLower(o.Text.Zh), words) || strings.Contains(strings.ToLower(o.Text.En), words) {
			if ok {
				return "", false
			}
			key, ok = o.Key, true
		}
	}
	return key, ok
}

// yesNoOption reads a plain "no" where the first option is the harmless one, that
// is: where it is the only one that says nothing is wrong.
func yesNoOption(slot catalog.Slot, text string) (string, string, bool) {
	if understand.YesNo(text) != understand.No && !denies(text) || len(slot.Options) == 0 || slot.Type != catalog.TypeChoice {
		return "", "", false
	}
	for _, o := range slot.Options {
		for part := range strings.SplitSeq(o.Text.Zh, ",") { // "安全,没有"
			if strings.HasPrefix(part, "没有") || strings.HasPrefix(part, "不") || part == "否" {
				return o.Key, text, true
			}
		}
	}
	return "", "", false
}

// refuses says that a short answer will not tell a name or a number.
func refuses(text string) bool {
	return len([]rune(text)) <= 8 && startsWith(text, []string{"不说", "不想", "不留", "不给", "不方便", "不愿", "不写", "不告诉", "别问", "关你", "不关你", "凭啥", "管不着", "没必要"}) ||
		len([]rune(text)) <= 30 && startsWith(text, []string{"i'd rather not", "i would rather not", "rather not", "i won't", "not telling", "prefer not", "i prefer not", "don't want", "none of your", "not your business", "mind your own", "i don't want to", "no way", "why should i"})
}

// denies says that a short answer says no with more words: 没有那种想法.
func denies(text string) bool {
	return len([]rune(text)) <= 12 && startsWith(text, []string{"没有", "没那", "没想", "不会", "不想", "从没", "并没", "没什么"}) ||
		len(strings.Fields(text)) <= 6 && startsWith(text, []string{"no ", "no,", "not ", "none", "never"})
}
