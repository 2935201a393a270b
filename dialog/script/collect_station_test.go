package script_test

import (
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/script"
)

// stations are the stations told to agents in a list of changes.
func stations(changes []dialog.Change) string {
	var told []string
	for _, c := range changes {
		if c.Kind == dialog.ChangeSlot && c.Slot == dialog.StationSlot {
			told = append(told, c.Value)
		}
	}
	return strings.Join(told, " ")
}

func TestAStationIsToldToAgents(t *testing.T) {
	start := func(code string) dialog.Input {
		return dialog.Input{Kind: dialog.Said, Text: "/start", Start: code}
	}
	web := func(code, words string) dialog.Input {
		return dialog.Input{Kind: dialog.Said, Text: words, Station: code}
	}
	for _, c := range []struct {
		name string
		says []dialog.Input
		wait time.Duration // before the last
		want string
	}{
		{"a deep link", []dialog.Input{start("QX-07"), said("七星村路灯坏了三天")}, 0, "QX-07"},
		{"with every message of the web page", []dialog.Input{web("QX-07", "七星村路灯坏了三天"), web("QX-07", "跳过"), web("QX-07", "对")}, 0, "QX-07"},
		{"in the middle of a matter", []dialog.Input{said("七星村路灯坏了三天"), start("QX-07")}, 0, "QX-07"},
		{"the first of two stations stays with the matter", []dialog.Input{start("QX-07"), said("七星村路灯坏了三天"), start("b2")}, 0, "QX-07"},
		{"two matters of one day", []dialog.Input{start("a1"), said("七星村路灯坏了三天"), said("跳过"), said("对"), said("还有一件事,老板欠我三个月工资")}, 0, "a1 a1"},
		{"next week from home", []dialog.Input{start("a1"), said("七星村路灯坏了三天"), said("跳过"), said("对"), said("还有一件事,老板欠我三个月工资")}, 7 * 24 * time.Hour, "a1"},
		{"none", []dialog.Input{said("/start"), said("七星村路灯坏了三天")}, 0, ""},
		{"a sentence", []dialog.Input{start("my lamp is broken"), said("七星村路灯坏了三天")}, 0, ""},
		{"marks", []dialog.Input{web("<b>1</b>", "七星村路灯坏了三天")}, 0, ""},
		{"too long", []dialog.Input{web(strings.Repeat("a", 33), "七星村路灯坏了三天")}, 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newTalk(t, script.ScriptFor(t))
			for i, in := range c.says {
				if i == len(c.says)-1 {
					k.Now = k.Now.Add(c.wait)
				}
				k.Step(in)
				if until := k.State.BurstUntil(); !until.IsZero() {
					k.Pass(until)
				}
				k.Now = k.Now.Add(time.Second)
			}
			if got := stations(k.Changes); got != c.want {
				t.Errorf("agents read %q, want %q", got, c.want)
			}
			for _, r := range k.Replies {
				if strings.Contains(r.Text, "QX-07") {
					t.Errorf("the resident is told %q", r.Text)
				}
			}
		})
	}
}

// TestAnonymousHidesTheStation: where somebody came from says who they may be.
func TestAnonymousHidesTheStation(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	for _, in := range []dialog.Input{{Kind: dialog.Said, Text: "/start", Start: "QX-07"}, said("我要匿名举报,七星村有人晚上偷偷倒垃圾"), said("对")} {
		k.Step(in)
		if until := k.State.BurstUntil(); !until.IsZero() {
			k.Pass(until)
		}
		k.Now = k.Now.Add(time.Second)
	}
	if k.Filed == nil {
		t.Fatalf("nothing was filed; asks %+v", k.State.Asking)
	}
	if s, ok := k.Filed.Slots[dialog.StationSlot]; ok {
		t.Errorf("the case told anonymously came by %q", s.Value)
	}
}

// TestStationCodes: what may stand on a poster.
func TestStationCodes(t *testing.T) {
	for code, good := range map[string]bool{
		"QX-07": true, "a": true, "station_12": true, strings.Repeat("a", 32): true,
		"": false, "七星": false, "a b": false, "a/b": false, strings.Repeat("a", 33): false,
		"7XKQ2MHTRA": false, "7xkq2mhtra": false, // the code of a case
	} {
		if hear.StationCode(code) != good {
			t.Errorf("%q: %v", code, !good)
		}
	}
}

// TestAnAnswerKeepsWhatItAnswers: the agent sees it, and the case it names is meant.
func TestAnAnswerKeepsWhatItAnswers(t *testing.T) {
	k := newTalk(t, script.ScriptFor(t))
	for _, line := range []string{"七星村路灯坏了三天", "跳过", "对", "还有一件事,老板欠我三个月工资", "跳过", "8000", "对"} {
		k.Step(said(line))
		if until := k.State.BurstUntil(); !until.IsZero() {
			k.Pass(until)
		}
		k.Now = k.Now.Add(time.Second)
	}
	if len(k.State.Matters) != 2 {
		t.Fatalf("%d matters", len(k.State.Matters))
	}
	lamp, wage := k.State.Matters[0].ID, k.State.Matters[1].ID
	for _, c := range []struct {
		quote string
		home  dialog.CaseID
		kept  string
	}{
		{"报上去了,编号" + string(lamp), lamp, "报上去了,编号" + string(lamp)},
		{string(wage) + "在办", wage, string(wage) + "在办"},
		{string(lamp) + "、" + string(wage), wage, string(lamp) + "、" + string(wage)}, // a list names none: the one talked about last
		{"卡号6222021234567890128", wage, "卡号"},
	} {
		turn := k.Step(dialog.Input{Kind: dialog.Said, Text: "电线杆是12号", Quote: c.quote})
		one := turn.Changes[0]
		if one.Case != c.home || !strings.HasPrefix(one.Quote, c.kept) || strings.Contains(one.Quote, "234567") {
			t.Errorf("answering %q: kept with %s as %q, want %s", c.quote, one.Case, one.Quote, c.home)
		}
	}
}
