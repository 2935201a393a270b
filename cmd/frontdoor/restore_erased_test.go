package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/bot/media"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestWhatWasErasedStaysErased: a backup made before somebody was erased is restored; by the list
// that serve keeps, or beside the book in use until then, nothing of them can be read in it,
// neither words nor files, also by who has the master key; others' words are there. The list has
// no word and no address.
func TestWhatWasErasedStaysErased(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	file := at("book.db")
	b := openHere(t, "sqlite:"+file)
	const gone, stays dialog.Address = "sms:+8613900000104", "sms:+8613900000103"
	idOf := func(a dialog.Address) dialog.CaseID { return dialog.FormatCaseID("JH", casebook.ShardOf(a), 1) }
	for _, a := range []dialog.Address{gone, stays} {
		_, err := b.Commit(t.Context(), casebook.Commit{ID: "1" + a.Local(), Address: a, State: &dialog.State{V: dialog.StateVersion, Name: "文先生"},
			Events: []casebook.Event{{Address: a, At: time.Now(), Change: dialog.Change{Case: idOf(a), Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "楼上漏水"}}}})
		must(t, err)
	}
	photo := filepath.FromSlash(media.Name(idOf(gone), 1, 0))
	must(t, os.MkdirAll(filepath.Dir(at("media/"+photo)), 0o700))
	must(t, os.WriteFile(at("media/"+photo), []byte("PHOTO"), 0o600))
	key := command(t, "", "", "backup", "key", "-out", at("key.txt"))
	if got := command(t, file, "", "backup", "-to", strings.TrimSpace(key.out), "-out", at("town.backup")); got.code != 0 {
		t.Fatalf("the backup: %+v", got)
	}
	eraser := b.(casebook.Eraser)
	must(t, eraser.EraseCase(t.Context(), idOf(gone), false, time.Now()))
	must(t, eraser.EraseTalk(t.Context(), gone, 1, time.Now()))

	master, err := os.ReadFile(file + ".key")
	must(t, err)
	list, err := os.ReadFile(file + ".erased")
	must(t, err)
	for _, secret := range []string{"楼上", "文先生", "13900000104"} {
		if strings.Contains(string(list), secret) {
			t.Errorf("the list says %s: %s", secret, list)
		}
	}
	// Of a book that had no list, or lost it, the same one is begun anew.
	anew := bookSettings{Book: "sqlite:" + file, ErasedList: at("anew")}
	must(t, anew.rememberErased(t.Context(), b))
	must(t, os.WriteFile(at("broken-off"), append(append([]byte{}, list...), `{"kind":"keys-0`...), 0o600))
	mistyped := command(t, "", "", "restore", "-from", at("town.backup"), "-backup-key", at("key.txt"), "-book", "sqlite:"+at("none.db"), "-erased-list", at("book.db.erasd"))
	if _, err := os.Stat(at("none.db")); mistyped.code == 0 || !strings.Contains(mistyped.err, "Nothing was restored") || err == nil {
		t.Errorf("by a list that is not there: %+v, %v", mistyped, err)
	}
	for name, c := range map[string]struct {
		args   []string
		words  string
		names  string
		file   bool
		beside bool // the list lies beside the new book
	}{
		"alone":                         {nil, "楼上漏水", "文先生", true, false}, // or this test would see nothing
		"beside the book in use before": {[]string{"-erased-in", "sqlite:" + file}, "", "", false, false},
		"by the list beside it":         {nil, "", "", false, true},
		"by a list elsewhere":           {[]string{"-erased-list", at("anew")}, "", "", false, false},
		"by a list with half a line":    {[]string{"-erased-list", at("broken-off")}, "", "", false, false},
	} {
		folder := filepath.Join(dir, strings.ReplaceAll(name, " ", "-"))
		must(t, os.MkdirAll(folder, 0o700))
		restored := filepath.Join(folder, "again.db")
		if c.beside {
			must(t, os.WriteFile(restored+".erased", list, 0o600))
		}
		got := command(t, "", "", append([]string{"restore", "-from", at("town.backup"), "-backup-key", at("key.txt"), "-book", "sqlite:" + restored}, c.args...)...)
		if got.code != 0 || strings.Contains(got.out, "1 cases that were erased") != !c.file || strings.Contains(got.err, "in this book again") != c.file {
			t.Fatalf("%s: %+v", name, got)
		}
		must(t, os.WriteFile(restored+".key", master, 0o600))
		book := openHere(t, "sqlite:"+restored)
		for a, want := range map[dialog.Address]string{gone: c.words, stays: "楼上漏水"} {
			if events, err := book.Case(t.Context(), idOf(a)); err != nil || events[0].Text != want {
				t.Errorf("%s: of %s is read %+v, %v", name, a, events, err)
			}
		}
		if talk, err := book.Read(t.Context(), gone); err != nil || talk.State.Name != c.names {
			t.Errorf("%s: the talk has %+v, %v", name, talk.State, err)
		}
		if _, err := os.Stat(filepath.Join(folder, "media", photo)); (err == nil) != c.file {
			t.Errorf("%s: the file: %v", name, err)
		}
	}
}
