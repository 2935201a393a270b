package catalog

import (
	"testing"
	"time"
)

func TestInfer(t *testing.T) {
	for _, c := range []struct{ category, slot, text, want string }{
		{"mediation", "danger", "昨天他动手打人了", "2"},
		{"mediation", "danger", "吵架了，没有人受伤", "1"},
		{"mediation", "danger", "没看到有人受伤", ""},
		{"mediation", "danger", "没说两句就动手打我", "2"},
		{"mediation", "danger", "打起来了，我儿子被打伤", "3"},
		{"mediation", "danger", "动手打了一架，没有人受伤", "2"},
		{"mediation", "danger", "楼上漏水", ""},
		{"mediation", "danger", "nobody was hurt", "1"},
		{"mediation", "danger", "He THREATENED me, I wasn't injured", "2"},
		{"mediation", "danger", "the uninjuredly named shop", ""},
		{"housing", "danger", "墙上有裂缝", "2"},
		{"housing", "danger", "没有裂缝，就是漏水", ""},
		{"housing", "danger", "裂缝很大快塌了", "3"},
		{"housing", "danger", "no cracks but it leaks", ""},
		{"housing", "vulnerable", "家里有老人和小孩", "1,2"},
		{"facilities", "kind", "七星村的路灯坏了", "1"},
		{"facilities", "kind", "streetlights are out", "1"},
		{"facilities", "hazard", "路灯坏了", ""},
		{"safety", "identity", "我要匿名", "3"},
		{"village", "identity", "青阳村村主任把低保给亲戚,保密", "2"},
		{"village", "identity", "村里账目保密不公开", ""},
		{"safety", "identity", "please don't tell anyone it was me", "2"},
		{"safety", "kind", "有人偷电瓶", "6"},
		{"labour", "kind", "老板跑了工资没发", "1"},
		{"labour", "kind", "boss wont pay me", "1"},
		{"labour", "injury", "累死了 在厂里干活工资不发", ""},
		{"labour", "injury", "饿死了，厂里三个月没发工资", ""},
		{"labour", "injury", "天天加班,人都气死了", ""},
		{"labour", "injury", "I am dead tired and the boss will not pay", ""},
		{"labour", "injury", "工友在工地上活活累死了", "3"},
		{"labour", "injury", "工地上砸死了人", "3"},
		{"labour", "injury", "手被机器砸伤，现在重症监护", "3"},
		{"legal", "stage", "收到传票了", "2"},
		{"care", "for_whom", "我妈一个人在家没人管", "2"},
		{"care", "alone", "邻居老太独居", "1"},
		{"errand", "kind", "想办残疾证", "1"},
		{"errand", "can_travel", "我妈卧床", "3"},
		{"village", "kind", "村里账目不公开", "1"},
		{"village", "kind", "村里账目和工程都不清楚", ""},
		{"counselling", "safety", "我很安全，没想伤害自己", "1"},
		{"counselling", "topic", "我睡不着心里难受", ""},
	} {
		got, raw, ok := slotOf(t, c.category, c.slot).Infer(c.text)
		if got != c.want || ok != (c.want != "") || (ok && raw == "") {
			t.Errorf("%s/%s %q: %q (%q), want %q", c.category, c.slot, c.text, got, raw, c.want)
		}
	}
}

func FuzzInfer(f *testing.F) {
	f.Add("没有人受伤，他动手打我")
	f.Add("nobody hurt\xff hit me")
	f.Add("İSTANBUL hit me")
	c := standardCatalog(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, cat := range c.Categories() {
			for _, s := range cat.Slots {
				if v, raw, ok := s.Infer(text); ok && (s.Check(v, time.Time{}) != nil || raw == "") {
					t.Fatalf("%q: %s is %q, raw %q", text, s.Key, v, raw)
				}
			}
		}
	})
}

func BenchmarkInfer(b *testing.B) {
	c := standardCatalog(b)
	m, _ := c.Category("mediation")
	for b.Loop() {
		for _, s := range m.Slots {
			s.Infer("昨天下午在兴学社区门口，张三撞了我，医药费1900元没给，他还威胁我")
		}
	}
}
