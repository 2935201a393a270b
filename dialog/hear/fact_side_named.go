package hear

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// The name, the room or the family name of the other side, told after only what they are was.

// calledBeside reads the name of the other side with where they live behind it: 他叫老毛 住我斜对门.
func (t *Listener) calledBeside(m *dialog.Matter, text string) []Command {
	at := livesBehind.FindStringIndex(text)
	if at == nil || at[0] == 0 || len(t.Phones(text)) > 0 {
		return nil
	}
	c, ok := t.otherCalled(m, text[:at[0]])
	if !ok {
		return nil
	}
	return []Command{c, {Do: DoAdd, Text: text}}
}

// livesBehind is where somebody lives, told behind their name.
var livesBehind = pattern.MustCompile(`[,，。;； ]+(?:就|也|是|人|家)*(?:住|家在)[^,，。]{1,16}[。 ]*$`)

// moreOfNeighbour is the room or the family name of a neighbour without a name: 上头 601,
// 姓蒋好像.
func moreOfNeighbour(m *dialog.Matter, asked, text string) (Command, bool) {
	who := m.Slots["who"]
	if !m.Has("who") || asked == "where" || !namelessly(who.Value) || strings.Contains(text, "我姓") {
		return Command{}, false
	}
	if room := theirRoom.FindStringSubmatch(text); room != nil && who.By == dialog.ByResident && (nextDoor.MatchString(who.Value) || understand.RelationOf(who.Value) == "邻居") && strings.Trim(who.Value, "0123456789") == who.Value {
		return Command{Do: DoSet, Slot: "who", Value: who.Value + room[1], Raw: room[0]}, true
	}
	if name := oneOfTheirs.FindStringSubmatch(text); name != nil {
		return Command{Do: DoSet, Slot: "who", Value: who.Value + name[1], Raw: name[0]}, true
	}
	if name := perhapsNamed.FindStringSubmatch(text); name != nil {
		return Command{Do: DoSet, Slot: "who", Value: who.Value + name[1] + name[2], Raw: name[0]}, true
	}
	return Command{}, false
}

var (
	theirRoom    = pattern.MustCompile(`^(?:就|是|他们?家?)*(?:楼上|上头|上面|楼下|下头|下面|隔壁|对门|对面)(?:那家|那户|家|的|是)* ?([1-9][0-9]{2,3})(?:室|号)?(?:的|那家|那户)?[。 ]*$`)
	roomAndName  = pattern.MustCompile(`^(?:楼上|楼下|隔壁|对门|对面)?(?:的)?[1-9][0-9]{2,3}(?:室|号)?(?:的)?[ ,，]?(?:姓\p{Han}的?|\p{Han}(?:阿姨|师傅|先生|女士))(?:那家|那户|一家|家)?[。 ]*$`)
	oneOfTheirs  = pattern.MustCompile(`(?:^|[,，。 ])[他她]们?家(?:的)?(?:老[大二三四五幺]|儿子|女儿|老公|老婆|男的|女的|男人|老头子?|户主|当家的)?[ ,，]?就?叫(\p{Han}{2,3})(?:[,，。 ]|$)`)
	perhapsNamed = pattern.MustCompile(`(?:^|[,，。 ])(?:(?:好像|可能|大概|应该|听说|记得)(?:他|她)?(?:是)?(姓\p{Han})|(姓\p{Han})(?:吧)?(?:好像|可能|大概|应该))`)
)

// calledOnly is a name told with 叫 and without 我, and more about its bearer perhaps.
var calledOnly = pattern.MustCompile(`^(?:就|是|名字)*叫(?:做)?([老小阿]\p{Han}|\p{Han}{2,3})(?:[,，。 ]|$)`)

// namesThem says that a name told with 叫 alone is not the teller's: somebody is spoken of, and
// nobody asked who speaks.
func namesThem(m *dialog.Matter, asked, text string) bool {
	return m.Has("who") && asked != "name" && asked != "phone" && asked != dialog.AskConfirm && !sayMe(text) && calledOnly.MatchString(text)
}

// calledOfThem is the name of the other side told so: 叫老范 after 隔壁.
func calledOfThem(m *dialog.Matter, asked, text string) (Command, bool) {
	who := m.Slots["who"]
	if !namesThem(m, asked, text) || !namelessly(who.Value) {
		return Command{}, false
	}
	name := calledOnly.FindStringSubmatch(text)[1]
	return Command{Do: DoSet, Slot: "who", Value: who.Value + name, Raw: name}, true
}
