package understand

import (
	"strings"
)

// wholeMessage reads answers that are dates only when nothing else is said:
// 现在, 刚才, 晚上, "just now", "at night", 11.21.
func (r *dateReader) wholeMessage() (Date, bool) {
	s := strings.TrimSpace(bare(r.s))
	s = strings.TrimSuffix(strings.TrimSuffix(s, "的"), "就")
	from := strings.Index(r.s, s)
	if s == "" || from < 0 {
		return Date{}, false
	}
	st := stretch{hour: -1}
	if e, ok := zhParts.at(s, 0); ok && len(e.word) == len(s) && e.word != "晚" && e.word != "早" && e.word != "夜" {
		st = oneDay(r.today)
		st.part, st.prec = e.val, PartOfDay
		start := map[string]int{"am": 0, "noon": 11, "pm": 12, "night": 17}[e.val]
		if r.now.Hour() < start {
			st.first, st.last = st.first.AddDate(0, 0, -1), st.last.AddDate(0, 0, -1)
		}
		return r.date(st, from, from+len(s)), true
	}
	if rhythm, ok := wholeRhythms[s]; ok {
		st.rhythm = rhythm
		return r.date(st, from, from+len(s)), true
	}
	if nowWords[s] {
		st = oneDay(r.today)
		st.part = "-"
		st = st.at(r.now.Hour(), r.now.Minute())
		return r.date(st, from, from+len(s)), true
	}
	if a, e := smallInt(s, 0); e > 0 && e < len(s) && s[e] == '.' {
		if b, e2 := smallInt(s, e+1); e2 == len(s) && e2-e == 3 {
			if d, ok := validDay(r.today.Year(), a, b, r.today.Location()); ok {
				st = oneDay(d)
				st.yearless = true
				return r.date(r.settle(st, false), from, from+len(s)), true
			}
		}
	}
	return Date{}, false
}

var nowWords = map[string]bool{
	"现在": true, "刚才": true, "刚刚": true, "刚": true, "此刻": true, "目前": true, "眼下": true, "就刚才": true, "就现在": true, "这会儿": true, "方才": true, "正在发生": true,
	"now": true, "just now": true, "right now": true, "at the moment": true, "a moment ago": true, "just a moment ago": true,
}

var wholeRhythms = map[string]string{
	"at night": "daily-night", "nights": "daily-night", "in the evenings": "daily-night", "evenings": "daily-night", "mornings": "daily-am", "in the mornings": "daily-am",
	"afternoons": "daily-pm", "weekends": "weekend", "at weekends": "weekend", "on weekends": "weekend", "weekdays": "weekday", "always": "daily", "all the time": "daily",
	"经常": "often", "常常": "often", "一直": "daily", "时常": "often", "often": "often", "总是": "daily", "老是": "often", "周末": "weekend", "冬天": "winter", "夏天": "summer", "春天": "spring", "秋天": "autumn",
	"in winter": "winter", "in summer": "summer", "sometimes": "often", "有时候": "often", "不定时": "often",
}
