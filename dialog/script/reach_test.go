package script_test

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// Who writes can be reached, also where the channel never said that they are back.
func TestWritingMakesReachable(t *testing.T) {
	for _, c := range []struct {
		from dialog.Address
		want bool // still blocked
	}{{"telegram:41", false}, {"wechat:oABC", false}, {"sms:+8613900000122", true}} {
		k := newTalk(t, script.ScriptFor(t))
		k.From = c.from
		tells(t, k, "路灯坏了")
		k.Step(dialog.Input{Kind: dialog.Blocked})
		k.Step(said("七星村"))
		if k.State.Blocked != c.want {
			t.Errorf("%s: blocked %v after words came, want %v", c.from, k.State.Blocked, c.want)
		}
	}
}
