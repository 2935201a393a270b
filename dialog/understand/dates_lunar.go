package understand

import (
	"strings"
	"time"

	"frontdoor/dialog/pattern"
)

// feast is a day with a name: by the common calendar, or (lunar) by the old one.
type feast struct {
	month, day int
	lunar      bool
	last       int // days it lasts, 0: one
}

var zhFeasts = newLexicon(map[string]feast{
	"春节": {1, 1, true, 0}, "大年初一": {1, 1, true, 0}, "年初一": {1, 1, true, 0}, "大年初二": {1, 2, true, 0}, "年初二": {1, 2, true, 0}, "大年初三": {1, 3, true, 0}, "大年初四": {1, 4, true, 0}, "大年初五": {1, 5, true, 0}, "过年": {1, 1, true, 0},
	"元宵": {1, 15, true, 0}, "元宵节": {1, 15, true, 0}, "端午": {5, 5, true, 0}, "端午节": {5, 5, true, 0}, "七夕": {7, 7, true, 0}, "七夕节": {7, 7, true, 0}, "中元节": {7, 15, true, 0}, "七月半": {7, 15, true, 0},
	"中秋": {8, 15, true, 0}, "八月十五": {8, 15, true, 0}, "中秋节": {8, 15, true, 0}, "八月半": {8, 15, true, 0}, "重阳": {9, 9, true, 0}, "重阳节": {9, 9, true, 0}, "腊八": {12, 8, true, 0}, "腊八节": {12, 8, true, 0}, "小年": {12, 23, true, 0},
	"大年三十": {12, 30, true, 0}, "年三十": {12, 30, true, 0}, "除夕": {12, 30, true, 0}, "除夕夜": {12, 30, true, 0}, "大年夜": {12, 30, true, 0}, "年三十晚上": {12, 30, true, 0}, "大年三十晚上": {12, 30, true, 0},
	"元旦": {1, 1, false, 0}, "元旦节": {1, 1, false, 0}, "清明": {4, 0, false, 0}, "清明节": {4, 0, false, 0}, "冬至": {12, 0, false, 0}, "五一": {5, 1, false, 0}, "五一节": {5, 1, false, 0}, "劳动节": {5, 1, false, 0}, "五一假期": {5, 1, false, 5}, "五一期间": {5, 1, false, 5},
	"六一": {6, 1, false, 0}, "儿童节": {6, 1, false, 0}, "国庆": {10, 1, false, 0}, "国庆节": {10, 1, false, 0}, "十一": {10, 1, false, 0}, "国庆期间": {10, 1, false, 7}, "国庆假期": {10, 1, false, 7}, "十一假期": {10, 1, false, 7}, "十一期间": {10, 1, false, 7}, "国庆长假": {10, 1, false, 7},
	"三八节": {3, 8, false, 0}, "妇女节": {3, 8, false, 0}, "教师节": {9, 10, false, 0}, "圣诞": {12, 25, false, 0}, "圣诞节": {12, 25, false, 0}, "双十一": {11, 11, false, 0}, "双11": {11, 11, false, 0}, "暑假": {7, 1, false, 62}, "暑期": {7, 1, false, 62}, "七一": {7, 1, false, 0}, "八一": {8, 1, false, 0},
})

// notFeast: 五一路, 十一个, 国庆村 are no days.
var notFeast = wordSet("路 村 街 大道 广场 小区 个 人 月 点 号 楼 幢 栋 天 年 次 岁 户 万 百 千 元 块 室 层 社区 桥 建军 新村 巷 弄 遍 条 米 中学 小学 学校 公园 酒店 饭店 超市 月份 日 组 队 栋楼 小时 公司 厂 师傅 老师 哥 姐 叔 家")

// zhFestival reads 端午, 国庆, 清明, 大年三十: the latest one that is not to come.
func (r *dateReader) zhFestival(i int) (stretch, int, bool) {
	e, ok := zhFeasts.at(r.s, i)
	if !ok {
		return stretch{}, i, false
	}
	end := i + len(e.word)
	if _, not := notFeast.at(r.s, end); not {
		return stretch{}, i, false
	}
	switch e.word {
	case "八月十五": // said so it is the Moon Festival; 八月十五号 is a day in August
		if strings.ContainsRune("号日点", runeAt(r.s, end)) || isHanDigitAt(r.s, end) {
			return stretch{}, i, false
		}
	case "十一", "五一", "六一", "七一", "八一": // numbers before anything else
		if isHanDigitBefore(r.s, i) || isHanDigitAt(r.s, end) || unitAt(r.s, end) > 0 || runeBefore(r.s, i) == '第' || strings.HasPrefix(r.s[end:], "十") {
			return stretch{}, i, false
		}
	}
	for y := r.today.Year() + 1; y >= r.today.Year()-2; y-- {
		d, ok := e.val.in(y, r.today.Location())
		if !ok || d.After(r.today) && (y > r.today.Year() || !r.comingSoon(d, end)) {
			continue
		}
		if by, past, ok := besideFeast(r.s, end); ok {
			return oneDay(d.AddDate(0, 0, by)), past, true
		}
		st := oneDay(d)
		if e.val.last > 0 {
			st = days(d, d.AddDate(0, 0, e.val.last-1), Day)
		}
		if strings.HasSuffix(e.word, "夜") || strings.HasSuffix(e.word, "晚上") {
			st.part, st.prec = "night", PartOfDay
		}
		return st, end, true
	}
	return stretch{}, i, false
}

