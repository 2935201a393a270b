package dialog_test

import (
	"testing"

	"frontdoor/dialog"
)

// TestATapIsReadAsItsLabel: the event shows what the resident saw on the button, in
// their language; the value beside it is what decided.
func TestATapIsReadAsItsLabel(t *testing.T) {
	for _, c := range []struct {
		name, channel string
		before        []string
		tap           string
		want          string
	}{
		{"the summary's yes", "web:v1", []string{"七星村路灯坏了三天", "跳过"}, "yes", "对"},
		{"the summary's yes by its number", "web:v1", []string{"七星村路灯坏了三天", "跳过"}, "1", "对"},
		{"the summary's no on Telegram", "telegram:1001", []string{"七星村路灯坏了三天", "跳过"}, "no", "不对"},
		{"an English yes", "web:v1", []string{"The streetlight in Qixing village is broken since Monday", "skip"}, "yes", "Yes"},
		{"skip below the contact question", "web:v1", []string{"七星村路灯坏了三天"}, "skip", "跳过"},
		{"a button of a question long answered", "web:v1", []string{"七星村路灯坏了三天", "跳过", "对"}, "yes", "对"},
		{"a category of the menu", "web:v1", []string{"老周那边的事一直没人管,拖了三个月,8000块钱也没着落"}, "mediation", "邻里纠纷"},
		{"what was never offered", "web:v1", []string{"七星村路灯坏了三天"}, "zzz", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newTalk(t, dialog.ScriptFor(t))
			k.From = dialog.Address(c.channel)
			for _, line := range c.before {
				k.Step(said(line))
				if until := k.State.BurstUntil(); !until.IsZero() {
					k.Pass(until)
				}
			}
			turn := k.Step(dialog.Input{Kind: dialog.Said, Choice: c.tap})
			for _, change := range turn.Changes {
				if change.Kind == dialog.ChangeSaid {
					if change.Text != c.want || change.Choice != c.tap {
						t.Errorf("said %q with choice %q, want %q with %q", change.Text, change.Choice, c.want, c.tap)
					}
					return
				}
			}
			t.Error("the tap is no event")
		})
	}
}
