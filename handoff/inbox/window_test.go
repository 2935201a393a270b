package inbox

import (
	"os"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
)

// The agent sees before sending how far WeChat's window is open, and why it is closed.
func TestWindow(t *testing.T) {
	w := newWorld(t)
	const from = dialog.Address("wechat:oResident")
	id := w.waits(from)
	w.deliver("")
	v := w.as("wu")
	page := "/inbox/cases/" + string(id)
	v.get(page).shows(200, "微信", "微信还让发 4 条") // the bot has answered once
	// It stands in the box the reply is written in, away from its edge.
	v.get(page).shows(200, `<p class="soft">微信还让发`)
	if style, err := os.ReadFile("static/inbox.css"); err != nil || !strings.Contains(string(style), ".write>.soft{padding:") {
		t.Errorf("the style leaves the window's words at the edge of the box (%v)", err)
	}
	v.ask(to(id, "reply"), "key", "long", "text", strings.Repeat("明", 700)).shows(200)
	v.get(page).shows(200, "微信还让发 2 条")
	for i := range 2 {
		v.ask(to(id, "reply"), "key", itoa(i), "text", "明天上午来").shows(200)
	}
	w.pass(time.Minute)
	w.deliver("")
	v.get(page).shows(200, "已发满 5 条", "请打电话")
	w.hear(dialog.Input{From: from, Text: "/status"}) // a tap in the menu is no word
	v.get(page).shows(200, "微信让发到")
	w.say(from, "好的,门牌是88号")
	w.deliver("")
	v.get(page).shows(200, "微信还让发").hides("已发满")
	w.pass(48 * time.Hour)
	v.get(page).shows(200, "对方超过 48 小时没写过话")
	v.post("/inbox/language", "lang", "en")
	v.get(page).shows(200, "has not written for 48 hours")
	v.get("/inbox/cases/" + string(w.waits("telegram:7"))).shows(200).hides("WeChat lets")
}
