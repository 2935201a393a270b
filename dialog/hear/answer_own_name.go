package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// The resident's name told where something else was asked with options to choose from.

// pinyinFamily are the family names most people have, as they are written in English: one
// of them alone, "Lin", is a name. Left out are those that are English words, too.
const pinyinFamily = " wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo lin luo zheng liang xie tang deng feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai jia ding wei xue ye yan pan du dai xia zhong wang tian ren fan fang shi yao tan liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng wan duan lei qian yin chang wen pang he "

// ownNameAlone is the resident's name where it is the whole answer to a question with
// options: 王女士, 陈水根 13905790001, "Lin". A word that could be anything is none.
func (t *Listener) ownNameAlone(slot catalog.Slot, text string) (understand.Finding, bool) {
	if len(slot.Options) == 0 || len([]rune(text)) > 30 {
		return understand.Finding{}, false
	}
	if n, ok := t.NameIn(text, false); ok && len([]rune(text))-len([]rune(n.Raw)) <= len("i am called ") {
		return n, true // 我叫陈水根
	}
	n, ok := t.NameIn(text, true)
	if !ok || pattern.HoldsAny(n.Raw, officeWords) || t.namesPlace(n.Raw) || namesNobody(n.Value) || pattern.HoldsAny(text, phrases.RudeWords) {
		return n, false
	}
	if len(t.Phones(text)) > 0 {
		return n, true
	}
	if n.Raw != strings.Trim(text, " ,，。.!") {
		return n, false
	}
	if !pattern.HasHan(n.Raw) {
		words := strings.Fields(n.Raw)
		return n, n.Raw != strings.ToLower(n.Raw) && slices.ContainsFunc(words, func(w string) bool {
			return strings.Contains(pinyinFamily, " "+strings.ToLower(w)+" ")
		})
	}
	return n, slices.ContainsFunc(t.Persons(text), func(p understand.Person) bool { return p.Raw == n.Raw && p.Relation == "" }) ||
		len([]rune(n.Raw)) > 1 && plainName.MatchString(n.Raw) && !opensLikeName.MatchString(n.Raw)
}

// opensLikeName are words that begin with a family name and are none.
var opensLikeName = pattern.MustCompile(`^(?:谢[谢了您你]|祝[您你大平好]|楼[上下道梯顶房里层]|严[重格厉]|施[工舍]|金[额融钱]|范围|章程|钟头|孙[子女])`)

// officeWords make a name somebody else's who is spoken of: 陈书记.
var officeWords = []string{"书记", "主任", "村长", "支书", "会计", "老板", "经理", "队长", "组长", "干部"}

// withOwnName adds the resident's name told in answer to a question with options, and the
// answer, where the name is one.
func (t *Listener) withOwnName(slot catalog.Slot, facts []Command, text string) []Command {
	n, ok := t.ownNameAlone(slot, text)
	if !ok {
		return facts
	}
	facts = slices.DeleteFunc(facts, func(c Command) bool { return c.Slot == "name" || c.Slot == "who" && c.Raw == n.Raw })
	facts = append(facts, Command{Do: DoSet, Slot: "name", Value: n.Value, Raw: n.Raw})
	if key, named := namedByName(slot); named {
		facts = append(facts, Command{Do: DoSet, Slot: slot.Key, Value: key, Raw: text})
	}
	return facts
}

// namedByName: whoever answers with name and number whether to be named is named: no
// other answer could be meant.
func namedByName(slot catalog.Slot) (key string, ok bool) {
	if !AsksUnnamed(&slot) {
		return "", false
	}
	for _, o := range slot.Options {
		if !slot.Flagged(o.Key, "") {
			return o.Key, true
		}
	}
	return "", false
}
