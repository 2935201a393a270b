package understand

import (
	"testing"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"  路灯坏了  ", "路灯坏了"},
		{"路\u200b灯\u200e坏\ufeff了", "路灯坏了"},
		{"\u202e路灯坏了\u202c", "路灯坏了"},
		{"a\r\nb\rc", "a\nb\nc"},
		{"１３９００００　０１２２", "1390000 0122"},
		{"ＳＴＯＰ", "STOP"},
		{"路灯坏了，很黑。", "路灯坏了，很黑。"},
		{"\xff路灯\xfe", "路灯"},
		{"a\x00b\x07", "ab"},
		{"👨\u200d👩\u200d👧 ok 👍🏻", "👨\u200d👩\u200d👧 ok 👍🏻"},
		{"un\u00adalive", "unalive"},
		{"a\u00a0b\tc", "a b c"},
		{"\u2066hi\u2069", "hi"},
		{"", ""},
		{"\u200b\u3164 ", ""},
		{"Ａ－１／２．５", "A-1/2.5"},
	} {
		if got := Clean(c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSimplify(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"路燈壞了,沒有人來修", "路灯坏了,没有人来修"},
		{"我要轉人工", "我要转人工"},
		{"鄰居佔了我們的車位", "邻居占了我们的车位"},
		{"醫藥費兩萬塊還沒給", "医药费两万块还没给"},
		{"路灯坏了 OK", "路灯坏了 OK"},
	} {
		if got := Simplify(c.text); got != c.want || len(got) != len(c.text) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
	if len(simplified) < 600 {
		t.Errorf("only %d traditional characters", len(simplified))
	}
	for trad, simp := range simplified {
		if utf8.RuneLen(trad) != 3 || utf8.RuneLen(simp) != 3 {
			t.Errorf("%c→%c changes the offsets", trad, simp)
		}
		if back, ok := simplified[simp]; ok && back != simp && simp != '着' {
			t.Errorf("%c→%c→%c is not simple yet", trad, simp, back)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		text, lang string
		sure       bool
	}{
		{"路灯坏了", Chinese, true},
		{"我家门口的路灯坏了三天了", Chinese, true},
		{"The streetlight is broken", English, true},
		{"my boss has not paid me since May", English, true},
		{"Zhang San 在兴学社区门口撞了我", Chinese, true},
		{"the light near 七星村 is broken", English, true},
		{"我的 wifi 坏了没人修", Chinese, true},
		// one word, a name or an address does not flip the talk
		{"OK", English, false},
		{"skip", English, false},
		{"Bob Smith", English, false},
		{"12 Renmin Road", English, false},
		{"王芳", Chinese, false},
		{"七星村", Chinese, false},
		{"人工", Chinese, false},
		{"13900000122", "", false},
		{"", "", false},
		{"👍", "", false},
	} {
		if lang, sure := Language(c.text); lang != c.lang || sure != c.sure {
			t.Errorf("%q: got %q %v, want %q %v", c.text, lang, sure, c.lang, c.sure)
		}
	}
}
