package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"frontdoor/cmd/frontdoor/backup"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// backedUp gives the backup of a book, written and opened again.
func backedUp(t *testing.T) func(casebook.Packer) casebook.Packer {
	return func(book casebook.Packer) casebook.Packer {
		key, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if _, err := backup.Write(t.Context(), &file, backup.About{Made: time.Now()}, book, nil, []age.Recipient{key.Recipient()}, func(int) {}); err != nil {
			t.Fatal(err)
		}
		b, err := backup.Open(t.Context(), func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(file.Bytes())), nil }, []age.Identity{key}, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
}

// TestBackupWhileServed: a book that is written to all the time is backed up by the
// commands, restored, and is what it was at one moment; so are its files. Nobody without
// the key reads a word of it.
func TestBackupWhileServed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	file := at("book.db")
	fillBook(t, file, 40, 5)
	b := openHere(t, "sqlite:"+file)
	write := func(name, content string) {
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("media/cases/JH1/1-0", "PHOTO")
	write("media/0123456789abcdef0123456789abcdef.jpg", "ARRIVED")
	write("media/new-HALF", "HALF")
	got := command(t, "", "", "backup", "key", "-out", at("key.txt"))
	to := strings.TrimSpace(got.out)
	if got.code != 0 || !strings.HasPrefix(to, "age1") {
		t.Fatalf("the key: %+v", got)
	}
	ctx, stop := context.WithCancel(t.Context())
	acknowledged, under := make(chan int), make(chan struct{})
	go func() { // somebody writes as fast as it goes
		n := 0
		for ; ctx.Err() == nil; n++ {
			if n == 20 {
				close(under)
			}
			a := dialog.Address(fmt.Sprint("telegram:busy", n%7))
			e := casebook.Event{Address: a, At: time.Now(), Change: dialog.Change{Case: dialog.FormatCaseID("JH", casebook.ShardOf(a), uint64(1000+n%7)),
				Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: fmt.Sprint("又说了 ", n)}}
			state := dialog.State{V: dialog.StateVersion}
			if _, err := b.Commit(ctx, casebook.Commit{ID: fmt.Sprint("busy", n), Address: a, Seen: fmt.Sprint("b:", n), State: &state,
				Expect: casebook.Version(n / 7), Events: []casebook.Event{e}}); err != nil {
				break
			}
		}
		acknowledged <- n
	}()
	<-under
	got = command(t, file, "", "backup", "-to", to, "-out", at("town.backup"))
	stop()
	n := <-acknowledged
	if got.code != 0 || !strings.Contains(got.err, "2 files of residents") {
		t.Fatalf("the backup, with %d commits meanwhile: %+v", n, got)
	}
	content, err := os.ReadFile(at("town.backup"))
	if err != nil || bytes.Contains(content, []byte("路灯")) || bytes.Contains(content, []byte("又说了")) || bytes.Contains(content, []byte("PHOTO")) {
		t.Errorf("the backup can be read without its key, or not at all: %v", err)
	}
	if again := command(t, "", "", "backup", "-book", "sqlite:"+file, "-to", to, "-out", at("town.backup")); again.code != 1 || !strings.Contains(again.err, "not overwritten") {
		t.Errorf("a second backup in its place: %+v", again)
	}

	restored := "sqlite:" + at("new/again.db")
	got = command(t, "", "", "restore", "-from", at("town.backup"), "-backup-key", at("key.txt"), "-book", restored)
	if got.code != 0 || !strings.Contains(got.out, "the same, event by event") || !strings.Contains(got.out, "2 files") {
		t.Fatalf("the restore: %+v", got)
	}
	for name, want := range map[string]string{"new/media/cases/JH1/1-0": "PHOTO", "new/media/0123456789abcdef0123456789abcdef.jpg": "ARRIVED", "new/media/new-HALF": ""} {
		if got, _ := os.ReadFile(at(name)); string(got) != want { //nolint:errcheck // one that is missing is empty
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	master, err := os.ReadFile(file + ".key") // which is in no backup
	if err != nil {
		t.Fatal(err)
	}
	write("new/again.db.key", string(master))
	c := openHere(t, restored)
	events := func(b book) (all []casebook.Event) {
		for after := casebook.Cursor(""); ; {
			more, next, err := b.Since(t.Context(), after, 1000)
			if err != nil {
				t.Fatal(err)
			}
			if len(more) == 0 {
				return all
			}
			all, after = append(all, more...), next
		}
	}
	was, is := events(b), events(c)
	if len(is) < 40*5+20 || len(is) > len(was) || fmt.Sprint(is) != fmt.Sprint(was[:len(is)]) {
		t.Errorf("%d events are no beginning of %d", len(is), len(was))
	}
	for n := range 7 { // a commit is there whole or not at all
		a := dialog.Address(fmt.Sprint("telegram:busy", n))
		talk, err := c.Read(t.Context(), a)
		said := 0
		for _, e := range is {
			if e.Address == a {
				said++
			}
		}
		if err != nil || int(talk.Version) != said {
			t.Errorf("%d words of an address at version %d, %v", said, talk.Version, err)
		}
	}
	if again := command(t, "", "", "restore", "-from", at("town.backup"), "-backup-key", at("key.txt"), "-book", restored); again.code != 1 {
		t.Errorf("restored over a book: %+v", again)
	}
}

// TestBackupRefuses: what is not a whole backup for this key restores nothing.
func TestBackupRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	fillBook(t, at("book.db"), 3, 3)
	for _, key := range []string{"key", "other"} {
		if got := command(t, "", "", "backup", "key", "-out", at(key)); got.code != 0 {
			t.Fatalf("%+v", got)
		} else if key == "key" {
			os.WriteFile(at("to"), []byte(strings.TrimSpace(got.out)), 0o600) //nolint:errcheck // read below
		}
	}
	to, err := os.ReadFile(at("to"))
	if err != nil {
		t.Fatal(err)
	}
	if got := command(t, "", "", "backup", "-book", "sqlite:"+at("book.db"), "-to", string(to), "-out", at("whole")); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	whole, err := os.ReadFile(at("whole"))
	if err != nil {
		t.Fatal(err)
	}
	bent := bytes.Clone(whole)
	bent[len(bent)/2] ^= 1
	for name, b := range map[string][]byte{"short": whole[:len(whole)-100], "bent": bent, "empty": nil, "foreign": []byte("age-encryption.org/v1\n")} {
		if err := os.WriteFile(at(name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ name, from, key, want string }{
		{"cut short", "short", "key", "cut short or changed"},
		{"changed", "bent", "key", "cut short or changed"},
		{"empty", "empty", "key", "this is no backup"},
		{"something else", "foreign", "key", "this is no backup"},
		{"another key", "whole", "other", "written to another key"},
		{"no key", "whole", "to", "no key for backups"},
		{"not there", "none", "key", "no such file"},
	} {
		target := at("new " + c.name + ".db")
		got := command(t, "", "", "restore", "-from", at(c.from), "-backup-key", at(c.key), "-book", "sqlite:"+target)
		if _, err := os.Stat(target); got.code != 1 || !strings.Contains(got.err, c.want) || err == nil {
			t.Errorf("%s: code %d, want %q, and no book made (%v):\n%s", c.name, got.code, c.want, err, got.err)
		}
	}
	if got := command(t, "", "", "backup", "key", "-out", at("key")); got.code != 1 || !strings.Contains(got.err, "not overwritten") {
		t.Errorf("a key over a key: %+v", got)
	}
	for name, args := range map[string][]string{
		"written to nobody":     {"-out", at("x")},
		"to a word":             {"-to", "me", "-out", at("x")},
		"of a book not there":   {"-book", "sqlite:" + at("none.db"), "-to", string(to), "-out", at("x")},
		"to a folder not there": {"-to", string(to), "-book", "sqlite:" + at("book.db"), "-out", at("none/x")},
	} {
		got := command(t, "", "", append([]string{"backup"}, args...)...)
		if _, err := os.Stat(at("x")); got.code == 0 || err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, err := os.Stat(at("none.db")); err == nil {
		t.Error("a book was made that was to be copied")
	}
	s, err := sqlite.OpenStill(t.Context(), at("whole"))
	if err == nil {
		t.Errorf("a file that is no book was opened: %v", s.Close())
	}
}
