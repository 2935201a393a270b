package understand

import (
	"strings"
	"testing"
)

// TestSendsForHidesNoWish: wherever somebody is wanted in Chinese, sendsFor says that it
// may be so.
func TestSendsForHidesNoWish(t *testing.T) {
	asked := 0
	for _, begins := range []string{"", "我想", "算了,", "他们不肯,能不能麻烦"} {
		for _, sender := range strings.Fields("找 叫 派 换 喊 请 让 安排 来") {
			for _, of := range []string{"", "你们", "你那里的", "你们单位的", "你们那里的"} {
				for _, one := range []string{"", "个", "一位"} {
					for _, real := range []string{"", "真", "大活"} {
						for _, ends := range []string{"人跟我说", "人过来和我们解释", "人来说说", "人回个电话吧"} {
							s := begins + sender + of + one + real + ends
							if !humanToMe.MatchString(s) && !humanCalled.MatchString(s) {
								continue
							}
							asked++
							if !sendsFor(s) || !wantsSomebody(s) {
								t.Errorf("%q wants somebody", s)
							}
						}
					}
				}
			}
		}
	}
	if asked < 1000 {
		t.Errorf("only %d wishes were asked about", asked)
	}
	for _, s := range []string{"", "找我们镇里面最好的那一个师傅和工人", "老人摔了,请快来"} {
		if sendsFor(s) {
			t.Errorf("%q sends for nobody", s)
		}
	}
}
