package open311

import (
	"strings"
	"testing"
	"time"
)

// TestRetriesAreTold: whose first answer was lost is told again, above all what to do in
// danger.
func TestRetriesAreTold(t *testing.T) {
	w := newWorld(t)
	w.at = time.Now() // the Shelf has a clock of its own
	for _, words := range []string{"路灯不亮", "我不想活了,我要跳楼"} {
		once := []string{"service_code", "facilities", "lat", "29.08", "long", "119.64", "description", words, "service_request_id_ext", words}
		first := w.post("fixmystreet", "requests.xml", once...).is(200).body
		if again := w.post("fixmystreet", "requests.xml", once...).is(200).body; again != first {
			t.Errorf("first %s\nagain %s", first, again)
		}
	}
}

// TestWishesAreKept: who asks in words to be kept out of it is listed nowhere.
func TestWishesAreKept(t *testing.T) {
	w := newWorld(t)
	for _, words := range []string{"匿名反映,村口垃圾没人收", "邻居乱倒垃圾,不要说是我说的", "我今年10岁,网吧让小孩上网"} {
		id := w.post("fixmystreet", "requests.xml", "service_code", "safety", "lat", "29.08", "long", "119.64", "description", words).is(200).id()
		w.get("requests/" + id + ".xml").is(404)
	}
	if all := w.get("requests.json").is(200).body; strings.TrimSpace(all) != "[]" {
		t.Errorf("listed: %s", all)
	}
}
