package understand

import "strings"

// Rhythms: what comes back again and again has no date but a name, R:… .
//
//	R:daily  R:daily-am -noon -pm -night     每天, 每天半夜, every night
//	R:weekly R:weekly-mon … R:weekly-sun     每周三
//	R:weekend R:weekday                      每个周末, 工作日
//	R:monthly R:monthly-12 R:yearly          每月12号, 每年
//	R:rain R:plum-rain R:typhoon R:market    下雨天, 梅雨天, 台风天, 赶集
//	R:rush-hour R:holiday R:spring … R:often 上下班, 节假日, 每年冬天, 经常

var (
	zhRhythms = newLexicon(map[string]string{
		"每天": "daily", "天天": "daily", "每日": "daily", "日日": "daily", "每一天": "daily", "成天": "daily", "整天": "daily", "每晚": "daily-night", "每夜": "daily-night", "夜夜": "daily-night", "晚晚": "daily-night",
		"每个晚上": "daily-night", "每天夜": "daily-night", "每到晚上": "daily-night", "一到晚上": "daily-night", "每到半夜": "daily-night", "一到半夜": "daily-night", "每早": "daily-am", "每个早上": "daily-am",
		"每周末": "weekend", "每逢周末": "weekend", "每个周末": "weekend", "每到周末": "weekend", "一到周末": "weekend", "双休日": "weekend", "工作日": "weekday", "周一到周五": "weekday", "周一至周五": "weekday", "星期一到星期五": "weekday", "礼拜一到礼拜五": "weekday", "每个工作日": "weekday",
		"每周": "weekly", "每星期": "weekly", "每礼拜": "weekly", "每个星期": "weekly", "每个礼拜": "weekly", "每月": "monthly", "每个月": "monthly", "每年": "yearly", "年年": "yearly", "月月": "monthly",
		"梅雨天": "plum-rain", "梅雨季": "plum-rain", "梅雨季节": "plum-rain", "梅雨": "plum-rain", "黄梅天": "plum-rain", "下雨天": "rain", "雨天": "rain", "一下雨": "rain", "每次下雨": "rain", "每逢下雨": "rain", "下雨时": "rain", "下雨的时候": "rain", "逢雨": "rain", "雨季": "rain",
		"台风天": "typhoon", "台风季": "typhoon", "刮台风": "typhoon", "赶集": "market", "逢集": "market", "集市日": "market", "上下班": "rush-hour", "早晚高峰": "rush-hour", "高峰期": "rush-hour", "节假日": "holiday", "逢年过节": "holiday",
		"隔三差五": "often", "三天两头": "often", "隔三岔五": "often",
	})
	zhSeasons  = newLexicon(map[string]string{"冬天": "winter", "夏天": "summer", "春天": "spring", "秋天": "autumn", "冬季": "winter", "夏季": "summer"})
	enWeekdays = newLexicon(map[string]int{
		"monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 0, "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5,
		"mondays": 1, "tuesdays": 2, "wednesdays": 3, "thursdays": 4, "fridays": 5, "saturdays": 6, "sundays": 0,
	})
	weekdayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
	enParts      = newLexicon(map[string]string{
		"morning": "am", "mornings": "am", "am": "am", "dawn": "am", "noon": "noon", "lunchtime": "noon", "midday": "noon", "afternoon": "pm", "afternoons": "pm", "evening": "night", "evenings": "night", "night": "night", "nights": "night", "midnight": "night", "nite": "night",
	})
	enRhythms = newLexicon(map[string]string{
		"every day": "daily", "everyday": "daily", "each day": "daily", "daily": "daily", "nightly": "daily-night", "every single night": "daily-night", "every single day": "daily", "night after night": "daily-night", "day after day": "daily",
		"every week": "weekly", "weekly": "weekly", "each week": "weekly", "every month": "monthly", "monthly": "monthly", "each month": "monthly", "every year": "yearly", "every weekend": "weekend", "each weekend": "weekend", "at weekends": "weekend", "on weekends": "weekend",
		"whenever it rains": "rain", "when it rains": "rain", "every time it rains": "rain", "each time it rains": "rain", "rainy season": "plum-rain", "in the rainy season": "plum-rain", "rainy days": "rain", "plum rain": "plum-rain", "plum rain season": "plum-rain",
		"every winter": "winter", "every summer": "summer", "every spring": "spring", "every autumn": "autumn", "rush hour": "rush-hour", "on weekdays": "weekday", "every weekday": "weekday", "market day": "market", "market days": "market",
	})
	enEvery = wordSet("every each")
)

