package inbox

import (
	"regexp"
	"testing"

	"frontdoor/handoff"
)

// An agent gets a code for their own Telegram, sees that it is linked, and unlinks it.
func TestAnAgentLinksTheirTelegram(t *testing.T) {
	w := newWorld(t)
	lines := handoff.NewLines(w.book, handoff.NewRoster(w.book, nil))
	v := w.as("wu")
	v.get("/inbox").shows(200, "/inbox/me")
	v.get("/inbox/me").shows(200, "还没有绑定").hides("⟨", "解除绑定", "<code>")
	page := v.post("/inbox/me/link").shows(200, "只能用一次")
	code := regexp.MustCompile(`/link ([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})<`).FindStringSubmatch(page.body)
	if code == nil {
		t.Fatalf("no code on the page: %s", page.text())
	}
	agent, err := lines.Link(t.Context(), "telegram:501", code[1], "zh")
	if err != nil || agent.Login != "wu" {
		t.Fatalf("the code is of %q, %v", agent.Login, err)
	}
	v.get("/inbox/me").shows(200, "已绑定", "解除绑定").hides(code[1], "501")
	if err := lines.Change(t.Context(), "wu", func(l *handoff.Line) {
		l.Phone, l.ChatLost, l.PhoneLost, l.Quiet = "sms:+8613900000166", true, true, true
	}); err != nil {
		t.Fatal(err)
	}
	v.get("/inbox/me").shows(200, "发不到您那里", "8613900000166")
	v.post("/inbox/me/unlink").shows(200, "还没有绑定").hides("您现在下班")
	if _, ok, err := lines.Find(t.Context(), "telegram:501"); ok || err != nil {
		t.Errorf("still linked: %v %v", ok, err)
	}
	v.post("/inbox/language", "lang", "en")
	v.get("/inbox/me").shows(200, "not linked yet").hides("⟨")
	lin := w.as("lin")
	for path, title := range map[string]string{"me": "不在电脑前时", "me/password": "密码", "replies": "常用回复", "labels": "标签", "report?month=2026-10": "月报 2026-10"} {
		lin.get("/inbox/"+path).shows(200, "<title>"+title+" · ") // tabs are told apart
	}
}
