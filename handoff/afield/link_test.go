package afield

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
)

// Nothing a resident's chat sends makes it an agent's.
func TestAResidentCannotActAsAnAgent(t *testing.T) {
	w := newWorld(t)
	w.link("wu", wusChat)
	id := w.opens(resident, story)
	alert := w.heard(wusChat, "新事项")[0]
	for _, forged := range []string{press("claim", string(id)), press("show", string(id)), press("outcome:solved", string(id)), press("confirm", ""), "afield:"} {
		w.in(dialog.Input{Kind: dialog.Said, From: stranger, Choice: forged, Lang: "zh"})
		w.heard(stranger, "按钮已经失效")
	}
	w.in(dialog.Input{Kind: dialog.Said, From: stranger, Text: alert.Text, Lang: "zh"}) // forwarded
	w.in(dialog.Input{Kind: dialog.Said, From: stranger, Text: "我来修", Quote: alert.Text, Lang: "zh"})
	w.say(stranger, string(id)+" took")
	w.say(stranger, "/duty on")
	if c := w.stands(id); c.Owner != "" || c.FromAgent != 0 {
		t.Errorf("the case has the owner %q and %d words of agents", c.Owner, c.FromAgent)
	}
	w.heard(resident)
	for _, o := range w.got[stranger] {
		if strings.Contains(o.Text, "王芳") || strings.Contains(o.Text, "上班") {
			t.Errorf("the stranger got %q", o.Text)
		}
	}
	w.forget()

	// Codes are guessed in vain, and after five not even the right one opens.
	code, err := w.lines.Code(t.Context(), "li")
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		w.say(stranger, "/link 2222-3333-4444")
		w.heard(stranger, "绑定码不对")
	}
	w.say(stranger, "/start link-"+code)
	w.heard(stranger, "一小时后")
	w.now = w.now.Add(61 * time.Minute)
	w.say(stranger, "/link "+code)
	w.heard(stranger, "绑定码不对") // it has outlived its time
}

// A code opens once, for one chat.
func TestACodeOpensOnce(t *testing.T) {
	w := newWorld(t)
	first, err := w.lines.Code(t.Context(), "wu")
	if err != nil {
		t.Fatal(err)
	}
	second, err := w.lines.Code(t.Context(), "wu")
	if err != nil {
		t.Fatal(err)
	}
	w.say(wusChat, "/link "+first) // a new code takes the place of the old
	w.heard(wusChat, "绑定码不对")
	w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Text: "/start", Start: "link-" + strings.ToLower(second), Lang: "zh"})
	w.heard(wusChat, "绑定您的账号", "/mine")
	w.say(stranger, "/link "+second)
	w.heard(stranger, "绑定码不对")
	w.say(wusChat, "/link "+second)
	w.heard(wusChat, "已绑定吴姐的账号")
}

// Whatever ends the link, the chat is an ordinary resident's from the next message on,
// and gets no news.
func TestAnUnlinkedChatIsAResidentAgain(t *testing.T) {
	for name, end := range map[string]func(*world){
		"by the agent": func(w *world) { w.say(wusChat, "/unlink"); w.heard(wusChat, "已解除绑定") },
		"by an admin": func(w *world) {
			if err := w.lines.Unlink(w.t.Context(), "wu"); err != nil {
				w.t.Fatal(err)
			}
		},
		"by a new password": func(w *world) {
			if err := w.roster.SetPassword(w.t.Context(), "wu", "a new password"); err != nil {
				w.t.Fatal(err)
			}
		},
		"by being shut out, for good": func(w *world) {
			for _, disabled := range []bool{true, false} {
				if err := w.roster.SetDisabled(w.t.Context(), "wu", disabled); err != nil {
					w.t.Fatal(err)
				}
			}
		},
		"by another chat": func(w *world) { w.link("wu", stranger) },
		"by another agent on the same chat": func(w *world) {
			w.link("li", wusChat)
			if err := w.lines.Unlink(w.t.Context(), "li"); err != nil {
				w.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.link("wu", wusChat)
			if name == "by another agent on the same chat" {
				if err := w.lines.Unlink(t.Context(), "wu"); err != nil {
					t.Fatal(err)
				}
			}
			end(w)
			id := w.opens(resident, story)
			w.heard(wusChat)
			w.in(dialog.Input{Kind: dialog.Said, From: wusChat, Choice: press("claim", string(id)), Lang: "zh"})
			w.heard(wusChat, "按钮已经失效")
			w.opens(wusChat, "我家门口的垃圾没人收")
			if c := w.stands(id); c.Owner != "" {
				t.Errorf("the case is %s's", c.Owner)
			}
		})
	}
}
