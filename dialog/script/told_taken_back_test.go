package script_test

import (
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// TestTakenBack: what waits is not read; what was answered stays; where a person has the case
// it is marked, and always under the case it was said in.
func TestTakenBack(t *testing.T) {
	for name, row := range map[string]struct {
		lines  []string
		ref    string
		marked bool
		files  int
	}{
		"while it waits":              {[]string{">> 路灯坏了"}, "m1", true, 0},
		"one of two that wait":        {[]string{">> 路灯坏了", ">> 七星村"}, "m1", true, 0},
		"a photo that waits":          {[]string{">> 路灯坏了", ">> [photo]"}, "m2", true, 0},
		"words beside a photo":        {[]string{">> 路灯坏了", ">> [photo]"}, "m1", true, 1},
		"once the bot has read it":    {[]string{"> 路灯坏了"}, "m1", false, 0},
		"where a person has the case": {[]string{"> 人工", "@ [claim]", "> 密码是1234"}, "m3", true, 0},
		"with no name":                {[]string{">> 路灯坏了"}, "", false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			k := newTalk(t, script.ScriptFor(t))
			for _, line := range row.lines {
				if err := k.Do(line); err != nil {
					t.Fatal(err)
				}
			}
			waits := len(k.State.Burst)
			turn := k.Step(dialog.Input{Kind: dialog.Unsaid, Ref: row.ref})
			marked := len(turn.Changes) == 1 && turn.Changes[0].Kind == dialog.ChangeUnsaid && turn.Changes[0].Case == k.State.Current && turn.Changes[0].Ref == row.ref
			if marked != row.marked || !row.marked && len(turn.Changes) > 0 || len(turn.Replies) > 0 {
				t.Errorf("changes %+v, replies %+v", turn.Changes, turn.Replies)
			}
			if row.marked && waits > 0 && (len(k.State.Burst) != waits-1 || k.State.BurstUntil().IsZero() != (waits == 1)) {
				t.Errorf("%d of %d wait, until %v", len(k.State.Burst), waits, k.State.BurstUntil())
			}
			if got := k.State.Attachments(); got != row.files {
				t.Errorf("%d files are counted, want %d", got, row.files)
			}
			if other := k.Script.Step(k.State, dialog.Input{Kind: dialog.Unsaid, From: k.From, At: k.Now, Case: "JH-99", Ref: row.ref}); len(other.Changes) > 0 {
				t.Errorf("of a case that is not theirs: %+v", other.Changes)
			}
		})
	}
}
