package hear

import "testing"

func TestDeniesDanger(t *testing.T) {
	for text, rest := range map[string]string{
		"没有危险": "",
		"没危险":  "",
		"不是急事": "",
		"这不是着火，是烧秸秆的味道":                     "是烧秸秆的味道",
		"你们误会了":                             "",
		"我没有要自杀，我是问补助":                      "我是问补助",
		"没人受伤，就是路灯不亮":                       "就是路灯不亮",
		"只是路灯的事":                            "只是路灯的事",
		"我就是想问下低保":                          "我就是想问下低保",
		"not an emergency":                  "",
		"it's not a fire":                   "",
		"its just the lamp":                 "its just the lamp",
		"i only wanted to report the noise": "i only wanted to report the noise",
		"nobody is hurt":                    "",
		"i'm not suicidal, i need a form":   "i need a form",
	} {
		if got, ok := DeniesDanger(text); !ok || got != rest {
			t.Errorf("%q: %q, %t", text, got, ok)
		}
	}
	for _, text := range []string{
		"没有危险吗", "是不是没有危险", "没有危险了但是他还在门口", "不是误会", "没人来", "没有人救我", "我不想一个人", "只是想有人陪", "只是流了一点血",
		"就是他打的", "就是隔壁那家", "不用报警", "不是我家", "not safe", "nobody is coming", "it's not a fire but there is smoke", "is it not an emergency?",
		"not a misunderstanding", "he is just about to come back",
	} {
		if rest, ok := DeniesDanger(text); ok {
			t.Errorf("%q denies danger, besides %q", text, rest)
		}
	}
}

func TestIsFine(t *testing.T) {
	for _, text := range []string{"我没事", "没事", "没事的，放心", "我们都好好的", "我很安全", "i'm fine", "No, I am ok", "we are all safe"} {
		if !IsFine(text) {
			t.Errorf("%q", text)
		}
	}
	for _, text := range []string{"我没事但他流血了", "没事吗", "我儿子没事做", "有事", "不安全", "i'm not fine", "he is fine", "i'm fine but he isn't", "没事干，天天在楼下吵，吵得我们一家人都睡不着觉，您说怎么办"} {
		if IsFine(text) {
			t.Errorf("%q", text)
		}
	}
}
