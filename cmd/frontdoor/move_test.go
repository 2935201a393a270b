package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"frontdoor/bot/bottest"
	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
	"frontdoor/handoff/casebook/redis/redistest"
	"frontdoor/handoff/casebook/sqlite"
)

// openers opens new books of one engine for the suite.
func openers(key string, url func(n int64) string) booktest.Open {
	var n atomic.Int64
	return func(t *testing.T) (casebook.Book, casebook.Shelf, func() (casebook.Book, casebook.Shelf)) {
		set := bookSettings{Book: url(n.Add(1)), RedisWait: "on"}
		b := openHere(t, set.Book, key)
		return b, b, func() (casebook.Book, casebook.Shelf) {
			if err := b.Close(); err != nil {
				t.Fatal(err)
			}
			b = openHere(t, set.Book, key)
			return b, b
		}
	}
}

// openHere opens a book inside the test and closes it when the test ends; the master key
// is the book's own, or the one named.
func openHere(t testing.TB, url string, key ...string) book {
	t.Helper()
	b, err := bookSettings{Book: url, RedisWait: "on", keySettings: keySettings{Key: strings.Join(key, "")}}.openBook(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func TestMoveFromAnyEngineToAny(t *testing.T) {
	t.Parallel()
	folder, addr := t.TempDir(), redistest.Start(t).Addr
	key := "file:" + filepath.Join(folder, "master.key")
	file := openers(key, func(n int64) string { return "sqlite:" + filepath.Join(folder, fmt.Sprint(n, ".db")) })
	server := openers(key, func(n int64) string { return fmt.Sprintf("redis://%s?book=any%d", addr, n) })
	t.Run("sqlite to redis", func(t *testing.T) { booktest.Move(t, file, server) })
	t.Run("redis to sqlite", func(t *testing.T) { booktest.Move(t, server, file) })
	t.Run("a backup of sqlite to redis", func(t *testing.T) { booktest.Through(t, file, server, backedUp(t)) })
	t.Run("a backup of redis to sqlite", func(t *testing.T) { booktest.Through(t, server, file, backedUp(t)) })
}

// TestMovedHouseGoesOn: a house that has lived on a file is moved to Redis and back.
// Agents and residents notice nothing; nothing is sent twice, taken in twice or
// numbered twice.
func TestMovedHouseGoesOn(t *testing.T) {
	t.Parallel()
	first := filepath.Join(t.TempDir(), "book.db")
	h := newHouseOn(t, "webhook", "sqlite:"+first)
	key := "file:" + first + ".key" // the other books need it, too
	h.env = append(h.env, "FRONTDOOR_KEY="+key)
	h.commandFed("a password for wu\n", "agent", "passwd", "-login", "wu", "-password-stdin")
	h.start()
	const done, owing, fresh = 7001, 7002, 7003
	say := func(update, chat int64, text string) {
		t.Helper()
		if status := h.update(bottest.TextUpdate(update, update, chat, text)); status != 200 {
			t.Fatalf("update %d was answered with %d", update, status)
		}
	}
	hear := func(chat int64, n int) {
		t.Helper()
		if got, ok := h.bot.Await(patience, chat, n); !ok {
			t.Fatalf("chat %d heard %d messages, want %d", chat, len(got), n)
		}
	}
	say(1, done, "七星村村口的路灯坏了")
	say(2, owing, "金星服装厂老板欠我8000块工资")
	hear(done, 1)
	hear(owing, 1)
	h.bot.Trouble(-1, owing, bottest.Down)
	say(3, owing, "转人工")
	h.until(patience, "a message to the second chat is put off", func() bool { return len(owed(h)) > 0 })
	heard := len(h.bot.SentTo(owing))
	list := caseList(h)
	feed := h.feed()
	h.stop()
	h.bot.Mend()

	file, server := "sqlite:"+first, "redis://"+redistest.Start(t).Addr
	back := "sqlite:" + filepath.Join(h.dir, "back", "again.db")
	before := sumOf(t, first)
	old := file
	for i, place := range []string{server, back} {
		if told := h.command("move", "-from", old, "-to", place); !strings.Contains(told, "the same, event by event") || !strings.Contains(told, place) {
			t.Errorf("the move says: %s", told)
		}
		old = place
		h.setBook(place)
		if out := h.command("book", "stats"); !strings.Contains(out, "conversations") {
			t.Errorf("stats of %s: %s", place, out)
		}
		h.start()
		if i == 0 {
			if again := caseList(h); again != list {
				t.Errorf("the list is another:\n%s\nwas\n%s", again, list)
			}
			h.until(patience, "what was owed is sent", func() bool { return len(owed(h)) == 0 })
			hear(owing, heard+1)
		}
		if again := byCase(h.feed()); !samePrefix(again, byCase(feed)) {
			t.Errorf("the cases hold other events:\n%v\nwere\n%v", again, byCase(feed))
		}
		say(1, done, "七星村村口的路灯坏了") // the provider says it again
		if n := strings.Count(fmt.Sprint(h.feed()), "七星村村口的路灯坏了"); n != strings.Count(fmt.Sprint(feed), "七星村村口的路灯坏了") {
			t.Errorf("a message said again is there %d times", n)
		}
		say(10, fresh, "楼上漏水")
		hear(fresh, 1)
		numbers := map[string]string{}
		for _, e := range h.feed() {
			if e.Kind == "said" && e.By == "resident" {
				numbers[e.Text] = e.Case
			}
		}
		if n := numbers["楼上漏水"]; n == "" || slices.Contains([]string{numbers["七星村村口的路灯坏了"], numbers["金星服装厂老板欠我8000块工资"]}, n) {
			t.Errorf("the new case has the number %q of %v", n, numbers)
		}
		h.stop()
		b := openHere(t, place, key)
		if _, err := handoff.NewRoster(b, nil).Authenticate(t.Context(), "wu", "a password for wu"); err != nil {
			t.Errorf("wu cannot sign in: %v", err)
		}
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	}
	if sumOf(t, first) != before {
		t.Error("moving has changed the old book")
	}
	texts := map[string]int{}
	for _, m := range h.bot.SentTo(owing) {
		if texts[m.Text]++; texts[m.Text] > 1 {
			t.Errorf("sent twice: %q", m.Text)
		}
	}
}

// caseList is the list of cases as agents see it, without what a receipt changes.
func caseList(h *house) string {
	var lines []string
	for _, c := range h.must("lin", "GET", "/cases", nil)["cases"].([]any) {
		one := c.(map[string]any)
		lines = append(lines, fmt.Sprintln(one["id"], one["status"], one["category"], one["owner"], one["facts"], one["due"]))
	}
	return fmt.Sprint(len(lines), " cases\n", strings.Join(lines, ""))
}

func TestMoveRefuses(t *testing.T) {
	t.Parallel()
	folder, server := t.TempDir(), redistest.Start(t)
	at := func(name string) string { return "sqlite:" + filepath.Join(folder, name+".db") }
	redis := "redis://" + server.Addr
	store := func(url string, c casebook.Commit) {
		b := openHere(t, url)
		_, err := b.Commit(t.Context(), c)
		if err := errors.Join(err, b.Close()); err != nil {
			t.Fatal(err)
		}
	}
	said := func(a dialog.Address, id dialog.CaseID) casebook.Commit {
		return casebook.Commit{ID: "c", Address: a, Events: []casebook.Event{{Address: a, At: time.Now(), Change: dialog.Change{Case: id, Kind: dialog.ChangeSaid, Text: "secret"}}}}
	}
	const anna dialog.Address = "telegram:1001"
	own, other := casebook.ShardOf(anna), (casebook.ShardOf(anna)+1)%casebook.Shards
	store(at("old"), said(anna, dialog.FormatCaseID("JH", own, 1)))
	store(at("full"), said(anna, dialog.FormatCaseID("JH", own, 2)))
	store(at("astray"), said(anna, dialog.FormatCaseID("JH", other, 7)))
	half := openHere(t, redis+"?book=half", inTheClear)
	if _, err := half.Put(t.Context(), casebook.Record{Kind: kindMove, Key: moveKey, Value: []byte("another book")}); err != nil {
		t.Fatal(err)
	}
	half.Close()
	store(at("served"), said(anna, "1"))
	openHere(t, at("served"))
	openHere(t, redis+"?book=served", inTheClear)
	for _, c := range []struct{ name, from, to, want string }{
		{"no such file", at("none"), redis, "does not exist"},
		{"a target that holds a book", at("old"), at("full"), "holds a book already"},
		{"onto itself", at("old"), at("old"), "is the very book"},
		{"a case astray", at("astray"), redis + "?book=astray", string(dialog.FormatCaseID("JH", other, 7)) + " lies in shard"},
		{"a source that is served", at("served"), redis, "stop every frontdoor serve"},
		{"a target that is served", at("old"), redis + "?book=served", "stop every frontdoor serve"},
		{"half of another move", at("old"), redis + "?book=half", "another book"},
		{"half a book as source", redis + "?book=half", at("new"), "finish it with frontdoor move"},
		{"an engine there is none of", at("old"), "postgres://x", "redis://127.0.0.1:6379"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := command(t, "", "", "move", "-from", c.from, "-to", c.to)
			if got.code != 1 || !strings.Contains(got.err, c.want) || strings.Contains(got.err, "secret") {
				t.Errorf("code %d, want 1 and %q in:\n%s", got.code, c.want, got.err)
			}
		})
	}
	for _, k := range server.Do("KEYS", "*").([]any) {
		if key := k.(string); !strings.HasSuffix(key, ":book") && !strings.HasPrefix(key, "{half:") {
			t.Errorf("a refused move left %s", key)
		}
	}
}

// TestMoveBrokenOffGoesOn: a move is stopped in the middle by ctrl-C, killed in the
// middle, and then ends well; until then nobody can serve the new book.
func TestMoveBrokenOffGoesOn(t *testing.T) {
	t.Parallel()
	program, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	folder, server := t.TempDir(), redistest.Start(t, "--appendfsync", "no")
	file := filepath.Join(folder, "book.db")
	fillBook(t, file, 100, 30)
	args := []string{"move", "-from", "sqlite:" + file, "-to", "redis://" + server.Addr}
	c := server.Client()
	defer c.Close()
	for i, end := range []os.Signal{syscall.SIGINT, syscall.SIGKILL} {
		var out lockedBuffer
		cmd := exec.Command(program, args...)
		cmd.Env, cmd.Stdout, cmd.Stderr = []string{"GORACE=halt_on_error=1 atexit_sleep_ms=0"}, &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The server stops to write once some of the copy is there, so that the move is
		// in its middle however fast the machine is.
		for deadline := time.Now().Add(time.Minute); ; {
			if i == 0 && c.DBSize(t.Context()).Val() >= 30 || i > 0 && strings.Contains(out.String(), "Going on") {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("nothing was copied in a minute:\n%s", out.String())
			}
		}
		server.Do("CLIENT", "PAUSE", 60000, "WRITE")
		if err := cmd.Process.Signal(end); err != nil {
			t.Fatalf("the move ended before it could be stopped: %v\n%s", err, out.String())
		}
		if end == syscall.SIGINT {
			time.Sleep(50 * time.Millisecond) // the signal is heard while the server still keeps quiet
			server.Do("CLIENT", "UNPAUSE")
		}
		err := cmd.Wait()
		server.Do("CLIENT", "UNPAUSE")
		if err == nil {
			t.Fatalf("the move ended well and was not stopped:\n%s", out.String())
		}
		if end == syscall.SIGINT && !strings.Contains(out.String(), "To go on: frontdoor move -from sqlite:") {
			t.Errorf("after ctrl-C it says:\n%s", out.String())
		}
		if got := command(t, "", "", "agent", "list", "-book", "redis://"+server.Addr, "-key", "off"); got.code != 1 || !strings.Contains(got.err, "finish it with frontdoor move") {
			t.Errorf("half a book can be opened: %+v", got)
		}
	}
	redistest.Until(t, "the server has noticed that the movers are gone", func(context.Context) error {
		if n := fmt.Sprint(server.Do("PUBSUB", "NUMSUB", "{frontdoor}:nudges")); !strings.Contains(n, " 0]") && !strings.Contains(n, ":0]") {
			return errors.New(n)
		}
		return nil
	})
	got := command(t, "", "", args...)
	if got.code != 0 || !strings.Contains(got.err, "Going on with the move") || !strings.Contains(got.out, "the same, event by event") {
		t.Fatalf("going on: %+v", got)
	}
	if got := command(t, "", "", "agent", "list", "-book", "redis://"+server.Addr, "-key", "off"); got.code != 0 {
		t.Errorf("the moved book cannot be opened: %+v", got)
	}
	if again := command(t, "", "", args...); again.code != 1 || !strings.Contains(again.err, "holds a book already") {
		t.Errorf("moving once more: %+v", again)
	}
}

// fillBook makes a book of conversations with one case each.
func fillBook(t testing.TB, file string, talks, events int) {
	t.Helper()
	b, err := sqlite.Open(t.Context(), file, sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	for n := range talks {
		a := dialog.Address(fmt.Sprint("telegram:", n))
		state := dialog.State{V: dialog.StateVersion, Name: fmt.Sprint(n)}
		c := casebook.Commit{ID: fmt.Sprint("c", n), Address: a, Seen: "r:1", State: &state}
		for i := range events {
			c.Events = append(c.Events, casebook.Event{Address: a, At: time.Now(), Change: dialog.Change{
				Case: dialog.FormatCaseID("JH", casebook.ShardOf(a), uint64(n+1)), Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: fmt.Sprint("路灯坏了 ", i)}})
		}
		for i, kind := range []dialog.ChangeKind{dialog.ChangeOpened, dialog.ChangeClosed} { // two are open, one of them closed again
			if n+i < 2 {
				e := c.Events[0]
				e.Kind, e.Text = kind, ""
				c.Events = append(c.Events, e)
			}
		}
		if _, err := b.Commit(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}

// setBook lets the house's commands and its server use another book.
func (h *house) setBook(url string) {
	for i, v := range h.env {
		if strings.HasPrefix(v, "FRONTDOOR_BOOK=") {
			h.env[i] = "FRONTDOOR_BOOK=" + url
		}
	}
}

// byCase are the events of a feed by their case, in order.
func byCase(feed []event) map[string][]event {
	all := map[string][]event{}
	for _, e := range feed {
		all[e.Case] = append(all[e.Case], e)
	}
	return all
}

// samePrefix reports whether every case of before goes on in now.
func samePrefix(now, before map[string][]event) bool {
	for id, events := range before {
		if len(now[id]) < len(events) || fmt.Sprint(now[id][:len(events)]) != fmt.Sprint(events) {
			return false
		}
	}
	return true
}

func sumOf(t *testing.T, file string) [32]byte {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(content)
}
