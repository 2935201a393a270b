package understand

import (
	"fmt"
	"testing"
)

func TestYesNo(t *testing.T) {
	for want, texts := range map[Answer][]string{
		Yes: {"对个", "好咯", "好的", "嗯", "对", "是的", "行", "要得", "好嘞", "OK", "ok!", "👍", "👍🏻", "没错", "可以", "好的好的", "嗯嗯嗯", "对对对", "是的,没错", "yes please", "Yes, that's right.", "好的谢谢", "不错", "没问题",
			"沒錯", "對", "可以的", "對的。", "Yep", "that’s correct", "no problem", "好 的", "对的对的", "all good"},
		No: {"不用了", "不是", "算了", "不", "no", "nope", "没有", "不对", "No, thanks", "NO!", "不用了谢谢", "沒有", "不要", "没", "👎", "never mind", "no that's wrong", "不不不"},
		Unclear: {"你好", "不知道", "不是1900是2900", "是我邻居打的", "好像是", "对面", "银行", "", "?", "是不是", "好不好", "可以吗?", "对不起", "不行动", "no idea", "yes and no", "没人修路灯", "好人", "不好意思", "note", "okra",
			"行吗", "1", "路灯坏了", "对了,还有一件事", "没事了", "是?", "not sure"},
	} {
		for _, text := range texts {
			if got := YesNo(text); got != want {
				t.Errorf("%q: got %d, want %d", text, got, want)
			}
		}
	}
}

func TestUnknown(t *testing.T) {
	for _, text := range []string{"不知道", "我不知道", "不清楚", "不记得了", "我也记不清了", "don't know", "I don't know.", "no idea", "not sure", "IDK", "具体时间不记得", "真的不知道啊", "sorry, I can't remember", "不知道多少钱"} {
		if !Unknown(text) {
			t.Errorf("%q should be unknown", text)
		}
	}
	for _, text := range []string{"不知道谁把垃圾倒在七星村", "不", "没有", "I don't know who dumped it by the bridge", "是", "七星村", "不知道,好像是上周三", ""} {
		if Unknown(text) {
			t.Errorf("%q should not be unknown", text)
		}
	}
}

func TestOptions(t *testing.T) {
	injury := [][]string{{"没受伤", "no injury"}, {"轻伤", "slight"}, {"重伤", "severe", "住院"}}
	kinds := [][]string{{"邻里纠纷", "a dispute"}, {"房子", "housing"}, {"路灯垃圾等", "streets"}, {"其他", "other"}}
	right := [][]string{{"对", "yes"}, {"不对", "no"}}
	for _, c := range []struct {
		text   string
		labels [][]string
		multi  bool
		want   string
	}{
		{"不对", right, false, "[1]"}, {"不对,是人民路", right, false, "nil"}, {"对", right, false, "[0]"}, {"不是重伤,是轻伤", injury, false, "[1]"},
		{"1", kinds, false, "[0]"}, {"①", kinds, false, "[0]"}, {"一", kinds, false, "[0]"}, {"第二个", kinds, false, "[1]"}, {"2", kinds, false, "[1]"}, {"选3", kinds, false, "[2]"},
		{"1 3", kinds, true, "[0 2]"}, {"13", kinds, true, "[0 2]"}, {"1、3", kinds, true, "[0 2]"}, {"1和3", kinds, true, "[0 2]"}, {"1,3", kinds, true, "[0 2]"}, {"31", kinds, true, "[0 2]"}, {"一和三", kinds, true, "[0 2]"},
		{"1.", kinds, false, "[0]"}, {"(2)", kinds, false, "[1]"}, {"2️⃣", kinds, false, "[1]"}, {"２", kinds, false, "[1]"}, {"option 2", kinds, false, "[1]"}, {"the second", kinds, false, "[1]"}, {"two", kinds, false, "[1]"},
		{"房子", kinds, false, "[1]"}, {"邻里", kinds, false, "[0]"}, {"hou", kinds, false, "[1]"}, {"OTHER", kinds, false, "[3]"}, {"其它", kinds, false, "nil"}, {"我选房子", kinds, false, "[1]"},
		{"0", kinds, false, "[]"}, {"０", kinds, true, "[]"}, {"none", kinds, true, "[]"}, {"都不是", kinds, false, "[]"},
		{"5", kinds, false, "nil"}, {"13", kinds, false, "nil"}, {"1 3", kinds, false, "nil"}, {"", kinds, false, "nil"}, {"七星村路灯坏了", kinds, false, "nil"}, {"13900000122", kinds, true, "nil"},
		{"轻伤", injury, false, "[1]"}, {"重伤住院了", injury, false, "[2]"}, {"不是重伤", injury, false, "nil"}, {"轻", injury, false, "[1]"}, {"slight", injury, false, "[1]"}, {"19", injury, true, "nil"},
	} {
		got := "nil"
		if picks := Options(c.text, c.labels, c.multi); picks != nil {
			got = fmt.Sprint(picks)
		}
		if got != c.want {
			t.Errorf("%q multi=%v: got %s, want %s", c.text, c.multi, got, c.want)
		}
	}
}
