package script_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
)

// On WeChat a draft comes too late to be sent: a 1 before it is no answer to it, and brings it;
// the next one is. To leave is heard all the same.
func TestADraftHeldBackByItsChannelBindsNobody(t *testing.T) {
	for name, row := range map[string]struct {
		says  string
		state mediation.PartyState
	}{
		"a number":       {"1", mediation.Accepted},
		"a word":         {"同意", mediation.Accepted},
		"the draft":      {"同意方案", mediation.Accepted},
		"the new number": {"同意第2稿", mediation.Accepted},
		"leaving":        {"退出调解", mediation.Left},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			r.play(": a telegram:1001\n: b wechat:o1\n@ begin 李大爷 楼上漏水的事\n@ add b 王先生 side\n@ release b\n> b 参加\n@ propose | b>a 600 2026-12-05\n! wait 60h\n@ propose | b>a 900 2026-12-05")
			b := r.talks["b"]
			late := b.Replies[len(b.Replies)-1]
			b.Step(dialog.Input{Kind: dialog.Shut, Ref: "m-2", Case: late.Case, Text: late.Text, Asks: late.Asks, Until: late.UseBy})
			before := len(b.Replies)
			r.play("> b " + row.says)
			if p := r.table().Party("b"); p.State != row.state || p.Answer != "" {
				t.Fatalf("b is %s and answered %q:\n%s", p.State, p.Answer, r.out.String())
			}
			if row.state == mediation.Left {
				return
			}
			if sent := wordsOf(b.Replies[before:]); len(sent) != 1 || !strings.Contains(sent[0], "900元") {
				t.Errorf("b was sent %q", sent)
			}
			r.play("> b 1")
			if p := r.table().Party("b"); p.Answer != mediation.Agree {
				t.Errorf("b has read it, and answered %q:\n%s", p.Answer, r.out.String())
			}
		})
	}
}

// Who cried for help can be written to, whether they stay at the table that stands still or
// leave it; the other side cannot.
func TestWhoCriedForHelpIsWrittenTo(t *testing.T) {
	for _, line := range []string{"> b 他要砍我", "> b 他要砍我\n> b 退出调解"} {
		r := newRoom(t)
		r.play(": a telegram:1001\n: b sms:+8613900000188\n: c web:v7\n@ begin 李大爷 楼上漏水的事\n@ add b 王先生 side\n@ add c 陈女士 side\n@ release b\n@ release c\n> b 参加\n> c 参加\n" + line)
		for who, want := range map[string]bool{"b": true, "c": false} {
			k := r.talks[who]
			k.Step(dialog.Input{Kind: dialog.AgentReply, Agent: "wu", Name: "吴姐", Case: k.State.Matters[0].ID, Text: "您现在安全吗？", At: k.Now.Add(time.Minute)})
			if written := k.Refused == nil; written != want {
				t.Errorf("after %q %s is written to: %v (%v)", line, who, written, k.Refused)
			}
		}
	}
}

// A draft that came while a side had blocked the bot is put before it with its next word, and
// that word is no answer.
func TestADraftWhileBlockedBindsNobody(t *testing.T) {
	r := newRoom(t)
	r.play(": a telegram:1001\n: b telegram:1002\n@ begin 李大爷 楼上漏水的事\n@ add b 王先生 side\n@ release b\n> b 参加\n@ propose | b>a 600 2026-12-05")
	b := r.talks["b"]
	b.Step(dialog.Input{Kind: dialog.Blocked})
	r.play("@ propose | b>a 900 2026-12-05")
	before := len(b.Replies)
	r.play("> b 1")
	if sent := wordsOf(b.Replies[before:]); len(sent) != 1 || !strings.Contains(sent[0], "900元") {
		t.Errorf("b was sent %q", sent)
	}
	if p := r.table().Party("b"); p.Answer != "" || p.Stopped {
		t.Errorf("b answered %q; out of reach: %v", p.Answer, p.Stopped)
	}
	if r.play("> b 1"); r.table().Party("b").Answer != mediation.Agree {
		t.Errorf("b has read it, and answered %q", r.table().Party("b").Answer)
	}
}
