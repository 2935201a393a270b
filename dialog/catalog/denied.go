package catalog

import (
	"slices"
	"strings"

	"frontdoor/dialog/pattern"
)

// unwanted are the ways to say of an option that one does not want it.
var unwanted = []string{"不", "不想", "不要", "不用", "不必", "不愿", "不愿意", "不需要", "不打算", "不希望", "不选", "没想", "没说", "没要", "没有要", "无需", "无须", "不是", "不会", "别", "取消", "不想要", "不是要", "不是说要", "不是说", "没说要", "没有说要"}

// asked are the ways to ask that look the same: 要不要匿名.
var asked = []string{"要不要", "想不想", "用不用", "需不需要", "是不是", "愿不愿意", "会不会"}

// Denies says that the words name the option and will not have it: "不想匿名", "匿名
// 就不用了", "I do not want to be anonymous". Not every slot may be read so: who
// "does not want to pay" has told what the matter is.
func (s Slot) Denies(text, key string) bool {
	rest := pattern.SmallLatin(text)
	in := pattern.PresentIn(rest)
	for k := range s.cues {
		c := &s.cues[k]
		if c.key != key || !in.Have(c.ends) {
			continue
		}
		if i := indexWord(rest, c.word); i >= 0 && (unwantedBefore(rest[:i]) || unwantedAfter(rest[i+len(c.word):])) {
			return true
		}
	}
	return false
}

func unwantedBefore(before string) bool {
	if i := strings.LastIndexAny(before, clauseEnds); i >= 0 {
		before = strings.TrimLeft(before[i:], clauseEnds)
	}
	thought := strings.TrimRight(before, " 再去也被做当")
	if slices.ContainsFunc(asked, func(w string) bool { return strings.HasSuffix(thought, w) }) {
		return false
	}
	if slices.ContainsFunc(unwanted, func(w string) bool { return strings.HasSuffix(thought, w) }) {
		return true
	}
	words := strings.FieldsFunc(strings.ReplaceAll(before, "\u2019", "'"), func(r rune) bool { return !latin(r) && r != '\'' })
	for i := len(words) - 1; i >= max(0, len(words)-7); i-- {
		switch w := words[i]; {
		case slices.Contains([]string{"if", "whether", "know", "sure", "why", "forget", "mind", "but", "so", "because"}, w):
			return false
		case w == "not" || w == "no" || w == "never" || w == "dont" || strings.HasSuffix(w, "n't"):
			return true
		}
	}
	return false
}

func unwantedAfter(after string) bool {
	after = strings.TrimLeft(after, " 的就")
	return slices.ContainsFunc([]string{"不用", "不必", "不要", "不需要", "算了", "免了", "没必要", "is not necessary", "is not needed", "isn't necessary", "isn't needed"}, func(w string) bool { return strings.HasPrefix(after, w) })
}
