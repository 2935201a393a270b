package script

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
)

// TestNoQuestionIntoSilence says the lines of the written conversations in an order that nobody
// wrote: while the bot may speak and has the word, no question and no plea stays unanswered.
func TestNoQuestionIntoSilence(t *testing.T) {
	sc, lines := ScriptFor(t), saidInTestdata(t)
	asked := 0
	for seed := range 80 {
		r := rand.New(rand.NewSource(int64(seed))) //nolint:gosec // repeatable
		in := dialog.Input{Kind: dialog.Said, From: "telegram:1", At: time.Date(2026, 11, 23, 9, 0, 0, 0, sc.Town.Zone), Code: "2B3EBCNKAK"}
		var s dialog.State
		for at := range 7 {
			in.Text, in.ID, in.Fresh = lines[r.Intn(len(lines))], fmt.Sprint("m", at), dialog.FormatCaseID("JH", 1, uint64(at+1))
			if strings.HasPrefix(in.Text, "a ") || strings.HasPrefix(in.Text, "b ") {
				continue // a side of a table
			}
			turn := sc.Step(s, in)
			replies := len(turn.Replies)
			if s = turn.State; !turn.Wake.IsZero() && turn.Wake.Before(in.At.Add(time.Minute)) {
				in.At = turn.Wake
				turn = sc.Step(s, dialog.Input{Kind: dialog.WakeUp, From: in.From, At: in.At})
				s, replies = turn.State, replies+len(turn.Replies)
			}
			in.At = in.At.Add(time.Duration(5+r.Intn(40)) * time.Second)
			if !hear.AsksBackAt(in.Text) || s.Stopped || in.At.Before(s.MutedUntil) {
				continue
			}
			if asked++; replies == 0 {
				t.Errorf("talk %d: %q was told into silence", seed, in.Text)
			}
		}
	}
	if asked < 20 {
		t.Errorf("only %d questions", asked)
	}
}
