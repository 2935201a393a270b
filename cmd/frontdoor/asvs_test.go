package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestASVSNamesTests: every line of asvs.md that says "met" names a test or a command there
// is, and every other one says why.
func TestASVSNamesTests(t *testing.T) {
	there := map[string]bool{}
	defined := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)
	err := filepath.WalkDir("../..", func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		code, err := os.ReadFile(path)
		for _, m := range defined.FindAllStringSubmatch(string(code), -1) {
			there[m[1]] = true
		}
		return err
	})
	must(t, err)
	table, err := os.ReadFile("asvs.md")
	must(t, err)
	named := regexp.MustCompile("`([^`]+)`")
	rows := 0
	for line := range strings.Lines(string(table)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 4 || !strings.HasPrefix(line, "|") || strings.Contains(line, "---") || strings.Contains(line, "| state |") {
			continue
		}
		rows++
		state, why := strings.TrimSpace(cells[2]), strings.TrimSpace(cells[3])
		tests := named.FindAllStringSubmatch(why, -1)
		switch {
		case state != "met" && state != "open" && state != "not applicable":
			t.Errorf("the state %q: %s", state, line)
		case state == "met" && len(tests) == 0, why == "":
			t.Errorf("says nothing of how it is seen: %s", line)
		}
		for _, m := range tests {
			if !there[m[1]] && m[1] != "make audit" {
				t.Errorf("there is no test %s", m[1])
			}
		}
	}
	if rows < 30 {
		t.Errorf("%d rows were read", rows)
	}
}
