package redis

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

const (
	wen dialog.Address = "telegram:1001"
	mei dialog.Address = "sms:+8613900000102"
)

// caseOf is the first case of an address.
func caseOf(a dialog.Address) dialog.CaseID {
	return dialog.FormatCaseID("JH", casebook.ShardOf(a), 1)
}

// tell commits words on an address' case.
func tell(t testing.TB, b *Book, a dialog.Address, commit string, words ...string) {
	t.Helper()
	c := casebook.Commit{ID: commit, Address: a}
	for _, w := range words {
		kind := dialog.ChangeSaid
		if w == "closed" {
			kind = dialog.ChangeClosed
		}
		c.Events = append(c.Events, casebook.Event{Change: dialog.Change{Case: caseOf(a), Kind: kind, By: dialog.ByResident, Text: w},
			At: time.Date(2026, 1, 2, 9, 0, 0, 0, time.UTC), Address: a})
	}
	if _, err := b.Commit(t.Context(), c); err != nil {
		t.Fatalf("commit %s: %v", commit, err)
	}
}

// holds wants these words in the case, numbered from one, and the same in a full feed.
func holds(t testing.TB, b *Book, a dialog.Address, want ...string) []casebook.Event {
	t.Helper()
	events, err := b.Case(t.Context(), caseOf(a))
	if err != nil {
		t.Fatal(err)
	}
	var feed []casebook.Event
	for cursor := casebook.Cursor(""); ; {
		some, next, err := b.Since(t.Context(), cursor, 1+len(events)/2)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range some {
			if e.Case == caseOf(a) {
				feed = append(feed, e)
			}
		}
		if cursor = next; len(some) == 0 {
			break
		}
	}
	if diff := cmp.Diff(events, feed); diff != "" {
		t.Errorf("the case (-) and the feed (+):\n%s", diff)
	}
	var got []string
	for i, e := range events {
		got = append(got, e.Text)
		if e.Seq != i+1 || e.Case != caseOf(a) || e.Address != a {
			t.Errorf("event %d is number %d of %s, from %s", i+1, e.Seq, e.Case, e.Address)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("words (-want +got):\n%s", diff)
	}
	return events
}

// entries is the case's log as it lies in Redis.
func entries(t testing.TB, b *Book, a dialog.Address) []string {
	t.Helper()
	log, err := b.client.LRange(t.Context(), b.shardOf(a).log(caseOf(a)), 0, -1).Result()
	if err != nil {
		t.Fatal(err)
	}
	return log
}

var errKilled = errors.New("killed here")

// TestKilledBetweenAnyTwoStepsOfArchiving breaks off at each step, opens the book anew
// as another process does, and wants everything there, once, and the work finished
// later.
func TestKilledBetweenAnyTwoStepsOfArchiving(t *testing.T) {
	server := miniredis.RunT(t)
	archiveIt := func(t *testing.T, b *Book, seq int) {
		if err := b.Archive(t.Context(), caseOf(wen), seq); err != nil {
			t.Fatal(err)
		}
	}
	for i, step := range []struct {
		name string
		// until does what was done before the kill.
		until func(t *testing.T, b *Book, m *memory)
		alone bool // the log is a stub alone then
		words []string
	}{
		{"before the file is written", func(t *testing.T, b *Book, m *memory) {
			m.before = errKilled
			if err := b.Archive(t.Context(), caseOf(wen), 3); !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
		}, false, []string{"a", "b", "closed"}},
		{"after the file, before the stub", func(t *testing.T, b *Book, m *memory) {
			if err := b.ownArchive(t.Context()); err != nil { // so that only the case's file is left to write
				t.Fatal(err)
			}
			m.after = errKilled
			if err := b.Archive(t.Context(), caseOf(wen), 3); !errors.Is(err, errKilled) || len(m.cases()) != 1 {
				t.Fatalf("%v, files %v", err, m.cases())
			}
		}, false, []string{"a", "b", "closed"}},
		{"after the stub", func(t *testing.T, b *Book, m *memory) { archiveIt(t, b, 3) }, true, []string{"a", "b", "closed"}},
		{"before it is brought back", func(t *testing.T, b *Book, m *memory) {
			archiveIt(t, b, 3)
			c := casebook.Commit{ID: "cut off", Address: wen,
				Events: []casebook.Event{{Change: dialog.Change{Case: caseOf(wen), Kind: dialog.ChangeSaid, Text: "lost"}}}}
			docs, err := c.Documents()
			if err != nil {
				t.Fatal(err)
			}
			keys, args, err := commitCall(b.shardOf(wen), c, docs)
			if err != nil {
				t.Fatal(err)
			}
			if said, err := b.commit(t.Context(), b.shardOf(wen), keys, args); err != nil || said[0] != "archived" {
				t.Fatalf("the commit was not refused: %q, %v", said, err)
			}
		}, true, []string{"a", "b", "closed"}},
		{"after it is brought back, before the commit", func(t *testing.T, b *Book, m *memory) {
			archiveIt(t, b, 3)
			if err := b.restore(t.Context(), b.shardOf(wen), []casebook.Event{{Change: dialog.Change{Case: caseOf(wen)}}}); err != nil {
				t.Fatal(err)
			}
		}, false, []string{"a", "b", "closed"}},
		{"after the commit, its answer lost, and archived again", func(t *testing.T, b *Book, m *memory) {
			archiveIt(t, b, 3)
			tell(t, b, wen, "later", "again")
			archiveIt(t, b, 4)
			if len(m.cases()) != 2 {
				t.Fatalf("the older file is gone: %v", m.cases())
			}
		}, true, []string{"a", "b", "closed", "again"}},
	} {
		t.Run(step.name, func(t *testing.T) {
			url, m := fmt.Sprintf("redis://%s?book=step%d", server.Addr(), i), newMemory()
			b := openArchived(t, url, m)
			tell(t, b, wen, "1", "a", "b")
			tell(t, b, mei, "1", "other")
			tell(t, b, wen, "2", "closed")
			step.until(t, b, m)
			m.before, m.after = nil, nil

			b = openArchived(t, url, m)
			if alone := len(entries(t, b, wen)) == 1; alone != step.alone {
				t.Errorf("a stub alone: %v, want %v", alone, step.alone)
			}
			holds(t, b, wen, step.words...)
			holds(t, b, mei, "other")
			tell(t, b, wen, "later", "again") // said again under its ID, where it was said
			holds(t, b, wen, "a", "b", "closed", "again")
			for range 2 {
				archiveIt(t, b, 4)
				if log := entries(t, b, wen); len(log) != 1 {
					t.Errorf("it is not archived: %q", log)
				}
				holds(t, b, wen, "a", "b", "closed", "again")
			}
			tell(t, b, wen, "at last", "more")
			holds(t, b, wen, "a", "b", "closed", "again", "more")
		})
	}
}

func TestWhatComesInMeanwhileIsNotArchivedAway(t *testing.T) {
	m := newMemory()
	b := openArchived(t, "redis://"+miniredis.RunT(t).Addr(), m)
	tell(t, b, wen, "1", "a", "closed")
	if err := b.ownArchive(t.Context()); err != nil { // so that the next Put is the case's
		t.Fatal(err)
	}
	if err := b.Archive(t.Context(), caseOf(wen), 1); !errors.Is(err, casebook.ErrStale) {
		t.Errorf("a case that has grown before: %v", err)
	}
	m.meanwhile = func() { tell(t, b, wen, "2", "wait!") }
	if err := b.Archive(t.Context(), caseOf(wen), 2); !errors.Is(err, casebook.ErrStale) {
		t.Errorf("a case that grew meanwhile: %v", err)
	}
	holds(t, b, wen, "a", "closed", "wait!")
	if err := b.Archive(t.Context(), "JH-03-99999-1", 1); !errors.Is(err, casebook.ErrNotFound) {
		t.Errorf("a case nobody has: %v", err)
	}
}

// TestAnArchiveThatDoesNotGiveACaseStopsNothing: the case is told as closed, with a
// note; everything else reads on; the case takes new events; and when the file is back,
// so are the words.
func TestAnArchiveThatDoesNotGiveACaseStopsNothing(t *testing.T) {
	server := miniredis.RunT(t)
	for i, trouble := range []struct {
		name   string
		events int
		bend   func(m *memory, name string)
		note   string
	}{
		{"a missing file", 4, func(m *memory, name string) { delete(m.files, name) }, "is missing"},
		{"a missing file of one event", 1, func(m *memory, name string) { delete(m.files, name) }, "is missing"},
		{"a file cut short", 2, func(m *memory, name string) { m.files[name] = m.files[name][:40] }, "is damaged"},
		{"an empty file", 4, func(m *memory, name string) { m.files[name] = nil }, "is damaged"},
		{"no archive named", 4, nil, "FRONTDOOR_ARCHIVE"},
	} {
		t.Run(trouble.name, func(t *testing.T) {
			url, m := fmt.Sprintf("redis://%s?book=trouble%d", server.Addr(), i), newMemory()
			words := []string{"closed", "b", "c", "d"}[:trouble.events]
			b := openArchived(t, url, m)
			tell(t, b, wen, "1", words...)
			tell(t, b, mei, "1", "other")
			if err := b.Archive(t.Context(), caseOf(wen), len(words)); err != nil {
				t.Fatal(err)
			}
			name := m.cases()[0]
			whole := m.files[name]
			options := Options{Archive: m}
			if trouble.bend == nil {
				options.Archive = nil
			} else {
				trouble.bend(m, name)
			}
			var told bytes.Buffer
			options.Log = slog.New(slog.NewTextHandler(&told, nil))
			b = openWith(t, url, options)
			for _, later := range []int{0, 1} { // then with an event behind it
				if later == 1 {
					tell(t, b, wen, "2", "back")
				}
				events, err := b.Case(t.Context(), caseOf(wen))
				if err != nil {
					t.Fatal(err)
				}
				var texts []string
				for range trouble.events - 1 {
					texts = append(texts, "")
				}
				texts = append(texts, events[trouble.events-1].Text, "back")
				holds(t, b, wen, texts[:trouble.events+later]...)
				if !strings.Contains(texts[trouble.events-1], trouble.note) {
					t.Errorf("the note is %q", texts[trouble.events-1])
				}
				c := casebook.Fold(events)
				if c.Status != dialog.Archived || c.Seq != trouble.events+later || len(c.Undelivered) > 0 {
					t.Errorf("it folds to %+v", c)
				}
				if lines := casebook.Thread(events); len(lines) != min(2, trouble.events)+later {
					t.Errorf("agents see %d lines: %+v", len(lines), lines)
				}
				holds(t, b, mei, "other")
			}
			if n := strings.Count(told.String(), "cannot be read"); n != 1 {
				t.Errorf("the log tells it %d times:\n%s", n, told.String())
			}
			if err := b.Archive(t.Context(), caseOf(wen), trouble.events+1); err == nil {
				t.Error("a case that cannot be read was archived")
			}

			m.files[name] = whole
			b = openArchived(t, url, m)
			holds(t, b, wen, append(words, "back")...)
			if err := b.Archive(t.Context(), caseOf(wen), trouble.events+1); err != nil {
				t.Error(err)
			}
			holds(t, b, wen, append(words, "back")...)
			if log := entries(t, b, wen); len(log) != 1 {
				t.Errorf("it is not archived: %q", log)
			}
		})
	}
}

func TestAnotherFolderIsNotTakenForTheArchive(t *testing.T) {
	url := "redis://" + miniredis.RunT(t).Addr()
	first := openArchived(t, url, newMemory())
	tell(t, first, wen, "1", "closed")
	tell(t, first, mei, "1", "closed")
	if err := first.Archive(t.Context(), caseOf(wen), 1); err != nil {
		t.Fatal(err)
	}
	if err := first.CheckArchive(t.Context()); err != nil {
		t.Errorf("all is well, and it says %v", err)
	}
	empty := openArchived(t, url, newMemory())
	for what, err := range map[string]error{"archiving": empty.Archive(t.Context(), caseOf(mei), 1), "the check": empty.CheckArchive(t.Context())} {
		if err == nil || !strings.Contains(err.Error(), "mounted") {
			t.Errorf("%s: %v", what, err)
		}
	}
	none := openTest(t, url)
	if err := none.CheckArchive(t.Context()); err == nil || !strings.Contains(err.Error(), "FRONTDOOR_ARCHIVE") {
		t.Errorf("without an archive: %v", err)
	}
	if err := openTest(t, url+"?book=fresh").CheckArchive(t.Context()); err != nil {
		t.Errorf("a book without archived cases and without an archive: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := none.Case(ctx, caseOf(wen)); !errors.Is(err, context.Canceled) {
		t.Errorf("who has left is told %v, not of trouble", err)
	}
}
