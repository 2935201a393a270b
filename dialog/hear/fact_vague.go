package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// Vague says that a slot holds words that name nobody or nowhere yet ("the boss",
// "our estate"): kept, but asked about once all the same.
func (t *Listener) Vague(m *dialog.Matter, key string) bool {
	if !m.Has(key) || slices.Contains(m.Order, key) || m.Slots[key].By != dialog.ByResident {
		return false
	}
	switch key {
	case "who":
		return m.Category == wantsName && namesNobody(m.Slots[key].Value)
	case "where":
		return t.VaguePlace(m.Slots[key])
	}
	return false
}

// otherCalled reads the name of the other side told after a relation or a nickname: 他叫赵大勇
// or 老赵叫赵大勇 after 邻居老赵. The relation stays with the name.
func (t *Listener) otherCalled(m *dialog.Matter, text string) (Command, bool) {
	who := m.Slots["who"]
	if !m.Has("who") || who.By != dialog.ByResident {
		return Command{}, false
	}
	whose, name, ok := understand.CalledBy(text)
	if bare := calledBare.FindStringSubmatch(text); bare != nil && namelessly(who.Value) && plainName.MatchString(bare[1]) {
		name, ok = bare[1], true
	}
	if ok && whose != "" && !strings.Contains(who.Value, whose) && slices.Contains(bosses, whose) {
		if whole, names := bossOf(who, Command{Value: whose + name}); names {
			return Command{Do: DoCorrect, Slot: "who", Value: whole, Raw: text}, true
		}
	}
	if ok && whose == "" && isFirm(who.Value) && !strings.Contains(who.Value, name) {
		return Command{Do: DoCorrect, Slot: "who", Value: who.Value + "," + bossIn(text) + name, Raw: text}, true // 都叫他龙哥 is who runs it
	}
	if !ok || whose != "" && !strings.Contains(who.Value, whose) || name == who.Value || strings.HasSuffix(who.Value, name) {
		return Command{}, false
	}
	value := understand.RelationOf(who.Value) + name
	if strings.HasSuffix(name, understand.RelationOf(who.Value)) {
		value = name // 王老板 is the 老板
	} else if !pattern.HasHan(name) {
		value = strings.TrimSpace(understand.RelationOf(who.Value) + " " + name)
	}
	return Command{Do: DoCorrect, Slot: "who", Value: value, Raw: text}, true
}

// theirFamilyName gives the other side a family name that is told beside something else: 他姓楼
// 我姓万 17788889999.
func theirFamilyName(m *dialog.Matter, text string) (Command, bool) {
	who := m.Slots["who"]
	got := theySurname.FindStringSubmatch(text)
	if got == nil || !m.Has("who") || !namelessly(who.Value) {
		return Command{}, false
	}
	return Command{Do: DoSet, Slot: "who", Value: who.Value + got[1], Raw: got[0]}, true
}

// nextDoor is where a neighbour lives, and no name.
var nextDoor = pattern.MustCompile(`^(?:(?:楼上|楼下|隔壁|对门|对面)(?:的?邻居|那?家|那?户|人家|的)?(?:[1-9][0-9]{2,3})?|(?i:upstairs|downstairs|next door|(?:flat|floor|people) above)(?: [1-9][0-9]{2,3})?)$`)

// namelessly says that words tell what the other side is to the teller or where they live,
// and give no name: 邻居, 楼上, 楼上402.
func namelessly(words string) bool {
	return understand.OnlyRelation(words) || nextDoor.MatchString(words)
}

var theySurname = pattern.MustCompile(`(?:^|[,，。 ])(?:他|她|那人|那个人|对方|人家|房东|老板|老板娘|包工头|邻居|楼上|楼下|隔壁|对门|店主|车主|户主|房主|业主|那家|那户|他家|她家|他们家)(?:家|那家|那户)?(?:好像|应该)?(?:是)?(姓\p{Han})(?:的)?(?:$|[,，。;；! ])`)

