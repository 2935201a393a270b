package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// How a Chinese place goes on behind its first ending: numbers, landmarks, directions,
// the house pointed at, the road or village it meets.

// extend goes on from the end of a place: numbers, further endings, landmarks,
// directions, and short names between them ("七星村村口塘边", "人民路12号3幢502室").
func (p *placeReader) extend(to int) int {
	for {
		next := p.extendOnce(to)
		if next == to {
			return to
		}
		to = next
	}
}

func (p *placeReader) extendOnce(to int) int {
	if end, ok := p.crossing(to); ok {
		return end
	}
	if end, ok := p.pointed(to); ok {
		return end
	}
	if link := wayOn.FindString(p.s[to:]); link != "" { // 大桥下来那个红绿灯
		if w, kinds, ok := p.endAt(to + len(link)); ok && kinds[landmark] {
			return to + len(link) + len(w)
		}
	}
	j := to
	if r := runeAt(p.s, j); r == '个' || r == '嘅' { // 七星村個塘邊
		if w, kinds, ok := p.endAt(j + len("个")); ok && (kinds[aside] || kinds[landmark]) {
			return j + len("个") + len(w)
		}
	}
	if runeAt(p.s, j) == '的' || runeAt(p.s, j) == '里' && !strings.HasPrefix(p.s[j:], "里面") || runeAt(p.s, j) == '内' {
		j += len("的")
	}
	j = skipSpace(p.s, j)
	if m, ok := p.covering(j); ok && !isLatin(p.s[j]) {
		return m.End
	}
	if w, kinds, ok := p.endAt(j); ok && (kinds[aside] && !p.startsOver(j) || kinds[landmark] || kinds[named] && j == to) {
		return j + len(w)
	}
	if w, kinds, ok := p.endAt(j); ok && kinds[somebodys] && p.asideAt(j+len(w)) && j == to {
		return j + len(w) // 七星村小店边上
	}
	if j > to && runeAt(p.s, to) == '的' {
		if w, ok := p.shortName(j); ok {
			return w
		}
		return to
	}
	// a number with its measure: 12号, 3幢, 2单元, 502室, 5-2, 502
	if k := numberEnd(p.s, j); k > j {
		if w, kinds, ok := p.endAt(k); ok && kinds[numbered] {
			return k + len(w)
		}
		if isRoomNumber(p.s[j:k]) && (k == len(p.s) || isStop(runeAt(p.s, k)) || p.s[k] == ' ' || isHan(runeAt(p.s, k)) && runeAt(p.s, k) != '室') {
			return k // 花园12-3-402
		}
		if isDigit(p.s[j]) && k-j >= 1 && isStop(runeAt(p.s, k)) && (runeBefore(p.s, to) == '元' || runeBefore(p.s, to) == '幢' || runeBefore(p.s, to) == '栋' || runeBefore(p.s, to) == '楼') {
			return k
		}
	}
	if w, ok := p.shortName(j); ok && j == to {
		return w
	}
	return to
}

// wayOn leads from one place to the next: 大桥下来那个…, 七星村进去的….
var wayOn = pattern.MustCompile(`^(?:往[前里东西南北上下]|[下上过进出](?:来|去)|走到底|走过去|拐弯)(?:一?点)?(?:的|那里的?|那边的?|那个|那)*`)

// startsOver: behind a space a direction opens the next clause: 鱼塘 边上一点栏杆都没有.
func (p *placeReader) startsOver(j int) bool {
	if j == 0 || p.s[j-1] != ' ' {
		return false
	}
	for _, w := range []string{"边上", "上面", "下面", "里面"} {
		if r := runeAt(p.s, j+len(w)); strings.HasPrefix(p.s[j:], w) && isHan(r) && r != '的' {
			return true
		}
	}
	return false
}

