package script_test

import (
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/script"
)

// TestNotice: the first sentence anybody is told holds the notice, and that is an event; a
// new wording is told once, and what could not be told before is told with the next words.
func TestNotice(t *testing.T) {
	first, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	newer := *first
	if newer.Phrases, err = first.Phrases.With("zh", "zh.txt", "notice_version = 2\n"); err != nil {
		t.Fatal(err)
	}
	const again = "个人信息告知更新了"
	told := func(changes []dialog.Change) (versions []string) {
		for _, c := range changes {
			if c.Kind == dialog.ChangeNotice {
				versions = append(versions, c.Value)
			}
		}
		return versions
	}
	for _, c := range []struct {
		name   string
		lines  []string
		script []*script.Script // from each line on; nil for the one before
		want   string           // versions, as told
		reads  string           // what stands in the replies
		count  int              // how often the new wording stands there
	}{
		{"first words", []string{"七星村的路灯坏了", "跳过", "1"}, nil, "1", "您说的只给办事的人看", 0},
		{"a greeting", []string{"你好", "七星村的路灯坏了", "跳过"}, nil, "1", "信息只给办事的人看", 0},
		{"a new wording, once", []string{"七星村的路灯坏了", "跳过", "1", "进度"}, []*script.Script{nil, &newer}, "1 2", again, 1},
		{"newly come, told as it is", []string{"七星村的路灯坏了", "跳过"}, []*script.Script{&newer}, "2", "您说的只给办事的人看", 0},
		{"danger first, and no word of it", []string{"我家着火了", "在七星村"}, nil, "", "119", 0},
		{"help first", []string{"怎么用", "七星村的路灯坏了", "跳过", "1"}, nil, "1", "您说的只给办事的人看", 0},
	} {
		k := newTalk(t, first)
		for i, line := range c.lines {
			if i < len(c.script) && c.script[i] != nil {
				k.Script = c.script[i]
			}
			if _, err := k.Say(line); err != nil {
				t.Fatal(err)
			}
		}
		var all strings.Builder
		for _, r := range k.Replies {
			all.WriteString(r.Text + "\n")
		}
		if got := strings.Join(told(k.Changes), " "); got != c.want || !strings.Contains(all.String(), c.reads) || strings.Count(all.String(), again) != c.count {
			t.Errorf("%s: told %q, want %q:\n%s", c.name, got, c.want, &all)
		}
	}
}
