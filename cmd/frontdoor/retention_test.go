package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdoor/dialog/town"
)

// TestRetentionIsServed: every town has somebody erase what it, or the law, keeps no longer; one
// that keeps what is no category is told.
func TestRetentionIsServed(t *testing.T) {
	t.Parallel()
	file := func(lines string) string {
		name := filepath.Join(t.TempDir(), "town.yaml")
		must(t, os.WriteFile(name, []byte(town.Standard()+lines), 0o600))
		return name
	}
	good, slip := file("\nretention:\n  - {category: facilities, keep: 3 years}\n"), file("\nretention:\n  - {category: lamps, keep: 1 year}\n")
	for _, places := range []string{"", good} {
		set := &serveSettings{}
		set.Places = places
		s := aloneHouse(t, set)
		if got := slices.ContainsFunc(s.duties, func(d duty) bool { return d.name == "what is kept its time" }); !got {
			t.Errorf("with %q nothing is erased by age", places)
		}
		if page := s.shown(); !strings.Contains(page, "frontdoor_cases_erased 0") {
			t.Errorf("the figures lack erased cases: %s", page)
		}
	}
	book := filepath.Join(t.TempDir(), "book.db")
	if got := command(t, book, "", "check", "-places", slip); got.code == 0 || !strings.Contains(got.out, `retention of "lamps"`) {
		t.Errorf("check says %+v", got)
	}
}
