package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// childBook tells the test binary to be the process that is killed.
const childBook = "CASEBOOK_KILLED_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childBook); path != "" {
		if err := beKilled(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

const (
	killRounds  = 6
	killTalkers = 8
)

func killTalker(i int) dialog.Address { return dialog.Address(fmt.Sprint("web:talker", i)) }

func killCase(a dialog.Address) dialog.CaseID { return dialog.CaseID("OLD-" + a.Local()) }

// beKilled commits as fast as it can, each talker one word after the other, and
// prints "talker n" for every commit acknowledged, and "number n" for every
// case number given. One goroutine sends and settles meanwhile.
func beKilled(path string) error {
	ctx := context.Background()
	b, err := Open(ctx, path)
	if err != nil {
		return err
	}
	failed := make(chan error)
	for i := range killTalkers {
		go func() { failed <- talk(ctx, b, i) }()
	}
	go func() { failed <- sendOff(ctx, b) }()
	return <-failed
}

func talk(ctx context.Context, b *Book, i int) error {
	a := killTalker(i)
	for {
		t, err := b.Read(ctx, a)
		if err != nil {
			return err
		}
		n := t.Version + 1
		word := strconv.Itoa(int(n))
		state := dialog.State{V: 1, Name: word}
		_, err = b.Commit(ctx, casebook.Commit{ID: fmt.Sprint(a, n), Address: a, Seen: "r:" + word, State: &state, Expect: t.Version,
			Events: []casebook.Event{{Change: dialog.Change{Case: killCase(a), Kind: dialog.ChangeSaid, Text: word}, At: time.Now()}},
			Send:   []casebook.Outgoing{{ID: fmt.Sprint(a, "/", n), To: a, Text: word}}})
		if err != nil {
			return err
		}
		number, err := b.Reserve(ctx, i)
		if err != nil {
			return err
		}
		// One write for both lines: they are torn by no kill.
		if _, err := fmt.Fprintf(os.Stdout, "%d %d\nnumber%d %d\n", i, n, i, number); err != nil {
			return err
		}
	}
}

// sendOff settles messages; the receipt it leaves is a word of its own kind.
func sendOff(ctx context.Context, b *Book) error {
	for serial := 0; ; serial++ {
		dues, err := b.Lease(ctx, casebook.DueMessage, time.Now(), time.Millisecond, 3)
		if err != nil {
			return err
		}
		for _, d := range dues {
			_, err := b.Commit(ctx, casebook.Commit{ID: d.Token, Address: d.Address, Settled: []casebook.Settled{{Kind: d.Kind, Token: d.Token}},
				Events: []casebook.Event{{Change: dialog.Change{Case: "SENT-" + killCase(d.Address), Kind: dialog.ChangeReceipt}, Message: d.Message.ID, At: time.Now()}}})
			if err != nil {
				return err
			}
		}
	}
}

// TestKilledProcessLosesNothingAcknowledged kills the process again and again
// after a random number of acknowledged commits and looks at what is left.
func TestKilledProcessLosesNothingAcknowledged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book.db")
	acknowledged := map[string]int{}
	for round := range killRounds {
		killAfter(t, path, 20+rand.IntN(400), acknowledged)
		b, err := Open(t.Context(), path)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		checkSound(t, b, acknowledged)
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("acknowledged over %d rounds: %v", killRounds, acknowledged)
}

// killAfter runs the child until it has printed so many lines, kills it, and
// reads on to the last line it got out.
func killAfter(t *testing.T, path string, lines int, acknowledged map[string]int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), childBook+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	read := 0
	for s := bufio.NewScanner(out); s.Scan(); read++ {
		who, word, _ := strings.Cut(s.Text(), " ")
		n, err := strconv.Atoi(word)
		if err != nil {
			t.Fatalf("child said %q", s.Text())
		}
		if strings.HasPrefix(who, "number") && n <= acknowledged[who] {
			t.Errorf("%s: %d was given after %d", who, n, acknowledged[who])
		}
		acknowledged[who] = n
		if read == lines {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil || read < lines {
		t.Fatalf("the child ended by itself after %d lines: %v", read, err)
	}
}

// checkSound wants every acknowledged commit whole, in order and once, at most
// one more that nobody heard of, and each word either in the outbox or sent.
func checkSound(t *testing.T, b *Book, acknowledged map[string]int) {
	t.Helper()
	ctx := t.Context()
	var verdict string
	if err := b.reads.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity: %s, %v", verdict, err)
	}
	for i := range killTalkers {
		a := killTalker(i)
		known := acknowledged[strconv.Itoa(i)]
		events, err := b.Case(ctx, killCase(a))
		if err != nil && known > 0 {
			t.Fatal(err)
		}
		for n, e := range events {
			if e.Seq != n+1 || e.Text != strconv.Itoa(n+1) {
				t.Fatalf("%s: event %d is number %d, %q", a, n+1, e.Seq, e.Text)
			}
		}
		talk, err := b.Read(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) < known || len(events) > known+1 || int(talk.Version) != len(events) {
			t.Fatalf("%s: acknowledged %d, %d events, version %d", a, known, len(events), talk.Version)
		}
		receipts, _ := b.Case(ctx, "SENT-"+killCase(a))
		var waiting int
		if err := b.reads.QueryRowContext(ctx, "SELECT count(*) FROM outbox WHERE address = ?", a).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
		if waiting+len(receipts) != len(events) {
			t.Fatalf("%s: %d words, %d sent, %d waiting", a, len(events), len(receipts), waiting)
		}
		for n, r := range receipts {
			if r.Message != fmt.Sprint(a, "/", n+1) {
				t.Fatalf("%s: receipt %d is of %s", a, n+1, r.Message)
			}
		}
	}
}
