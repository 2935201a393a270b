package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
)

// A house, a unit or a room told alone, and one that is put right in the place told before.

// houseZh and houseEn are a house, unit or room told alone, with or without its word.
var (
	houseZh = pattern.MustCompile(`^(?:第)?([0-9]+|[一二三四五六七八九十]+)(幢|栋|号楼|单元|楼|层|室|号|弄|组)?$`)
	houseEn = pattern.MustCompile(`(?i)^(?:(building|block|bldg|number|no\.?|unit|flat|apartment|room|floor|house)\s*)?[0-9]+[a-z]?$`)
)

// houseCorrected reads a correction of one number in the place that was told: after
// 下章村12号门口 the 21号 of "不是12号,是21号" is a house and no day of the month. Where
// both could be meant it is none.
func (t *Listener) houseCorrected(m *dialog.Matter, newer, old string, guessed bool) (Command, bool) {
	where := m.Slots["where"]
	newer, old = strings.TrimSpace(newer), strings.TrimSpace(old)
	house := houseZh
	if !pattern.HasHan(where.Raw + newer) {
		house = houseEn
	}
	if !m.Has("where") || where.Raw == "" || !house.MatchString(newer) {
		return Command{}, false
	}
	if old == "" { // 错了,是21号: the place holds such a number, and no time told does
		part := unitZh.FindStringSubmatch(newer)
		same := func(raw string) bool {
			return part != nil && slices.ContainsFunc(unitZh.FindAllStringSubmatch(raw, -1), func(was []string) bool { return sameUnit(was[2], part[2]) })
		}
		if !guessed || !same(where.Raw) || m.Has("when") && same(m.Slots["when"].Raw) {
			return Command{}, false
		}
		return Command{Do: DoCorrect, Slot: "where", Value: newer, Raw: newer}, true
	}
	if !house.MatchString(old) || t.slotHolding(m, old) != "where" || m.Has("when") && strings.Contains(m.Slots["when"].Raw, old) {
		return Command{}, false
	}
	if strings.Trim(old, "0123456789") != "" && strings.Trim(newer, "0123456789") == "" { // 不是12号,是21
		newer = newer + strings.TrimLeft(old, "0123456789")
	}
	at := strings.Index(where.Raw, old)
	if end := at + len(old); at < 0 || at > 0 && isDigit(where.Raw[at-1]) || end < len(where.Raw) && isDigit(where.Raw[end]) && isDigit(old[len(old)-1]) {
		return Command{}, false
	}
	if strings.Trim(old, "0123456789") == "" {
		newer = strings.TrimRight(newer, "幢栋号楼单元层室弄组") // 不是12,是21号: the word stands there already
	}
	whole := strings.Replace(where.Raw, old, newer, 1)
	return Command{Do: DoCorrect, Slot: "where", Value: whole, Raw: whole}, true
}

// mendsHouse is another house, unit or room after a word that takes the first back: "no wait,
// building 5, sorry", 哦写错了 5幢.
var mendsHouse = pattern.MustCompile(`(?i)^(?:(?:no|oh|sorry|wait|actually|oops|i mean|哦|啊|噢|不对|等等|等一下|等下|写错了|说错了|打错了|错了)[,，。.! ]*)+(?:it's |its |it is |make it |应该是|是)?((?:building|block|bldg|unit|flat|apartment|room|floor|number|no\.?) ?[0-9]+[a-z]?|(?:[0-9]+|[一二三四五六七八九十]+)(?:幢|栋|号楼|单元|楼|层|室|号))[,，。.! ]*(?:sorry|才对|吧|actually)?[。.! ]*$`)

