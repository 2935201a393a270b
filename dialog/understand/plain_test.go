package understand

import "testing"

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"路灯坏了！！😭🙏":                 "路灯坏了",
		"路灯坏了。":                    "路灯坏了",
		"路灯坏了😭在七星村":                "路灯坏了 在七星村",
		"好的[抱拳]":                   "好的",
		"[流泪]老公打我":                 "老公打我",
		"[图片]":                     "[图片]",
		"👍🏻":                       "👍🏻",
		"[OK]":                     "[OK]",
		"真的吗？":                     "真的吗？",
		"那个…":                      "那个…",
		"wait...":                  "wait...",
		"3.50":                     "3.50",
		"Not urgent.":              "Not urgent",
		"OK!!!":                    "OK",
		"It’s 2900, not 1900":      "It's 2900, not 1900",
		"Im Bob, I dont know":      "I'm Bob, I don't know",
		"hes gone, thats all":      "he's gone, that's all",
		"theyre loud. weve asked":  "they're loud. we've asked",
		"id like a lamp":           "i'd like a lamp",
		"my id card is lost":       "my id card is lost",
		"its not mine, its 12":     "it's not mine, it's 12",
		"the dog and its owner":    "the dog and its owner",
		"she is ill, we were well": "she is ill, we were well",
		"wrong, its Luobu Garden":  "wrong, it's Luobu Garden",
		"my brothers number":       "my brother's number",
		"two brothers fight":       "two brothers fight",
		"CANT SLEEP":               "CAN'T SLEEP",
		"不是三千,是四千哈":                "不是三千,是四千",
		"他叫徐根生哟":                   "他叫徐根生",
		"哈哈哈哈":                     "哈哈哈哈",
		"好笑哈哈":                     "好笑哈哈",
		"谢哈":                       "谢哈",
		"阿哈":                       "阿哈",
		"你好,不是三千,是四千 谢谢您":               "不是三千,是四千",
		"您好！嗯 在七星村,谢谢了":                 "在七星村",
		"你好":                            "你好",
		"谢谢":                            "谢谢",
		"你好 谢谢":                         "谢谢",
		"谢谢师傅":                          "谢谢师傅",
		"你好像不懂":                         "你好像不懂",
		"他住301呀":                        "他住301",
		"要多久呀":                          "要多久呀",
		"没人来呀":                          "没人来呀",
		"Hi, my name is Bob, thank you": "my name is Bob",
		"hello there! the lamp is out thanks a lot": "the lamp is out",
		"Good morning": "Good morning", "Hi I am Oleg": "Hi I am Oleg",
		"hi":                   "hi",
		"Hiroshi Tanaka":       "Hiroshi Tanaka",
		"no thanks":            "no",
		"thanks":               "thanks",
		"he never said thanks": "he never said thanks",
		"嗯,我叫王芳":               "我叫王芳",
		"嗯嗯 呃,不是三千,是四千":        "不是三千,是四千",
		"唉，老板不发工资":             "老板不发工资",
		"嗯":                    "嗯",
		"嗯嗯。":                  "嗯嗯",
		"额度不够":                 "额度不够",
		"Um, it's Bob":         "it's Bob",
		"hmm... not sure":      "not sure",
		"umbrella":             "umbrella",
		"er 2900":              "2900",
		"?":                    "?",
		"。":                    "。",
		"":                     "",
	} {
		if got := Plain(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if got := Plain(Plain(text)); got != Plain(text) {
			t.Errorf("%q: read twice it is %q", text, got)
		}
	}
}
