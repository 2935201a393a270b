package redis

import "testing"

func TestWhoAsksForAReplica(t *testing.T) {
	for _, row := range []struct {
		name     string
		line     lineage
		recorded string
		asked    int32
		record   string
	}{
		{"a server that never had one", lineage{id: "a"}, "", 0, ""},
		{"one that has one", lineage{id: "a", replicas: 1}, "", 1, "a"},
		{"one whose replica is away", lineage{id: "a"}, "a", 1, "a"},
		{"one that was restarted while its replica is away", lineage{id: "b"}, "a", 1, "a"},
		{"one promoted from that history", lineage{id: "b", before: "a"}, "a", 0, ""},
		{"one promoted, with a replica of its own", lineage{id: "b", before: "a", replicas: 2}, "a", 1, "b"},
		{"one promoted, whose own replica is away", lineage{id: "b", before: "a"}, "b", 1, "b"},
	} {
		if asked, record := row.line.asks(row.recorded); asked != row.asked || record != row.record {
			t.Errorf("%s: asks for %d and records %q, want %d and %q", row.name, asked, record, row.asked, row.record)
		}
	}
}
