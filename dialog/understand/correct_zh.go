package understand

import (
	"strings"
	"time"
	"unicode/utf8"
)

// openings skips what may stand before a correction: 哦不好意思, and a slot named first.
func openings(s string, i int) (slot string, wrong bool, next int) {
	for i < len(s) {
		if r := runeAt(s, i); r == ' ' || isStop(r) {
			i += width(s, i)
			continue
		}
		if e, ok := zhSlots.at(s, i); ok && slot == "" {
			slot = e.val
			i += len(e.word)
			continue
		}
		if e, ok := zhWrong.at(s, i); ok {
			wrong = true
			i += len(e.word)
			continue
		}
		e, ok := zhOpens.at(s, i)
		if !ok || strings.HasPrefix(s[i:], "不是") {
			break
		}
		switch e.word {
		case "改一下", "改下", "修改一下", "更正", "更正一下", "纠正", "纠正一下":
			wrong = true // 金额改一下,八千九
		}
		i += len(e.word)
	}
	return slot, wrong, i
}

// zhNamed reads 我不叫A,叫B · 我姓B不姓A · 对方叫B不叫A.
func zhNamed(t, s string) (Correct, bool) {
	slot, i := "", 0 // without a subject the old value tells whose name it is
	for _, lead := range []struct{ word, slot string }{{"我的名字", "name"}, {"我", "name"}, {"对方", "who"}, {"那个人", "who"}, {"那人", "who"}, {"他", "who"}, {"她", "who"}, {"老板", "who"}, {"邻居", "who"}} {
		if strings.HasPrefix(s, lead.word) {
			slot, i = lead.slot, len(lead.word)
			break
		}
	}
	for _, verb := range []string{"叫", "姓"} {
		rest := s[i:]
		from := i
		no := strings.HasPrefix(rest, "不"+verb)
		switch {
		case no:
			from += len("不" + verb)
		case strings.HasPrefix(rest, verb):
			from += len(verb)
		default:
			continue
		}
		link := "不" + verb
		if no {
			link = verb
		}
		k := strings.Index(s[from:], link)
		if k <= 0 || utf8.RuneCountInString(t) > 24 {
			return Correct{}, false
		}
		first, second := strings.TrimRight(t[from:from+k], "我他她是"), t[from+k+len(link):]
		if head, full, ok := strings.Cut(strings.ReplaceAll(second, "，", ","), ","); ok { // 姓程不姓陈,叫程大勇
			second = head
			for _, w := range []string{"名叫", "全名", "叫", "是"} {
				if name, is := strings.CutPrefix(full, w); is && !no {
					first = name
					break
				}
			}
		}
		if utf8.RuneCountInString(tidy(first)) > 5 || utf8.RuneCountInString(tidy(second)) > 5 {
			return Correct{}, false
		}
		if no {
			return Correct{Slot: slot, New: second, Old: first}, true
		}
		return Correct{Slot: slot, New: first, Old: second}, true
	}
	return Correct{}, false
}

// zhWritten reads 写成1900了,应该是2900 and 七星村写成兴学了.
func zhWritten(t, s string) (Correct, bool) {
	if utf8.RuneCountInString(t) > 36 {
		return Correct{}, false
	}
	slot, _, i := openings(s, 0)
	for _, w := range []string{"写成", "打成", "说成", "发成", "记成", "填成", "输成"} {
		k := strings.Index(s, w)
		if k < 0 {
			continue
		}
		i = min(i, k)
		from := k + len(w)
		end := from
		for end < len(s) && !isStop(runeAt(s, end)) && !strings.HasPrefix(s[end:], "了") {
			end += width(s, end)
		}
		old := t[from:end]
		if newer := strings.TrimSuffix(strings.Trim(t[i:k], " ,，"), "被"); newer != "" {
			return Correct{Slot: slot, New: newer, Old: old}, utf8.RuneCountInString(newer) <= 12 && !strings.ContainsAny(newer, ",，。") && strings.TrimSpace(tidy(strings.TrimPrefix(t[end:], "了"))) == ""
		}
		if _, _, j := openings(s, end); strings.HasPrefix(s[end:], "了") {
			j = skipStops(s, end+len("了"))
			if e, ok := zhLinks.at(s, j); ok {
				return Correct{Slot: slot, New: t[j+len(e.word):], Old: old}, true
			}
		} else if e, ok := zhLinks.at(s, j); ok {
			return Correct{Slot: slot, New: t[j+len(e.word):], Old: old}, true
		}
	}
	return Correct{}, false
}

// skipStops passes punctuation and spaces.
func skipStops(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || isStop(runeAt(s, i))) {
		i += width(s, i)
	}
	return i
}

