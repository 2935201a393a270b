package main

import (
	"fmt"
	"time"

	"frontdoor/dialog/classify"
)

// classifyCompareCommand lets a new classifier stand beside the one in use: both
// read the words of the cases in the book, and where they disagree is shown, words
// included. What runs beside in the server shows none (beside.go).
type classifyCompareCommand struct {
	bookSettings
	townSettings
	New  string        `required:"" placeholder:"MODEL" help:"The new classifier."`
	Last time.Duration `default:"720h" placeholder:"TIME" help:"Only cases begun in the last so much time; ${default} when not set."`
}

func (*classifyCompareCommand) Help() string {
	return "Only disagreements are shown, without names, phones, places and long numbers. Anonymous and confidential cases are left out. Run it again after some days; then set FRONTDOOR_MODEL to switch, or do not."
}

func (c *classifyCompareCommand) Run(p *program) error {
	now, err := c.model()
	if err != nil {
		return err
	}
	next, err := townSettings{Model: c.New}.model()
	if err != nil {
		return err
	}
	all, err := toldCases(p, c.bookSettings, c.townSettings)
	if err != nil {
		return err
	}
	since := time.Now().Add(-c.Last)
	cases, differ := 0, 0
	var right [2]int // of the cases that differ: the one in use, the new one
	for _, t := range all {
		if t.at.Before(since) {
			continue
		}
		cases++
		a, b := now.Rank(t.words).Best(), next.Rank(t.words).Best()
		if a.Category == b.Category {
			continue
		}
		differ++
		right[0] += count(a.Category == t.now)
		right[1] += count(b.Category == t.now)
		fmt.Fprintf(p.stdout, "%s  in use %s, new %s, filed %s %s\n  %s\n", t.id, said(a), said(b), t.now, t.filedBy(), t.words)
	}
	fmt.Fprintf(p.stdout, "%d cases, %d told apart; filed as the one in use says %d, as the new one says %d.\n", cases, differ, right[0], right[1])
	return nil
}

func said(g classify.Guess) string { return fmt.Sprintf("%s %.2f", g.Category, g.P) }

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
