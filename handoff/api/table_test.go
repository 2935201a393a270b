package api

import (
	"fmt"
	"strings"
	"testing"
)

// A mediation by program: begun, a party added, refused where it is not recorded that they
// may be told, and no address in what is answered.
func TestMediate(t *testing.T) {
	w := newWorld(t)
	path := "/cases/" + w.handedOff("telegram:1")
	w.call("wu", "POST", path+"/claim", "").is(200)
	w.call("wu", "POST", path+"/mediate", `{"do":"begin","topic":"楼上漏水的事","name":"李大爷"}`).is(200)
	a := w.call("wu", "POST", path+"/mediate", `{"do":"add","name":"王先生","role":"side","number":"13900000188"}`).is(200)
	if strings.Contains(fmt.Sprint(a.body), "13900000188") {
		t.Errorf("a party's number is told: %v", a.body)
	}
	if got := a.body["table"].(map[string]any)["parties"].([]any)[1].(map[string]any); got["state"] != "listed" || got["channel"] != "sms" {
		t.Errorf("added: %v", got)
	}
	w.call("wu", "POST", path+"/mediate", `{"do":"release","party":"b"}`).is(422).has("code", "table_discreet")
	w.call("wu", "POST", path+"/mediate", `{"do":"propose","points":[{"text":"各自退让"}]}`).is(422).has("code", "table_too_few")
	w.call("li", "POST", path+"/mediate", `{"do":"say","text":"我来"}`).is(409).has("code", "held")
}