// houseMended puts another number into the place that was told, where it has one of the same kind.
func houseMended(m *dialog.Matter, text string) (Command, bool) {
	where := m.Slots["where"]
	if !m.Has("where") || where.By != dialog.ByResident {
		return Command{}, false
	}
	if again := houseAgain.FindStringSubmatch(strings.TrimSpace(text)); again != nil {
		return otherNumberIn(where.Raw, again[1]+again[2])
	}
	got := mendsHouse.FindStringSubmatch(strings.TrimSpace(text))
	if got == nil {
		return Command{}, false
	}
	unit, kind := unitZh, 2
	if !pattern.HasHan(got[1]) {
		unit, kind = unitEn, 1
	}
	part := unit.FindStringSubmatch(got[1])
	if part == nil || !slices.ContainsFunc(unit.FindAllStringSubmatch(where.Raw, -1), func(was []string) bool { return sameUnit(was[kind], part[kind]) }) {
		return Command{}, false
	}
	return Command{Do: DoCorrect, Slot: "where", Value: got[1], Raw: got[1]}, true
}

// houseAgain says the number of the house once more: "actually the house is 11", 门牌应该是11号.
var houseAgain = pattern.MustCompile(`(?i)^(?:(?:no|oh|sorry|wait|actually|oops|i mean|well|and|哦|啊|噢|不对|等等|写错了|说错了|错了)[,，。.! ]*)*(?:(?:the|my|his|her|our|their|its) )?(?:house|street|door) ?(?:number|no\.?)? ?(?:is|was|should be|'s) (?:actually |really |number |no\.? ?|#)*([0-9]{1,4}[a-z]?)(?:,? (?:sorry|actually|not [0-9]+[a-z]?))*[.! ]*$|^(?:(?:哦|啊|噢|不对|等等|等一下|不好意思|对不起|写错了|说错了|打错了|错了)[,，。.! ]*)*(?:门牌号?|房子门牌|家里门牌)(?:码)?(?:应该)?(?:是|为)?([0-9]{1,4})号?(?:才对|吧)?[。.! ]*$`)

// oneNumber is a number in a place.
var oneNumber = pattern.MustCompile(`[0-9]+[a-zA-Z]?`)

// otherNumberIn puts another number into a place that has only one: 11 into "Willow Road 9".
func otherNumberIn(place, number string) (Command, bool) {
	old := oneNumber.FindAllString(place, 2)
	if len(old) != 1 || number == "" {
		return Command{}, false
	}
	whole := strings.Replace(place, old[0], number, 1)
	return Command{Do: DoCorrect, Slot: "where", Value: whole, Raw: whole}, true
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// aRoomNumber is a room told alone.
var aRoomNumber = pattern.MustCompile(`^(?:就?是)?([1-9][0-9]{1,3}(?:-[0-9]{1,4})?)(?:室|号|房)?[。. ]*$`)

// roomAlone reads a bare number after a house or an estate as the room in it, where no sum
// and no number was asked for: 锦绣苑3幢, and then 302.
func (t *Listener) roomAlone(m *dialog.Matter, asked, text string) (Command, bool) {
	where := m.Slots["where"]
	room := aRoomNumber.FindStringSubmatch(strings.TrimSpace(text))
	if room == nil || !m.Has("where") || where.By != dialog.ByResident || !houseNamed.MatchString(where.Raw) {
		return Command{}, false
	}
	if slot, ok := t.Slot(m, asked); ok && asked != "where" && asked != "phone" && asked != "name" && asked != "who" || asked == dialog.AskMenu || asked == dialog.AskConfirm && len(slot.Options) > 0 {
		return Command{}, false
	}
	return Command{Do: DoSet, Slot: "where", Value: room[1], Raw: room[1]}, true
}

// houseNamed ends with a house, or an estate that has several.
var houseNamed = pattern.MustCompile(`(?i)(?:[0-9一二三四五六七八九十]+(?:幢|栋|号楼|单元|号)|小区|花园|花苑|家园|公寓|山庄|苑)$|\b(?:building|block|bldg|unit)\s*[0-9]+[a-z]?$|\b(?:garden|gardens|court|mansion|apartments|estate)$`)
