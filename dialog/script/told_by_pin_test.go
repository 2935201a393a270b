package script_test

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// What the map calls a place is the place, and no word of the resident's: no part of the
// story, no employer, no first sentence.
func TestPinsAreCalledWhatTheMapCallsThem(t *testing.T) {
	at := func(label string) dialog.Input {
		return dialog.Input{Kind: dialog.Said, Pin: &dialog.Pin{Lat: 29.1, Lon: 119.6, Label: label}}
	}
	for name, c := range map[string]struct {
		said      []dialog.Input
		what, who string
		raw       string // of where
	}{
		"asked where":       {[]dialog.Input{said("路灯坏了"), at("苏溪镇兴学路88号")}, "路灯坏了", "", "苏溪镇兴学路88号"},
		"asked who":         {[]dialog.Input{said("老板欠我工资"), at("万达广场(金华店)")}, "老板欠我工资", "老板", "万达广场(金华店)"},
		"before all else":   {[]dialog.Input{at("广州大道122号"), said("这里路灯坏了")}, "这里路灯坏了", "", "广州大道122号"},
		"without a name":    {[]dialog.Input{said("路灯坏了"), at("")}, "路灯坏了", "", "29.100000,119.600000"},
		"with a card in it": {[]dialog.Input{said("路灯坏了"), at("张三 6222021234567890128")}, "路灯坏了", "", "张三 ****0128"},
	} {
		k := newTalk(t, script.ScriptFor(t))
		k.From = "wechat:oResident"
		for _, in := range c.said {
			k.Step(in)
			if until := k.State.BurstUntil(); !until.IsZero() {
				k.Pass(until)
			}
		}
		slots := k.State.CurrentMatter().Slots
		if slots["what"].Value != c.what || slots["who"].Value != c.who || slots["where"].Value != "29.100000,119.600000" || slots["where"].Raw != c.raw {
			t.Errorf("%s: what %q, who %q, where %+v", name, slots["what"].Value, slots["who"].Value, slots["where"])
		}
	}
}
