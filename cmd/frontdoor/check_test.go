package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckSaysWhatIsWrong: each mistake is one sentence, and the code tells scripts.
func TestCheckSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, []byte("no folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	staffed := filepath.Join(folder, "staffed.db")
	if got := command(t, staffed, "", "agent", "add", "-login", "wu", "-name", "吴姐", "-role", "admin"); got.code != 0 {
		t.Fatalf("adding an agent: %+v", got)
	}
	empty := filepath.Join(folder, "empty.db")
	if got := command(t, empty, "", "agent", "list"); got.code != 0 {
		t.Fatalf("making a book: %+v", got)
	}
	for _, c := range []struct {
		name, book string
		args       []string
		code       int
		want       string
	}{
		{"all is well", staffed, nil, 0, "knows 1 agents"},
		{"a book to be made", filepath.Join(folder, "new", "book.db"), nil, 0, "serve will make it"},
		{"a book that cannot be made", "/proc/nowhere/book.db", nil, 1, "cannot be made"},
		{"a book inside a file", filepath.Join(file, "book.db"), nil, 1, "not a directory"},
		{"a book that is none", file, nil, 1, "cannot be opened"},
		{"nobody to answer", empty, nil, 1, "agent add"},
		{"an address that is none", staffed, []string{"-listen", "nonsense"}, 1, "FRONTDOOR_LISTEN"},
		{"a place for files that is a file", staffed, []string{"-media", file}, 1, "cannot be kept in"},
		{"a place for files that is there", staffed, []string{"-media", folder}, 0, "is kept in " + folder},
		{"a bucket without keys", staffed, []string{"-media", "s3://town?region=eu-west-1"}, 1, "FRONTDOOR_MEDIA_KEY"},
		{"keys without a bucket", staffed, []string{"-media-key", "k"}, 1, "FRONTDOOR_MEDIA_KEY is set"},
		{"a secret for nothing", staffed, []string{"-telegram-secret", "s"}, 1, "Telegram stays off because FRONTDOOR_TELEGRAM_TOKEN"},
		{"half of SMS", staffed, []string{"-twilio-from", "+8657900000001"}, 1, "SMS stays off because FRONTDOOR_TWILIO_ACCOUNT_SID"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := command(t, c.book, "", append([]string{"check"}, c.args...)...)
			if got.code != c.code || !strings.Contains(got.out, c.want) {
				t.Errorf("code %d, want %d and %q in:\n%s%s", got.code, c.code, c.want, got.out, got.err)
			}
		})
	}
	left, err := filepath.Glob(filepath.Join(folder, "*check*"))
	if made, _ := filepath.Glob(filepath.Join(folder, "new*")); err != nil || len(left)+len(made) > 0 {
		t.Errorf("the check left %v %v behind", left, made)
	}
}

// TestLeftoversKeepNothingFromStarting: settings of a channel without an account
// switch nothing on and stop nothing else.
func TestLeftoversKeepNothingFromStarting(t *testing.T) {
	set := serveSettings{Listen: "127.0.0.1:0", TelegramAPI: "https://api.telegram.org", TwilioAPI: "https://api.twilio.com",
		TelegramSecret: "s", TelegramMode: "poll", TwilioToken: "x", TwilioFrom: "+1"}
	if trouble := set.trouble(); len(trouble) > 0 || set.telegram() || set.sms() {
		t.Errorf("trouble %q, telegram %v, sms %v; want none of them", trouble, set.telegram(), set.sms())
	}
	if left := set.leftovers(); len(left) != 4 {
		t.Errorf("%d sentences about 4 leftover settings: %q", len(left), left)
	}
}
