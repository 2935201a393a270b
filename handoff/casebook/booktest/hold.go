package booktest

import (
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/casebook"
)

const signedWords = "1. 王先生付给李大爷300元"

// UnderHold are the events of a case that is erased, and of which what was signed is held by
// law for a year.
func UnderHold(id dialog.CaseID, from dialog.Address, at time.Time) []casebook.Event {
	table := mediation.Table{State: mediation.Signed, SignedAt: at, Versions: []mediation.Version{{N: 1, Words: signedWords}}}
	return []casebook.Event{
		{Address: from, At: at, Change: dialog.Change{Case: id, Kind: dialog.ChangeErased, By: dialog.ByResident, Value: dialog.EraseAsked, Until: at.AddDate(1, 0, 0)}},
		{Address: from, At: at, Change: dialog.Change{Case: id, Kind: dialog.ChangeMediation, By: dialog.BySystem, Value: string(mediation.Hold), Hold: true,
			Act: &mediation.Act{Kind: mediation.Hold, By: mediation.Town, At: at, Table: &table}}},
	}
}

// HoldsOnly checks that of a case so many events held by law are read, the way to its talk in
// each, and no other words. The feed gives the same.
func HoldsOnly(t *testing.T, b casebook.Book, id dialog.CaseID, held int) {
	t.Helper()
	feed, _, err := b.Since(t.Context(), "", 1000)
	if err != nil {
		t.Fatal(err)
	}
	events, err := b.Case(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for where, all := range map[string][]casebook.Event{"the case": events, "the feed": feed} {
		n := 0
		for _, e := range all {
			switch {
			case e.Case != id:
			case e.Act != nil && e.Act.Table != nil && e.Act.Table.Versions[0].Words == signedWords && e.Address != "":
				n++
			case e.Text != "" || e.Address != "" || e.Act != nil:
				t.Errorf("%s still tells %+v", where, e)
			}
		}
		if where == "the feed" && n != held {
			t.Errorf("%s holds %d events by law, want %d", where, n, held)
		}
	}
	if c := casebook.Fold(events); (c.Table != nil) != (held > 0) || c.ErasedAt.IsZero() || c.Address != "" || held > 0 && c.HeldAt == "" {
		t.Errorf("the case is %+v", c)
	}
}
