package understand

import (
	"maps"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"frontdoor/dialog/pattern"
)

// isMobile says that d is a mainland mobile number without its country code.
func isMobile(d string) bool {
	return len(d) == 11 && d[0] == '1' && d[1] >= '3'
}

var spokenDigits = map[rune]byte{
	'〇': '0', '零': '0', '洞': '0', '一': '1', '幺': '1', '二': '2', '两': '2', '三': '3', '四': '4', '五': '5', '六': '6', '七': '7', '拐': '7', '八': '8', '九': '9', '勾': '9',
	'壹': '1', '贰': '2', '叁': '3', '肆': '4', '伍': '5', '陆': '6', '柒': '7', '捌': '8', '玖': '9', '腰': '1', '吆': '1', '妖': '1',
}

// spokenChars are those of spokenDigits: most characters are none.
var spokenChars = pattern.NewChars(string(slices.Collect(maps.Keys(spokenDigits))))

// phoneGroup is an unbroken run of digits inside a number with gaps.
type phoneGroup struct {
	from, to int
	digits   string
}

// Phones finds the telephone numbers of people: mainland mobiles and landlines
// with their area code, +86, numbers with gaps, numbers spoken as 幺三九, and
// foreign numbers with +. Value is E.164. Hotlines (110, 12345, 400-…) are no
// resident's phone and are left out, as are identity, card and case numbers.
func Phones(text string) []Finding {
	s := fold(text)
	var out []Finding
	for i := 0; i < len(s); {
		if !phoneStarts(s, i) {
			i += width(s, i)
			continue
		}
		groups, end := phoneRun(s, i)
		plus := s[i] == '+'
		for k := 0; k < len(groups); {
			value, n := phoneIn(groups[k:], plus && k == 0)
			if n == 0 || k == 0 && i > 0 && (isLatin(s[i-1]) || s[i-1] == '*') && !plus && groups[0].digits[0] != '1' {
				k++
				continue
			}
			from, to := groups[k].from, groups[k+n-1].to
			if k == 0 && (plus || s[i] == '(') {
				from = i
			}
			out = append(out, found(text, value, from, to))
			k += n
		}
		i = max(end, i+1)
	}
	return out
}

func phoneStarts(s string, i int) bool {
	if isDigit(s[i]) {
		return true
	}
	if (s[i] == '+' || s[i] == '(') && i+1 < len(s) && isDigit(s[i+1]) {
		return true
	}
	if s[i] < 0x80 {
		return false
	}
	return spokenChars.Has(runeAt(s, i)) && !mobileAt(s, i+width(s, i))
}

// mobileAt says that eleven written digits that are a mobile number begin here: the
// last character of 张三13900000000 is the name's.
func mobileAt(s string, i int) bool {
	end := i
	for end < len(s) && end < i+12 && isDigit(s[end]) {
		end++
	}
	return isMobile(s[i:end])
}

// phoneRun reads digits, written or spoken, with gaps of a space, dash, dot or bracket.
func phoneRun(s string, i int) (groups []phoneGroup, end int) {
	if s[i] == '+' || s[i] == '(' {
		i++
	}
	for i < len(s) {
		g := phoneGroup{from: i}
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		g.digits = s[g.from:i]
		for i < len(s) { // from the first spoken one on
			d, ok := spokenDigits[runeAt(s, i)]
			if isDigit(s[i]) {
				d, ok = s[i], true
			}
			if !ok {
				break
			}
			g.digits += string(rune(d))
			i += width(s, i)
		}
		if g.digits == "" {
			break
		}
		g.to = i
		if groups == nil {
			groups = make([]phoneGroup, 0, 4) // what numbers are mostly written in
		}
		groups = append(groups, g)
		gap := i
		for gap < len(s) && gap < i+3 && strings.IndexByte(" -().", s[gap]) >= 0 {
			gap++
		}
		if gap == i || gap >= len(s) || !phoneStarts(s, gap) || s[gap] == '+' {
			return groups, i
		}
		i = gap
	}
	return groups, i
}

// phoneIn reads one number from the first groups: its E.164 form and how many groups it took.
func phoneIn(groups []phoneGroup, plus bool) (value string, n int) {
	d := ""
	best, taken := "", 0
	for n = 1; n <= len(groups) && n <= 13; n++ {
		d += groups[n-1].digits
		if len(d) > 17 {
			break
		}
		if v := phoneOf(d, plus); v != "" {
			if isMobile(strings.TrimPrefix(v, "+86")) {
				return v, n
			}
			if taken == 0 || plus {
				best, taken = v, n
			}
		}
	}
	return best, taken
}

// localNumber is seven or eight digits that stand alone, as landlines have them.
var localNumber = pattern.MustCompile(`(?:^|[^0-9*＊-])([2-8][0-9]{2,3}[ -]?[0-9]{4})(?:$|[^0-9-])`)

// saysPhone stands before a landline; notPhone behind a number that is none.
var (
	saysPhone = pattern.MustCompile(`(?i)(?:电话|座机|固话|号码|打|\b(?:phone|tel|number|landline|call))[^0-9]{0,8}$`)
	notPhone  = pattern.MustCompile(`(?i)^ ?(?:元|块|万|千|号|室|yuan|rmb)`)
)

// LocalPhone finds a landline that is told without its area code: 电话82345678. Answer says
// that a number was asked for; else the words must call it one. ok is false where the town
// has no area code, or the number would be none with it.
func LocalPhone(text, areaCode string, answer bool) (f Finding, ok bool) {
	if areaCode == "" || !sevenDigits(text) {
		return Finding{}, false
	}
	s := fold(text)
	at := localNumber.FindStringSubmatchIndex(s)
	if at == nil || notPhone.MatchString(s[at[3]:]) || !answer && !saysPhone.MatchString(s[:at[2]]) {
		return Finding{}, false
	}
	digits := strings.NewReplacer(" ", "", "-", "").Replace(s[at[2]:at[3]])
	value := phoneOf(areaCode+digits, false)
	return found(text, value, at[2], at[3]), value != ""
}

// sevenDigits says that a text holds as many digits as a landline has, in whatever width.
func sevenDigits(text string) bool {
	n := 0
	for _, r := range text {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			n++
		}
	}
	return n >= 7
}

func phoneOf(d string, plus bool) string {
	switch {
	case plus:
	case strings.HasPrefix(d, "0086"):
		d = d[2:]
	case strings.HasPrefix(d, "00"):
		d = d[2:]
	case isMobile(d):
		d = "86" + d
	case len(d) == 13 && strings.HasPrefix(d, "86") && isMobile(d[2:]):
	case d[0] == '0' && len(d) >= 10 && len(d) <= 12:
		d = "86" + d[1:]
	default:
		return ""
	}
	if len(d) < 8 || d[0] == '0' {
		return ""
	}
	if strings.HasPrefix(d, "86") && isMobile(d[2:]) {
		return "+" + d // also ranges newer than the library's table
	}
	n, err := phonenumbers.Parse("+"+d, "")
	if err != nil || !phonenumbers.IsValidNumber(n) {
		return ""
	}
	return phonenumbers.Format(n, phonenumbers.E164)
}
