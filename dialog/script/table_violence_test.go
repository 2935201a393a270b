package script_test

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
)

// TestNobodyIsInvitedWhereThereIsViolence: where violence, a threat or a child is in a matter,
// told in it or beside it, no table is begun, nobody is added, and no invitation goes out.
func TestNobodyIsInvitedWhereThereIsViolence(t *testing.T) {
	const opens, begins, adds = ": a telegram:1001\n: b sms:+8613900000188\n", "@ begin 李大姐 家里的事\n", "@ add b 王先生 side\n"
	for name, tell := range map[string]func(*room){
		"none":              nil,
		"told":              func(r *room) { r.play("> a 他昨晚又打我了") },
		"told in English":   func(r *room) { r.play("> a he beat me again last night") },
		"a child":           func(r *room) { r.play("> a 他打孩子,孩子才七岁") },
		"violence recorded": func(r *room) { r.do(dialog.Input{Kind: dialog.Correct, Slot: "danger", Text: "2"}) },
		"a threat recorded": func(r *room) { r.do(dialog.Input{Kind: dialog.Correct, Slot: "danger", Text: "3"}) },
	} {
		for _, step := range []struct{ before, act string }{{opens, "begin 李大姐 家里的事"}, {opens + begins, "add b 王先生 side"}, {opens + begins + adds, "release b"}} {
			r := newRoom(t)
			r.play(step.before)
			if tell != nil {
				tell(r)
				r.carry()
			}
			err := r.act(step.act)
			r.carry()
			// A table that was begun stands still by then.
			if stopped := err == mediation.Refusal("violence") || err == mediation.Refusal("state"); stopped != (tell != nil) { //nolint:errorlint // a word is itself
				t.Errorf("%s, %s: %v", name, step.act, err)
			}
			if told := len(r.talks["b"].Replies); tell != nil && told > 0 {
				t.Errorf("%s, %s: the other side was sent %d messages", name, step.act, told)
			}
		}
	}
}
