package understand

import "testing"

func TestPlainSpeech(t *testing.T) {
	for text, want := range map[string]string{
		"阿拉楼下开了爿饭店 窗门都勿敢开": "我们楼下开了家饭店 窗户都不敢开",
		"昨夜头吵得我困勿着":        "昨晚吵得我睡不着",
		"今天路灯坏了":           "今天路灯坏了",
		"明天早上有空":           "明天早上有空",
		"你好,路灯坏了哈":         "路灯坏了",
		"the lamp is out":  "the lamp is out",
	} {
		if got := PlainSpeech(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