// zhValueFirst reads 是21幢,打错了 · 应该是七星村,刚才写错了 · 21幢才对.
func zhValueFirst(t, s string) (Correct, bool) {
	if utf8.RuneCountInString(t) > 30 {
		return Correct{}, false
	}
	slot, _, i := openings(s, 0)
	from := i
	for _, link := range []string{"应该是", "其实是", "是"} {
		if strings.HasPrefix(s[i:], link) {
			from = i + len(link)
			break
		}
	}
	linked := from > i
	rest := strings.TrimRight(s[from:], " 。.!！的")
	for _, end := range []string{"才对", "才是"} {
		if v := strings.TrimSuffix(rest, end); v != rest && v != "" && !strings.ContainsAny(v, ",，。不") && utf8.RuneCountInString(v) <= 14 {
			return Correct{Slot: slot, New: t[from : from+len(v)]}, true
		}
	}
	k := strings.IndexAny(s[from:], ",，。 ")
	if k <= 0 {
		return Correct{}, false
	}
	value := t[from : from+k]
	_, wrong, next := openings(s, from+k)
	if !wrong || strings.TrimSpace(tidy(s[min(next, len(s)):])) != "" || strings.HasPrefix(value, "不") {
		return Correct{}, false
	}
	return Correct{Slot: slot, New: value}, linked || slot != "" || lookOf(value) != ""
}

// zhNotBut reads 不是A是B and 是B不是A (A old, B new).
func zhNotBut(t, s string) (Correct, bool) {
	slot, _, i := openings(s, 0)
	if strings.HasPrefix(s[i:], "不是") {
		from := i + len("不是")
		for j := from; j < len(s); j += width(s, j) {
			if isSentenceEnd(runeAt(s, j)) && runeAt(s, j) != '.' && j > from {
				if e, ok := zhLinks.at(s, j+width(s, j)); ok && e.word != "在" {
					return Correct{Slot: slot, Old: t[from:j], New: t[j+width(s, j)+len(e.word):]}, true
				}
			}
			for _, link := range []string{"而是", "应该是", "其实是", "实际是", "是"} {
				if strings.HasPrefix(s[j:], link) && j > from {
					return Correct{Slot: slot, Old: t[from:j], New: t[j+len(link):]}, true
				}
			}
			if r := runeAt(s, j); (r == ',' && !isThousands(s, from, j) || r == '，' || r == ' ' && isNumeric(t[from:j])) && j > from { // 不是1900,2900; 不是一万五 一万二
				rest := strings.TrimSpace(t[j+width(s, j):])
				k := skipSpace(s, j+width(s, j))
				if e, ok := zhLinks.at(s, k); ok && e.word != "在" {
					return Correct{Slot: slot, Old: t[from:j], New: t[k+len(e.word):]}, true
				}
				if utf8.RuneCountInString(rest) <= 12 && (isDigit(rest0(rest)) || isNumeric(rest) && isNumeric(t[from:j])) {
					return Correct{Slot: slot, Old: t[from:j], New: rest}, true
				}
				return Correct{}, false
			}
		}
		return Correct{}, false
	}
	// 是2900不是1900, 2900,不是1900
	k := strings.Index(s, "不是")
	if k <= 0 || k+len("不是") >= len(s) || strings.ContainsAny(s[k:], "?？") {
		return Correct{}, false
	}
	from := i
	linked := false
	for _, link := range []string{"应该是", "其实是", "是"} {
		if strings.HasPrefix(s[i:], link) {
			from, linked = i+len(link), true
			break
		}
	}
	if from >= k || runeBefore(s, k) == '是' || runeBefore(s, k) == '要' {
		return Correct{}, false
	}
	newer, old := t[from:k], t[k+len("不是"):]
	if utf8.RuneCountInString(newer) > 16 || utf8.RuneCountInString(old) > 16 || !linked && slot == "" && !(isNumeric(newer) && isNumeric(old)) && !sameShape(newer, old) {
		return Correct{}, false
	}
	return Correct{Slot: slot, New: newer, Old: old}, true
}

// sameShape: the same words with other digits: 8幢 and 6幢.
func sameShape(a, b string) bool {
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			if _, han := hanDigits[r]; han || r >= '0' && r <= '9' || r == '十' {
				return -1
			}
			return r
		}, fold(tidy(s)))
	}
	pa := plain(a)
	return pa != "" && pa == plain(b) && pa != fold(tidy(a))
}

