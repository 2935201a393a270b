package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/dialog"
	"frontdoor/dialog/transcript"
)

// TestFigures holds every figure of the conversation against what was reached on the
// project's own transcripts: none may get worse unnoticed.
func TestFigures(t *testing.T) {
	script, err := dialog.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../dialog/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	e, err := evaluate(script, files)
	if err != nil {
		t.Fatal(err)
	}
	var some []transcript.Told // all of them take long when the tests look for data races
	for i := 0; i < len(e.plain); i += 20 {
		some = append(some, e.plain[i])
	}
	if e.again, err = deliveredAgain(t.Context(), script, some); err != nil {
		t.Fatal(err)
	}
	for _, w := range e.wrong {
		t.Error(w)
	}
	f := e.figures
	if mean := float64(f.Questions) / float64(f.HandOffs); f.HandOffs < 250 || mean > 2.9 || f.Most > 5 {
		t.Errorf("%d hand-offs with %.2f questions on average and %d at the most; want 250 or more with 2.9 and 5 at most", f.HandOffs, mean, f.Most)
	}
	for _, c := range []struct {
		name         string
		right, of    int
		least, count float64 // percent, and of how many
	}{
		{"values", f.Slots.Right, f.Slots.Of, 100, 680},
		{"dates", f.Dates.Right, f.Dates.Of, 100, 50},
		{"phones", f.Phones.Right, f.Phones.Of, 100, 78},
		{"category", f.Category.Right, f.Category.Of, 100, 230},
		{"danger", f.Danger.Right, f.Danger.Of, 100, 22},
		{"no false alarm", f.Calm.Right, f.Calm.Of, 100, 440},
		{"corrections", f.Corrections.Right, f.Corrections.Of, 100, 84},
		{"a person", f.Human.Right, f.Human.Of, 100, 9},
		{"bursts", f.Bursts.Right, f.Bursts.Of, 100, 10},
		{"two segments", f.TwoSegments.Right, f.TwoSegments.Of, 100, 235},
		{"one segment", f.OneSegment.Right, f.OneSegment.Of, 50, 290},
		{"delivered again", e.again.Right, e.again.Of, 100, 12},
	} {
		if got := 100 * float64(c.right) / float64(max(c.of, 1)); got < c.least || float64(c.of) < c.count {
			t.Errorf("%s: %.1f %% of %d, want %.0f %% of %.0f or more", c.name, got, c.of, c.least, c.count)
		}
	}
}

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
	if s := string(after); !strings.Contains(s, "< 【北田帮办】您好,我是小田") || strings.Contains(s, "什么?") || !strings.HasSuffix(s, "= where mill\n= category labour\n") {
		t.Errorf("after rewriting:\n%s", s)
	}
	written(t, folder, "our.txt", "== x\n> a\n! sleep 3h\n")
	if got := command(t, "", "", "eval", "-rewrite", folder); got.code != 1 || !strings.Contains(got.out, "our.txt:3: x: ") || !strings.Contains(got.out, "left as it is") {
		t.Errorf("a line that is none: %+v", got)
	}
	if got := command(t, "", "", "eval", t.TempDir()); got.code != 1 || !strings.Contains(got.err, "no transcripts") {
		t.Errorf("an empty folder: %+v", got)
	}
}
