package understand

import (
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	optionFiller = wordSet("第 个 项 号 选 选择 我选 是 和 与 跟 还有 以及 以上 都是 条 种 类 option options number no choice answer and the i choose pick select both it's 、 . , ) ( ， 。 ） （ + & / 了 吧 的 请 那个")
	optionDigits = newLexicon(map[string]int{
		"①": 1, "②": 2, "③": 3, "④": 4, "⑤": 5, "⑥": 6, "⑦": 7, "⑧": 8, "⑨": 9, "⑩": 10, "⓪": 0, "⑴": 1, "⑵": 2, "⑶": 3, "⑷": 4, "⑸": 5, "❶": 1, "❷": 2, "❸": 3, "❹": 4, "❺": 5,
		"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "零": 0, "〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "幺": 1,
		"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "zero": 0,
		"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
	})
	noneWords = wordSet("都不是 都没有 没有 无 以上都不是 以上都没有 none 没有以上 none of these none of them none of the above neither 都不 一个都没有")
)

// Options reads the answer to a numbered list. labels holds, for each option,
// the words that name it. The result holds indexes into labels, in order and
// without repeats; empty but not nil for "0" or "none"; nil when it is not an
// answer to this list. "13" is 1 and 3 where several may be chosen, unless
// there are thirteen options. Without multi more than one choice is no answer.
func Options(text string, labels [][]string, multi bool) []int {
	k := strings.TrimSpace(fold(Clean(text)))
	k = strings.TrimSpace(strings.ReplaceAll(k, "\ufe0f\u20e3", " ")) // keycaps 1️⃣
	if k == "" || len(labels) == 0 {
		return nil
	}
	picks, ok := numberedChoice(k, len(labels), multi)
	if !ok {
		picks, ok = labelChoice(key(k), labels)
		if ok && !wholeLabel(key(k), labels) {
			if c, is := Correction(text, ""); is { // 不对,是人民路: what is right counts, not 不对
				picks, ok = labelChoice(key(c.New), labels)
			}
		}
	}
	if !ok {
		if e, is := noneWords.at(key(k), 0); is && len(e.word) == len(key(k)) || isNone(key(k)) {
			return []int{}
		}
		return nil
	}
	slices.Sort(picks)
	picks = slices.Compact(picks)
	if !multi && len(picks) > 1 {
		return nil
	}
	if picks == nil {
		picks = []int{}
	}
	return picks
}

// wholeLabel: the message is the label, or the beginning of one.
func wholeLabel(k string, labels [][]string) bool {
	return slices.ContainsFunc(labels, func(words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(key(w), k) })
	})
}

func isNone(k string) bool {
	switch k {
	case "none of these", "none of them", "none of the above", "none of those", "no one", "nothing", "not any", "都没":
		return true
	}
	return false
}

// numberedChoice reads a message made of numbers and small words only.
func numberedChoice(k string, n int, multi bool) (picks []int, ok bool) {
	seen := false
	for i := 0; i < len(k); {
		if k[i] == ' ' {
			i++
			continue
		}
		if isDigit(k[i]) {
			if e, is := optionDigits.at(k, i); is { // 2nd
				if e.val > n {
					return nil, false
				}
				picks, seen = append(picks, e.val-1), true
				i += len(e.word)
				continue
			}
			j := i
			for j < len(k) && isDigit(k[j]) {
				j++
			}
			more, good := digitsChoice(k[i:j], n, multi)
			if !good {
				return nil, false
			}
			picks, seen, i = append(picks, more...), true, j
			continue
		}
		// 十二 or the words of a number
		if q, end, is := readQuantity(k, i); is && q.val <= float64(n) && q.unit == 10 {
			picks, seen, i = append(picks, int(q.val)-1), true, end
			continue
		}
		if e, is := optionDigits.at(k, i); is {
			if e.val > n {
				return nil, false
			}
			if e.val > 0 {
				picks = append(picks, e.val-1)
			}
			seen = true
			i += len(e.word)
			continue
		}
		e, is := optionFiller.at(k, i)
		if !is {
			return nil, false
		}
		i += len(e.word)
	}
	return picks, seen
}

func digitsChoice(d string, n int, multi bool) (picks []int, ok bool) {
	v := 0
	if len(d) <= 2 {
		for _, c := range d {
			v = v*10 + int(c-'0')
		}
		if v == 0 {
			return nil, true
		}
		if v <= n {
			return []int{v - 1}, true
		}
	}
	if !multi || len(d) < 2 || n > 9 {
		return nil, false
	}
	for _, c := range d {
		x := int(c - '0')
		if x < 1 || x > n {
			return nil, false
		}
		picks = append(picks, x-1)
	}
	return picks, true
}

// labelChoice matches the words of the options: equal, then a unique
// beginning, then named inside the message and not denied there.
func labelChoice(k string, labels [][]string) (picks []int, ok bool) {
	var equal, prefix, inside []int
	for n, words := range labels {
		hit := 0
		for _, w := range words {
			w = key(w)
			switch {
			case w == "":
			case w == k:
				hit = 3
			case strings.HasPrefix(w, k) && (utf8.RuneCountInString(k) >= 2 || isHan(runeAt(k, 0))):
				hit = max(hit, 2)
			case namedIn(k, w):
				hit = max(hit, 1)
			}
		}
		switch hit {
		case 3:
			equal = append(equal, n)
		case 2:
			prefix = append(prefix, n)
		case 1:
			inside = append(inside, n)
		}
	}
	switch {
	case len(equal) == 1:
		return equal, true
	case len(equal) == 0 && len(prefix) == 1:
		return prefix, true
	case len(equal) == 0 && len(prefix) == 0 && len(inside) > 0:
		return inside, true
	}
	return nil, false
}

// namedIn: the message holds the label as a word of its own and does not deny it.
func namedIn(k, w string) bool {
	i := strings.Index(k, w)
	if i < 0 || !wordEnds(k, i, i+len(w)) || utf8.RuneCountInString(w) < 2 {
		return false
	}
	before := strings.TrimRight(k[:i], " ")
	for _, no := range []string{"不", "没", "没有", "不是", "别", "非", "not", "no", "isn't", "don't", "never", "不要", "不用"} {
		if strings.HasSuffix(before, no) {
			return false
		}
	}
	return true
}
