package redis

import (
	"fmt"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

// TestPackedWhileWritten: a backup of Redis is no single moment. Whatever is committed between
// any two of its parts, restored each case has all its events in order up to one of its own
// moments, every word of them can be read, and no talk knows of an event that is not there. It ends,
// however much is written.
func TestPackedWhileWritten(t *testing.T) {
	from := openWith(t, "redis://"+miniredis.RunT(t).Addr(), Options{Master: booktest.Safe("town")})
	n, versions := 0, map[dialog.Address]casebook.Version{}
	cases := map[dialog.CaseID]dialog.Address{}
	say := func(who int) {
		t.Helper()
		n++
		a := dialog.Address(fmt.Sprint("telegram:", who))
		id := dialog.FormatCaseID("JH", casebook.ShardOf(a), uint64(who)+1)
		state := dialog.State{V: dialog.StateVersion, Name: "罗小满"}
		_, err := from.Commit(t.Context(), casebook.Commit{ID: fmt.Sprint("c", n), Address: a, Seen: fmt.Sprint("m", n), State: &state, Expect: versions[a],
			Events: []casebook.Event{{Address: a, At: time.Now(), Change: dialog.Change{Case: id, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: fmt.Sprint("words ", n)}}}})
		if err != nil {
			t.Fatal(err)
		}
		versions[a]++
		cases[id] = a
	}
	for who := range 12 {
		say(who)
		say(who)
	}
	var parcels []casebook.Parcel
	for after, part := "", 0; ; part++ {
		more, next, err := from.Pack(t.Context(), after, 5)
		if err != nil {
			t.Fatal(err)
		}
		parcels = append(parcels, more...)
		if part == 20 { // the town's keys are made anew under it, too
			if _, err := from.Vault().Rotate(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if after = next; next == "" {
			break
		}
		say(part % 12)
		if part < 40 {
			say(100 + part) // a case that begins meanwhile
		}
		if part > 500 {
			t.Fatal("the backup never ends while others write")
		}
	}
	to := openWith(t, "redis://"+miniredis.RunT(t).Addr(), Options{Master: booktest.Safe("town")})
	if err := to.Unpack(t.Context(), parcels); err != nil {
		t.Fatal(err)
	}
	restored := 0
	for id, a := range cases {
		events, err := to.Case(t.Context(), id)
		if err != nil {
			continue // begun too late for this backup
		}
		restored++
		for i, e := range events {
			if e.Seq != i+1 || e.Text == "" {
				t.Errorf("%s: event %d is %+v", id, i+1, e)
			}
		}
		talk, err := to.Read(t.Context(), a)
		if err != nil || int(talk.Version) > len(events) {
			t.Errorf("%s: %d events, its talk is at version %d: %v", id, len(events), talk.Version, err)
		}
	}
	if restored < 12 {
		t.Errorf("%d of %d cases are restored", restored, len(cases))
	}
}
