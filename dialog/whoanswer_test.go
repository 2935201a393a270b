package dialog_test

import (
	"testing"

	"frontdoor/dialog"
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
		{"My boss has not paid my wages for October, 5000 yuan", "Luobu hotel", "Luobu hotel", "Luobu hotel"},
		{"My boss has not paid my wages for October, 5000 yuan", "Golden Star garment factory", "Golden Star garment factory", ""},
	} {
		k := newTalk(t, dialog.ScriptFor(t))
		say(t, k, c.story)
		say(t, k, c.text)
		if who, where := k.Holds("who"), k.Holds("where"); who != c.who || where != c.where {
			t.Errorf("%s: who %q where %q, want %q %q", c.text, who, where, c.who, c.where)
		}
	}
}
