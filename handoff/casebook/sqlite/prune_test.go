package sqlite

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

func TestKeysAreForgottenAfterSevenDays(t *testing.T) {
	b := openTest(t, filepath.Join(t.TempDir(), "book.db"), Volatile())
	begin := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	serial := 0
	commit := func(key string, at time.Time) error {
		serial++
		_, err := b.Commit(t.Context(), casebook.Commit{ID: fmt.Sprint(serial), Address: "web:v1", Seen: key,
			Events: []casebook.Event{{Change: dialog.Change{Case: "OLD-1", Kind: dialog.ChangeSaid}, At: at}}})
		return err
	}
	const many = 3 * pruneSize
	for i := range many {
		if err := commit(fmt.Sprint("r:", i), begin.Add(time.Duration(i)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	if err := commit("", begin.Add(remembered)); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"r:0", "r:1"} {
		if err := commit(key, begin.Add(remembered)); !errors.Is(err, casebook.ErrSeen) {
			t.Fatalf("%s within seven days: %v", key, err)
		}
	}
	for range many/pruneSize + 2 {
		if err := commit("", begin.Add(remembered+time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	var left int
	if err := b.reads.QueryRow("SELECT count(*) FROM commits").Scan(&left); err != nil {
		t.Fatal(err)
	}
	if left > 10 {
		t.Errorf("%d commits are still remembered", left)
	}
	if err := commit("r:0", begin.Add(remembered+time.Hour)); err != nil {
		t.Errorf("a key forgotten long ago: %v", err)
	}
}
