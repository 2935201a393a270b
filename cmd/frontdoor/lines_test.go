package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryLineHasItsAnswer: also the longest, the empty, and the last without an end.
func TestEveryLineHasItsAnswer(t *testing.T) {
	long := strings.Repeat("a", lineMost+1)
	for _, args := range [][]string{{"classify"}, {"chat", "-json"}} {
		in := long + "\n" + strings.Repeat(long, 5) + "\n\n{\"text\":\"路灯坏了\"}\n{\"text\":\"七星村路灯坏了\"}"
		got := command(t, "", in, args...)
		answers := strings.Split(strings.TrimSpace(got.out), "\n")
		if got.code != 0 || len(answers) != 5 {
			t.Fatalf("%v: code %d, %d answers for 5 lines\n%s", args, got.code, len(answers), got.err)
		}
		for i, want := range []string{"longer than", "longer than", "", "facilities", "facilities"} {
			if !strings.Contains(answers[i], want) {
				t.Errorf("%v: answer %d misses %q: %s", args, i+1, want, answers[i])
			}
		}
	}
}

func TestLinesOfAnyLength(t *testing.T) {
	for _, n := range []int{0, 1, 64<<10 - 1, 64 << 10, lineMost, lineMost + 1, lineMost + 2, 3 * lineMost} {
		var lengths []int
		text := strings.Repeat("a", n)
		err := eachLine(t.Context(), strings.NewReader(text+"\nb\n"+text), func(line []byte, err error) error {
			if errors.Is(err, errLineLong) {
				lengths = append(lengths, -1)
			} else {
				lengths = append(lengths, len(line))
			}
			return nil
		})
		want := n
		if n > lineMost {
			want = -1
		}
		last := n > 0 // nothing behind the last end is no line
		if err != nil || lengths[0] != want || lengths[1] != 1 || last != (len(lengths) == 3) || last && lengths[2] != want {
			t.Errorf("%d: got %v, %v", n, lengths, err)
		}
	}
}

// TestTheEndDoesNotWaitForALine: SIGTERM ends a command that waits for its input.
func TestTheEndDoesNotWaitForALine(t *testing.T) {
	for _, args := range [][]string{{"classify"}, {"chat", "-json"}} {
		in, w := io.Pipe()
		ctx, stop := context.WithCancel(t.Context())
		var errs bytes.Buffer
		p := &program{ctx: ctx, stdin: in, stdout: io.Discard, stderr: &errs}
		done := make(chan int)
		go func() { done <- p.run(args) }()
		if _, err := w.Write([]byte("{}\n")); err != nil {
			t.Fatal(err)
		}
		stop()
		<-done
		w.Close()
	}
}

// What was broken off is no success, whoever called it: a timer must not take half a backup, or
// a rotation that is under way, for a whole one. What lasts until it is ended ends well.
func TestWhatIsStoppedSaysSo(t *testing.T) {
	book := emptyBook(t)
	out := filepath.Join(t.TempDir(), "out")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, c := range []struct {
		code int
		args []string
	}{
		{1, []string{"keys", "rotate", "-book", "sqlite:" + book}},
		{1, []string{"backup", "-to", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", "-out", out, "-book", "sqlite:" + book}},
		{1, []string{"report", "-month", "2026-11", "-book", "sqlite:" + book}},
		{1, []string{"audit", "verify", "-book", "sqlite:" + book}},
		{1, []string{"seed", "-cases", "3", "-book", "sqlite:" + out}},
		{1, []string{"eval", "../../dialog/testdata"}},
		{0, []string{"serve", "-listen", "127.0.0.1:0", "-book", "sqlite:" + book}},
		{0, []string{"chat"}},
	} {
		var errs bytes.Buffer
		p := &program{ctx: ctx, stdin: strings.NewReader(""), stdout: io.Discard, stderr: &errs}
		if code := p.run(c.args); code != c.code || c.code == 1 && !strings.Contains(errs.String(), "said again") {
			t.Errorf("%q ended with %d, saying %q", c.args, code, errs.String())
		}
	}
}
