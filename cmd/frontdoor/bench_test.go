package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestBench: a few hundred messages through the real webhooks, some of them twice at
// the same moment: none is lost, none is in the book twice, every reply goes out once
// and in order. Its times are not looked at.
func TestBench(t *testing.T) {
	t.Parallel()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "bench", "-residents", "25", "-connections", "8", "-again", "30", "-steps", "talks")
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir(), "GORACE=halt_on_error=1 atexit_sleep_ms=0")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, stderrOf(err))
	}
	for _, want := range []string{
		"300 messages accepted: 0 lost, 0 twice, 0 out of order",
		"0 not sent, 0 sent twice, 0 residents told out of order, 0 to nobody",
		"34 delivered twice at the same moment",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the report does not say %q:\n%s", want, out)
		}
	}
}
