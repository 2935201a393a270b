package understand

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func addSeeds(f *testing.F) {
	for _, s := range []string{
		"昨天下午在兴学社区门口,张三撞了我,医药费1900元没给,我叫王芳13900000122,希望尽快处理", "农历三月初三到五月初五", "不是1900是2900", "上个月初八", "每天半夜十二点", "two thousand five hundred yuan since last Tuesday at 8pm",
		"my landlord Mr Li at 12 Renmin Road, building 3 keeps 1.9k", "三", "十", "半", "闰", "初", "+86", "(0", "农历", "第", "\xff\xfe三月\xe4", "1,900,000.5万", "幺三九零零零零零幺二二", "2026-11-21T15:30", "改成", "不是", "是", "not ", "change to", "3-", "8:", "路", "号", "6222 0211 1111 1111 117", "三四百", "十一", "三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三三", "闰六月初", "初十", "a", "the ", "for half a ", "我是他儿媳小王,老板叫买买提·艾力", "This is Wang Mei, his wife, 13900000122", "他叫赵大勇", "his name is Zhou Dahai", "替我邻居报一下,他13岁被打了", "the tap is leaking again", "MY BOSS \xff ZHOU DAHAI OWES ME", "im tom parker in houzhang village", "嗯,坏了四天 不对 五天", "he owes 500, no wait 600", "我是儿子 何伟",
	} {
		f.Add(s)
	}
}

func FuzzUnderstand(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		check := func(name string, fs ...Finding) {
			t.Helper()
			for _, x := range fs {
				if x.Start < 0 || x.End > len(text) || x.Start >= x.End || text[x.Start:x.End] != x.Raw || x.Value == "" {
					t.Errorf("%s of %q: %+v", name, text, x)
				}
				if utf8.ValidString(text) && !utf8.ValidString(x.Raw) {
					t.Errorf("%s of %q cuts a character: %q", name, text, x.Raw)
				}
			}
		}
		for _, lang := range []string{Chinese, English} {
			for _, d := range Dates(text, now, lang) {
				check("Dates", d.Finding)
			}
			check("Places", Places(text, knownPlaces, lang)...)
		}
		for _, a := range Amounts(text) {
			check("Amounts", a.Finding)
		}
		check("Phones", Phones(text)...)
		for _, p := range Persons(text, "") {
			check("Persons", p.Finding)
			Suffers(text, p)
		}
		if teller, ok := ReadTeller(text); ok && teller.Name.Raw != "" {
			check("ReadTeller", teller.Name)
		}
		if _, name, ok := CalledBy(text); ok && (name == "" || utf8.ValidString(text) && !utf8.ValidString(name)) {
			t.Errorf("CalledBy of %q: %q", text, name)
		}
		OnlyRelation(text)
		RelationOf(text)
		ForSomebody(text, Persons(text, ""))
		Child(text)
		StillBroken(text)
		for _, answer := range []bool{false, true} {
			if n, ok := Name(text, answer); ok {
				check("Name", n)
			}
		}
		if w, ok := Wish(text, ""); ok {
			check("Wish", w)
		}
		for _, ch := range []string{SMS, Telegram, Web} {
			ReadCommand(text, "", ch)
		}
		if c, ok := Correction(text, ""); ok && c.New == "" {
			t.Errorf("correction without a new value: %q", text)
		}
		Options(text, [][]string{{"房子", "housing"}, {"路灯", "light"}}, true)
		YesNo(text)
		Unknown(text)
		Number(text)
		Language(text)
		if s := AsWritten(text); len(s) != len(text) || !strings.EqualFold(s, text) {
			t.Errorf("AsWritten changed more than capitals of %q: %q", text, s)
		}
		if s := Simplify(text); len(s) != len(text) {
			t.Errorf("Simplify changed the length of %q", text)
		}
		if c := Clean(text); !utf8.ValidString(c) || Clean(c) != c {
			t.Errorf("Clean is not final: %q → %q → %q", text, c, Clean(c))
		}
		if m, _ := Mask(text); !utf8.ValidString(m) && utf8.ValidString(text) {
			t.Errorf("Mask broke %q", text)
		}
	})
}
