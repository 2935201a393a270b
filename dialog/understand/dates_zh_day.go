package understand

import (
	"strings"
	"time"

	"frontdoor/dialog/pattern"
)

var (
	zhAgo      = wordSet("前 以前 之前")
	zhLater    = wordSet("后 以后 之后 内 之内")
	zhDuration = wordSet("拖了 停了 坏了 等了 欠了 拖欠了 已经 已 都 快 连续 连着 漏了 堵了 吵了 断了 关了 黑了 臭了 满了 丢了 没了 积了 乱了 持续 持续了 快要 失踪了 瘫痪了 走失了 不见了 停水 停电 失联 拖欠 拖了快 拖了有 坏了快 坏了有 等了快 等了有")
	zhVague    = newLexicon(map[string][2]int{ // days before today: from, to
		"前几天": {7, 2}, "前两天": {3, 1}, "前些天": {10, 2}, "前阵子": {30, 3}, "前一阵子": {30, 3}, "前段时间": {40, 5}, "前一段时间": {40, 5}, "前些日子": {30, 3}, "几天前": {7, 2}, "好几天前": {10, 3},
		"这几天": {4, 0}, "这两天": {2, 0}, "近几天": {4, 0}, "最近几天": {5, 0}, "最近": {30, 0}, "近期": {30, 0}, "近来": {30, 0}, "最近一段时间": {40, 0}, "这段时间": {30, 0}, "这阵子": {20, 0}, "这些天": {10, 0}, "最近这几天": {4, 0}, "最近两天": {2, 0},
	})
	zhMonthPart = newLexicon(map[string][2]int{"底": {21, 31}, "初": {1, 10}, "中": {11, 20}, "上旬": {1, 10}, "中旬": {11, 20}, "下旬": {21, 31}, "月底": {21, 31}, "月初": {1, 10}, "月中": {11, 20}, "份": {1, 31}})
	// After these, 12号 is no day of the month but a house, a machine, a line.
	notDay = "楼幢栋院门单元线店铺车厂房码机井桥路摊柜棚灯杆库池炉窗台室村田地公家"
	// Before these it is a house number.
	houseBefore = "路街巷弄村区道院园桥段苑里坊组幢栋门第号-"
)

// zhDay reads a day or a span of days at byte i, without a time of day.
func (r *dateReader) zhDay(i int) (st stretch, end int, ok bool) {
	s := r.s
	if i >= len(s) {
		return st, i, false
	}
	if isDigit(s[i]) {
		if st, end, ok = r.numericDate(i); ok {
			return st, end, true
		}
	}
	if e, ok := zhDays.at(s, i); ok {
		st = oneDay(r.today.AddDate(0, 0, e.val.days))
		st.part = e.val.part
		if st.part != "" {
			st.prec = PartOfDay
		}
		return st, i + len(e.word), true
	}
	for _, read := range []func(int) (stretch, int, bool){r.zhYear, r.zhFestival, r.zhRelativeMonth, r.zhWeek, r.zhLunar, r.zhMonthDay, r.zhDayOfMonth, r.zhCounted} {
		if st, end, ok = read(i); ok {
			return st, end, true
		}
	}
	if e, ok := zhVague.at(s, i); ok {
		return days(r.today.AddDate(0, 0, -e.val[0]), r.today.AddDate(0, 0, -e.val[1]), Vague), i + len(e.word), true
	}
	return st, i, false
}

