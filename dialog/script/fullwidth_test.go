//go:build !race

package script_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"frontdoor/dialog/script"
	"frontdoor/dialog/transcript"
)

// TestTranscriptsInFullWidth plays every transcript as it comes from a Chinese keyboard:
// with ，！？；：（） where the file has the half-width marks. But for the marks, the bot must
// say and hold the same. It does one thing after the other, so the race detector has nothing
// to say to it; make model runs it.
func TestTranscriptsInFullWidth(t *testing.T) {
	files, err := filepath.Glob("../testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	sc := script.ScriptFor(t)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		played, wrong := transcript.Rewrite(sc, file, fullWidth(string(text)))
		for _, w := range append(wrong, transcript.Play(sc, file, played, nil)...) {
			if got := saidOtherwise.FindStringSubmatch(halfWidth.Replace(w.Reason)); got == nil || got[1] != got[2] {
				t.Error(w)
			}
		}
		was, is := strings.Split(halfWidth.Replace(string(text)), "\n"), strings.Split(halfWidth.Replace(played), "\n")
		if len(was) != len(is) {
			t.Errorf("%s: %d lines, want %d", file, len(is), len(was))
			continue
		}
		said := ""
		for i := range was {
			if strings.HasPrefix(was[i], ">") {
				said = was[i]
			}
			if was[i] != is[i] {
				t.Errorf("%s:%d: %s\ngot  %s\nwant %s", file, i+1, said, is[i], was[i])
				break // the rest of the file is moved
			}
		}
	}
}

var (
	halfWidth = strings.NewReplacer("，", ",", "！", "!", "？", "?", "；", ";", "：", ":", "（", "(", "）", ")")
	// marked finds a mark beside a Chinese character, as a Chinese keyboard gives it.
	marked        = regexp.MustCompile(`(\p{Han}|[0-9]|”)[,!?;:()]+|[,!?;:(]+\p{Han}`)
	number        = regexp.MustCompile(`[0-9][，：][0-9]`) // 2，900 and 7：30 nobody types
	saidOtherwise = regexp.MustCompile(`is "(.*)", want "(.*)"$`)
	toFull        = strings.NewReplacer(",", "，", "!", "！", "?", "？", ";", "；", ":", "：", "(", "（", ")", "）")
)

func fullWidth(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, ">") && !strings.HasPrefix(line, "= ") || strings.HasPrefix(line, "> [") || strings.IndexFunc(line, isHan) < 0 {
			continue
		}
		line = marked.ReplaceAllStringFunc(line, toFull.Replace)
		lines[i] = number.ReplaceAllStringFunc(line, halfWidth.Replace)
	}
	return strings.Join(lines, "\n")
}

func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }
