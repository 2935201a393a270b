package script_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// After a change of phrases or of what is understood:
//
//	go test ./dialog -run TestTranscripts -rewrite
//
// writes the bot's lines anew. Read the diff: a transcript is what a clerk agreed to.
// How a transcript is written says dialog/testdata/README.md; package transcript plays it.
var rewrite = flag.Bool("rewrite", false, "write the bot's lines of testdata anew")

func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	sc := script.ScriptFor(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if *rewrite {
				out, wrong := transcript.Rewrite(sc, file, string(text))
				if len(wrong) > 0 {
					t.Fatal(wrong)
				}
				if err := os.WriteFile(file, []byte(out), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, w := range transcript.Play(sc, file, string(text), nil) {
				t.Error(w)
			}
		})
	}
}

// TestQuestionsToHandOff holds the scripted intakes against the goals: on average at
// most 3.3 questions, the summary counted, and never more than five.
func TestQuestionsToHandOff(t *testing.T) {
	var f transcript.Figures
	for _, file := range []string{"../testdata/intake_zh.txt", "../testdata/intake_en.txt"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		transcript.Play(script.ScriptFor(t), file, string(text), &f)
	}
	mean := float64(f.Questions) / float64(f.HandOffs)
	t.Logf("%d conversations, %.2f questions each, at most %d", f.HandOffs, mean, f.Most)
	if f.HandOffs < 30 || mean > 3.3 || f.Most > 5 {
		t.Errorf("%d conversations, %.2f questions each, at most %d; the goals are 3.3 and 5", f.HandOffs, mean, f.Most)
	}
}
