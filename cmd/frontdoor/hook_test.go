package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHooksAreKept(t *testing.T) {
	book := emptyBook(t)
	called := ""
	platform := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { called = r.Header.Get("webhook-id") }))
	defer platform.Close()
	for _, c := range []struct {
		what string
		args []string
		code int
		want string
	}{
		{"none yet", []string{"list"}, 0, "hook add"},
		{"inside the town without being allowed", []string{"add", platform.URL}, 1, "FRONTDOOR_HOOK_ALLOW"},
		{"no address", []string{"add"}, 2, "url"},
		{"an event that is none", []string{"add", "https://platform.example.org", "-events", "case.eaten"}, 1, "case.closed"},
		{"inside the town", []string{"add", platform.URL, "-hook-allow", "127.0.0.0/8", "-events", "case.opened,case.closed"}, 0, "Secret, shown only now: whsec_"},
		{"a second of the name", []string{"add", "https://platform.example.org"}, 1, "platform"},
		{"the list", []string{"list"}, 0, "0 wait  0 given up  case.opened,case.closed"},
		{"a test that may not be", []string{"test", "platform"}, 1, "not public"},
		{"a test", []string{"test", "platform", "-hook-allow", "127.0.0.0/8"}, 0, "took the message"},
		{"nothing dead", []string{"dead", "platform"}, 0, ""},
		{"nothing to replay", []string{"replay", "platform"}, 0, "0 messages"},
		{"a message that is none", []string{"replay", "platform", "-message", "msg_1"}, 1, "hook dead"},
		{"on", []string{"on", "platform"}, 0, ""},
		{"another one", []string{"remove", "other"}, 1, "hook list"},
		{"removed", []string{"remove", "platform"}, 0, ""},
		{"none again", []string{"list"}, 0, "hook add"},
	} {
		got := command(t, book, "", append([]string{"hook"}, c.args...)...)
		if got.code != c.code || !strings.Contains(got.out+got.err, c.want) {
			t.Errorf("%s: %+v, want %d and %q", c.what, got, c.code, c.want)
		}
	}
	if !strings.HasPrefix(called, "msg_test_") {
		t.Errorf("called with %q", called)
	}
	if got := fmt.Sprint((hookSettings{HookAllow: "intranet"}).hookTrouble()); !strings.Contains(got, "intranet") {
		t.Errorf("a wrong net: %s", got)
	}
}
