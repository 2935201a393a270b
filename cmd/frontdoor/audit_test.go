package main

import (
	"bytes"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"frontdoor/handoff"
)

// TestAuditCommand goes through the record on both engines: written by the commands
// themselves, listed, found whole, and found tampered with.
func TestAuditCommand(t *testing.T) {
	for name, url := range map[string]string{
		"sqlite": "sqlite:" + filepath.Join(t.TempDir(), "book.db"),
		"redis":  "redis://" + miniredis.RunT(t).Addr(),
	} {
		t.Run(name, func(t *testing.T) {
			key := "file:" + filepath.Join(t.TempDir(), "master.key")
			begun, err := bookSettings{Book: url, keySettings: keySettings{Key: key}}.openBook(t.Context())
			must(t, err)
			must(t, begun.Close())
			run := func(args ...string) ran {
				var out, errs bytes.Buffer
				p := &program{ctx: t.Context(), stdin: strings.NewReader("three good words"), stdout: &out, stderr: &errs}
				return ran{p.run(append(args, "-book", url, "-key", key)), out.String(), errs.String()}
			}
			wants := func(got ran, code int, texts ...string) {
				t.Helper()
				for _, text := range texts {
					if got.code != code || !strings.Contains(got.out+got.err, text) {
						t.Errorf("code %d, want %d and %q in\n%s%s", got.code, code, text, got.out, got.err)
					}
				}
			}
			wants(run("audit", "verify"), 0, "is empty")
			wants(run("agent", "add", "-login", "wu", "-name", "吴姐", "-role", "admin", "-password-stdin"), 0, "can sign in")
			token := run("token", "-agent", "wu")
			wants(token, 0, "fd_")
			list := run("audit", "list")
			wants(list, 0, "command line  agent_added  wu  admin", "token_made")
			if strings.Contains(list.out, strings.TrimSpace(token.out)) || strings.Contains(list.out, "three good") {
				t.Errorf("a secret stands in the record:\n%s", list.out)
			}
			wants(run("audit", "list", "-deed", "token_made", "-who", "command line"), 0, "2  ")
			wants(run("audit", "list", "-deed", "danced"), 1, "no deed: they are signed_in")
			wants(run("audit", "list", "-about", "li"), 0, "Nothing of this")
			whole := run("audit", "verify")
			wants(whole, 0, "whole: 2 entries")
			seal := regexp.MustCompile(`2:[0-9a-f]{64}`).FindString(whole.out)
			wants(run("audit", "verify", "-seal", seal), 0, "whole: 2 entries")
			wants(run("audit", "verify", "-seal", "2:00"), 1, "entry 2 is not the one whose seal was noted")
			wants(run("audit", "verify", "-seal", "two"), 1, "is no seal")

			b, err := bookSettings{Book: url, keySettings: keySettings{Key: key}}.openBook(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			records, err := b.List(t.Context(), "audit-000000")
			if err != nil || len(records) != 2 {
				t.Fatalf("%d entries, %v", len(records), err)
			}
			records[0].Value = bytes.Replace(records[0].Value, []byte("admin"), []byte("agent"), 1)
			if _, err := b.Put(t.Context(), records[0]); err != nil {
				t.Fatal(err)
			}
			if v, err := handoff.NewAudit(b, nil).Verify(t.Context(), nil); err != nil || len(v.Wrong) != 1 {
				t.Errorf("%+v, %v", v, err)
			}
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			tokens := run("token", "list")
			wants(tokens, 0, "agent  wu", "never used")
			id := regexp.MustCompile(`[0-9a-f]{12}`).FindString(tokens.out)
			wants(run("token", "remove", "-id", id), 0, "opens nothing any more")
			wants(run("token", "remove", "-id", id), 1, "no token")
			wants(run("agent", "code", "-login", "wu"), 0, "by password alone")
			wants(run("audit", "verify"), 1, "entry 2 does not follow the one before", "the first wrong place is entry 2")
		})
	}
}
