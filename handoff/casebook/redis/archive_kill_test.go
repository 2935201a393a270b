package redis

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/archive"
	"frontdoor/handoff/casebook/redis/redistest"
)

// killedBook and killedArchive tell the test binary to be the process that is killed.
const (
	killedBook    = "CASEBOOK_ARCHIVE_CHILD"
	killedArchive = "CASEBOOK_ARCHIVE_FOLDER"
	killedTalkers = 4
)

func killedTalker(i int) dialog.Address { return dialog.Address(fmt.Sprint("web:talker", i)) }

// TestToBeKilledWhileArchiving is the process that is killed, not a test: each talker
// says a number, which is acknowledged on stdout, and archives the case, without end.
func TestToBeKilledWhileArchiving(t *testing.T) {
	url := os.Getenv(killedBook)
	if url == "" {
		t.Skip("only TestKilledWhileArchiving runs it")
	}
	b, err := Open(t.Context(), url, Options{Archive: archive.Folder(os.Getenv(killedArchive))})
	if err != nil {
		t.Fatal(err)
	}
	failed := make(chan error)
	for i := range killedTalkers {
		go func() { failed <- talkAndArchive(t.Context(), b, i) }()
	}
	t.Fatal(<-failed)
}

func talkAndArchive(ctx context.Context, b *Book, i int) error {
	a := killedTalker(i)
	events, err := b.Case(ctx, caseOf(a))
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		return err
	}
	for n := len(events) + 1; ; n++ {
		_, err := b.Commit(ctx, casebook.Commit{ID: fmt.Sprint(a, n), Address: a, Events: []casebook.Event{
			{Change: dialog.Change{Case: caseOf(a), Kind: dialog.ChangeSaid, Text: strconv.Itoa(n)}, At: time.Now(), Address: a}}})
		if err != nil {
			return err
		}
		if _, err := fmt.Printf("acknowledged %d %d\n", i, n); err != nil {
			return err
		}
		if err := b.Archive(ctx, caseOf(a), n); err != nil {
			return err
		}
	}
}

// TestKilledWhileArchiving kills a process that does nothing but commit, archive and
// bring back, at any moment, and wants every acknowledged word there, once, in order,
// in the case and in the feed.
func TestKilledWhileArchiving(t *testing.T) {
	url := "redis://" + redistest.Start(t, "--appendonly", "no").Addr
	folder := archive.Folder(t.TempDir())
	var said [killedTalkers]int
	for round := range 3 {
		lines := 20 + rand.IntN(100)
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestToBeKilledWhileArchiving$")
		child.Env = append(os.Environ(), killedBook+"="+url, killedArchive+"="+string(folder))
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		read := 0
		for s := bufio.NewScanner(out); s.Scan(); {
			var i, n int
			if _, err := fmt.Sscanf(s.Text(), "acknowledged %d %d", &i, &n); err != nil {
				t.Fatalf("the child said %q", s.Text())
			}
			said[i] = n
			if read++; read == lines {
				if err := child.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := child.Wait(); err == nil || read < lines {
			t.Fatalf("the child ended by itself after %d lines: %v", read, err)
		}
		b := openArchived(t, url, folder)
		for i := range killedTalkers {
			a := killedTalker(i)
			var want []string
			for n := range len(eventsOf(t, b, a)) {
				want = append(want, strconv.Itoa(n+1))
			}
			holds(t, b, a, want...)
			if len(want) < said[i] || len(want) > said[i]+1 {
				t.Fatalf("round %d: talker %d has %d words, %d were acknowledged", round, i, len(want), said[i])
			}
			if strings.Contains(strings.Join(entries(t, b, a), ""), stubFollowed) {
				t.Fatalf("round %d: talker %d's case could not be brought back", round, i)
			}
		}
	}
	t.Logf("acknowledged: %v", said)
}

func eventsOf(t testing.TB, b *Book, a dialog.Address) []casebook.Event {
	t.Helper()
	events, err := b.Case(t.Context(), caseOf(a))
	if err != nil && !errors.Is(err, casebook.ErrNotFound) {
		t.Fatal(err)
	}
	return events
}
