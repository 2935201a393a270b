package sqlite

import (
	"path/filepath"
	"strings"
	"testing"

	"frontdoor/handoff/casebook"
)

// TestLeaseLooksAtNothingThatWaits checks the plans instead of a clock: each
// search for due things must go by an index.
func TestLeaseLooksAtNothingThatWaits(t *testing.T) {
	b := openTest(t, filepath.Join(t.TempDir(), "book.db"))
	for query, index := range map[string]string{
		kinds[casebook.DueMessage].first: "queues_ready",
		kinds[casebook.DueWake].first:    "talks_wake",
		kinds[casebook.DueLetter].first:  "letters_ready",
		"SELECT o.n FROM (SELECT address, oldest FROM queues WHERE ready_at <= 1 ORDER BY oldest LIMIT 9) q CROSS JOIN outbox o ON o.address = q.address ORDER BY q.oldest, o.n": "outbox_address (address=?)",
		"SELECT address FROM queues WHERE ready_at <= 1 ORDER BY oldest LIMIT 9":                                                                                                 "queues_ready (ready_at<?)",
		"SELECT address FROM talks WHERE wake_ready <= 1 ORDER BY wake_ready LIMIT 9":                                                                                            "talks_wake (wake_ready<?)",
		"SELECT n FROM letters WHERE ready_at <= 1 ORDER BY ready_at, n LIMIT 9":                                                                                                 "letters_ready (ready_at<?)",
		"SELECT n, safety, not_before, due_at, busy_until, attempts FROM outbox WHERE address = 'a' ORDER BY n":                                                                  "outbox_address (address=?)",
		"SELECT version FROM commits WHERE id = 'i' AND seen = ''":                                                                                                               "commits_id (id=?)",
		"SELECT 1 FROM commits WHERE address = 'a' AND seen = 'k' AND seen <> ''":                                                                                                "commits_seen (address=? AND seen=?)",
		"SELECT coalesce(max(seq), 0) FROM events WHERE case_id = 'c'":                                                                                                           "(case_id=?)",
		"SELECT n, case_id, seq, open, private FROM events WHERE n > 7 ORDER BY n LIMIT 9":                                                                                       "INTEGER PRIMARY KEY (rowid>?)",
	} {
		plan := planOf(t, b, query)
		if !strings.Contains(plan, index) || strings.Contains(plan, "SCAN") && !strings.Contains(plan, "COVERING INDEX "+index) {
			t.Errorf("%s\n  plan: %s\n  want: %s", query, plan, index)
		}
	}
}

// planOf is how SQLite would go about a query.
func planOf(t *testing.T, b *Book, query string) string {
	t.Helper()
	rows, err := b.reads.Query("EXPLAIN QUERY PLAN " + query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	return strings.Join(steps, "; ")
}
