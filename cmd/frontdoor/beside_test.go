package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"frontdoor/cmd/frontdoor/learn"
	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// besideUntil runs a candidate on the book until it has read so many cases, and stops it.
func besideUntil(t *testing.T, file string, cases int) {
	t.Helper()
	b, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	inUse, err := classify.Load()
	if err != nil {
		t.Fatal(err)
	}
	next, err := townSettings{Model: alwaysFacilities(t)}.model()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	anHourAgo := func() time.Time { return time.Now().Add(-time.Hour) }
	c := &learn.Candidate{Name: "c0ffee", InUse: inUse, New: next, Book: b, Now: anHourAgo, Log: slog.New(slog.NewTextHandler(&log, nil))}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- c.Stay(ctx) }()
	for nudges := b.Nudges(ctx); ; {
		if r, err := b.Get(ctx, "beside", "c0ffee"); err == nil {
			var p struct{ Cases int }
			if err := json.Unmarshal(r.Value, &p); err != nil {
				t.Fatal(err)
			}
			if p.Cases == cases {
				break
			}
		}
		select {
		case <-nudges:
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			t.Fatalf("%d cases were not read in a minute: %s", cases, &log)
		}
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the candidate ended with %v", err)
	}
	for _, secret := range []string{"老王", "下范村", "13900000122", "路灯", "发工资"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("a resident's words are in the log: %s", &log)
		}
	}
}

// A classifier beside the one in use reads every case once, over restarts too; shown is
// what they disagree about, without words, and nothing of who wanted to stay unknown.
func TestBesideNotesDisagreements(t *testing.T) {
	file := correctedBook(t)
	if got := command(t, file, "", "classify", "beside"); got.code != 0 || !strings.Contains(got.out, "No classifier has run beside") {
		t.Errorf("before: %+v", got)
	}
	besideUntil(t, file, 2)
	told(t, file, 4, "老板跑了,工资没发", "labour")
	besideUntil(t, file, 3)
	got := command(t, file, "", "classify", "beside")
	if n := strings.Count(got.out, "new facilities 1.00, filed labour by the bot\n"); n != 2 {
		t.Errorf("%d disagreements about wages, want 2", n)
	}
	for _, want := range []string{"in use labour", "c0ffee beside since ", ": 3 cases, ", "filed as the one in use says 2, as the new one says "} {
		if got.code != 0 || !strings.Contains(got.out, want) {
			t.Errorf("code %d, %q is missing in:\n%s%s", got.code, want, got.out, got.err)
		}
	}
	for _, word := range []string{"村支书", "老王", "老板", "工资", "路灯"} {
		if strings.Contains(got.out, word) {
			t.Errorf("%s is shown:\n%s", word, got.out)
		}
	}
}

// told adds one case to a book, as the bot files it.
func told(t *testing.T, file string, number uint64, what, category string) {
	t.Helper()
	b, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	address := dialog.Address("web:v1")
	id := dialog.FormatCaseID("JH", casebook.ShardOf(address), number)
	var events []casebook.Event
	for _, ch := range []dialog.Change{
		{Case: id, Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: "what", Value: what},
		{Case: id, Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: category},
	} {
		events = append(events, casebook.Event{Change: ch, At: time.Now(), Address: address})
	}
	if _, err := b.Commit(t.Context(), casebook.Commit{ID: string(id), Address: address, Expect: talkVersion(t, b, address), Events: events}); err != nil {
		t.Fatal(err)
	}
}

func talkVersion(t *testing.T, b *sqlite.Book, address dialog.Address) casebook.Version {
	t.Helper()
	talk, err := b.Read(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return talk.Version
}

// The server runs a candidate when it is named one, and does not start with a file that is none.
func TestServeRunsACandidate(t *testing.T) {
	for file, want := range map[string]string{
		"":                                   "",
		alwaysFacilities(t):                  "the classifier beside",
		writeFile(t, "foreign.model", "hi"):  "error: frontdoor classify train -out",
		writeFile(t, "f.model", "") + "none": "error: FRONTDOOR_MODEL_BESIDE",
	} {
		b, _, closing, err := temporaryBook(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		duties, err := (&serveSettings{ModelBeside: file}).beside(b, nil, slog.Default())
		got := ""
		if err != nil {
			got = "error: " + err.Error()
		} else if len(duties) > 0 {
			got = duties[0].name
		}
		if part, isError := strings.CutPrefix(want, "error: "); isError && (err == nil || !strings.Contains(got, part)) || !isError && got != want {
			t.Errorf("%q: %q, want %q", file, got, want)
		}
		closing()
	}
}
