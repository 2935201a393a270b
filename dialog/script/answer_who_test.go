package script_test

import (
	"testing"

	"frontdoor/dialog/script"
)

// The answer to the question for an employer: a firm, a firm and where it stands, or only
// a place, which is no name: then who was told before stays.
func TestWhoOrWhere(t *testing.T) {
	for _, c := range []struct{ story, text, who, where string }{
		{"老板拖欠我十月工资5000块", "义乌路88号", "老板", "义乌路88号"},
		{"老板拖欠我十月工资5000块", "在罗埠工业区那边", "老板", "罗埠工业区"},
		{"老板拖欠我十月工资5000块", "七星村,中山路5号", "老板", "qixing"},
		{"老板拖欠我十月工资5000块", "金华佳美服饰 在罗埠工业区", "金华佳美服饰", "罗埠工业区"},
		{"老板拖欠我十月工资5000块", "宏达五金厂,罗埠镇工业路12号", "宏达五金厂", "罗埠镇工业路12号"},
		{"老板拖欠我十月工资5000块", "老陈面馆,在人民路35号", "老陈面馆", "人民路35号"},
		{"老板拖欠我十月工资5000块", "黄建军,在后坞村", "黄建军", "后坞村"},
		{"老板拖欠我十月工资5000块", "罗埠镇建筑公司", "罗埠镇建筑公司", ""},
		{"老板拖欠我十月工资5000块", "金盛五金,老板叫金盛林", "金盛五金,老板叫金盛林", ""},
		{"My boss has not paid my wages for October, 5000 yuan", "Yiwu road 88, Luobu", "boss", "Yiwu road 88, Luobu"},
		{"My boss has not paid my wages for October, 5000 yuan", "it's at 12 Renmin Road, Yangbu", "boss", "12 Renmin Road, Yangbu"},
		{"My boss has not paid my wages for October, 5000 yuan", "Luobu industrial zone", "boss", "Luobu industrial zone"},
		{"My boss has not paid my wages for October, 5000 yuan", "Golden Star garment, Luobu industrial zone", "Golden Star garment", "Luobu industrial zone"},
		{"My boss has not paid my wages for October, 5000 yuan", "Happy Noodles at 12 Renmin Road", "Happy Noodles", "12 Renmin Road"},
		{"My boss has not paid my wages for October, 5000 yuan", "boss name is mister Lin", "mister Lin", ""},
		{"My boss has not paid my wages for October, 5000 yuan", "Luobu hotel", "Luobu hotel", "Luobu hotel"},
		{"My boss has not paid my wages for October, 5000 yuan", "Golden Star garment factory", "Golden Star garment factory", ""},
		{"My boss has not paid my wages for October, 5000 yuan", "the shoe factory at Luobu", "the shoe factory", "shoe factory at Luobu"},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, c.story)
		tells(t, k, c.text)
		if who, where := k.Holds("who"), k.Holds("where"); who != c.who || where != c.where {
			t.Errorf("%s: who %q where %q, want %q %q", c.text, who, where, c.who, c.where)
		}
	}
}

// A spot told behind its village is told with it; a home is none.
func TestVillageWithItsSpot(t *testing.T) {
	for text, want := range map[string]string{
		"路灯坏了,就在我们麻园村,靠水塘那":    "麻园村,靠水塘那",
		"麻园村,祠堂对面的垃圾没人收":       "麻园村,祠堂对面",
		"白沙村,靠河那边路灯坏了好几盏":      "白沙村,靠河那边",
		"路灯不亮,在白沙村 小店后面":       "白沙村 小店后面",
		"白沙村,我家门口垃圾没人收":        "baisha",
		"白沙村,隔壁老王家门口堆垃圾":       "baisha",
		"白沙村靠种田过日子,没有低保":       "baisha",
		"隔壁麻将馆吵到半夜,派出所来过又开了":   "隔壁麻将馆",
		"楼上天天吵架砸东西,社区来看过没用":    "",
		"我是白沙村的,枫塘村桥头的路灯坏了好久了": "枫塘村桥头",
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, text)
		if got := k.Holds("where"); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// Who cannot sleep and speaks of the family beside it tells of themselves.
func TestOwnTrouble(t *testing.T) {
	for text, want := range map[string]string{
		"睡不着 吃不下 孩子又不听话 老公在外面打工":                                          "",
		"心里很苦,老公在外面打工,孩子不听话,没人说话":                                         "",
		"晚上睡不着,婆婆老是骂我,女儿又要高考":                                             "",
		"can't sleep, can't eat, my kid won't listen, husband works away": "",
		"我女儿睡不着吃不下,天天哭,想找人聊聊":                                             "on_behalf",
		"孩子天天睡不着,不肯上学":                                                    "on_behalf",
		"My daughter can't sleep and cries every night":                   "on_behalf",
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, text)
		if got := k.Holds("flags"); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
