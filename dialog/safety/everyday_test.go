package safety

import (
	"strings"
	"testing"
)

// Everyday words of people whose English is their second language, against the same
// words where there is danger. None of these lines is taught to the ear.
func TestEverydayEnglish(t *testing.T) {
	for _, text := range []string{
		// water, rice, a stove: no accident
		"water is coming out of road since this morning",
		"water comes up between the stones in front of the bakery",
		"Granny Ye next door, about 85, lives alone, eats plain rice every day, her stove is broken and her children never come",
		"strangers are sleeping in the empty house beside ours, should we worry",
		// help with papers, not from attackers
		"Can someone help get new one, the old card is lost",
		"please someone help me translate the letter from the court",
		"could anybody help my mother fill in the form",
		"somebody help me find out which office does the permit",
		// an employer who keeps papers
		"boss took my passport and says he gives it back after the contract ends",
		"the agency keeps our passports and he says it is normal",
		// what is no person kills nobody
		"the queue at the clinic kills me, 3 hours for one stamp",
		"the rent in this town is killing me",
		// a quarrel over the children
		"my ex won't let me see my daughter, we divorced in 2023",
		// told with its day
		"A car hit me on November 2 and drove away, I want to know who pays my bill",
		"I was knocked down on the 9th and the driver ran off",
		"on 12 October a van hit my cart, broke the wheel and left",
		"The lamp at Drowned Hill Road is broken since Monday",
		"wires hang from the window of the second floor",
		"laundry hanging from the balcony drips on my clothes",
		"I got calls from a man who says he is police and wants me to download an app, I didn't give him anything",
		"the deaf man in our lane lost his hearing device in the flood and can't buy a new one, he's 72 and alone",
		"On the low income list is the accountant's brother, my neighbor with cancer got nothing, please don't tell them who wrote",
		"A scooter hit me on Jiefang Road two weeks ago and the driver left. My leg is broken. Who pays the hospital?",
		"my landlord kicked me out and keeps the deposit",
		"我在人家家里做保姆 一个月说好4500 现在一分没给还把我赶出来了",
		"孩子现在在家 已经不流血了",
		"我爸电话打不通的话打我",
		"河里一股怪味", "水里有怪味,能喝吗",
		"the upstairs family's children run around until midnight and my husband works early shifts",
		"please dont tell my teacher",
		// gone, and no child
		"my phone was here a minute ago and now its gone",
		"do not tell the landlord please",
		"I was hit by a scooter on the 9th, he promised to pay the bill and now he doesn't answer my calls",
	} {
		if f := Look(text); f.Card {
			t.Errorf("%v %q in %s", f.Kinds, f.Raw, text)
		}
	}
	for _, text := range []string{
		"my husband beat me, kicked me out and took my wages",
		"老公又打我 还把我赶出来 工资也拿走",
		"a car hit me and I am bleeding",
		"孩子还在流血",
		"I took all the pills dont tell my mum",
		"I want to die, dont tell my teacher",
		"someone help",
		"somebody help me please",
		"can someone help my husband he is not breathing",
		"someone help him he fell from the roof",
		"help me get out the door is locked and there is smoke",
		"fire on the 9th floor",
		"my husband took my passport and says he will not let me leave",
		"a car hit my son he is bleeding",
		"someone was hit by a car on the crossing and the driver ran off",
		"a man is hanging from the window",
		"The teacher slapped my son in class today, he is 7",
		"Granny Ye next door has not answered her door since yesterday",
	} {
		if !Look(text).Card {
			t.Errorf("missed: %s", text)
		}
	}
}

// Places and names that hold a word of danger, what a driver never settled, who died.
func TestEverydayChinese(t *testing.T) {
	for text, card := range map[string]bool{
		"落水湾桥头的护栏松了": false,
		"炸药厂宿舍3幢漏水":  false,
		"三周前我在人民路被一辆车撞了,司机跑了,到现在没人管": false,
		// who died, a stream, a sum, an old injury, a danger asked about beforehand
		"我儿子不在了,孙子的抚养费谁出": false,
		"儿子不在了":           false,
		"手术做了,后面还要十来万":    false,
		"腰椎骨折 老板垫了两万就不管了": false,
		"小溪里水变白了,一股怪味":    false,
		"公交车站牌倒了,压到人怎么办":  false,
		// a bite and a cut in good hands, told with the bill; a child with whoever the law gave it to
		"前晚邻居的狗咬了我孙女 手上流血 打了疫苗 一共花了九百": false,
		"孩子手指流血 缝了三针 医药费谁出":            false,
		"狗咬了我孙女 打了疫苗 现在手上还在流血止不住":      true,
		"前妻来把女儿带走了 离婚时判给她了":            false,
		"一个不认识的女人把女儿带走了":               true,
		// like no kind, and no word of any
		"刚刚说到哪了":       false,
		"502在砸墙 我是402": false,
		"哪天我不在了,孩子谁管":  true,
		"老伴不在了,我也想跟她走": true,
		"公交站牌倒了,压到人了":  true,
		"有人落水了,在湾头桥下":  true,
		"他拿着炸药在村委会门口":  true,
		"刚才人民路一辆车撞了人,司机跑了,现在没人管,人躺着不动": true,
	} {
		if f := Look(text); f.Card != card {
			t.Errorf("%s: %+v, want card %v", text, f, card)
		}
	}
}

// Who calls for people is in danger, or impatient: what stands beside the call tells which.
func TestCallsForPeople(t *testing.T) {
	for text, card := range map[string]bool{
		"快来人啊":             true,
		"快来人,我爸倒了":         true,
		"快来人,水要漫到屋里来了":     true,
		"他们打起来了,快来人":       true,
		"你们快来人啊,人都要没了":     true,
		"下水道堵了三天,你们快来人":    false,
		"物业快来人啊,楼道灯又不亮了":   false,
		"快来人,路灯坏了":         false,
		"门口垃圾堆成山了,赶紧来人":    false,
		"公厕门锁坏了快来人":        false,
		"停水了快来人,下午还要烧饭":    false,
		"下水道堵了快来人,我妈滑倒不动了": true,
	} {
		if f := Look(text); f.Card != card {
			t.Errorf("%s: %+v, want card %v", text, f, card)
		}
	}
}

// A teacher who hits a child is no violence at home: the card speaks to the grown-up who
// tells it, or to the child.
func TestHarmAtSchool(t *testing.T) {
	for text, kind := range map[string]Kind{
		"老师天天打我儿子,他才8岁":                                      ChildHarmTold,
		"班主任把我女儿的脸扇肿了":                                       ChildHarmTold,
		"The teacher slapped my son in class today, he is 7": ChildHarmTold,
		"our coach kicked my daughter in the leg again":      ChildHarmTold,
		"my teacher hits me with a ruler every day, im 11":   ChildHarm,
		"我爸天天打我,我11岁":                                        ChildHarm,
		"我老公天天打我儿子":                                          Domestic,
	} {
		f := Look(text)
		home := strings.Contains(text, "我爸") || strings.Contains(text, "老公")
		if f.Kind != kind || f.Has(DomesticViolence) != home {
			t.Errorf("%s: %+v, want %s", text, f, kind)
		}
	}
}
