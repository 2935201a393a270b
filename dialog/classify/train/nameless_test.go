package train_test

import (
	"testing"

	"frontdoor/dialog/classify/train"
	"frontdoor/dialog/understand"
)

func TestNameless(t *testing.T) {
	known := func(text string) []understand.Match { return nil }
	for said, want := range map[string]string{
		"我叫王芳,电话13900000122,邻居老王在下范村3组把我家墙推倒了,欠我1900元": "我叫某某,电话00000000000,邻居某某在某地把我家墙推倒了,欠我0000元",
		"包工头李建国欠我工钱,我住江南小区8幢2单元302":                    "包工头某某欠我工钱,我住某地",
		"张三撞了我不赔":                 "某某撞了我不赔",
		"村支书马国庆把地卖了":              "村支书某某把地卖了",
		"邻居天天吵":                   "邻居天天吵",
		"路灯坏了三天":                  "路灯坏了三天",
		"身份证330702199001011234丢了": "身份证****0000丢了",
		"my landlord Mr Li at 12 Oak Street owes me 300, I'm Bob Smith": "my landlord某某 at 某地 owes me 000, I'm 某某",
	} {
		if got := train.Nameless(said, known); got != want {
			t.Errorf("%s\n got %s\nwant %s", said, got, want)
		}
	}
}
