package dialog

import (
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// owing are words that say which of several sums the matter is about; left are those
// that say what is owed after some of it was paid.
var (
	owing = []string{"一共", "共", "总", "合计", "欠", "没给", "未付", "拖欠", "没结", "没付", "没还", "total", "owe", "unpaid", "altogether"}
	left  = pattern.MustCompile(`(?:还|仍|尚|现在)(?:有)?(?:欠|差|剩)[^,，。;；0-9]{0,4}$|剩下(?:的)?$|尾款[^,，。;；]{0,3}$`)
)

// amountIn finds the sum the story is about: what is still owed, else one beside a word
// of owing, else the largest. A pay by the month with the months owed is multiplied.
func (t *scene) amountIn(text string, asked bool) (understand.Amount, bool) {
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
