package understand

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog/pattern"
)

// quantity is a number read from a text.
type quantity struct {
	val    float64
	unit   float64 // the last of 10, 100, 1000 … said; 0 for plain digits
	plain  string  // the digits as written, when it was only digits
	approx bool    // 三四百, 二十多万
}

var hanDigits = map[rune]int{
	'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '叁': 3, '肆': 4, '伍': 5, '陆': 6, '柒': 7, '捌': 8, '玖': 9,
}

// digitChars are those of hanDigits: most characters are none.
var digitChars = pattern.NewChars(string(slices.Collect(maps.Keys(hanDigits))))

// numberStarts are the Chinese characters a number can begin with.
var numberStarts = pattern.NewChars("十拾" + string(slices.Collect(maps.Keys(hanDigits))))

var hanUnits = map[rune]float64{
	'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 1e4, 'w': 1e4, '亿': 1e8, 'k': 1000,
}

// longestNumber bounds a number in bytes, so that a page of 三三三… costs no more than other text.
const longestNumber = 90

// readQuantity reads the number that starts at byte i of a folded text: 1900,
// 3,000, 1.5万, 一千九百, 二千九百三 (2930), 一万九 (19000), 3万2, 二十多万, 1.9k.
func readQuantity(s string, i int) (q quantity, end int, ok bool) {
	if i >= len(s) || !isDigit(s[i]) && !numberStarts.Has(runeAt(s, i)) {
		return q, i, false // nearly always
	}
	start := i
	total, section, cur := 0.0, 0.0, -1.0
	single, zero, any := false, false, false
loop:
	for i < len(s) {
		if i-start > longestNumber {
			return q, start, false
		}
		r := runeAt(s, i)
		switch d, isNum := hanDigits[r]; {
		case isDigit(s[i]) && cur < 0:
			if any && q.unit == 0 {
				break loop
			}
			v, e := readDecimal(s, i)
			single = e == i+1
			if i == start {
				q.plain = s[i:e]
			}
			cur, i, any = v, e, true
			continue
		case isNum && cur < 0 && d == 0 && any:
			zero = true
		case r == '一' && any && strings.ContainsRune("直起样般", runeAt(s, i+len("一"))):
			break loop // 两千一直不付
		case isNum && cur < 0:
			cur, single, any = float64(d), true, true
		case isNum && single && cur < 10 && float64(d) == cur+1 && (unitAt(s, i+len("一")) > 0 || counted(s, i+len("一"))) && !isDigit(s[start]):
			q.approx = true // 三四百: the smaller
		case isNum && i > start && total+section == 0 && q.unit == 0 && !isDigit(s[start]):
			return readSpelled(s, start)
		default:
			u := unitAt(s, i)
			if u == 0 {
				if n := i + len("多"); any && q.unit > 0 && cur < 0 && strings.ContainsRune("多余几来", r) && unitAt(s, n) >= 1e4 {
					q.approx = true
					i = n
					continue
				}
				break loop
			}
			if cur < 0 && !any && u != 10 {
				break loop // 百 and 千 need a digit before them
			}
			if u >= 1e4 {
				if cur < 0 && section == 0 {
					break loop
				}
				total += (section + max(cur, 0)) * u
				section = 0
			} else {
				if cur < 0 {
					if section > 0 || u != 10 {
						break loop
					}
					cur = 1
				}
				section += cur * u
			}
			q.unit, cur, zero, any, q.plain = u, -1, false, true, ""
		}
		i += width(s, i)
	}
	if !any {
		return q, start, false
	}
	if cur >= 0 {
		if q.unit >= 100 && !zero && single && cur < 10 {
			section += cur * q.unit / 10
		} else {
			section += cur
		}
	}
	q.val = math.Round((total+section)*100) / 100
	return q, i, true
}

// counted: a measure word stands at byte i, so that 两三天 is two or three days, not 23.
func counted(s string, i int) bool {
	r := runeAt(s, i)
	return r != 0 && strings.ContainsRune("天个年月周块元人次户岁点米里斤辆只条棵", r)
}

// unitAt is the value of the unit at byte i (百, 万, k …), 0 for none.
func unitAt(s string, i int) float64 {
	r := runeAt(s, i)
	u := hanUnits[r]
	if (r == 'k' || r == 'w') && (i == 0 || !isDigit(s[i-1]) || i+1 < len(s) && isLatin(s[i+1])) {
		return 0 // 5km, 60w of a lamp is left to the measure words
	}
	return u
}

