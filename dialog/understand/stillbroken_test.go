package understand

import "testing"

func TestStillBroken(t *testing.T) {
	for text, want := range map[string]bool{
		"路灯没修好": true, "水管又漏了": true, "楼道灯还是不亮": true, "医保还没办下来": true, "垃圾还是没人收": true, "那条沟又堵了": true, "修了跟没修一样": true, "押金还没退": true,
		"the streetlight is still not fixed": true, "the tap is leaking again": true, "The drain was never repaired": true, "lamp's still out": true, "the deposit has still not been paid": true,
		"谢谢,修好了": false, "师傅叫什么名字": false, "路灯坏了": false, "明天我不在家": false, "what is his name": false, "the light is out": false, "thanks, all good": false, "老板拖欠我工资": false,
	} {
		if got := StillBroken(text); got != want {
			t.Errorf("%q is still broken: %v, want %v", text, got, want)
		}
	}
}
