package script_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
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
		{"a category of the menu", "web:v1", []string{"老周那边的事一直没人管,拖了三个月,8000块也没个说法"}, "mediation", "邻里纠纷"},
		{"what was never offered", "web:v1", []string{"七星村路灯坏了三天"}, "zzz", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newTalk(t, script.ScriptFor(t))
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

// TestOnlyTheOpenQuestionsButtonsCount: a button of an earlier question, of an answered
// one, or of nobody's is kept and answered in words, and nothing else comes of it.
func TestOnlyTheOpenQuestionsButtonsCount(t *testing.T) {
	for _, c := range []struct {
		name   string
		before []string
		choice string
		wait   time.Duration
		say    []string // between that reply and the tap
		want   string   // in the answer; "" for none
		closes bool     // the tap is taken: the matter is handed over
	}{
		{name: "the open summary", before: []string{"七星村路灯坏了三天", "跳过"}, choice: "yes", want: "JH-", closes: true},
		{name: "the summary before the correction", before: []string{"七星村路灯坏了三天", "跳过"}, choice: "yes", say: []string{"不是七星村,是杨村"}, want: "不算数"},
		{name: "the contact question, at the summary", before: []string{"七星村路灯坏了三天"}, choice: "skip", say: []string{"王芳 13900000122"}, want: "不算数"},
		{name: "a summary that was answered", before: []string{"七星村路灯坏了三天", "跳过"}, choice: "no", say: []string{"对"}, want: "不用了"},
		{name: "an open one, hours later", before: []string{"七星村路灯坏了三天", "跳过"}, choice: "yes", wait: 2 * time.Hour, want: "JH-", closes: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newTalk(t, script.ScriptFor(t))
			say := func(line string) {
				k.Step(said(line))
				if until := k.State.BurstUntil(); !until.IsZero() {
					k.Pass(until)
				}
				k.Now = k.Now.Add(time.Second)
			}
			for _, line := range c.before {
				say(line)
			}
			asked := k.State.Asking.At
			for _, line := range c.say {
				say(line)
			}
			k.Now = k.Now.Add(c.wait)
			matters := len(k.State.Matters)
			turn := k.Step(dialog.Input{Kind: dialog.Said, Choice: c.choice, Asked: asked})
			text := ""
			for _, r := range turn.Replies {
				text += r.Text
			}
			if !strings.Contains(text, c.want) {
				t.Errorf("answered %q, want %q in it", text, c.want)
			}
			opened := false
			for _, change := range turn.Changes {
				opened = opened || change.Kind == dialog.ChangeOpened
			}
			if opened != c.closes || len(k.State.Matters) != matters {
				t.Errorf("handed over: %v, want %v; %d matters, %d before", opened, c.closes, len(k.State.Matters), matters)
			}
			if n := len(turn.Changes); n == 0 || turn.Changes[0].Kind != dialog.ChangeSaid {
				t.Errorf("the tap is not kept: %+v", turn.Changes)
			}
		})
	}
}

// TestAForeignButtonOpensNothing: it is answered in words, and begins no matter.
func TestAForeignButtonOpensNothing(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	turn := k.Step(dialog.Input{Kind: dialog.Said, Foreign: true})
	if len(turn.Replies) != 1 || len(k.State.Matters) != 0 || len(turn.Changes) != 0 {
		t.Errorf("answered %+v, matters %+v, changes %+v", turn.Replies, k.State.Matters, turn.Changes)
	}
	k.Step(said("七星村路灯坏了三天"))
	k.Pass(k.State.BurstUntil())
	asking := *k.State.Asking
	turn = k.Step(dialog.Input{Kind: dialog.Said, Foreign: true})
	if q := k.State.Asking; q == nil || q.Asks != asking.Asks || len(turn.Replies) != 1 {
		t.Errorf("asks %+v after %+v: %+v", q, asking, turn.Replies)
	}
}

// TestATapTwiceIsAnsweredOnce: a slow finger taps the same button again.
func TestATapTwiceIsAnsweredOnce(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	k.Step(said("七星村路灯坏了三天"))
	k.Pass(k.State.BurstUntil())
	k.Step(said("跳过"))
	tap := dialog.Input{Kind: dialog.Said, Choice: "yes", Asked: k.State.Asking.At}
	for i, want := range []int{1, 0, 0, 1} {
		if i == 3 {
			k.Now = k.Now.Add(time.Minute)
		}
		k.Now = k.Now.Add(time.Second)
		if turn := k.Step(tap); len(turn.Replies) != want {
			t.Errorf("tap %d: %d answers, want %d: %+v", i+1, len(turn.Replies), want, turn.Replies)
		}
	}
	other := tap
	other.Choice = "no"
	if turn := k.Step(other); len(turn.Replies) != 1 {
		t.Errorf("the other button: %+v", turn.Replies)
	}
}

// TestButtonsSaidOnceMoreCount: where a question comes again with its buttons, by a
// reminder for one, the new buttons are those that count.
func TestButtonsSaidOnceMoreCount(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	k.Step(said("七星村路灯坏了三天"))
	k.Pass(k.State.BurstUntil())
	k.Step(said("跳过"))
	first := k.State.Asking.At
	at := len(k.Replies)
	k.Pass(k.Now.Add(4 * time.Hour))
	if len(k.Replies) == at || len(k.Replies[at].Choices) == 0 {
		t.Fatalf("no reminder with buttons: %+v", k.Replies[at:])
	}
	if again := k.State.Asking.At; again.Equal(first) {
		t.Fatalf("the reminder's buttons are those of %v", first)
	}
	turn := k.Step(dialog.Input{Kind: dialog.Said, Choice: "yes", Asked: k.State.Asking.At})
	if len(turn.Replies) == 0 || !strings.Contains(turn.Replies[0].Text, "JH-") {
		t.Errorf("answered %+v", turn.Replies)
	}
}