// readDecimal reads 1900, 3,000 and 1.5; the caller saw a digit at i.
func readDecimal(s string, i int) (v float64, end int) {
	var b strings.Builder
	j := i
	for j < len(s) && (isDigit(s[j]) || isThousands(s, i, j)) {
		if s[j] != ',' {
			b.WriteByte(s[j])
		}
		j++
	}
	if j+1 < len(s) && s[j] == '.' && isDigit(s[j+1]) {
		k := j + 1
		for k < len(s) && isDigit(s[k]) {
			k++
		}
		b.WriteString(s[j:k])
		j = k
	}
	v, err := strconv.ParseFloat(b.String(), 64)
	if err != nil {
		return 0, j
	}
	return v, j
}

// isThousands: the comma at j has at most three digits before it and exactly three after it.
func isThousands(s string, i, j int) bool {
	if s[j] != ',' || j == i || j+3 >= len(s) || !isDigit(s[j+1]) || !isDigit(s[j+2]) || !isDigit(s[j+3]) || j+4 < len(s) && isDigit(s[j+4]) {
		return false
	}
	lead := j - i
	if k := strings.LastIndexByte(s[i:j], ','); k >= 0 {
		return lead-k == 4
	}
	return lead <= 3
}

// readSpelled reads digits said one by one: 一九〇〇, 二零二六.
func readSpelled(s string, i int) (q quantity, end int, ok bool) {
	var b strings.Builder
	for start := i; i < len(s); {
		d, is := hanDigits[runeAt(s, i)]
		if !is {
			break
		}
		if i-start > longestNumber {
			return q, start, false
		}
		b.WriteByte(byte('0' + d))
		i += width(s, i)
	}
	v, err := strconv.ParseFloat(b.String(), 64)
	return quantity{val: v, plain: b.String()}, i, err == nil
}

var englishNumbers = map[string]float64{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
	"nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var englishUnits = map[string]float64{"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1e6}

// readWords reads an English number in words from byte i: "two thousand five
// hundred", "nineteen hundred", "5 grand", "a hundred and twenty".
func readWords(s string, i int) (v float64, end int, ok bool) {
	total, section, cur := 0.0, 0.0, 0.0
	for j := i; j < len(s); {
		w, e := wordFrom(s, j)
		n, isNum := englishNumbers[w]
		u, isUnit := englishUnits[w]
		switch {
		case isNum && (cur == 0 || cur >= 20 && cur < 100 && n < 10):
			cur += n
		case isUnit && u == 100 && cur > 0:
			section += cur * u
			cur = 0
		case isUnit && u > 100 && section+cur > 0:
			total += (section + cur) * u
			section, cur = 0, 0
		case w == "and" && ok:
			j = skipSpace(s, e)
			if w, _ := wordFrom(s, j); englishNumbers[w] == 0 || w == "a" || w == "an" {
				return total + section + cur, end, ok
			}
			continue
		case ok && w == "" && e < len(s) && s[e] == '-': // twenty-five
			j = e + 1
			continue
		default:
			return total + section + cur, end, ok
		}
		ok, end = true, e
		j = e
		if j < len(s) && s[j] == ' ' {
			j = skipSpace(s, j)
		}
	}
	return total + section + cur, end, ok
}

// wordFrom is the Latin word that starts at byte i.
func wordFrom(s string, i int) (word string, end int) {
	for end = i; end < len(s) && isLatin(s[end]); end++ {
	}
	return s[i:end], end
}

var (
	countLead = wordSet("大概 大约 约 差不多 有 一共 总共 共 可能 大致 至少 起码 将近 快 about around roughly nearly almost some approximately maybe over total we are there")
	countTail = wordSet("左右 上下 多 个 人 户 家 名 位 口 口人 个人 家人 户人家 人左右 来个 几个 次 天 岁 只 辆 盏 处 棵 条 间 people persons households families of us in total of them times days person family")
)

// Number reads a bare count: "12人", "十二个", "about twelve". The whole
// message must be the count; 十几个 counts as its lower bound.
func Number(text string) (int, bool) {
	s := strings.TrimSpace(bare(fold(text)))
	i := 0
	for {
		if e, ok := countLead.at(s, i); ok {
			i = skipSpace(s, i+len(e.word))
			continue
		}
		break
	}
	q, end, ok := readQuantity(s, i)
	if !ok {
		q.val, end, ok = readWords(s, i)
	}
	if !ok || q.val != math.Trunc(q.val) || q.val > 1e9 {
		return 0, false
	}
	for end = skipSpace(s, end); end < len(s); end = skipSpace(s, end) {
		if e, ok := countTail.at(s, end); ok {
			end += len(e.word)
			continue
		}
		if r := runeAt(s, end); r == '几' || r == '来' || r == '余' {
			end += len("几")
			continue
		}
		return 0, false
	}
	return int(q.val), true
}
