package script_test

import (
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// Whoever asks about their own marriage, their own heart or a whole kind of people asks
// for themselves.
func TestForThemselvesOrForAnother(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool
	}{
		{"要离婚了,两个孩子怎么判?", false},
		{"孩子还不到两岁,离婚一般判给谁", false},
		{"分居一年多,抚养费孩子他爸要出多少", false},
		{"真讨厌我姐,什么都跟我争", false},
		{"看到我老公对孩子发火就来气,怎么办", false},
		{"退休老人的社保什么时候能退", false},
		{"残疾人办证要不要钱", false},
		{"Who gets custody of the children after a divorce?", false},
		{"my husband hits me", false}, {"老公打我", false},
		{"我女儿想离婚,怎么办手续", true},
		{"my sister is getting divorced and needs legal advice", true},
		{"村里有个老人没人照顾,能申请补助吗", true},
		{"我弟弟天天把自己关在屋里,不说话", true},
		{"楼下独居的王奶奶摔了,没人管", true},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, c.text)
		if got := strings.Contains(k.Holds("flags"), string(dialog.FlagOnBehalf)); got != c.want {
			t.Errorf("%q (%s) is told for somebody else: %v, want %v", c.text, k.Holds("category"), got, c.want)
		}
	}
}

// Whom the words of this message speak of is looked for in those words, not in the story
// that was told before.
func TestSomebodyInLaterWords(t *testing.T) {
	for _, words := range [][]string{
		{"离婚", "我要离婚,嗯,孩子归谁"},
		{"你好,想问离婚,孩子归谁", "是罗埠镇七星村村口小店旁边十二号这里跟我妈住"},
	} {
		k := newTalk(t, script.ScriptFor(t))
		for _, w := range words {
			tells(t, k, w)
		}
		if strings.Contains(k.Holds("flags"), string(dialog.FlagOnBehalf)) {
			t.Errorf("%q is told for somebody else", words)
		}
	}
}