// zhYear reads 去年, 2026年, 二〇二六年 and the month and day behind it.
func (r *dateReader) zhYear(i int) (stretch, int, bool) {
	year, end := 0, i
	if e, ok := zhYears.at(r.s, i); ok {
		year, end = r.today.Year()+e.val, i+len(e.word)
		if _, n, ok := smallCount(r.s, end); ok && runeAt(r.s, n) != '月' {
			return stretch{}, i, false // 今年87岁
		}
	} else if y, e, ok := r.fullYear(i); ok {
		year, end = y, e
	} else {
		return stretch{}, i, false
	}
	loc := r.today.Location()
	j := end
	if runeAt(r.s, j) == '的' {
		j += len("的")
	}
	for _, read := range []func(int) (stretch, int, bool){r.zhFestival, r.zhLunar, r.zhMonthDay} {
		if st, e, ok := read(j); ok && st.prec >= Month && e > j {
			return r.inYear(st, year, r.s[j:e]), e, true
		}
	}
	switch rest := r.s[j:]; {
	case strings.HasPrefix(rest, "年底"), strings.HasPrefix(rest, "底"):
		return monthOf(year, 12, loc), j + strings.Index(rest, "底") + len("底"), true
	case strings.HasPrefix(rest, "年初"), strings.HasPrefix(rest, "初"):
		return days(time.Date(year, 1, 1, 0, 0, 0, 0, loc), time.Date(year, 2, 28, 0, 0, 0, 0, loc), Month), j + strings.Index(rest, "初") + len("初"), true
	case strings.HasPrefix(rest, "上半年"):
		return days(time.Date(year, 1, 1, 0, 0, 0, 0, loc), time.Date(year, 6, 30, 0, 0, 0, 0, loc), Year), j + len("上半年"), true
	case strings.HasPrefix(rest, "下半年"):
		return days(time.Date(year, 7, 1, 0, 0, 0, 0, loc), time.Date(year, 12, 31, 0, 0, 0, 0, loc), Year), j + len("下半年"), true
	}
	for name, m := range map[string]time.Month{"春": 3, "夏": 6, "秋": 9, "冬": 12} {
		if rest := r.s[j:]; strings.HasPrefix(rest, name+"天") || strings.HasPrefix(rest, name+"季") {
			first := time.Date(year, m, 1, 0, 0, 0, 0, loc)
			return days(first, first.AddDate(0, 3, -1), Vague), j + len(name+"天"), true
		}
	}
	return yearOf(year, loc), end, true
}

// fullYear reads 2026年, 26年 and 二〇二六年.
func (r *dateReader) fullYear(i int) (year, end int, ok bool) {
	if q, e, ok := readQuantity(r.s, i); ok && q.plain != "" && (len(q.plain) == 4 || len(q.plain) == 2 && q.plain > "15") && runeAt(r.s, e) == '年' && runeAt(r.s, e+len("年")) != '前' {
		y := int(q.val)
		if len(q.plain) == 2 {
			if next := runeAt(r.s, e+len("年")); !(next != 0 && strings.ContainsRune("在进起开", next)) && !isDigit(byte(min(next, 255))) && !isHanDigitAt(r.s, e+len("年")) && next != '底' && next != '初' {
				return 0, i, false // 26年 alone is a span of time
			}
			y += 2000
		}
		return y, e + len("年"), y >= 1940 && y <= 2100
	}
	return 0, i, false
}

// inYear moves a date that was read without a year into the year that was said.
func (r *dateReader) inYear(st stretch, year int, words string) stretch {
	if !st.yearless {
		// the new year, the feasts and lunar days carry their own: read them again in that year
		if d, ok := r.lunarIn(words, year); ok {
			st.first, st.last = d, d
			return st
		}
	}
	n := year - st.first.Year()
	st.first, st.last, st.yearless = st.first.AddDate(n, 0, 0), st.last.AddDate(n, 0, 0), false
	if st.prec == Month && st.first.Day() == 1 {
		st.last = st.first.AddDate(0, 1, -1)
	}
	return st
}

// zhRelativeMonth reads 上个月, 上个月12号, 上个月底, 上个月初八 (lunar).
func (r *dateReader) zhRelativeMonth(i int) (stretch, int, bool) {
	e, ok := zhMonths.at(r.s, i)
	if !ok {
		if strings.HasPrefix(r.s[i:], "月底") || strings.HasPrefix(r.s[i:], "月初") || strings.HasPrefix(r.s[i:], "月中") {
			e.word = "" // this month's
		} else {
			return stretch{}, i, false
		}
	}
	end := i + len(e.word)
	first := time.Date(r.today.Year(), r.today.Month()+time.Month(e.val), 1, 0, 0, 0, 0, r.today.Location())
	j := end
	if runeAt(r.s, j) == '的' {
		j += len("的")
	}
	if d, e2, ok := lunarDay(r.s, j); ok {
		year, index, ok := lunarOf(r.today)
		if ok {
			// count lunar months back from the one we are in
			for k := e.val; ok && k != 0; {
				if k < 0 {
					index, k = index-1, k+1
				} else {
					index, k = index+1, k-1
				}
				if index < 0 {
					year--
					index = len(lunarYear(year, first.Location())) - 1
				} else if index >= len(lunarYear(year, first.Location())) {
					year, index = year+1, 0
				}
			}
			if months := lunarYear(year, first.Location()); index >= 0 && index < len(months) && d <= months[index].days {
				return oneDay(months[index].first.AddDate(0, 0, d-1)), e2, true
			}
		}
	}
	if d, e2, ok := smallCount(r.s, j); ok && (runeAt(r.s, e2) == '号' || runeAt(r.s, e2) == '日') {
		if t, valid := validDay(first.Year(), int(first.Month()), d, first.Location()); valid {
			return oneDay(t), e2 + len("号"), true
		}
	}
	if p, ok := zhMonthPart.at(r.s, j); ok && !strings.HasPrefix(r.s[j:], "中间") {
		last := first.AddDate(0, 1, -1)
		return days(first.AddDate(0, 0, p.val[0]-1), first.AddDate(0, 0, min(p.val[1], last.Day())-1), Month), j + len(p.word), true
	}
	if e.word == "" {
		return stretch{}, i, false
	}
	return monthOf(first.Year(), first.Month(), first.Location()), end, true
}

// zhWeek reads 上周三, 这周一, 周末, 星期三, 上周.
func (r *dateReader) zhWeek(i int) (stretch, int, bool) {
	if e, ok := zhWeeks.at(r.s, i); ok {
		end := i + len(e.word)
		week := weekFrom(r.today, e.val)
		if w, ok := zhWeekdays[runeAt(r.s, end)]; ok && !r.countsOn(end) {
			return oneDay(week.first.AddDate(0, 0, int(w+6)%7)), end + width(r.s, end), true
		}
		if strings.HasPrefix(r.s[end:], "末") {
			return days(week.first.AddDate(0, 0, 5), week.last, Day), end + len("末"), true
		}
		if b, ok := zhBareWeek.at(r.s, end); ok { // 上个星期星期三
			if w, ok := zhWeekdays[runeAt(r.s, end+len(b.word))]; ok {
				end += len(b.word)
				return oneDay(week.first.AddDate(0, 0, int(w+6)%7)), end + width(r.s, end), true
			}
		}
		return week, end, true
	}
	if e, ok := zhBareWeek.at(r.s, i); ok {
		end := i + len(e.word)
		if w, ok := zhWeekdays[runeAt(r.s, end)]; ok && !r.countsOn(end) && !isHanDigitBefore(r.s, i) && runeBefore(r.s, i) != '个' {
			st := oneDay(r.lastWeekday(w, true))
			st.weekday = true
			return st, end + width(r.s, end), true
		}
	}
	if strings.HasPrefix(r.s[i:], "周末") {
		sat := r.lastWeekday(time.Saturday, true)
		if strings.TrimSpace(bare(r.s)) == "周末" {
			return stretch{}, i, false // a habit, not a day
		}
		return days(sat, sat.AddDate(0, 0, 1), Day), i + len("周末"), true
	}
	return stretch{}, i, false
}

// countsOn: 周一百 and 周2026 are not weekdays.
func (r *dateReader) countsOn(i int) bool {
	next := i + width(r.s, i)
	n := runeAt(r.s, next)
	return isDigit(r.s[i]) && n != 0 && isDigit(byte(min(n, 255))) || n == '百' || n == '千' || n == '个'
}

func isHanDigitBefore(s string, i int) bool {
	r := runeBefore(s, i)
	return digitChars.Has(r) || r == '十' || r >= '0' && r <= '9' || r == '几' || r == '半'
}

