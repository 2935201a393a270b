package hear

import "testing"

// What residents say back to the bot instead of an answer.
func TestBacktalk(t *testing.T) {
	for text, want := range map[string]struct{ why, out bool }{
		"为什么要我电话":                            {why: true},
		"你们要她电话干嘛":                           {why: true},
		"你们要他身份证干啥 我不给":                      {why: true},
		"一定要留名字吗":                            {why: true},
		"why you need to know his name":      {why: true},
		"what do you need his number for":    {why: true},
		"do i have to give my name?":         {why: true},
		"老板要我们押金干什么都不说":                      {},
		"我问他要钱干什么 他就骂人":                      {},
		"why is the lamp still broken":       {},
		"不用了 我自己去大厅问":                        {out: true},
		"算了,我们自己找物业谈":                        {out: true},
		"已经修好了 不用报了":                         {out: true},
		"never mind, they fixed it":          {out: true},
		"no need, i will ask them myself":    {out: true},
		"算了吧这种话他也说得出口":                       {},
		"已经修好了又坏了":                           {},
		"他说不用了,自己走了,钱没给":                     {},
		"no thanks was all the boss told me": {},
	} {
		if got := asksWhy(text); got != want.why {
			t.Errorf("asksWhy(%q) = %v", text, got)
		}
		if got := backsOut(text); got != want.out {
			t.Errorf("backsOut(%q) = %v", text, got)
		}
	}
}

// A name that is not known is no name.
func TestNameNotKnown(t *testing.T) {
	for text, want := range map[string]bool{"厂名不知道": true, "老板名字我也不清楚": true, "I don't know his name": true, "不知道厂": false, "厂名华晟": false, "名字不知道,大家叫他老范": false} {
		if got := nameNotKnown.MatchString(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
