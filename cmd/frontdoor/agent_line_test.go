package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The commands by which an admin sets up how agents work away from the desk.
func TestAgentLines(t *testing.T) {
	book := filepath.Join(t.TempDir(), "book.db")
	for _, c := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"agent", "add", "-login", "lao", "-name", "老周", "-role", "agent"}, 0, "lao"},
		{[]string{"agent", "link", "-login", "lao"}, 0, "/link "},
		{[]string{"agent", "link", "-login", "ghost"}, 1, "agent list"},
		{[]string{"agent", "unlink", "-login", "ghost"}, 1, "agent list"},
		{[]string{"agent", "phone", "-login", "lao", "-number", "13900000166"}, 1, "+8613900000122"},
		{[]string{"agent", "phone", "-login", "lao", "-number", "+8613900000166"}, 0, "+8613900000166"},
		{[]string{"agent", "serves", "-login", "lao", "-categories", "moon"}, 1, "facilities"},
		{[]string{"agent", "serves", "-login", "lao", "-categories", "facilities,labour"}, 0, "facilities, labour"},
		{[]string{"agent", "list"}, 0, "sms"},
		{[]string{"agent", "phone", "-login", "lao"}, 0, "no number"},
		{[]string{"agent", "unlink", "-login", "lao"}, 0, "No Telegram"},
		{[]string{"agent", "phone", "-h"}, 0, "咨询"},
	} {
		got := command(t, book, "", c.args...)
		if got.code != c.code || !strings.Contains(got.out+got.err, c.want) {
			t.Errorf("frontdoor %v: code %d, want %d and %q in:\n%s%s", c.args, got.code, c.code, c.want, got.out, got.err)
		}
	}
	if list := command(t, book, "", "agent", "list"); strings.Contains(list.out, "sms") || strings.Contains(list.out, "+86") {
		t.Errorf("the list shows a number that is gone, or any: %s", list.out)
	}
	code := command(t, book, "", "agent", "link", "-login", "lao")
	if !regexp.MustCompile(`(?m)^/link ([A-Z0-9]{4}-){2}[A-Z0-9]{4}$`).MatchString(code.out) {
		t.Errorf("no line to send: %q", code.out)
	}
}
