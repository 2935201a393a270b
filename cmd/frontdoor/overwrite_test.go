package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNoBookIsWrittenOver: a command told to write its result over a book or its key
// refuses, and both are what they were.
func TestNoBookIsWrittenOver(t *testing.T) {
	file := emptyBook(t)
	key := file + ".key"
	b, err := bookSettings{Book: "sqlite:" + file}.openBook(t.Context())
	must(t, err)
	must(t, b.Vault().Ready(t.Context()))
	must(t, b.Close())
	town := filepath.Join(t.TempDir(), "lines.tsv")
	must(t, os.WriteFile(town, []byte("labour\t老板拖欠工资\n"), 0o600))
	for _, at := range []string{file, key} {
		before, err := os.ReadFile(at)
		must(t, err)
		for _, got := range []ran{
			command(t, file, "", "report", "-month", "2026-10", "-out", at),
			command(t, "", "", "classify", "train", "-add", town, "-out", at),
		} {
			if after, err := os.ReadFile(at); got.code == 0 || !strings.Contains(got.err, "is not written over") || err != nil || string(after) != string(before) {
				t.Errorf("%+v: %d bytes of %d left, %v", got, len(after), len(before), err)
			}
		}
	}
	if err := mayOverwrite(town); err != nil {
		t.Error(err)
	}
}
