package sms

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"frontdoor/bot"
	"frontdoor/bot/bottest"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// newShelf is a Shelf on a book of its own. It knows the real time only: what is kept on
// it in these tests is of a later year, so that it has not expired.
func newShelf(t testing.TB) *sqlite.Book {
	t.Helper()
	b, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() }) //nolint:errcheck // the test is over
	return b
}

// TestTheBudgetIsKept: what is over the limit is held back, says so, and goes the next
// day; a card about danger goes and is counted; what did not go out costs nothing.
func TestTheBudgetIsKept(t *testing.T) {
	const bert = "+8613900000103"
	day := time.FixedZone("", 8*3600)
	noon := time.Date(2036, 11, 22, 12, 30, 0, 0, day)
	shelf := newShelf(t)
	var log bytes.Buffer
	now := noon
	start := func() *town {
		return newTown(t, nil, func(c *Config) {
			c.Budget = Budget{Shelf: shelf, Number: 3, Channel: 8, Zone: day, Called: func(_ context.Context, number string) (string, error) {
				return "called " + strings.ReplaceAll(number, "+86139", ""), nil
			}}
			c.Log, c.Now = slog.New(slog.NewTextHandler(&log, nil)), func() time.Time { return now }
		})
	}
	w := start()
	two := strings.Repeat("灯", 71) // two segments
	send := func(w *town, to, text string, safety bool) error {
		m := outgoing(text)
		m.ID, m.To, m.Safety = text+to+fmt.Sprint(len(w.api.Sent())), address(to), safety
		_, err := w.Send(t.Context(), m)
		return err
	}
	held := func(what string, err error, until time.Time, says string) {
		t.Helper()
		var e *bot.SendError
		if !errors.As(err, &e) || !e.Until.Equal(until) || !strings.Contains(e.Reason, says) || strings.Contains(e.Reason, phone) {
			t.Errorf("%s: %v (%+v), want it held until %v", what, err, e, until)
		}
	}
	fine := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	fine("two", send(w, phone, two, false))
	w = start() // the limit outlives the process
	held("two of the one left", send(w, phone, two, false), noon.Add(30*time.Minute), "FRONTDOOR_SMS_NUMBER_LIMIT")
	fine("the one left", send(w, phone, "one", false))
	held("a fourth", send(w, phone, "one", false), noon.Add(30*time.Minute), "3 segments a day")
	fine("danger", send(w, phone, "着火先打119", true))
	if got := w.Trouble(t.Context()); len(got) != 1 || !strings.Contains(got[0], "FRONTDOOR_SMS_NUMBER_LIMIT) is reached for 1;") || strings.Contains(got[0], "139000") {
		t.Errorf("one number's limit is reached, and it says %q", got)
	}
	for _, kind := range []string{spentKind, fullKind} {
		records, err := shelf.List(t.Context(), kind)
		if err != nil || len(records) == 0 {
			t.Errorf("of %s: %d, %v", kind, len(records), err)
		}
		for _, r := range records {
			if strings.Contains(r.Key, "+86") {
				t.Errorf("%s lies under %q", kind, r.Key)
			}
		}
	}
	if n, err := (Budget{Shelf: shelf, Number: 4, Zone: day}).Full(t.Context(), now); n != 0 || err != nil {
		t.Errorf("where the limit was raised it is reached for %d, %v", n, err)
	}
	w.api.Trouble(3, "", bottest.Down)
	for range 3 {
		if err := send(w, bert, two, false); err == nil {
			t.Error("sent while the gateway is down")
		}
	}
	fine("bert's first, after an outage that cost nothing", send(w, bert, two, false))
	fine("bert's second", send(w, bert, "x", false))
	fine("the eighth of the channel", send(w, "+8613900000104", "x", false))
	held("a ninth", send(w, "+8613900000104", "x", false), noon.Add(30*time.Minute), "FRONTDOOR_SMS_DAILY_LIMIT")
	fine("danger still goes", send(w, "+8613900000104", "着火先打119", true))
	if got := w.Trouble(t.Context()); len(got) != 2 || !strings.Contains(got[0], "FRONTDOOR_SMS_DAILY_LIMIT") {
		t.Errorf("it says %q", got)
	}
	if used, err := (Budget{Shelf: shelf, Zone: day}).Spent(t.Context(), now); used < 8 || err != nil {
		t.Errorf("another process reads that %d were spent, %v", used, err)
	}
	now = time.Date(2036, 11, 22, 23, 59, 0, 0, day)
	held("before midnight", send(w, "+8613900000104", "x", false), noon.Add(11*time.Hour+30*time.Minute), "")
	now = now.Add(time.Minute)
	fine("the next day", send(w, phone, two, false))
	if got := w.Trouble(t.Context()); len(got) != 0 {
		t.Errorf("the next day it still says %q", got)
	}
	if n := strings.Count(log.String(), "level=ERROR"); n != 2 || strings.Contains(log.String(), phone) || strings.Contains(log.String(), "139000") {
		t.Errorf("told %d times, want once for the number and once for the channel:\n%s", n, &log)
	}
}

