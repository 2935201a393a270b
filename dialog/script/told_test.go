package script_test

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// tells plays what a resident says.
func tells(t *testing.T, k *transcript.Talk, words string) {
	t.Helper()
	if err := k.Do("> " + words); err != nil {
		t.Fatal(err)
	}
}

// An answer to the question for the place is the place, also where it leads on past what
// is understood of it; what else is said beside it is not.
func TestWholePlace(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"双溪村 村委会往里走第三户", "双溪村 村委会往里走第三户"},
		{"在莲塘村老年协会边上", "莲塘村老年协会边上"},
		{"就在枫塘村小学后头那条弄堂里吧", "枫塘村小学后头那条弄堂里"},
		{"我家住七星村,进村第二个路口左拐", "七星村,进村第二个路口左拐"},
		{"山下村祠堂后头", "山下村祠堂后头"},
		{"七星村那边", "qixing"},
		{"我们都是白沙村的", "baisha"},
		{"下范村,我姓方", "xiafan"},
		{"后张村,昨天夜里的事", "houzhang"},
		{"白沙村,电话13900000122", "baisha"},
		{"西姜村,路灯坏了好几盏", "xijiang"},
		{"兴学社区6幢2单元", "兴学社区6幢2单元"},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, "垃圾没人收,臭死了")
		tells(t, k, c.text)
		if got := k.Holds("where"); got != c.want {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}

// A number that comes in two messages is one number.
func TestHalfNumber(t *testing.T) {
	for _, c := range []struct{ first, second, phone, name string }{
		{"1386790", "0055", "+8613867900055", ""},
		{"我姓莫,电话1386790", "0055", "+8613867900055", "莫"},
		{"一三八六七九零", "零零五五", "+8613867900055", ""},
		{"138 6790", "13867900066", "+8613867900066", ""}, // told anew
		{"1386790", "跳过", "(skipped)", "(skipped)"},
		{"1386790", "00", "(unknown)", "(unknown)"}, // still too short
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, "白沙村祠堂门口路灯不亮")
		tells(t, k, c.first)
		if k.Holds("asking") != "phone" {
			t.Errorf("%s: asking %s", c.first, k.Holds("asking"))
		}
		tells(t, k, c.second)
		if got := k.Holds("phone"); got != c.phone || k.Holds("name") != c.name {
			t.Errorf("%s, %s: phone %q name %q, want %q %q", c.first, c.second, got, k.Holds("name"), c.phone, c.name)
		}
	}
}

// The kind of matter put right in the resident's own words.
func TestCategoryPutRight(t *testing.T) {
	for text, want := range map[string]string{
		"不是困难帮扶,是办事代办":    "errand",
		"这个归办事代办吧,不是困难帮扶": "errand",
		"我觉得应该属于工资工伤":     "labour",
		"类别不对,应该是法律咨询":    "legal",
		"这事归村里管的":         "facilities", // names no kind
		"应该算邻里纠纷的":        "mediation",
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, "白沙村祠堂门口路灯不亮")
		tells(t, k, "跳过")
		tells(t, k, text)
		if got := k.Holds("category"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// A relation put right where only a relation was told, and a name told later.
func TestWhoPutRight(t *testing.T) {
	for _, c := range []struct{ story, then, who, amount string }{
		{"我表哥欠我两万不还", "说错了,是表弟,一万五", "表弟", "15000"},
		{"我表哥欠我两万不还", "不是表哥,是堂哥", "堂哥", "20000"},
		{"我表哥欠我两万不还", "错了,是一万五", "表哥", "15000"},
		{"房东不退我押金两千四,房东姓褚", "", "房东姓褚", "2400"},
		{"被村里阿根家的狗咬了,花了一千三百六", "", "阿根", "1360"},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, "我在七星村,"+c.story)
		if c.then != "" {
			tells(t, k, c.then)
		}
		if k.Holds("who") != c.who || k.Holds("amount") != c.amount {
			t.Errorf("%s %s: who %q amount %q", c.story, c.then, k.Holds("who"), k.Holds("amount"))
		}
	}
}

// A name put right before one's own was told is the other side's, if it is like it.
func TestWhoseNameIsPutRight(t *testing.T) {
	for _, c := range []struct{ text, who, name string }{
		{"不对,名字写错了,是吴建钧,钧是千钧一发的钧", "吴建钧", ""},
		{"名字打错了,是吴健军", "吴健军", ""},
		{"名字错了,叫胡建军", "胡建军", ""},
		{"我叫王小芳", "吴建军", "王小芳"},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, "杨垄村的吴建军去年问我借了一万二,到现在一分没还")
		tells(t, k, c.text)
		if k.Holds("who") != c.who || k.Holds("name") != c.name {
			t.Errorf("%s: who %q, name %q", c.text, k.Holds("who"), k.Holds("name"))
		}
	}
}

// Who leaves a number only keeps the name back; who names both wishes is anonymous.
func TestUnnamed(t *testing.T) {
	for _, c := range []struct{ text, flags, phone string }{
		{"不留名,电话13867911009", "", "+8613867911009"},
		{"别写我名字,打13867911009找我", "", "+8613867911009"},
		{"我要匿名,电话13867911009只给你们", "anonymous", ""},
		{"我不想让别人知道是我说的,别留名字", "anonymous", ""},
		{"我不留名的", "anonymous", ""},
		{"电话就不留了", "", "(skipped)"},
	} {
		k := newTalk(t, script.ScriptFor(t))
		tells(t, k, "罗埠花园7幢楼道里电瓶车拉线充电")
		tells(t, k, c.text)
		if k.Holds("flags") != c.flags || k.Holds("phone") != c.phone {
			t.Errorf("%s: flags %q phone %q", c.text, k.Holds("flags"), k.Holds("phone"))
		}
		if c.flags != "" && k.Holds("asking") != dialog.AskConfirm {
			t.Errorf("%s: still asking %s", c.text, k.Holds("asking"))
		}
	}
}

// After a hand-off, what is the same elsewhere belongs to it; another kind of matter does not.
func TestTheSameElsewhere(t *testing.T) {
	for words, another := range map[string]bool{
		"养老院那边也停了水": false, "隔壁三组也断水了": false, "学校那里也是这样": false,
		"老板三个月没发我工资了": true, "老板的工资也没发给我,三个月了": true,
	} {
		k := newTalk(t, script.ScriptFor(t))
		for _, said := range []string{"东竹村3组自来水从礼拜五停到现在了", "跳过", "对", words} {
			tells(t, k, said)
		}
		if (k.Holds("status") == "collecting") != another {
			t.Errorf("%s: %s", words, k.Holds("status"))
		}
	}
}
