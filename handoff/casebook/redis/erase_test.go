package redis

import (
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/booktest"
)

// Words of a time when nothing was sealed are erased in Redis and in the archive; those of
// another case stay.
func TestErasingBlanksWhatWasNeverSealed(t *testing.T) {
	m := miniredis.RunT(t)
	store := newMemory()
	const from dialog.Address = "telegram:1001"
	one, two := dialog.FormatCaseID("JH", casebook.ShardOf(from), 1), dialog.FormatCaseID("JH", casebook.ShardOf(from), 2)
	tell := func(b *Book, commit string, id dialog.CaseID, words string) {
		t.Helper()
		_, err := b.Commit(t.Context(), casebook.Commit{ID: commit, Address: from, Events: []casebook.Event{{Address: from, At: time.Now(),
			Change: dialog.Change{Case: id, Kind: dialog.ChangeSaid, Text: words}}}})
		if err != nil {
			t.Fatal(err)
		}
	}
	b := openWith(t, "redis://"+m.Addr(), Options{Archive: store})
	tell(b, "1", one, "secret in the clear")
	tell(b, "2", two, "another's words")
	if err := b.Archive(t.Context(), one, 1); err != nil {
		t.Fatal(err)
	}
	hold := func(b *Book, commit string, id dialog.CaseID) {
		t.Helper()
		if _, err := b.Commit(t.Context(), casebook.Commit{ID: commit, Address: from, Events: booktest.UnderHold(id, from, time.Now())}); err != nil {
			t.Fatal(err)
		}
	}
	hold(b, "held", two)
	if err := b.EraseCase(t.Context(), two, true, time.Now()); err != nil {
		t.Fatal(err)
	}
	three := dialog.FormatCaseID("JH", casebook.ShardOf(from), 3)
	tell(b, "2b", three, "another's words")
	b = openWith(t, "redis://"+m.Addr(), Options{Archive: store, Master: booktest.Safe("town")})
	tell(b, "3", one, "secret, sealed")
	if len(store.cases()) != 1 {
		t.Fatalf("the archive holds %v", store.cases())
	}
	for range 2 { // it may be said again
		if err := b.EraseCase(t.Context(), one, false, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	tell(b, "4", two, "secret, sealed")
	hold(b, "held too", two)
	if err := b.EraseCase(t.Context(), two, true, time.Now()); err != nil {
		t.Fatal(err)
	}
	booktest.HoldsOnly(t, b, two, 2)
	if err := b.EraseCase(t.Context(), two, false, time.Now()); err != nil {
		t.Fatal(err)
	}
	booktest.HoldsOnly(t, b, two, 0)
	for id, want := range map[dialog.CaseID]string{one: "", three: "another's words"} {
		events, err := b.Case(t.Context(), id)
		if err != nil || len(events) == 0 || events[0].Text != want || events[0].Kind != dialog.ChangeSaid {
			t.Errorf("%s: %+v, %v", id, events, err)
		}
	}
	var lists strings.Builder
	for _, id := range []dialog.CaseID{one, two, three} {
		entries, err := m.List(b.shardOf(from).log(id))
		if err != nil {
			t.Fatal(err)
		}
		lists.WriteString(strings.Join(entries, "\n"))
	}
	if held := lists.String(); strings.Contains(held, "secret") || !strings.Contains(held, "another") {
		t.Errorf("Redis holds\n%s", held)
	}
	if len(store.cases()) != 0 {
		t.Errorf("the archive holds %v", store.cases())
	}
}
