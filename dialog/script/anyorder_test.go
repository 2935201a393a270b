package script

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
)

// TestInAnyOrder says what residents say in the written conversations in an order that nobody
// wrote, whole, cut off and two at once: no step breaks off, and none leaves a resident without
// anything. FRONTDOOR_TALKS says how many such talks are held (make model holds many).
func TestInAnyOrder(t *testing.T) {
	talks := 400
	if n, err := strconv.Atoi(os.Getenv("FRONTDOOR_TALKS")); err == nil {
		talks = n
	}
	sc, lines := ScriptFor(t), saidInTestdata(t)
	for seed := range talks {
		r := rand.New(rand.NewSource(int64(seed))) //nolint:gosec // repeatable
		var said []string
		for range 2 + r.Intn(6) {
			said = append(said, spoilt(r, lines))
		}
		holdTalk(t, sc, r, said)
	}
}

// saidInTestdata are the residents' lines of all written conversations.
func saidInTestdata(t *testing.T) (lines []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("../testdata"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".txt") {
			return err
		}
		text, err := os.ReadFile("../testdata/" + path)
		for line := range strings.Lines(string(text)) {
			if said, ok := strings.CutPrefix(line, "> "); ok {
				lines = append(lines, strings.TrimSpace(said))
			}
		}
		return err
	})
	if err != nil || len(lines) < 1000 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	return lines
}

// spoilt is a line as it is, or cut off in front or behind, or with another beside it.
func spoilt(r *rand.Rand, lines []string) string {
	text, other := lines[r.Intn(len(lines))], lines[r.Intn(len(lines))]
	signs := []rune(text)
	switch r.Intn(6) {
	case 0:
		return text + "," + other
	case 1:
		return text + " " + other
	case 2:
		return string(signs[r.Intn(len(signs)+1):])
	case 3:
		return string(signs[:r.Intn(len(signs)+1)])
	}
	return text
}

// holdTalk says all of it; a pause that ends within a minute ends before the next is said.
func holdTalk(t *testing.T, sc *Script, r *rand.Rand, said []string) {
	t.Helper()
	at := 0
	defer func() {
		if broke := recover(); broke != nil {
			t.Errorf("%q broke off: %v", said[:at+1], broke)
		}
	}()
	in := dialog.Input{From: []dialog.Address{"telegram:1", "sms:+8613900000102"}[r.Intn(2)], At: time.Date(2026, 11, 23, 9, 0, 0, 0, sc.Town.Zone)}
	var s dialog.State
	for at = range said {
		in.Kind, in.Text, in.ID, in.Fresh = dialog.Said, said[at], fmt.Sprint("m", at), dialog.FormatCaseID("JH", 1, uint64(at+1))
		turn := sc.Step(s, in)
		if len(turn.Changes) == 0 && len(turn.Replies) == 0 && len(turn.Letters) == 0 && turn.Wake.IsZero() {
			t.Errorf("nothing came of %q", said[:at+1])
		}
		if s = turn.State; !turn.Wake.IsZero() && turn.Wake.Before(in.At.Add(time.Minute)) {
			in.At = turn.Wake
			s = sc.Step(s, dialog.Input{Kind: dialog.WakeUp, From: in.From, At: in.At}).State
		}
		in.At = in.At.Add(time.Duration(20+r.Intn(100)) * time.Second)
	}
}