// besideFeast reads a day counted from a feast: 中秋前一天, 国庆第二天.
func besideFeast(s string, i int) (by, end int, ok bool) {
	if runeAt(s, i) == '的' {
		i += len("的")
	}
	e, ok := zhBeside.at(s, i)
	return e.val, i + len(e.word), ok
}

var zhBeside = newLexicon(map[string]int{"前一天": -1, "前一日": -1, "头一天": -1, "前两天": -2, "前三天": -3, "后一天": 1, "第二天": 1, "第三天": 2, "后两天": 2, "后三天": 3, "隔天": 1})

// comingSoon: the words say "before" or "want", so the feast ahead is meant.
func (r *dateReader) comingSoon(d time.Time, end int) bool {
	_, ahead := zhAhead.at(r.s, end)
	return ahead
}

// in gives the feast's day in a year of the common calendar; 大年三十 closes the
// lunar year that began in it, so it lies in the January or February after.
func (f feast) in(year int, loc *time.Location) (time.Time, bool) {
	switch {
	case f.lunar && f.month == 12:
		if f.day == 30 {
			d, ok := lunarDate(year, 1, 1, false, loc)
			return d.AddDate(0, 0, -1), ok
		}
		return lunarDate(year-1, f.month, f.day, false, loc)
	case f.lunar:
		return lunarDate(year, f.month, f.day, false, loc)
	case f.day == 0:
		return time.Date(year, time.Month(f.month), termDay(year, f.month), 0, 0, 0, 0, loc), true
	}
	return time.Date(year, time.Month(f.month), f.day, 0, 0, 0, 0, loc), true
}

// termDay is the day of 清明 (month 4) or 冬至 (month 12): the sun's drift of
// 0.2422 days a year less the leap days, right for 1940 to 2060.
func termDay(year, month int) int {
	c := map[bool]map[int]float64{false: {4: 5.59, 12: 22.60}, true: {4: 4.81, 12: 21.94}}[year >= 2000][month]
	y := year % 100
	return int(float64(y)*0.2422+c) - y/4
}

// lunarDay reads 初八, 廿三, 十五, 三十 at byte i as a day of a lunar month.
// Only 初… and 廿… say by themselves that the old calendar is meant.
func lunarDay(s string, i int) (day, end int, ok bool) {
	rest := s[i:]
	switch {
	case strings.HasPrefix(rest, "初"):
		j := i + len("初")
		if runeAt(s, j) == '十' {
			return 10, j + len("十"), true
		}
		if d := hanDigits[runeAt(s, j)]; d >= 1 && d <= 9 {
			return d, j + len("一"), !strings.HasPrefix(s[j+len("一"):], "中") // 初一 is also a school year
		}
	case strings.HasPrefix(rest, "廿"):
		j := i + len("廿")
		if d := hanDigits[runeAt(s, j)]; d >= 1 && d <= 9 {
			return 20 + d, j + len("一"), true
		}
		return 20, j, true
	}
	return 0, i, false
}

// lunarMonthName reads 正月, 腊月, 冬月, 闰六月, 三月 at byte i.
func lunarMonthName(s string, i int) (month int, leap bool, end int, ok bool) {
	if strings.HasPrefix(s[i:], "闰") {
		leap = true
		i += len("闰")
	}
	switch rest := s[i:]; {
	case strings.HasPrefix(rest, "正月"):
		return 1, leap, i + len("正月"), true
	case strings.HasPrefix(rest, "冬月"):
		return 11, leap, i + len("冬月"), true
	case strings.HasPrefix(rest, "腊月"):
		return 12, leap, i + len("腊月"), true
	}
	if m, e, ok := smallCount(s, i); ok && m >= 1 && m <= 12 && runeAt(s, e) == '月' {
		return m, leap, e + len("月"), true
	}
	return 0, false, i, false
}