// zhRhythm reads a Chinese rhythm at byte i.
func (r *dateReader) zhRhythm(i int) (rhythm string, end int, ok bool) {
	e, ok := zhRhythms.at(r.s, i)
	if !ok || e.word == "整天" && runeBefore(r.s, i) == '一' {
		return "", i, false
	}
	rhythm, end = e.val, i+len(e.word)
	if _, n, ok := smallCount(r.s, end); ok && (rhythm == "daily" || rhythm == "monthly" || rhythm == "yearly" || rhythm == "weekly") {
		if mark := runeAt(r.s, n); mark != '点' && mark != '号' && mark != '日' && mark != '月' && mark != ':' && (rhythm != "weekly" || n > end+len("一")) {
			return "", i, false // 每个月200: a rate, not a time
		}
	}
	switch rhythm {
	case "daily":
		j := end
		if strings.HasPrefix(r.s[j:], "的") || strings.HasPrefix(r.s[j:], "都") || strings.HasPrefix(r.s[j:], "到") {
			j += len("的")
		}
		if p, ok := zhParts.at(r.s, j); ok {
			rhythm, end = "daily-"+p.val, j+len(p.word)
		}
		if h, m, e, ok := r.zhClock(end); ok && e > end {
			st := oneDay(r.today)
			if k := strings.IndexByte(rhythm, '-'); k > 0 {
				st.part = rhythm[k+1:]
			}
			if rhythm == "daily" {
				rhythm = "daily-" + partOf(st.at(h, m).hour)
			}
			end = e
		}
	case "weekly":
		if w, ok := zhWeekdays[runeAt(r.s, end)]; ok {
			rhythm, end = "weekly-"+weekdayNames[w], end+width(r.s, end)
		}
	case "monthly":
		if d, e, ok := smallCount(r.s, end); ok && d >= 1 && d <= 31 && (runeAt(r.s, e) == '号' || runeAt(r.s, e) == '日') {
			rhythm, end = "monthly-"+itoa(d), e+len("号")
		}
	case "yearly":
		if p, ok := zhSeasons.at(r.s, end); ok {
			rhythm, end = p.val, end+len(p.word)
		} else if p, ok := zhRhythms.at(r.s, end); ok {
			rhythm, end = p.val, end+len(p.word)
		}
	}
	return rhythm, end, true
}

// enRhythm reads an English rhythm at byte i: every night, each Tuesday morning, daily.
func (r *dateReader) enRhythm(i int) (rhythm string, end int, ok bool) {
	if at := strings.TrimPrefix(r.s[i:], "at "); at != "" && isDigit(at[0]) { // at 6am every day
		if st, to, ok := r.enClock(len(r.s) - len(at)); ok {
			if next := skipSpace(r.s, to); next < len(r.s) && isLatin(r.s[next]) {
				if again, end, ok := r.enRhythm(next); ok && strings.HasPrefix(again, "daily") {
					return "daily-" + partOf(st.hour), end, true
				}
			}
		}
	}
	if e, ok := enRhythms.at(r.s, i); ok {
		end = i + len(e.word)
		j := skipSpace(r.s, end)
		if strings.HasPrefix(r.s[j:], "at ") || strings.HasPrefix(r.s[j:], "in the ") {
			j = skipSpace(r.s, j+strings.IndexByte(r.s[j:], ' '))
			if strings.HasPrefix(r.s[j:], "the ") {
				j += len("the ")
			}
			if p, ok := enParts.at(r.s, j); ok && e.val == "daily" {
				return "daily-" + p.val, j + len(p.word), true
			}
		}
		if st, e2, ok := r.enClock(j); ok && e.val == "daily" {
			return "daily-" + partOf(st.hour), e2, true
		}
		return e.val, end, true
	}
	e, ok := enEvery.at(r.s, i)
	if !ok {
		return "", i, false
	}
	j := skipSpace(r.s, i+len(e.word))
	if w, ok := enWeekdays.at(r.s, j); ok {
		return "weekly-" + weekdayNames[w.val], j + len(w.word), true
	}
	if p, ok := enParts.at(r.s, j); ok {
		end = j + len(p.word)
		k := skipSpace(r.s, end)
		for _, w := range []string{"after ", "at ", "around ", "about ", "from ", "until "} {
			if strings.HasPrefix(r.s[k:], w) {
				if _, e, ok := r.enClock(skipSpace(r.s, k+len(w))); ok {
					end = e
				}
			}
		}
		return "daily-" + p.val, end, true
	}
	return "", i, false
}

// partOf names the part of the day an hour lies in.
func partOf(hour int) string {
	switch {
	case hour < 5 || hour >= 18:
		return "night"
	case hour < 11:
		return "am"
	case hour < 13:
		return "noon"
	}
	return "pm"
}
