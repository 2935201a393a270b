package understand

import (
	"maps"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog/pattern"
)

// relativeDay is a word for a day, and the part of the day it may hold (昨晚).
type relativeDay struct {
	days int
	part string
}

var (
	zhDays = newLexicon(map[string]relativeDay{
		"今天": {}, "今日": {}, "今儿": {}, "今儿个": {}, "当天": {}, "昨天": {-1, ""}, "昨日": {-1, ""}, "昨儿": {-1, ""}, "昨儿个": {-1, ""}, "前天": {-2, ""}, "前日": {-2, ""},
		"大前天": {-3, ""}, "大大前天": {-4, ""}, "明天": {1, ""}, "明日": {1, ""}, "明儿": {1, ""}, "后天": {2, ""}, "后日": {2, ""}, "大后天": {3, ""},
		"今早": {0, "am"}, "今晨": {0, "am"}, "今晚": {0, "night"}, "今夜": {0, "night"}, "昨晚": {-1, "night"}, "昨夜": {-1, "night"}, "昨晚上": {-1, "night"}, "今晚上": {0, "night"},
		"昨早": {-1, "am"}, "前晚": {-2, "night"}, "前夜": {-2, "night"}, "前晚上": {-2, "night"}, "明早": {1, "am"}, "明晚": {1, "night"}, "今早上": {0, "am"}, "明早上": {1, "am"},
	})
	zhParts = newLexicon(map[string]string{
		"早上": "am", "早晨": "am", "清早": "am", "清晨": "am", "一早": "am", "一大早": "am", "大清早": "am", "上午": "am", "凌晨": "am", "早": "am", "天亮": "am", "早饭": "am", "早高峰": "am",
		"中午": "noon", "午间": "noon", "正午": "noon", "晌午": "noon", "午饭": "noon", "中饭": "noon",
		"下午": "pm", "午后": "pm", "傍晚": "night", "黄昏": "night", "晚上": "night", "晚间": "night", "夜里": "night", "夜间": "night", "夜晚": "night", "半夜": "night", "深夜": "night",
		"半夜里": "night", "三更半夜": "night", "大半夜": "night", "大晚上": "night", "后半夜": "night", "前半夜": "night", "晚": "night", "午夜": "night", "入夜": "night", "天黑": "night", "晚饭": "night", "晚高峰": "night", "半夜三更": "night", "夜": "night",
	})
	zhWeekdays = map[rune]time.Weekday{'一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '日': 0, '天': 0, '1': 1, '2': 2, '3': 3, '4': 4, '5': 5, '6': 6, '7': 0}
	zhWeeks    = newLexicon(map[string]int{
		"上周": -1, "上星期": -1, "上礼拜": -1, "上个星期": -1, "上个礼拜": -1, "上一周": -1, "上个周": -1, "上上周": -2, "上上星期": -2, "上上个星期": -2, "上上礼拜": -2, "大上周": -2, "大上个星期": -2, "大上个礼拜": -2, "大上星期": -2, "上上个礼拜": -2,
		"这周": 0, "本周": 0, "这星期": 0, "这礼拜": 0, "这个星期": 0, "这个礼拜": 0, "本星期": 0, "这个周": 0, "这一周": 0, "本礼拜": 0, "下周": 1, "下星期": 1, "下礼拜": 1, "下个星期": 1, "下个礼拜": 1, "下下周": 2,
	})
	zhBareWeek = wordSet("周 星期 礼拜")
	zhMonths   = newLexicon(map[string]int{
		"上个月": -1, "上月": -1, "上上个月": -2, "上上月": -2, "这个月": 0, "本月": 0, "这月": 0, "当月": 0, "下个月": 1, "下月": 1, "下下个月": 2,
	})
	zhYears = newLexicon(map[string]int{
		"去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年": 0, "前年": -2, "大前年": -3, "明年": 1, "后年": 2,
	})
	zhSince       = wordSet("以来 至今 到现在 到今天 到目前 开始 起 以后 之后 后 就开始 一直到现在 算起")
	zhSinceBefore = wordSet("从 自从 自 打从 打 由")
	zhAhead       = wordSet("前 之前 以前 前要 截止 到期 之前要")
	zhRange       = wordSet("到 至 - -- — —— ~ ～ – 和")
	zhAbout       = wordSet("左右 前后 上下 多 的样子 许")
)

// zhDateStarts are the characters a Chinese date can begin with: most text is passed over quickly.
var zhDateStarts = pattern.NewChars("个十半闰初廿正冬腊农阴旧老月周星礼" + string(slices.Collect(maps.Keys(hanDigits))) +
	zhDays.heads.Chars() + zhParts.heads.Chars() + zhWeeks.heads.Chars() + zhMonths.heads.Chars() + zhYears.heads.Chars() + zhFeasts.heads.Chars() + zhVague.heads.Chars() + zhRhythms.heads.Chars() + zhSinceBefore.heads.Chars())

// chinese reads a date at byte i: one point, or a range of two, with since and until.
func (r *dateReader) chinese(i int) (Date, int, bool) {
	if !isDigit(r.s[i]) && !zhDateStarts.Has(runeAt(r.s, i)) {
		return Date{}, i, false
	}
	if rhythm, end, ok := r.zhRhythm(i); ok {
		return r.date(stretch{rhythm: rhythm, hour: -1, prec: Vague}, i, end), end, true
	}
	from, since := i, false
	if e, ok := zhSinceBefore.at(r.s, i); ok && !strings.HasPrefix(r.s[i:], "打暑假工") && !strings.HasPrefix(r.s[i:], "打寒假工") {
		since = true
		i += len(e.word)
	}
	st, end, ok := r.zhPoint(i)
	if !ok {
		return Date{}, i, false
	}
	if !since {
		from = i
	}
	if e, ok := zhAbout.at(r.s, end); ok && !strings.HasPrefix(r.s[end:], "多") {
		end += len(e.word)
	}
	if d, e, ok := r.zhUntil(st, from, end); ok {
		return d, e, true
	}
	till, ahead := zhAhead.at(r.s, end)
	ahead = ahead && !strings.HasPrefix(r.s[end+len(till.word):], "就") && !strings.HasPrefix(r.s[end+len(till.word):], "已") // 周五前就坏了
	if e, ok := zhSince.at(r.s, end); ok && !st.since && !strings.HasPrefix(r.s[end:], "后面") && !strings.HasPrefix(r.s[end:], "起来") && !strings.HasPrefix(r.s[end:], "后来") {
		since = true
		end += len(e.word)
	}
	st = r.settle(st, ahead)
	st.since = st.since || since
	return r.date(st, from, end), end, true
}

// zhUntil reads the second half of a range: 3号到5号, 8月至今, 8月3日-5日.
func (r *dateReader) zhUntil(a stretch, from, end int) (Date, int, bool) {
	e, ok := zhRange.at(r.s, end)
	if !ok || a.rhythm != "" || e.word == "和" {
		return Date{}, end, false
	}
	if t, ok := zhSince.at(r.s, end); ok && len(t.word) > len(e.word) {
		return Date{}, end, false
	}
	second := end + len(e.word)
	b, to, ok := r.zhPoint(second)
	if !ok {
		return Date{}, end, false
	}
	a = r.settle(a, false)
	if _, _, day := r.zhDay(second); !day && a.isDay() { // 9点到11点: from when counts
		return r.date(a, from, to), to, true
	}
	if b.dayOnly && a.isDay() {
		if d, ok := validDay(a.first.Year(), int(a.first.Month()), b.first.Day(), r.today.Location()); ok {
			b.first, b.last = d, d
		}
	} else {
		b = r.settle(b, false)
	}
	if b.last.Before(a.first) {
		return Date{}, end, false
	}
	if a.isDay() && b.isDay() && a.first.Equal(b.first) {
		return Date{}, end, false
	}
	return r.date(days(a.first, b.last, min(a.prec, b.prec, Day)), from, to), to, true
}

// zhPoint reads one date, then the part of the day and the time that may follow it.
func (r *dateReader) zhPoint(i int) (stretch, int, bool) {
	st, end, ok := r.zhDay(i)
	if !ok {
		return r.zhTimeAlone(i)
	}
	if st.prec < Day || !st.isDay() || st.since {
		return st, end, true
	}
	// 11月20号(星期五)
	j := skipSpace(r.s, end)
	if w, ok := zhBareWeek.at(r.s, j); ok {
		if _, ok := zhWeekdays[runeAt(r.s, j+len(w.word))]; ok {
			end = j + len(w.word) + width(r.s, j+len(w.word))
		}
	}
	return r.zhTime(st, end)
}

// zhTime reads 的下午三点半 after a day.
func (r *dateReader) zhTime(st stretch, end int) (stretch, int, bool) {
	j := skipSpace(r.s, end)
	if runeAt(r.s, j) == '的' {
		j += len("的")
	}
	if p, ok := zhParts.at(r.s, j); ok && st.part == "" && p.word != "夜" || ok && p.val == st.part {
		st.part = p.val
		if st.prec < PartOfDay {
			st.prec = PartOfDay
		}
		end = j + len(p.word)
		j = skipSpace(r.s, end)
	} else if st.part != "" {
		st.prec = PartOfDay
	}
	if h, m, e, ok := r.zhClock(j); ok {
		return st.at(h, m), e, true
	}
	return st, end, true
}

// zhTimeAlone reads 早上8点, 下午三点半, 15:30 without a day: today, or
// yesterday when that hour has not come yet.
func (r *dateReader) zhTimeAlone(i int) (stretch, int, bool) {
	st := oneDay(r.today)
	j := i
	p, part := zhParts.at(r.s, i)
	if part {
		st.part, st.prec = p.val, PartOfDay
		j = skipSpace(r.s, i+len(p.word))
	}
	h, m, end, ok := r.zhClock(j)
	if !ok || !part && runeBefore(r.s, i) == '第' {
		return stretch{}, i, false
	}
	st = st.at(h, m)
	if st.begins().After(r.now) {
		st.first, st.last = st.first.AddDate(0, 0, -1), st.last.AddDate(0, 0, -1)
	}
	return st, end, true
}

// zhClock reads 三点半, 8点20分, 十点多, 3点钟, 15:30, 9时.
func (r *dateReader) zhClock(i int) (h, m, end int, ok bool) {
	if h, m, end, ok = clock(r.s, i); ok {
		return h, m, end, true
	}
	h, end, ok = smallCount(r.s, i)
	if !ok || h > 24 {
		return 0, 0, i, false
	}
	switch mark := runeAt(r.s, end); mark {
	case '点', '时':
		end += width(r.s, end)
		rest := r.s[end:]
		if mark == '时' && strings.HasPrefix(rest, "间") || strings.HasPrefix(rest, "意") || strings.HasPrefix(rest, "儿") || strings.HasPrefix(rest, "建") ||
			h == 1 && isHanDigitAt(r.s, i) && !strings.HasPrefix(rest, "半") && !strings.HasPrefix(rest, "多") && !strings.HasPrefix(rest, "钟") && !afterPart(r.s, i) {
			return 0, 0, i, false // 一点意见, 有一点
		}
	default:
		return 0, 0, i, false
	}
	switch rest := r.s[end:]; {
	case strings.HasPrefix(rest, "半"):
		m, end = 30, end+len("半")
	case strings.HasPrefix(rest, "一刻"):
		m, end = 15, end+len("一刻")
	case strings.HasPrefix(rest, "三刻"):
		m, end = 45, end+len("三刻")
	case strings.HasPrefix(rest, "多钟"), strings.HasPrefix(rest, "钟"), strings.HasPrefix(rest, "多"), strings.HasPrefix(rest, "整"), strings.HasPrefix(rest, "来钟"):
		for strings.HasPrefix(r.s[end:], "多") || strings.HasPrefix(r.s[end:], "钟") || strings.HasPrefix(r.s[end:], "整") || strings.HasPrefix(r.s[end:], "来") {
			end += len("多")
		}
	default:
		j := end
		if strings.HasPrefix(rest, "零") || strings.HasPrefix(rest, "过") {
			j += len("零")
		}
		if n, e, ok := smallCount(r.s, j); ok && n < 60 && (runeAt(r.s, e) == '分' || e-j > len("一") && !isHan(runeAt(r.s, e)) || e-j == 2 && isDigit(r.s[j])) {
			m, end = n, e
			if runeAt(r.s, e) == '分' {
				end += len("分")
			}
		}
	}
	return h % 24, m, end, true
}

func isHanDigitAt(s string, i int) bool { return digitChars.Has(runeAt(s, i)) }

func afterPart(s string, i int) bool { _, ok := zhParts.endingAt(s, i); return ok }

// smallCount reads a whole number up to 9999, in digits or Chinese, without units beyond 十 and 百.
func smallCount(s string, i int) (v, end int, ok bool) {
	if i >= len(s) {
		return 0, i, false
	}
	if isDigit(s[i]) {
		if i > 0 && isDigit(s[i-1]) {
			return 0, i, false
		}
		v, end = smallInt(s, i)
		return v, end, end > i
	}
	if r := runeAt(s, i); r != '十' && !isHanDigitAt(s, i) {
		return 0, i, false
	}
	q, end, ok := readQuantity(s, i)
	return int(q.val), end, ok && q.val < 10000 && !q.approx && q.unit < 1000
}
