package learn

import (
	"fmt"
	"io"
	"time"

	"frontdoor/dialog/classify"
)

// Compare lets both classifiers read the words of the cases begun since then, and shows
// where they disagree, words included. What runs beside in the server shows none.
func Compare(out io.Writer, all []Case, now, next *classify.Model, since time.Time) {
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
		fmt.Fprintf(out, "%s  in use %s, new %s, filed %s %s\n  %s\n", t.id, said(a), said(b), t.now, t.filedBy(), t.words)
	}
	fmt.Fprintf(out, "%d cases, %d told apart; filed as the one in use says %d, as the new one says %d.\n", cases, differ, right[0], right[1])
}

func said(g classify.Guess) string { return fmt.Sprintf("%s %.2f", g.Category, g.P) }

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
