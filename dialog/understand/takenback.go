package understand

import (
	"strings"
	"time"

	"frontdoor/dialog/pattern"
)

// People put themselves right in the middle of a message: 坏了四天 不对 五天; "he owes me
// 500, no wait 600". What they took back was never said.

// takesItBack stands between a value and the one that replaces it.
var takesItBack = pattern.MustCompile(`^[了的 ,，.。]*(?:[哦啊呃]|不好意思|对不起)?[,， ]*(?:不对|不不+|[说讲记写打]?错了|口误|哦不|啊不|(?i:no,? wait|no,? sorry|sorry|i mean|or rather|oops))[,， ]*(?:应该)?[是有]?[,， ]*$`)

// tookBack says that text[from:to], between two values, takes the first one back.
func tookBack(text string, from, to int) bool {
	return from < to && to-from <= 40 && takesItBack.MatchString(text[from:to])
}

// lasted is how long something lasted, told twice: 四天 不对 五天, 三个月没发 不对 四个月.
var lasted = pattern.MustCompile(`((?:[0-9]+|[一二两三四五六七八九十半]+)个?(天|月|年|星期|礼拜|周|小时)[^,，。 0-9]{0,8})[,， ]*(?:[哦啊呃][,， ]*)?(?:不对|不不+|[说讲记]?错了)[,， ]*(?:应该)?[是有]?[,， ]*((?:[0-9]+|[一二两三四五六七八九十半]+)个?(天|月|年|星期|礼拜|周|小时))`)

// datesPutRight are the dates of a text in which a duration was taken back, read as if only
// the later one had been said.
func datesPutRight(text, s string, now time.Time, lang string) ([]Date, bool) {
	if !strings.Contains(s, "不对") && !strings.Contains(s, "错了") && !strings.Contains(s, "不不") {
		return nil, false
	}
	at := lasted.FindStringSubmatchIndex(s)
	if at == nil || s[at[4]:at[5]] != s[at[8]:at[9]] {
		return nil, false
	}
	from, to := at[2], at[6]
	out := Dates(text[:from]+text[to:], now, lang)
	for k := range out {
		if d := &out[k]; d.End > from {
			d.Start, d.End = max(d.Start, from)+to-from, d.End+to-from
			d.Raw = text[d.Start:d.End]
		}
	}
	return out, true
}