func rest0(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// isNumeric: the words are a number or a sum and nothing more.
func isNumeric(s string) bool {
	a := Amounts(tidy(s))
	return len(a) == 1 && a[0].End-a[0].Start == len(tidy(s))
}

// zhChange reads 把A改成B, 地址改成B, 改成B.
func zhChange(t, s string) (Correct, bool) {
	for j := 0; j < len(s); j += width(s, j) {
		e, ok := zhTo.at(s, j)
		if !ok || e.word == "改" || e.word == "变成" || e.word == "改一下" {
			continue
		}
		slot, _, i := openings(s, 0)
		if utf8.RuneCountInString(s[:j]) > 24 {
			return Correct{}, false
		}
		if slot == "" && i < j {
			if sl, ok := zhSlots.at(s, i); ok {
				slot = sl.val
				i += len(sl.word)
			}
		}
		old := ""
		if i < j {
			old = strings.Trim(t[i:j], " ,，应该要是的把")
			if strings.ContainsAny(old, ",，。") || !strings.Contains(s[:i], "把") && utf8.RuneCountInString(old) > 8 {
				return Correct{}, false // "小区绿地被改成停车场" is a story
			}
			if strings.ContainsAny(old, "被") {
				return Correct{}, false
			}
			if sl, ok := zhSlots.endingAt(fold(old), len(old)); ok && slot == "" {
				slot, old = sl.val, ""
			}
		}
		newer := t[j+len(e.word):]
		if n := fold(newer); strings.HasPrefix(n, "了") {
			return Correct{}, false
		}
		return Correct{Slot: slot, New: newer, Old: old}, true
	}
	return Correct{}, false
}

// zhSlotWrong reads 地址错了,是B · 时间是B · 说错了,是B · 不对,应该是B · 1900错了,是2900.
func zhSlotWrong(t, s string) (Correct, bool) {
	slot, wrong, i := openings(s, 0)
	old := ""
	if slot == "" && !wrong {
		// 1900错了,是2900
		for j := i; j < len(s) && utf8.RuneCountInString(s[i:j]) <= 12; j += width(s, j) {
			if isStop(runeAt(s, j)) {
				break
			}
			if e, ok := zhWrong.at(s, j); ok && j > i {
				old, wrong = t[i:j], true
				_, _, i = openings(s, j+len(e.word))
				break
			}
		}
	}
	linked := false
	for k := 0; k < 3; k++ {
		i = skipSpace(s, i)
		if e, ok := zhLinks.at(s, i); ok && i < len(s) {
			linked = linked || e.word != "在"
			i += len(e.word)
		}
	}
	rest := ""
	if i <= len(s) {
		rest = t[i:]
	}
	switch {
	case strings.TrimSpace(rest) == "" || utf8.RuneCountInString(rest) > 30:
		return Correct{}, false
	case wrong && (linked || slot != "" || old != "" || isNumeric(rest)):
		// "地址不对" needs what is right; a complaint (“说错了不认账”) is no correction
		if !linked && slot == "" && old != "" && !(isNumeric(rest) && isNumeric(old)) {
			return Correct{}, false // 2600打错了,2800 has both values
		}
		if !linked && strings.Count(rest, ",")+strings.Count(rest, "，") > 0 {
			return Correct{}, false
		}
		return Correct{Slot: slot, New: rest, Old: old}, true
	case slot != "" && linked && plainValue(slot, rest):
		return Correct{Slot: slot, New: rest}, true
	case strings.HasPrefix(s, "应该是") || strings.HasPrefix(s, "其实是") || strings.HasPrefix(s, "我是说") || strings.HasPrefix(s, "我说的是") || strings.HasPrefix(s, "更正"):
		if !strings.ContainsAny(rest, ",，。") {
			return Correct{Slot: slot, New: rest}, true
		}
	case linked && slot == "" && takesBack(s) && utf8.RuneCountInString(rest) <= 10 && !strings.ContainsAny(rest, ",，。不没"):
		return Correct{New: rest}, true // 哦不,是下范村
	case linked && (strings.HasPrefix(s, "不") || strings.HasPrefix(s, "哦") || strings.HasPrefix(s, "改")) && (isNumeric(rest) || lookOf(tidy(rest)) != ""):
		return Correct{New: rest}, true // 不,是2900
	}
	return Correct{}, false
}

// takesBack: the message opens by taking something back.
func takesBack(s string) bool {
	for _, w := range []string{"哦不", "啊不", "哎不", "不不", "不对不对", "等等", "等下", "哦,不", "唉不", "呃不"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// plainValue: "时间是上周" gives a value; "问题是没人管,…" goes on with the story.
func plainValue(slot, rest string) bool {
	if slot == "what" || strings.ContainsAny(withoutThousands(rest), ",，。;；") {
		return false
	}
	switch slot {
	case "amount":
		return len(Amounts(rest)) == 1
	case "phone":
		return len(Phones(rest)) == 1
	case "when":
		return len(Dates(rest, time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC), Chinese)) > 0
	case "who":
		return utf8.RuneCountInString(rest) <= 6
	}
	return utf8.RuneCountInString(rest) <= 20
}