// zhMonthDay reads 8月, 11月20日, 三月底, 十二月3号.
func (r *dateReader) zhMonthDay(i int) (stretch, int, bool) {
	m, e, ok := smallCount(r.s, i)
	if !ok || m < 1 || m > 12 || runeAt(r.s, e) != '月' || isHanDigitBefore(r.s, i) || runeBefore(r.s, i) == '个' {
		return stretch{}, i, false
	}
	end := e + len("月")
	j := skipSpace(r.s, end)
	loc := r.today.Location()
	if d, e2, ok := smallCount(r.s, j); ok && d >= 1 && d <= 31 {
		mark := runeAt(r.s, e2)
		if mark == '几' && d%10 == 0 && (runeAt(r.s, e2+len("几")) == '号' || runeAt(r.s, e2+len("几")) == '日') { // 十月二十几号
			first := time.Date(r.today.Year(), time.Month(m), d, 0, 0, 0, 0, loc)
			last := first.AddDate(0, 0, 9)
			if last.Month() != first.Month() {
				last = time.Date(first.Year(), first.Month()+1, 0, 0, 0, 0, 0, loc)
			}
			st := days(first, last, Week)
			st.yearless = true
			return st, e2 + len("几号"), true
		}
		if mark == '号' || mark == '日' {
			e2 += len("号")
		} else if mark == '月' || mark == '个' || mark == '点' || mark == '年' {
			return stretch{}, i, false
		}
		if t, valid := validDay(r.today.Year(), m, d, loc); valid {
			st := oneDay(t)
			st.yearless = true
			return st, e2, true
		}
		end = e2 // 2月31日: the month is all that can be meant
	}
	st := monthOf(r.today.Year(), time.Month(m), loc)
	st.yearless = true
	if p, ok := zhMonthPart.at(r.s, end); ok {
		if p.word != "份" {
			st.first, st.last = st.first.AddDate(0, 0, p.val[0]-1), st.first.AddDate(0, 0, min(p.val[1], st.last.Day())-1)
			st.prec = Week
		}
		end += len(p.word)
	}
	return st, end, true
}

// houseBehindNo goes on behind the number of a house: 塘边十二号这里, 18号隔壁.
var houseBehindNo = pattern.MustCompile(`^(?:[这那](?:里|边|儿|家|户|头)|隔壁|对面|对门|后面|前面|旁边|边上|[楼屋]|住着?$)`)

// zhDayOfMonth reads 12号 and 二十八日, unless it is a house number.
func (r *dateReader) zhDayOfMonth(i int) (stretch, int, bool) {
	d, e, ok := smallCount(r.s, i)
	mark := runeAt(r.s, e)
	if !ok || d < 1 || d > 31 || mark != '号' && mark != '日' && mark != '-' {
		return stretch{}, i, false
	}
	before := runeBefore(r.s, i)
	if before != 0 && (strings.ContainsRune(houseBefore, before) || isLatin(byte(min(before, 255)))) || isHanDigitBefore(r.s, i) {
		return stretch{}, i, false
	}
	if mark == '-' { // 3-5号: the second number carries the 号
		if _, e2, ok := smallCount(r.s, e+1); !ok || runeAt(r.s, e2) != '号' && runeAt(r.s, e2) != '日' {
			return stretch{}, i, false
		}
	} else {
		e += width(r.s, e)
		after := runeAt(r.s, e)
		if mark == '号' && after != 0 && (strings.ContainsRune(notDay, after) || isDigit(byte(min(after, 255)))) || mark == '日' && strings.ContainsRune("本用常报子", after) && after != 0 {
			return stretch{}, i, false
		}
		if mark == '号' && houseBehindNo.MatchString(r.s[e:]) {
			return stretch{}, i, false
		}
	}
	t, valid := validDay(r.today.Year(), int(r.today.Month()), d, r.today.Location())
	if !valid {
		t, valid = validDay(r.today.Year(), int(r.today.Month())-1, d, r.today.Location())
	}
	st := oneDay(t)
	st.yearless, st.dayOnly = true, true
	return st, e, valid
}
