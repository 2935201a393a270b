package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReportOfAnEmptyBook(t *testing.T) {
	book := emptyBook(t)
	if got := command(t, book, "", "report", "-month", "2026-10"); got.code != 0 || !strings.Contains(got.out, "2026-10：受理 0 件") {
		t.Errorf("on the screen: %+v", got)
	}
	file := filepath.Join(t.TempDir(), "report.xlsx")
	if got := command(t, book, "", "report", "-month", "2026-10", "-format", "xlsx", "-out", file); got.code != 0 || got.out != "" {
		t.Errorf("into a file: %+v", got)
	}
	if b, err := os.ReadFile(file); err != nil || string(b[:2]) != "PK" {
		t.Errorf("the file: %v", err)
	}
	if got := command(t, book, "", "report", "-month", "October"); got.code != 1 || !strings.Contains(got.err, "2026-10") {
		t.Errorf("a month that is none: %+v", got)
	}
	if got := command(t, book, "", "report", "-out", filepath.Join(file, "x")); got.code != 1 {
		t.Errorf("into nowhere: %+v", got)
	}
}