// TestTheBudgetIsSharedByProcesses: however many send at once, the limit is not passed.
func TestTheBudgetIsSharedByProcesses(t *testing.T) {
	const limit = 60
	shelf := newShelf(t)
	var under sync.WaitGroup
	var mu sync.Mutex
	went := 0
	for range 3 {
		g := &guard{Budget: Budget{Shelf: shelf, Channel: limit}, log: slog.New(slog.DiscardHandler)}
		for i := range 8 {
			under.Go(func() {
				for n := range 5 {
					given, err := g.take(context.Background(), arrival.AddDate(10, 0, 0), "+1", 1, false)
					if err != nil {
						continue
					}
					if (i+n)%5 == 0 { // it did not go out
						given.back()
						continue
					}
					mu.Lock()
					went++
					mu.Unlock()
				}
			})
		}
	}
	under.Wait()
	if went > limit || went < limit-3*2 {
		t.Errorf("%d went out of %d", went, limit)
	}
}

// A Shelf that cannot be read holds nothing up for good: it is tried again.
func TestTheBudgetCannotBeRead(t *testing.T) {
	shelf := newShelf(t)
	w := newTown(t, nil, func(c *Config) { c.Budget = Budget{Shelf: shelf, Number: 1} })
	shelf.Close() //nolint:errcheck // what is wanted is that it is closed
	var e *bot.SendError
	if _, err := w.Send(t.Context(), outgoing("x")); !errors.As(err, &e) || !e.Again || !e.Until.IsZero() || w.api.Calls() > 0 {
		t.Errorf("%v, %d calls", err, w.api.Calls())
	}
}

// TestNumbersOfBeforeAreHidden: what an earlier program spent under numbers is counted on under
// their names, and no number is left.
func TestNumbersOfBeforeAreHidden(t *testing.T) {
	shelf, day := newShelf(t), "2036-11-22"
	for key, value := range map[string]string{day + " +8613900000103": "3", day + " +8613900000104": "2", day + " called 104": "1", day + " all": "5"} {
		for _, kind := range []string{spentKind, fullKind} {
			if _, err := shelf.Put(t.Context(), casebook.Record{Kind: kind, Key: key, Value: []byte(value), Expires: time.Date(2036, 11, 24, 0, 0, 0, 0, time.UTC)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	b := Budget{Shelf: shelf, Called: func(_ context.Context, number string) (string, error) {
		return "called " + strings.TrimPrefix(number, "+8613900000"), nil
	}}
	for range 2 {
		if err := b.HideNumbers(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, kind := range []string{spentKind, fullKind} {
			records, err := shelf.List(t.Context(), kind)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for _, r := range records {
				got[r.Key] = string(r.Value)
			}
			if want := map[string]string{day + " called 103": "3", day + " called 104": "1", day + " all": "5"}; !maps.Equal(got, want) {
				t.Errorf("%s has %v, want %v", kind, got, want)
			}
		}
	}
}
