package understand

import (
	"strings"
	"time"

	"frontdoor/dialog/pattern"
)

// zhAbouts are spans of about one unit.
var zhAbouts = newLexicon(map[string]struct{ months, days int }{"个把月": {1, 0}, "个把星期": {0, 7}, "个把礼拜": {0, 7}})

// gap goes before a span in which something was not paid for, whenever that was.
var gap = pattern.MustCompile(`(?:医保|社保|保险|养老|公积金|缴费|合疗|参保|工龄)[^,，。;；\n]{0,6}$`)

// zhCounted reads 三天前, 半个月前, 两年前, 三天后; and 拖了三个月, 三个月了: since when.
func (r *dateReader) zhCounted(i int) (stretch, int, bool) {
	for _, w := range []string{"前", "近", "最近", "过去", "这"} { // 前三天, 近两个月
		if j := i + len(w); strings.HasPrefix(r.s[i:], w) {
			if q, e, ok := readQuantity(r.s, j); ok && q.val <= 100 && q.plain == "" || ok && len(q.plain) <= 2 {
				if t, end, prec, ok := r.unitBack(q.val, e); ok && prec != Minute {
					return days(midnight(t), r.today, Vague), end, true
				}
			}
		}
	}
	v, end, ok := 0.0, i, false
	if strings.HasPrefix(r.s[i:], "半") {
		v, end, ok = 0.5, i+len("半"), true
	} else if q, e, is := readQuantity(r.s, i); is && q.val <= 1000 && !isHanDigitBefore(r.s, i) {
		v, end, ok = q.val, e, true
	}
	before := runeBefore(r.s, i)
	if _, about := zhAbouts.at(r.s, i); !about && (!ok || before == '第' || before == '半') {
		return stretch{}, i, false
	}
	for _, r2 := range []string{"多", "来", "几"} {
		if strings.HasPrefix(r.s[end:], r2) {
			end += len(r2)
		}
	}
	back, e, prec, ok := r.unitBack(v, end)
	if u, about := zhAbouts.at(r.s, i); about { // 个把月: about one
		back, e, prec, ok = r.today.AddDate(0, -u.val.months, -u.val.days), i+len(u.word), Day, true
	}
	if !ok {
		return stretch{}, i, false
	}
	if a, ok := zhAgo.at(r.s, e); ok && !strings.HasPrefix(r.s[e:], "前后") && !strings.HasPrefix(r.s[e:], "前面") {
		return r.ago(back, prec), e + len(a.word), true
	}
	if a, ok := zhLater.at(r.s, e); ok && prec >= Day {
		d := r.today.AddDate(0, 0, int(v))
		if prec == Minute {
			return stretch{}, i, false
		}
		return oneDay(d), e + len(a.word), true
	}
	lead, led := zhDuration.endingAt(r.s, i)
	closed := strings.HasPrefix(r.s[e:], "了") || strings.HasPrefix(r.s[e:], "多了")
	if led && !closed && (lead.word == "断了" || lead.word == "停了") && gap.MatchString(r.s[:i-len(lead.word)]) {
		return stretch{}, i, false // 医保断了一年: how long a gap is, and no day
	}
	if (led || closed) && prec != Minute {
		st := r.ago(back, prec)
		st.last, st.since = st.first, true
		if strings.HasPrefix(r.s[e:], "多") {
			e += len("多")
		}
		if closed {
			e += len("了")
		}
		return st, e, true
	}
	return stretch{}, i, false
}

// unitBack reads the unit of a counted span and says what lies that far back.
func (r *dateReader) unitBack(v float64, i int) (t time.Time, end int, prec Precision, ok bool) {
	whole, half := int(v), v != float64(int(v))
	rest := r.s[i:]
	for _, u := range []struct {
		word string
		prec Precision
	}{
		{"个半月", Month}, {"个多月", Month}, {"个月", Month}, {"个星期", Week}, {"个礼拜", Week}, {"星期", Week}, {"礼拜", Week}, {"周", Week},
		{"个多小时", Minute}, {"个小时", Minute}, {"小时", Minute}, {"个钟头", Minute}, {"分钟", Minute}, {"个晚上", Day}, {"多天", Day}, {"天", Day}, {"日", Day}, {"晚", Day}, {"年半", Year}, {"年", Year},
	} {
		if !strings.HasPrefix(rest, u.word) {
			continue
		}
		end = i + len(u.word)
		switch u.prec {
		case Month:
			d := r.today.AddDate(0, -whole, 0)
			if half || u.word == "个半月" {
				d = d.AddDate(0, 0, -15)
			}
			return d, end, Day, true
		case Week:
			if half {
				return r.today.AddDate(0, 0, -3), end, Day, true
			}
			return r.today.AddDate(0, 0, -7*whole), end, Day, true
		case Day:
			if half {
				return t, i, Day, false // 半天 is an exaggeration
			}
			return r.today.AddDate(0, 0, -whole), end, Day, true
		case Year:
			if whole > 100 {
				return t, i, Year, false
			}
			d := r.today.AddDate(-whole, 0, 0)
			if half || u.word == "年半" {
				d = d.AddDate(0, -6, 0)
				return d, end, Month, true
			}
			return d, end, Year, true
		default:
			span := time.Duration(v * float64(time.Hour))
			if u.word == "分钟" {
				span = time.Duration(v * float64(time.Minute))
			}
			return r.now.Add(-span), end, Minute, true
		}
	}
	return t, i, Day, false
}

// ago makes the stretch for "so long ago": a minute, a day, or the month about it.
func (r *dateReader) ago(t time.Time, prec Precision) stretch {
	st := oneDay(midnight(t))
	switch prec {
	case Minute:
		st.hour, st.min, st.prec = t.Hour(), t.Minute(), Minute
	case Year, Month:
		st.prec = prec
	}
	return st
}
