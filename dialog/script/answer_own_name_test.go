package script_test

import (
	"testing"

	"frontdoor/dialog/script"
)

// The question whether somebody is safe, as people answer it, and names told there.
func TestSafeInOwnWords(t *testing.T) {
	const zh, en = "我最近心情很不好,天天睡不着", "I feel very sad and cannot sleep for weeks"
	for _, c := range []struct{ story, text, safety, name string }{
		{en, "yes im safe", "1", ""},
		{en, "I’m safe", "1", ""},
		{en, "Yes, safe", "1", ""},
		{en, "yeah im ok, safe at home", "1", ""},
		{en, "safe, just need someone to talk", "1", ""},
		{zh, "安全 没那种念头", "1", ""},
		{zh, "我难受,安全感都没有", "", ""},
		{en, "yes", "", ""},
		{en, "no im not safe", "", ""},
		{en, "not safe", "", ""},
		{en, "ok thoughts sometimes", "2", ""},
		{en, "Lin", "", "Lin"},
		{en, "Zhou Mei", "", "Zhou Mei"},
		{en, "Sad", "", ""},
		{en, "Very Lonely", "", ""},
		{zh, "我没事,安全的", "1", ""},
		{zh, "嗯安全", "1", ""},
		{zh, "是的 安全", "1", ""},
		{zh, "嗯,我现在安全", "1", ""},
		{zh, "不安全", "", ""},
		{zh, "嗯有想法", "2", ""},
		{zh, "小林", "", "小林"},
		{zh, "难受", "", ""},
		{zh, "常失眠", "", ""},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, c.story)
		tells(t, k, c.text)
		if safety, name := k.Holds("safety"), k.Holds("name"); safety != c.safety || name != c.name {
			t.Errorf("%s: safety %q name %q, want %q %q", c.text, safety, name, c.safety, c.name)
		}
	}
}

// A bare name where there are options to choose from is the teller's name, and picks nothing;
// a word that only opens as names do is none.
func TestBareNameAtOptions(t *testing.T) {
	const kinds, care = "我女儿上幼儿园 户口不在这边 能不能上", "我家老人一个人在家没人管 摔倒过好几次"
	for _, c := range []struct{ story, place, text, asking, name string }{
		{kinds, "", "李芳", "menu", "李芳"},
		{kinds, "", "陈秋生", "menu", "陈秋生"},
		{care, "七星村", "李芳", "today", "李芳"},
		{care, "七星村", "郑小妹", "today", "郑小妹"},
		{care, "七星村", "谢谢", "today", ""},
		{care, "七星村", "严重", "today", ""},
		{care, "七星村", "楼上", "today", ""},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, c.story)
		if c.place != "" {
			tells(t, k, c.place)
		}
		tells(t, k, c.text)
		if asking, name := k.Holds("asking"), k.Holds("name"); asking != c.asking || name != c.name {
			t.Errorf("%s: asks %q, name %q; want %q, %q", c.text, asking, name, c.asking, c.name)
		}
	}
}

// Who answers with a name whether to be named is named.
func TestNamedByName(t *testing.T) {
	const zh, en = "我要举报白沙村干部拿了修路的钱", "The Baisha village cadre took the road repair money, I want to report it"
	for _, c := range []struct{ story, text, identity, name string }{
		{zh, "陈水根 13905790001", "1", "陈水根"},
		{zh, "我叫陈水根", "1", "陈水根"},
		{zh, "王女士", "1", "王女士"},
		{en, "Chen Shuigen 13905790001", "1", "Chen Shuigen"},
		{zh, "保密,陈水根 13905790001", "2", "陈水根"},
		{en, "keep my name private, Wu Min 13905790003", "2", "Wu Min"},
		{zh, "陈书记", "", ""},
		{zh, "13905790001", "", ""},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, c.story)
		tells(t, k, c.text)
		if identity, name := k.Holds("identity"), k.Holds("name"); identity != c.identity || name != c.name {
			t.Errorf("%s: identity %q name %q, want %q %q", c.text, identity, name, c.identity, c.name)
		}
	}
}
