package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"frontdoor/bot/bottest"
)

// TestRealDisk runs the server on a disk of its own, in a namespace of its own, where nobody
// needs to be root: one that may only be read, and one that is really full. The first tells
// so at the start and touches nothing; on the second new work is refused with 503, nothing
// is lost, and it goes on when there is room.
func TestRealDisk(t *testing.T) {
	t.Parallel()
	if out, err := exec.Command("unshare", "-rm", "sh", "-c", "mount -t tmpfs none "+t.TempDir()).CombinedOutput(); err != nil {
		t.Skipf("this machine gives nobody a disk of their own: %v %s", err, out)
	}
	folder := t.TempDir()
	h := newHouseOn(t, "webhook", "sqlite:"+filepath.Join(folder, "book.db"))

	readOnly := exec.Command("unshare", "-rm", "sh", "-c", `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$1" serve`, folder, h.binary)
	readOnly.Env = h.env
	if out, err := readOnly.CombinedOutput(); err == nil || !strings.Contains(string(out), "the disk may only be read") {
		t.Errorf("on a disk that may only be read: %v\n%s", err, out)
	}

	h.through = []string{"unshare", "-rm", "sh", "-c", `cp -a "$0" "$0.kept" && mount -t tmpfs -o size=16m none "$0" && cp -a "$0.kept/." "$0/" && exec "$@"`, folder}
	h.start()
	const chat = int64(78)
	said := func(n int64) int { return h.update(bottest.TextUpdate(chat*100+n, n, chat, pending{chat, n}.text())) }
	filler := filepath.Join("/proc", strconv.Itoa(h.cmd.Process.Pid), "root", folder, "filler")
	fill(t, filler)
	var acknowledged []string
	next := int64(1)
	for ; next < 500 && said(next) == 200; next++ { // what lies ready of the log is used up first
		acknowledged = append(acknowledged, pending{chat, next}.text())
	}
	if status := said(next); status != 503 {
		t.Fatalf("on a full disk message %d was answered with %d, want 503", next, status)
	}
	h.until(patience, "the page says so", func() bool { return strings.Contains(h.alone("/readyz"), "the book cannot be written since ") })
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	for n := next; n < next+3; n++ { // the refused one first
		if status := said(n); status != 200 {
			t.Fatalf("with room again message %d was answered with %d", n, status)
		}
		acknowledged = append(acknowledged, pending{chat, n}.text())
	}
	checkWords(t, h.feed(), map[int64][]string{chat: acknowledged})
	h.stop()
}

// fill writes a file until its disk is full.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // what fits is in it
	for _, size := range []int{1 << 20, 4 << 10, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatalf("fill the disk: %v", err)
		}
	}
}
