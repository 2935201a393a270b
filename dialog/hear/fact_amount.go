package hear

import (
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// owing are words that say which of several sums the matter is about; left are those
// that say what is owed after some of it was paid.
var (
	owing = []string{"一共", "共", "总", "合计", "欠", "没给", "未付", "拖欠", "没结", "没付", "没还", "total", "owe", "unpaid", "altogether"}
	left  = pattern.MustCompile(`(?:还|仍|尚|现在)(?:有)?(?:欠|差|剩)[^,，。;；0-9]{0,4}$|剩下(?:的)?$|尾款[^,，。;；]{0,3}$`)
)

// AmountIn finds the sum the story is about: what is still owed, else one beside a word
// of owing, else the largest. A pay by the month with the months owed is multiplied.
func (t *Listener) AmountIn(text string, asked bool) (understand.Amount, bool) {
	return sumOf(text, t.amounts(text), asked)
}

func sumOf(text string, all []understand.Amount, asked bool) (understand.Amount, bool) {
	if a, ok := monthsOwed(text, all); ok {
		return a, true
	}
	var best understand.Amount
	weight := -1.0
	for _, a := range all {
		if a.Bare && !asked && len(a.Value) < 3 { // "5000" alone is a sum, "5" an option
			continue
		}
		v, err := strconv.ParseFloat(a.Value, 64)
		if err != nil {
			continue
		}
		around := strings.ToLower(text[max(0, a.Start-12):min(len(text), a.End+12)])
		switch {
		case left.MatchString(text[:a.Start]):
			v += 2e12
		case slices.ContainsFunc(owing, func(w string) bool { return strings.Contains(around, w) }):
			v += 1e12
		}
		if v > weight {
			best, weight = a, v
		}
	}
	return best, weight >= 0
}

var (
	// byMonth stands before a pay by the month, or behind it.
	byMonth   = pattern.MustCompile(`(?:每个?月|一个?月|月薪|[^个]月工资|月结|工资每月|每月工资)[^,，。;；0-9]{0,6}$`)
	aMonth    = pattern.MustCompile(`^(?:块|元|块钱)?(?:/|每个?|一个?)月`)
	monthsDue = pattern.MustCompile(`(?:欠|拖|没发|没给|不发|未发|压)[^,，。;；]{0,6}?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})个(?:多)?月|([0-9]{1,2}|[一二两三四五六七八九十]{1,3})个月(?:的)?(?:工资|工钱|钱|薪水)?[^,，。;；]{0,3}(?:没发|没给|没拿到|没结|未发|不发|欠)`)
)

// monthsOwed multiplies: 一个月四千二,欠了五个月 is 21000.
func monthsOwed(text string, all []understand.Amount) (understand.Amount, bool) {
	due := monthsDue.FindStringSubmatch(text)
	if len(all) != 1 || due == nil {
		return understand.Amount{}, false
	}
	a := all[0]
	if !byMonth.MatchString(text[:a.Start]) && !aMonth.MatchString(text[a.End:]) {
		return understand.Amount{}, false
	}
	months, ok := understand.Number(due[1] + due[2])
	pay, err := strconv.ParseFloat(a.Value, 64)
	if !ok || err != nil || months < 1 || months > 60 {
		return understand.Amount{}, false
	}
	a.Value = strconv.FormatFloat(pay*float64(months), 'f', -1, 64)
	return a, true
}

// sumAnewEn and sumAnewZh are a number given anew for something that was told with its sum:
// "actually the fence was 850", 其实栅栏是850.
var (
	sumAnewEn = pattern.MustCompile(`^(?:actually|sorry|no|oh|wait|oops|correction|i mean|i meant|and|,|\.| )+(?:the |my |his |her |its? |that |this )((?:[a-z]+ ){0,3}?)(?:was|is|cost|costs|should be|came to)(?: about| only| actually| really| in fact)? ([0-9][0-9,.]*[0-9])[. !]*$`)
	sumAnewZh = pattern.MustCompile(`^(?:其实|哦|噢|不对|不是|更正一?下?|说错了|刚才说错了|[,，。 ])+(?:那个|这个|那)?(\p{Han}{1,6}?)(?:是|花了|要|应该是)([0-9][0-9,.]*[0-9])(?:块|元|块钱)?[。.!！ ]*$`)
	noSum     = pattern.MustCompile(`\b(?:house|room|number|phone|block|flat|floor|unit|door|bus|line|pole|age|building|year|day|time)\b|门牌|房|楼|号|室|幢|栋|岁|电话|年|日|点|路|杆`)
)

// sumAnew corrects the sum of a thing by the thing's own name, which stood beside the sum.
func (t *Listener) sumAnew(m *dialog.Matter, text string) (Command, bool) {
	was := m.Slots["amount"]
	if !m.Has("amount") || was.By != dialog.ByResident || !strings.ContainsAny(text, "0123456789") {
		return Command{}, false
	}
	small := pattern.Small(strings.TrimSpace(text))
	found := sumAnewEn.FindStringSubmatch(small)
	if found == nil {
		found = sumAnewZh.FindStringSubmatch(small)
	}
	if found == nil || noSum.MatchString(found[1]) {
		return Command{}, false
	}
	story := pattern.Small(m.Slots["what"].Value)
	if at := strings.Index(story, pattern.Small(was.Raw)); at < 0 || !strings.Contains(story[max(0, at-sumBeside):at], strings.TrimSpace(found[1])) {
		return Command{}, false
	}
	a, ok := t.AmountIn(found[2], true)
	return Command{Do: DoCorrect, Slot: "amount", Value: a.Value, Raw: found[2]}, ok
}

// sumBeside is how many bytes before a sum its thing is looked for.
const sumBeside = 40
