package main

import (
	"os"
	"strings"
	"testing"
)

// TestEvalOfATownsOwn: a folder of one's own is played with the town's own data; what
// differs is told with its line, and -rewrite writes the bot's lines only.
func TestEvalOfATownsOwn(t *testing.T) {
	folder := t.TempDir()
	text := "== 路灯\n: channel sms\n> 磨坊村的路灯坏了\n< 【北田帮办】什么?\n= where mill\n= category labour\n"
	file := written(t, folder, "our.txt", text)
	places := []string{"-places", "../../dialog/town/testdata/northfield.yaml"}
	got := command(t, "", "", append([]string{"eval", folder}, places...)...)
	for _, want := range []string{"our.txt:4: 路灯:", "want < 【北田帮办】什么?", `our.txt:6: 路灯: category is "facilities", want "labour"`, "1 conversations in 1 files; 2 differences", "0.0 % of 1", "not yet"} {
		if got.code != 1 || !strings.Contains(got.out, want) {
			t.Errorf("code %d, want 1 and %q in:\n%s%s", got.code, want, got.out, got.err)
		}
	}
	if got := command(t, "", "", append([]string{"eval", "-rewrite", folder}, places...)...); got.code != 0 || !strings.Contains(got.out, "written anew") {
		t.Errorf("rewriting: %+v", got)
	}
	after, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if s := string(after); !strings.Contains(s, "< 【北田帮办】您好，我是小田") || strings.Contains(s, "什么？") || !strings.HasSuffix(s, "= where mill\n= category labour\n") {
		t.Errorf("after rewriting:\n%s", s)
	}
	written(t, folder, "our.txt", "== x\n> a\n! sleep 3h\n")
	if got := command(t, "", "", "eval", "-rewrite", folder); got.code != 1 || !strings.Contains(got.out, "our.txt:3: x: ") || !strings.Contains(got.out, "left as it is") {
		t.Errorf("a line that is none: %+v", got)
	}
	written(t, folder, "our.txt", "# a remark\n")
	if got := command(t, "", "", "eval", folder); got.code != 1 || !strings.Contains(got.err, "no conversation") {
		t.Errorf("a file without conversations: %+v", got)
	}
	if got := command(t, "", "", "eval", t.TempDir()); got.code != 1 || !strings.Contains(got.err, "no transcripts") {
		t.Errorf("an empty folder: %+v", got)
	}
}
