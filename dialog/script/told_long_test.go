package script_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// Words without end are kept whole and read in part: what is remembered of them does not
// grow with them, danger in their middle is seen, and their end is read.
func TestWordsWithoutEnd(t *testing.T) {
	script, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 27, 10, 0, 0, 0, time.UTC)
	filler := strings.Repeat("路灯坏了好几天没人来修。", 900)
	said := func(s dialog.State, n int, text string) dialog.Turn {
		return script.Step(s, dialog.Input{ID: fmt.Sprint(n), Kind: dialog.Said, From: "telegram:1", At: at.Add(time.Duration(n) * time.Second), Text: text, Lang: "zh", Fresh: dialog.CaseID(fmt.Sprint("JH-01-0000", n, "-1"))})
	}
	remembered := func(s dialog.State) (n int) {
		for _, p := range s.Burst {
			n += utf8.RuneCountInString(p.Text)
		}
		for _, m := range s.Matters {
			n += utf8.RuneCountInString(m.Slots["what"].Value)
		}
		return n
	}
	t.Run("one after the other", func(t *testing.T) {
		var s dialog.State
		for n := range 2 {
			text := fmt.Sprint("七星村的路灯坏了", n, "。", filler, "我叫王小明,电话13900000122")
			turn := said(s, n, text)
			if len(turn.Changes) == 0 || turn.Changes[0].Text != text {
				t.Fatalf("message %d is not kept whole", n)
			}
			s = turn.State
		}
		if n := remembered(s); n > 5000 {
			t.Errorf("a burst of them takes %d characters along", n)
		}
		turn := script.Step(s, dialog.Input{Kind: dialog.WakeUp, From: "telegram:1", At: at.Add(time.Minute)})
		if n := remembered(turn.State); n > 5000 {
			t.Errorf("its story takes %d characters along", n)
		}
		m := turn.State.Matters[0]
		if !strings.HasPrefix(m.Slots["what"].Value, "七星村的路灯坏了0") || m.Slots["phone"].Value != "+8613900000122" {
			t.Errorf("the number is %q, the story %.60q", m.Slots["phone"].Value, m.Slots["what"].Value)
		}
		edit := script.Step(turn.State, dialog.Input{ID: "e", Ref: "0", Kind: dialog.Edited, From: "telegram:1", At: at.Add(2 * time.Minute), Text: filler})
		if n := remembered(edit.State); n > 9000 {
			t.Errorf("once changed it takes %d characters along", n)
		}
	})
	t.Run("danger in the middle", func(t *testing.T) {
		turn := said(dialog.State{}, 1, filler+"我家现在着火了!"+filler)
		if len(turn.Replies) == 0 || !turn.Replies[0].Safety {
			t.Errorf("no card: %+v", turn.Replies)
		}
	})
}
