//go:build !race

package eval

import (
	"path/filepath"
	"testing"

	"frontdoor/dialog/script"
	"frontdoor/handoff/casebook/sqlite"
)

// TestFigures holds every figure of the conversation against what was reached on the
// project's own transcripts: none may get worse unnoticed.
// It does one thing after the other: the race detector has nothing to say to it.
func TestFigures(t *testing.T) {
	sc, err := script.New(nil, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../../dialog/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no transcripts: %v", err)
	}
	e, err := Play(t.Context(), sc, files)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if e.Again, err = Again(t.Context(), b, sc, e.Plain); err != nil {
		t.Fatal(err)
	}
	for _, w := range e.Wrong {
		t.Error(w)
	}
	f := e.Figures
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
		{"delivered again", e.Again.Right, e.Again.Of, 100, 12},
	} {
		if got := 100 * float64(c.right) / float64(max(c.of, 1)); got < c.least || float64(c.of) < c.count {
			t.Errorf("%s: %.1f %% of %d, want %.0f %% of %.0f or more", c.name, got, c.of, c.least, c.count)
		}
	}
}
