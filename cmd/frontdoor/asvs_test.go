package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// levelTwo are the requirements of levels 1 and 2 of OWASP ASVS 5.0.0, by section.
const levelTwo = `1.1:1,2 1.2:1,2,3,4,5,6,7,8,9 1.3:1,2,3,4,5,6,7,8,9,10,11 1.4:1,2,3 1.5:1,2 2.1:1,2,3 2.2:1,2,3 2.3:1,2,3,4 2.4:1 3.2:1,2
3.3:1,2,3,4 3.4:1,2,3,4,5,6 3.5:1,2,3,4,5 3.7:1,2 4.1:1,2,3 4.2:1 4.3:1,2 4.4:1,2,3,4 5.1:1 5.2:1,2,3 5.3:1,2 5.4:1,2,3
6.1:1,2,3 6.2:1,2,3,4,5,6,7,8,9,10,11,12 6.3:1,2,3,4 6.4:1,2,3,4 6.5:1,2,3,4,5 6.6:1,2,3 6.8:1,2,3,4 7.1:1,2,3 7.2:1,2,3,4
7.3:1,2 7.4:1,2,3,4,5 7.5:1,2 7.6:1,2 8.1:1,2 8.2:1,2,3 8.3:1 8.4:1 9.1:1,2,3 9.2:1,2,3,4 10.1:1,2 10.2:1,2 10.3:1,2,3,4
10.4:1,2,3,4,5,6,7,8,9,10,11 10.5:1,2,3,4,5 10.6:1,2 10.7:1,2,3 11.1:1,2 11.2:1,2,3 11.3:1,2,3 11.4:1,2,3,4 11.5:1 11.6:1
12.1:1,2,3 12.2:1,2 12.3:1,2,3,4 13.1:1 13.2:1,2,3,4,5 13.3:1,2 13.4:1,2,3,4,5 14.1:1,2 14.2:1,2,3,4 14.3:1,2,3 15.1:1,2,3
15.2:1,2,3 15.3:1,2,3,4,5,6,7 16.1:1 16.2:1,2,3,4,5 16.3:1,2,3,4 16.4:1,2,3 16.5:1,2,3 17.1:1 17.2:1,2,3,4 17.3:1,2`

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
	stands := map[string]bool{}
	for _, number := range regexp.MustCompile(`\b\d+\.\d+\.\d+\b`).FindAllString(strings.ReplaceAll(string(table), "ASVS 5.0.0", ""), -1) {
		stands[number] = true
	}
	n := 0
	for _, section := range strings.Fields(levelTwo) {
		name, numbers, _ := strings.Cut(section, ":")
		for last := range strings.SplitSeq(numbers, ",") {
			number := name + "." + last
			if n++; !stands[number] {
				t.Errorf("requirement %s stands nowhere", number)
			}
			delete(stands, number)
		}
	}
	if len(stands) > 0 || n != 253 {
		t.Errorf("of %d requirements; these are none of level 2: %v", n, stands)
	}
}
