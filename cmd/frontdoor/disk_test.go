package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
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

// TestDiskTurnsReadOnly runs the server on a disk that the kernel lets nobody write any more
// while it runs: first its files alone, until that is taken back, and then all of it, as after
// a fault. New work is refused with 503 meanwhile; it goes on by itself, or after the disk was
// mended; what was acknowledged is there. Only root can have such a disk.
func TestDiskTurnsReadOnly(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	image, disk := filepath.Join(folder, "image"), filepath.Join(folder, "disk")
	must(t, os.Mkdir(disk, 0o700))
	must(t, os.WriteFile(image, nil, 0o600))
	must(t, os.Truncate(image, 24<<20))
	run := func(program string, args ...string) (string, error) {
		out, err := exec.Command(program, args...).CombinedOutput()
		return strings.TrimSpace(string(out)), err
	}
	if out, err := run("mkfs.ext4", "-q", "-F", image); err != nil {
		t.Skipf("no disk can be made here: %v %s", err, out)
	}
	device, err := run("losetup", "-f", "--show", image)
	if err != nil {
		t.Skipf("no disk can be put in here: %v %s", err, device)
	}
	t.Cleanup(func() { run("losetup", "-d", device) }) //nolint:errcheck // the test is over
	if out, err := run("mount", "-o", "errors=remount-ro", device, disk); err != nil {
		t.Skipf("no disk can be put in here: %v %s", err, out)
	}
	t.Cleanup(func() { run("umount", disk) }) //nolint:errcheck // it may be out already
	h := newHouseOn(t, "webhook", "sqlite:"+filepath.Join(disk, "book.db"))
	if out, err := run("sync", "-f", disk); err != nil { // the book and the key that the test itself put there
		t.Fatalf("%v %s", err, out)
	}
	h.start()
	const chat = int64(79)
	var acknowledged []string
	next := int64(1)
	say := func() int {
		status := h.update(bottest.TextUpdate(chat*100+next, next, chat, pending{chat, next}.text()))
		if status == 200 {
			acknowledged = append(acknowledged, pending{chat, next}.text())
			next++
		}
		return status
	}
	refused := func(while string, says ...string) {
		t.Helper()
		if status := say(); status != 503 {
			t.Fatalf("%s a message was answered with %d, want 503", while, status)
		}
		h.until(patience, "the page says so", func() bool {
			page := h.alone("/readyz")
			return slices.ContainsFunc(says, func(s string) bool { return strings.Contains(page, s) })
		})
	}
	taken := func(after string) {
		t.Helper()
		for range 2 {
			if status := say(); status != 200 {
				t.Fatalf("%s a message was answered with %d", after, status)
			}
		}
	}
	taken("at first")
	book := filepath.Join(disk, "book.db")
	if out, err := run("chattr", "+i", book, book+"-wal"); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	refused("while its files may only be read", "the book cannot be written since ")
	if out, err := run("chattr", "-i", book, book+"-wal"); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	taken("when they may be written again")
	must(t, os.WriteFile(filepath.Join("/sys/fs/ext4", filepath.Base(device), "trigger_fs_error"), []byte("x"), 0o200))
	refused("on a disk that turned read-only", "the book cannot be written since ", "the book cannot be read")
	h.stop()
	if out, err := run("umount", disk); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if out, err := run("e2fsck", "-fy", device); err != nil && !strings.Contains(out, "MODIFIED") {
		t.Skipf("the machine does not let go of the disk: %v %s", err, out)
	}
	if out, err := run("mount", device, disk); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	h.start()
	taken("on the mended disk")
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