// itIs gives the name of the other side, told with where they live: "it's Mr Lin in 4-2",
// "his name's Zhang Wei at number 9".
func itIs(m *dialog.Matter, text string) (Command, bool) {
	if pattern.HasHan(text) {
		return Command{}, false
	}
	who := m.Slots["who"]
	written := understand.AsWritten(text)
	got := submatchOf(itIsName, written, text)
	if got == nil {
		got = submatchOf(heIs, written, text)
	}
	if got != nil && !m.Has("who") && slices.Contains(m.Flags, dialog.FlagOnBehalf) && hisNameIs.MatchString(got[0]) {
		return Command{Do: DoSet, Slot: "who", Value: got[1], Raw: got[1]}, true // whom it is told for
	}
	if got == nil || !m.Has("who") || !understand.OnlyRelation(who.Value) {
		return Command{}, false
	}
	return Command{Do: DoSet, Slot: "who", Value: who.Value + " " + got[1], Raw: got[1]}, true
}

// submatchOf are the parts of a pattern that wants the names with capitals, as they stand in
// the text; nil for none.
func submatchOf(p *pattern.Pattern, written, text string) []string {
	at := p.FindStringSubmatchIndex(written)
	if at == nil {
		return nil
	}
	return []string{text[at[0]:at[1]], text[at[2]:at[3]]}
}

// hisNameIs brings the name of whom was spoken of, and not of somebody new.
var hisNameIs = pattern.MustCompile(`(?i)^(?:his|her|their) name`)

var itIsName = pattern.MustCompile(`^(?i:it'?s|it is|that'?s|that is|he'?s|she'?s|they are)(?i: called| named)? ((?:Mr|Mrs|Ms|Miss|Dr|Old|Uncle|Auntie)\.? [A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,? (?:in|from|of|at|on|upstairs|downstairs|next door|opposite)\b|[,.]|$)`)

// calledBare is a name told with 叫 and without 我: after a neighbour without a name it is the
// neighbour's. Of oneself one says 我叫, 叫我, or the name.
var calledBare = pattern.MustCompile(`^(?:就|是|名字)?叫(\p{Han}{2,4})(?:[。. ]*$|[,，])`)

// wantsName is the kind of matter where a relation ("the boss") does not say who the
// other side is; elsewhere 邻居 or 楼上 is answer enough.
const wantsName = "labour"

// nobody are words for the other side that name nobody.
var nobody = []string{
	"老板", "公司", "单位", "平台", "站点", "厂里", "工厂", "厂家", "工地", "包工头", "小包工头", "工头", "带班的", "班长", "班组长", "主管", "经理", "厂长", "老板娘", "领导",
	"boss", "company", "employer", "factory", "manager", "firm", "office",
}

func namesNobody(words string) bool {
	words = strings.ToLower(strings.TrimSpace(words))
	for _, own := range []string{"my ", "our ", "the ", "我们", "我", "那个"} {
		words = strings.TrimPrefix(words, own)
	}
	return slices.Contains(nobody, words) || trade.MatchString(words) || trade.MatchString(words[len(townBefore.FindString(words)):])
}

// trade is a house by its trade alone: 针织厂 is every second house, 永发针织厂 is one.
var trade = pattern.MustCompile(`^(?:一家|一个)?(?:(?:小|加工|纸箱|纸|箱|玻璃|陶瓷|印染|织布|竹木|饲料|铸造|铝材|钢管|灯具|阀门|管道|门窗|毛巾|童装|衬衫|羊毛衫|服装|制衣|针织|纺织|鞋|皮革|箱包|五金|电镀|塑料|塑胶|模具|家具|木材|砖|砖瓦|印刷|包装|食品|玩具|电子|机械|水泥|化工|饰品|工艺品|伞|袜子?|汽配)厂|(?:装修|建筑|物流|快递|保洁|保安|劳务|外包|家政)公司|(?:饭|酒|理发|美发|早餐|奶茶|快餐|火锅|烧烤)店|超市|酒楼|餐馆|饭馆|网吧|作坊)(?:里|的?老板)?$`)
