package dialog

import (
	"slices"
	"strings"

	"frontdoor/dialog/understand"
)

// vague says that a slot holds words that name nobody or nowhere yet ("the boss",
// "our estate"): kept, but asked about once all the same.
func (t *scene) vague(m *Matter, key string) bool {
	if !m.has(key) || slices.Contains(m.Order, key) || m.Slots[key].By != ByResident {
		return false
	}
	switch key {
	case "who":
		return m.Category == wantsName && namesNobody(m.Slots[key].Value)
	case "where":
		return t.vaguePlace(m.Slots[key])
	}
	return false
}

// otherCalled reads the name of the other side told after a relation or a nickname: 他叫赵大勇
// or 老赵叫赵大勇 after 邻居老赵. The relation stays with the name.
func (t *scene) otherCalled(m *Matter, text string) (Command, bool) {
	who := m.Slots["who"]
	whose, name, ok := understand.CalledBy(text)
	if !m.has("who") || who.By != ByResident || !ok || whose != "" && !strings.Contains(who.Value, whose) || name == who.Value || strings.HasSuffix(who.Value, name) {
		return Command{}, false
	}
	value := understand.RelationOf(who.Value) + name
	if !hasHan(name) {
		value = strings.TrimSpace(understand.RelationOf(who.Value) + " " + name)
	}
	return Command{Do: DoCorrect, Slot: "who", Value: value, Raw: text}, true
}

// wantsName is the kind of matter where a relation ("the boss") does not say who the
// other side is; elsewhere 邻居 or 楼上 is answer enough.
const wantsName = "labour"

// nobody are words for the other side that name nobody.
var nobody = []string{
	"老板", "公司", "单位", "厂里", "工厂", "厂家", "工地", "包工头", "老板娘", "领导",
	"boss", "company", "employer", "factory", "manager", "firm", "office",
}

func namesNobody(words string) bool {
	words = strings.ToLower(strings.TrimSpace(words))
	for _, own := range []string{"my ", "our ", "the ", "我们", "我", "那个"} {
		words = strings.TrimPrefix(words, own)
	}
	return slices.Contains(nobody, words)
}
