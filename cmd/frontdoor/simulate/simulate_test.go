package simulate

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"frontdoor/dialog/script"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook/sqlite"
)

// TestMonth: a month of residents, three hundred without the race detector, and never a case without an owner or a queue; every
// clock once, in time; no case with whom it complains of.
func TestMonth(t *testing.T) {
	s := play(t, 30, residents, 2)
	for _, wrong := range s.Wrong {
		t.Error(wrong)
	}
	if all := s.Report.Total; all.Taken < residents*9/10 || all.Closed < all.Taken/2 || all.Open >= all.Taken/2 {
		t.Errorf("of %d residents %d cases were taken, %d closed, %d are open", residents, all.Taken, all.Closed, all.Open)
	}
	if residents < 300 {
		return // too few for everything to happen
	}
	for _, kind := range []string{"proposed", "passed over", "warned", "to the town", "to the county", "reopened", "clusters", "followed"} {
		if s.Kinds[kind] == 0 {
			t.Errorf("a month in which nothing was %s plays nothing of it", kind)
		}
	}
	if s.Owners["head"] > s.Report.Total.Taken/10 {
		t.Errorf("the supervisor had to take %d cases", s.Owners["head"])
	}
}

// TestSameSeedIsTheSameMonth: what chance did can be looked at again.
func TestSameSeedIsTheSameMonth(t *testing.T) {
	if residents < 300 {
		t.Skip("the race detector has nothing to say to it")
	}
	a, b := play(t, 3, 8, 7), play(t, 3, 8, 7)
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func play(t *testing.T, days, cases int, seed uint64) Summary {
	t.Helper()
	areas, err := os.ReadFile("../sample/areas.yaml")
	if err != nil {
		t.Fatal(err)
	}
	place, err := town.Parse("town.yaml", append([]byte(town.Standard()), areas...))
	if err != nil {
		t.Fatal(err)
	}
	sc, err := script.New(nil, place, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "book.db"), sqlite.Volatile())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	s, err := Play(context.WithoutCancel(t.Context()), Options{Script: sc, Book: book, Days: days, Cases: cases, Seed: seed,
		Start: time.Date(2026, 11, 1, 0, 0, 0, 0, place.Zone)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