// readLunar reads a lunar month and day, with or without 农历 before them.
func readLunar(s string, i int) (month, day int, leap bool, end int, ok bool) {
	said := false
	j := i
	for _, w := range []string{"农历", "阴历", "旧历", "老历"} {
		if strings.HasPrefix(s[i:], w) {
			said, j = true, i+len(w)
		}
	}
	if strings.HasPrefix(s[j:], "的") {
		j += len("的")
	}
	if j >= len(s) {
		return 0, 0, false, i, false
	}
	m, lp, e, ok := lunarMonthName(s, j)
	if !ok {
		if d, e, ok := lunarDay(s, j); ok && said {
			return 0, d, false, e, true
		}
		return 0, 0, false, i, false
	}
	named := said || lp || strings.HasPrefix(s[j:], "正") || strings.HasPrefix(s[j:], "冬") || strings.HasPrefix(s[j:], "腊")
	if d, e2, ok := lunarDay(s, e); ok {
		return m, d, lp, e2, true
	}
	if d, e2, ok := smallCount(s, e); ok && named && d >= 1 && d <= 30 {
		if mark := runeAt(s, e2); mark == '号' || mark == '日' {
			e2 += len("号")
		}
		return m, d, lp, e2, true
	}
	return m, 0, lp, e, named
}

// zhLunar reads 农历三月初三, 正月十五, 腊月, 八月十五 said as 八月初…, 初八.
func (r *dateReader) zhLunar(i int) (stretch, int, bool) {
	if runeBefore(r.s, i) == '年' && strings.HasPrefix(r.s[i:], "初") {
		return stretch{}, i, false
	}
	if d, e, ok := lunarDay(r.s, i); ok {
		if r.schoolYear(i, e) {
			return stretch{}, i, false
		}
		year, index, ok := lunarOf(r.today)
		for ; ok; index-- {
			if index < 0 {
				year--
				index = len(lunarYear(year, r.today.Location())) - 1
			}
			months := lunarYear(year, r.today.Location())
			if index < 0 || index >= len(months) {
				break
			}
			if t := months[index].first.AddDate(0, 0, d-1); d <= months[index].days && !t.After(r.today) {
				return oneDay(t), e, true
			}
		}
		return stretch{}, i, false
	}
	m, d, leap, end, ok := readLunar(r.s, i)
	if !ok || isHanDigitBefore(r.s, i) {
		return stretch{}, i, false
	}
	if m == 0 {
		st, _, ok := r.zhLunar(end - lunarDayLen(r.s, end, d))
		return st, end, ok
	}
	_, ahead := zhAhead.at(r.s, end)
	year, _, known := lunarOf(r.today)
	if !known {
		return stretch{}, i, false
	}
	for y := year + 1; y >= year-20 && y >= lunarFirst; y-- {
		st, ok := lunarStretch(y, m, d, leap, r.today.Location())
		if !ok || st.first.After(r.today) && !(ahead && y == year) {
			continue
		}
		return st, end, true
	}
	return stretch{}, i, false
}

// pupil ends before the class somebody young is in: 我儿子初二.
var pupil = pattern.MustCompile(`(?:儿子|女儿|闺女|孩子|小孩|小子|娃|囡|孙子|孙女|外孙|弟弟?|妹妹?|侄[子女儿]|外甥女?|姑娘|丫头|学生)(?:今年|现在|刚|才|都|已经)*[, ，]?$`)

// schoolYear: 我读初一, 初二学生, 我儿子初二 is a class, not a day.
func (r *dateReader) schoolYear(from, to int) bool {
	if strings.ContainsRune("一二三", runeBefore(r.s, to)) && to-from == len("初二") && pupil.MatchString(r.s[:from]) {
		return true
	}
	b := runeBefore(r.s, from)
	return b == '读' || b == '上' || b == '在' || b == '念' || b == '升' || strings.HasPrefix(r.s[to:], "学") || strings.HasPrefix(r.s[to:], "的学") || strings.HasPrefix(r.s[to:], "班") || strings.HasPrefix(r.s[to:], "年级") || strings.HasPrefix(r.s[to:], "了") || strings.HasPrefix(r.s[to:], "毕")
}

func lunarDayLen(s string, end, d int) int {
	for j := end - 1; j >= 0 && j >= end-9; j-- {
		if got, e, ok := lunarDay(s, j); ok && e == end && got == d {
			return end - j
		}
	}
	return 0
}

// lunarStretch is a lunar day, or a whole lunar month when day is 0.
func lunarStretch(year, month, day int, leap bool, loc *time.Location) (stretch, bool) {
	for _, m := range lunarYear(year, loc) {
		if m.num != month || m.leap != leap {
			continue
		}
		if day == 0 {
			return days(m.first, m.first.AddDate(0, 0, m.days-1), Month), true
		}
		return oneDay(m.first.AddDate(0, 0, min(day, m.days)-1)), true
	}
	return stretch{}, false
}

// lunarIn reads the words of a feast or lunar day again, for the year that was said with them.
func (r *dateReader) lunarIn(words string, year int) (time.Time, bool) {
	if e, ok := zhFeasts.at(words, 0); ok {
		day, ok := e.val.in(year, r.today.Location())
		by, _, _ := besideFeast(words, len(e.word))
		return day.AddDate(0, 0, by), ok
	}
	if m, d, leap, _, ok := readLunar(words, 0); ok && m > 0 && d > 0 {
		return lunarDate(year, m, d, leap, r.today.Location())
	}
	return time.Time{}, false
}
