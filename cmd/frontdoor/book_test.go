package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdoor/handoff/casebook/redis/redistest"
)

func TestBookStatsCountsAndWeighs(t *testing.T) {
	t.Parallel()
	file, server := filepath.Join(t.TempDir(), "book.db"), "redis://"+redistest.Start(t).Addr
	fillBook(t, file, 20, 10)
	if got := command(t, "", "", "move", "-from", "sqlite:"+file, "-to", server); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	if got := command(t, file, "", "agent", "add", "-login", "wu", "-name", "吴姐", "-role", "agent"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	for _, c := range []struct {
		name string
		args []string
		want []string // regular expressions, each to be found in a line
	}{
		{"sqlite", []string{"-book", "sqlite:" + file}, []string{`shelf \(.*\) +2\d +[1-9]`}},
		{"redis", []string{"-book", server, "-key", "off"}, []string{`shelf \(.*\) +0 `}},
		{"redis, a sample", []string{"-book", server, "-key", "off", "-sample", "2", "-largest", "1"}, []string{`Not everything was weighed`}},
	} {
		got := command(t, "", "", append([]string{"book", "stats"}, c.args...)...)
		if got.code != 0 {
			t.Errorf("%s: %+v", c.name, got)
		}
		for _, want := range append(c.want, `conversations +20 +[1-9]\d+ +[1-9]\d+`, `cases begun, not handed over +18 +[1-9]\d+ +[1-9]\d+`,
			`cases open +1 `, `cases closed +1 `, `remembered +20 +[1-9]`, `in all +[1-9]\d+`, `203 events in the cases; 0 messages waiting`,
			`divided by the conversations: [1-9]\d+ bytes`, `JH-\d\d-\d{5}-\d  cases \w+.*  1[0-2] events  [1-9]\d+ bytes`) {
			if !regexp.MustCompile(want).MatchString(got.out) {
				t.Errorf("%s: no line like %s in:\n%s", c.name, want, got.out)
			}
		}
		if strings.Contains(got.out+got.err, "路灯") || strings.Contains(got.out+got.err, "telegram:") {
			t.Errorf("%s: words or addresses are shown:\n%s%s", c.name, got.out, got.err)
		}
	}
}

func TestProgress(t *testing.T) {
	began := time.Date(2026, 11, 28, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		p     progress
		after time.Duration
		want  string
	}{
		{progress{what: "Copying", total: 200, done: 50}, time.Minute, "Copying: 50 of 200, 25 %  about 3m0s left"},
		{progress{what: "Copying", total: 200, done: 200}, time.Minute, "Copying: 200 of 200, 100 %"},
		{progress{what: "Copying", total: 200, done: 210}, time.Minute, "Copying: 200 of 200, 100 %"},
		{progress{what: "Weighing", done: 7}, time.Minute, "Weighing: 7"},
		{progress{what: "Copying", total: 3, done: 1, live: true}, 0, "Copying: 1 of 3, 33 %  [##########--------------------]"},
	} {
		c.p.began = began
		if got := c.p.line(began.Add(c.after)); got != c.want {
			t.Errorf("got  %q\nwant %q", got, c.want)
		}
	}
	var out bytes.Buffer // no terminal: few lines, and no control characters
	p := (&program{stderr: &out}).newProgress("Copying", 1000)
	for n := range 1001 {
		p.at(n)
	}
	p.end()
	if got := out.String(); got != "Copying: 1000 of 1000, 100 %\n" {
		t.Errorf("without a terminal: %q", got)
	}
}
