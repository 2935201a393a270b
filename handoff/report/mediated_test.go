package report

import (
	"testing"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/casebook"
)

// TestAgreedIsNotFulfilled: what was signed and what was kept are counted apart, each in its
// month, also where the case was erased meanwhile, but for what the law holds, or where
// a broken agreement is followed by another mediation.
func TestAgreedIsNotFulfilled(t *testing.T) {
	at := func(month time.Month) time.Time { return time.Date(2026, month, 9, 9, 0, 0, 0, zone) }
	point := []mediation.Point{{Owes: "b", Owed: "a", Amount: "600", Due: "2026-12-05"}}
	events := func(erased, again bool) (all []casebook.Event) {
		say := func(when time.Time, c dialog.Change) {
			c.Case = "JH-03-00001-1"
			all = append(all, casebook.Event{Change: c, At: when, Address: "web:a", Seq: len(all) + 1})
		}
		var table mediation.Table
		act := func(month time.Month, a mediation.Act, hold bool) {
			a.At = at(month)
			if v, ok := table.Current(); ok {
				a.Version, a.Hash = v.N, v.Hash
			}
			table = table.After(a)
			say(a.At, dialog.Change{Kind: dialog.ChangeMediation, Value: string(a.Kind), Act: &a, Hold: hold})
		}
		act(9, mediation.Act{Kind: mediation.Begin, Topic: "漏水", Name: "李", Party: "a", Address: "web:a", Case: "JH-03-00001-1"}, false)
		act(9, mediation.Act{Kind: mediation.Add, Party: "b", Name: "王", Role: "side", Signs: true, Address: "sms:b"}, false)
		act(9, mediation.Act{Kind: mediation.Accept, Party: "b"}, false)
		act(9, mediation.Act{Kind: mediation.Propose, Points: point}, false)
		act(9, mediation.Act{Kind: mediation.Agree, Party: "a"}, false)
		act(9, mediation.Act{Kind: mediation.Agree, Party: "b"}, false)
		act(10, mediation.Act{Kind: mediation.Sign, Number: "1"}, false)
		if erased {
			say(at(10), dialog.Change{Kind: dialog.ChangeErased, Until: at(10).AddDate(3, 0, 0)})
			kept := table.UnderHold("a")
			act(10, mediation.Act{Kind: mediation.Hold, Party: "a", Table: &kept}, true)
		}
		if again {
			act(10, mediation.Act{Kind: mediation.End, Outcome: "broken"}, false)
			act(11, mediation.Act{Kind: mediation.Begin, Topic: "漏水", Name: "李", Party: "a", Address: "web:a", Case: "JH-03-00001-1"}, false)
			return all
		}
		act(11, mediation.Act{Kind: mediation.Kept, Party: "a", Item: 1}, erased)
		return casebook.Erased(all)
	}
	for name, row := range map[string]struct{ erased, again bool }{"kept": {}, "erased": {erased: true}, "broken and begun anew": {again: true}} {
		h := &history{}
		for _, e := range events(row.erased, row.again) {
			h.apply(e)
		}
		kept := 1
		if row.again {
			kept = 0
		}
		for month, want := range map[string][2]int{"2026-09": {0, 0}, "2026-10": {1, 0}, "2026-11": {0, kept}} {
			m, err := ParseMonth(month, zone)
			if err != nil {
				t.Fatal(err)
			}
			var row Row
			in := func(at int64) bool { return at >= m.Start.UnixMilli() && at < m.End.UnixMilli() }
			(&tally{inMonth: in}).mediated(h, func(_ string, count func(*Row)) { count(&row) })
			if row.Agreed != want[0] || row.Fulfilled != want[1] {
				t.Errorf("%s, %s: %d agreed and %d fulfilled, want %v", name, month, row.Agreed, row.Fulfilled, want)
			}
		}
	}
}