// isRoomNumber: 12-3-402, 3-502: block, entrance and room, each of at most four digits.
func isRoomNumber(s string) bool {
	parts := strings.Split(s, "-")
	if len(parts) < 2 || len(parts) > 4 {
		return false
	}
	for _, part := range parts {
		if part == "" || len(part) > 4 || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}

var (
	houseSides = wordSet("最里头 最里面 最里边 最东头 最西头 最南头 最北头 最东边 最西边 最前面 最后面 最外面 里头 里面 里边 东头 西头 南头 北头 东边 西边 前面 后面 靠边 靠东 靠西 边上 尽头 头上 末尾")
	houseEnds  = []string{"那家", "那户", "那间", "那幢", "那栋", "那排", "这家", "这户"}
	counters   = "口条株棵个座栋间排根株块盏"
)

// pointed reads what points at one house or thing from a place: 最里头那家, 第三家,
// 那口井边上. Only where the clause ends behind it: 那家厂 is a firm.
func (p *placeReader) pointed(to int) (end int, ok bool) {
	j := to
	if runeAt(p.s, j) == '的' {
		j += len("的")
	}
	if runeAt(p.s, j) == '里' && runeAt(p.s, j+len("里")) == '的' {
		j += len("里的")
	}
	if e, ok := houseSides.at(p.s, j); ok {
		j += len(e.word)
	} else if strings.HasPrefix(p.s[j:], "靠") { // 靠河那排
		if k := strings.Index(p.s[j:min(len(p.s), j+len("靠两个那"))], "那"); k > 0 {
			j += k
		}
	}
	for _, w := range houseEnds {
		if strings.HasPrefix(p.s[j:], w+"房子") {
			w += "房子"
		}
		if strings.HasPrefix(p.s[j:], w) && p.clauseEnds(j+len(w)) {
			return j + len(w), true
		}
	}
	if strings.HasPrefix(p.s[j:], "第") || strings.HasPrefix(p.s[j:], "倒数第") {
		j += strings.Index(p.s[j:], "第") + len("第")
		if k := numberEnd(p.s, j); k > j {
			if r := runeAt(p.s, k); strings.ContainsRune("家户间栋幢排个", r) && r != 0 && p.clauseEnds(k+width(p.s, k)) {
				return k + width(p.s, k), true
			}
		}
		return to, false
	}
	if strings.HasPrefix(p.s[j:], "那") && strings.ContainsRune(counters, runeAt(p.s, j+len("那"))) {
		k := j + len("那") + width(p.s, min(j+len("那"), len(p.s)-1))
		for n := 0; n < 3 && isHan(runeAt(p.s, k)); n++ {
			k += width(p.s, k)
			if w, kinds, is := p.endAt(k); is && kinds[aside] {
				return k + len(w), true
			}
		}
	}
	return to, false
}

// clauseEnds: nothing goes on with the word before byte i.
func (p *placeReader) clauseEnds(i int) bool {
	r := runeAt(p.s, i)
	return isStop(r) || r == ' ' || r == '的' || r == '门' || r == '旁' || r == '那'
}

// shortName reads up to four characters of a name and the ending behind it: 张家弄, 和平小区.
func (p *placeReader) shortName(j int) (end int, ok bool) {
	k := j
	for n := 0; n <= 4 && k < len(p.s); n++ {
		if w, kinds, is := p.endAt(k); is && n > 0 && (kinds[named] || kinds[landmark]) {
			return k + len(w), true
		}
		r := runeAt(p.s, k)
		if !isHan(r) || p.stopAt(k) {
			return j, false
		}
		k += width(p.s, k)
	}
	return j, false
}

func (p *placeReader) stopAt(k int) bool {
	_, ok := nameStops.at(p.s, k)
	return ok && !p.nameHolds(k+width(p.s, k))
}

// numberEnd is where the number that starts at byte j ends, letters and dashes of a block included (A3, 5-2).
func numberEnd(s string, j int) int {
	k := j
	for k < len(s) {
		r := runeAt(s, k)
		if !digitChars.Has(r) && r != '十' && r != '百' && !(r < 128 && (isDigit(byte(r)) || r == '-' || r == '#' || isLatin(byte(r)) && k-j < 2)) {
			break
		}
		k += width(s, k)
	}
	return k
}

// crossing reads 和解放路路口 after a road.
func (p *placeReader) crossing(to int) (end int, ok bool) {
	if r := runeAt(p.s, to); r != '和' && r != '与' && r != '跟' {
		return to, false
	}
	if end, ok := p.border(to + len("和")); ok {
		return end, true
	}
	if r := runeBefore(p.s, to); r != '路' && r != '街' && r != '道' {
		return to, false
	}
	j, ok := p.shortName(to + len("和"))
	if w, kinds, is := p.endAt(j); ok && is && kinds[named] && !strings.ContainsRune("路街道", runeBefore(p.s, j)) {
		j += len(w) // 环城路, not 环城
	}
	if !ok || !strings.ContainsRune("路街道", runeBefore(p.s, j)) && !strings.HasSuffix(p.s[:j], "路口") {
		return to, false
	}
	if strings.HasSuffix(p.s[:j], "路口") {
		return j, true
	}
	if runeAt(p.s, j) == '的' {
		j += len("的")
	}
	for _, w := range []string{"路口", "交叉路口", "交叉口", "交界处", "交界", "十字路口", "口"} {
		if strings.HasPrefix(p.s[j:], w) {
			return j + len(w), true
		}
	}
	return to, false
}

// border reads 西姜村交界处 after a place and 和.
func (p *placeReader) border(j int) (end int, ok bool) {
	k, ok := p.shortName(j)
	if m, is := p.covering(j); is {
		k, ok = m.End, true
	}
	if !ok {
		return j, false
	}
	if strings.HasSuffix(p.s[:k], "交界处") { // taken as a side of the second place
		return k, true
	}
	if runeAt(p.s, k) == '的' {
		k += len("的")
	}
	for _, w := range []string{"交界处", "交界的地方", "交界", "之间", "中间"} {
		if strings.HasPrefix(p.s[k:], w) {
			return k + len(w), true
		}
	}
	return j, false
}
