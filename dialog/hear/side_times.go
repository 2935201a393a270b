package hear

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// How a side's words about proposed times are read: by number or label, or by what the words
// and an option have in common (周三, 上午, 3号, two o'clock). Each half of a sentence is read
// by itself, so that 周三没空,周五可以 is the Friday. What fits no option, or contradicts it,
// is left to the mediator.

var (
	allTimes   = pattern.MustCompile(`(?i)^(?:我|我们)?(?:哪个|哪天|什么时候|啥时候|三个|几个|两个)?(?:都|随便|都行|都可以|全都?|随时|怎么都)+(?:行|可以|好|有空|方便|ok)?[。!！吧的了 ]*$|^(?:any|all|any of them|all (?:of them )?(?:are )?(?:fine|ok|okay|good)|any(?:time| day) (?:is )?(?:fine|ok|works)|anytime|whenever)[.! ]*$`)
	noTime     = pattern.MustCompile(`(?i)^(?:我|我们|对不起|抱歉|不好意思|这|那|[,， ])*(?:几个|三个|两个|几天|时间|这些)*(?:都|全)?(?:不行|没空|没时间|不可以|不方便|来不了|去不了|没法来)[。!！啊呀的了 ]*$|^[00]$|^(?:none(?: of (?:them|these))?(?: works?| suits?(?: me)?)?|neither(?: works)?|no|can'?t (?:make|do) (?:any|either)(?: of (?:them|these))?|not free(?: at all)?)[.! ]*$`)
	restTimes  = pattern.MustCompile(`(?i)除(?:了|开)|其他|其它|另外|剩下|别的|\b(?:except|but not|the others?|the rest)\b`)
	cannot     = pattern.MustCompile(`(?i)不(?:行|能|可以|方便|在|来|得)|没(?:空|时间|法|办法)|来不了|去不了|上班|出差|有事|要(?:去|上|开|带|出|接|送|陪|加)|除(?:了|开)|\b(?:not|can'?t|cannot|busy|no|except|won'?t|unavailable|work(?:ing)? (?:that|then))\b`)
	timeClause = regexp.MustCompile(`[,，。;；、!！\n]|(?:但是|不过|可是|就是|但)|(?i:\bbut\b|\bor\b|\band\b|\.\s)`)
	dayOfWeek  = regexp.MustCompile(`(?i)(?:周|星期|礼拜)([一二三四五六日天末])|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*`)
	partOfDay  = regexp.MustCompile(`(?i)早上|上午|中午|下午|晚上|傍晚|morning|noon|afternoon|evening`)
	dayOfMonth = regexp.MustCompile(`([0-9]{1,2})\s*[号日]|\b([0-9]{1,2})(?:st|nd|rd|th)\b`)
	clockTime  = regexp.MustCompile(`(?i)([0-9]{1,2}|[一二两三四五六七八九十]{1,2})\s*(?:点钟?|时|[::]00)|\b([0-9]{1,2})\s*(?:am|pm|o'?clock)`)
	nthOption  = regexp.MustCompile(`(?i)第\s*([0-9一二三四五])\s*个?|\b(first|second|third|fourth|fifth)\b`)
)

var dayNames = map[string]string{"mon": "一", "tue": "二", "wed": "三", "thu": "四", "fri": "五", "sat": "六", "sun": "日", "天": "日"}

var partNames = map[string]string{"早上": "上午", "morning": "上午", "noon": "中午", "afternoon": "下午", "evening": "晚上", "傍晚": "晚上"}

var hanNumbers = map[string]string{"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9", "十": "10", "十一": "11", "十二": "12",
	"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}

// hints are what words say about a time: day of the week, part of the day, day of the month,
// hour.
func hints(text string) [4]string {
	pick := func(found []string, names map[string]string) string {
		for _, s := range found[min(1, len(found)):] {
			if s = strings.ToLower(s); s != "" {
				if other, ok := names[s]; ok {
					return other
				}
				return s
			}
		}
		return ""
	}
	part := strings.ToLower(partOfDay.FindString(text))
	if other, ok := partNames[part]; ok {
		part = other
	}
	rest := dayOfWeek.ReplaceAllString(text, " ") // 周四两点 is no 四两点
	return [4]string{pick(dayOfWeek.FindStringSubmatch(text), dayNames), part,
		pick(dayOfMonth.FindStringSubmatch(rest), nil), pick(clockTime.FindStringSubmatch(rest), hanNumbers)}
}

// days cuts a clause that names several days before each of them.
func days(clause string) []string {
	for _, form := range []*regexp.Regexp{dayOfWeek, dayOfMonth} {
		at := form.FindAllStringIndex(clause, -1)
		if len(at) < 2 {
			continue
		}
		var cut []string
		for i := range at {
			from, to := at[i][0], len(clause)
			if i == 0 {
				from = 0
			}
			if i+1 < len(at) {
				to = at[i+1][0]
			}
			cut = append(cut, clause[from:to])
		}
		return cut
	}
	return []string{clause}
}

// suits are the options that what is said about a time may mean: something in common, and
// nothing against it.
func suits(text string, options []string) (found []int) {
	said := hints(text)
	for i, o := range options {
		has, common, against := hints(o), 0, false
		for j := range said {
			switch {
			case said[j] == "":
			case said[j] == has[j]:
				common++
			default:
				against = true
			}
		}
		if common > 0 && !against {
			found = append(found, i+1)
		}
	}
	for _, n := range nthOption.FindAllStringSubmatch(text, -1) {
		word := strings.ToLower(n[1] + n[2])
		if other, ok := hanNumbers[word]; ok {
			word = other
		}
		if k, err := strconv.Atoi(word); err == nil && k >= 1 && k <= len(options) {
			found = append(found, k)
		}
	}
	return found
}

// ReadPicks reads which options suit; false where the words do not say.
func ReadPicks(text string, choices []dialog.Choice) ([]int, bool) {
	bare := strings.Trim(text, "。.!！ ")
	var all []int
	var labels [][]string
	var options []string
	for i, c := range choices {
		all, labels, options = append(all, i+1), append(labels, []string{c.Label}), append(options, c.Label)
	}
	switch {
	case noTime.MatchString(bare):
		return nil, true
	case allTimes.MatchString(bare):
		return all, true
	case asksOfTable.MatchString(text):
		return nil, false
	}
	if got := understand.Options(bare, labels, true); len(got) > 0 && !cannot.MatchString(text) && !nthOption.MatchString(text) {
		var picks []int
		for _, i := range got {
			picks = append(picks, i+1)
		}
		return picks, true
	}
	if hedges.MatchString(strings.ReplaceAll(text, "其他", "其它")) {
		return nil, false
	}
	var yes, no []int
	apart := timeClause.ReplaceAllString(text, "\n")
	if pattern.HasHan(text) { // on a phone a blank is a comma
		apart = strings.Join(strings.Fields(apart), "\n")
	}
	for clause := range strings.SplitSeq(apart, "\n") {
		for _, said := range days(clause) {
			found := suits(said, options)
			switch {
			case len(found) == 0 && hints(said) != [4]string{}:
				return nil, false // a time that is none of these
			case cannot.MatchString(clause):
				no = append(no, found...)
			default:
				yes = append(yes, found...)
			}
		}
	}
	picks := slices.Compact(slices.Sorted(slices.Values(yes)))
	if len(picks) == 0 && len(no) > 0 && restTimes.MatchString(text) { // all but those
		picks = all
	}
	picks = slices.DeleteFunc(picks, func(n int) bool { return slices.Contains(no, n) })
	return picks, len(picks) > 0
}
