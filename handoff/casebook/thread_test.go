package casebook

import (
	"slices"
	"testing"

	"frontdoor/dialog"
)

func TestThreadFoldsReceiptsIntoTheirLine(t *testing.T) {
	word := func(message string) Event {
		return Event{Change: dialog.Change{Kind: dialog.ChangeSaid, Text: message}, Message: message}
	}
	heard := func(message string, r Receipt, why string) Event {
		return Event{Change: dialog.Change{Kind: dialog.ChangeReceipt, Text: why}, Message: message, Receipt: r, Provider: "SM"}
	}
	for _, row := range []struct {
		name     string
		receipts []Event
		state    Receipt
		why      string
	}{
		{"nothing heard", nil, Queued, ""},
		{"put off", []Event{heard("m", Queued, "down")}, Queued, "down"},
		{"put off, then sent", []Event{heard("m", Queued, "down"), heard("m", Sent, "")}, Sent, ""},
		{"all in order", []Event{heard("m", Sent, ""), heard("m", Delivered, ""), heard("m", Read, "")}, Read, ""},
		{"all the wrong way round", []Event{heard("m", Read, ""), heard("m", Delivered, ""), heard("m", Sent, "")}, Read, ""},
		{"sent, then failed", []Event{heard("m", Sent, ""), heard("m", Failed, "no such number")}, Failed, "no such number"},
		{"failed is final", []Event{heard("m", Failed, "no such number"), heard("m", Sent, ""), heard("m", Expired, "")}, Failed, "no such number"},
		{"unless it was delivered", []Event{heard("m", Failed, "no such number"), heard("m", Delivered, "")}, Delivered, ""},
		{"another message's", []Event{heard("other", Sent, "")}, Queued, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			lines := Thread(append([]Event{word(""), word("m")}, row.receipts...))
			if len(lines) != 2 || lines[0].State != "" || lines[1].State != row.state || lines[1].Why != row.why {
				t.Errorf("got %+v, want %s %q", lines, row.state, row.why)
			}
		})
	}
}

// What a resident took back is marked, and what it was changed to; the row's last word is that
// they did so, until somebody says something.
func TestTakenBackIsMarked(t *testing.T) {
	by := func(kind dialog.ChangeKind, ref, text string) dialog.Change {
		return dialog.Change{Kind: kind, By: dialog.ByResident, Ref: ref, Text: text}
	}
	all := happened(by(dialog.ChangeSaid, "u1.7", "密码是1234"), by(dialog.ChangeSaid, "u2.8", "谢谢"), by(dialog.ChangeEdited, "7", "密码是12345"),
		dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByBot, Ref: "7"}, by(dialog.ChangeUnsaid, "7", ""), by(dialog.ChangeSaid, "9", "好了"))
	events := all[:5]
	for i, want := range []bool{true, false, true, false, false} {
		if got := Thread(events)[i].UnsaidAt; got.Equal(events[4].At) != want || got.IsZero() == want {
			t.Errorf("line %d was taken back at %v", i, got)
		}
	}
	if c := Fold(events); !c.Unsaid || c.LastText != "" || c.LastBy != dialog.ByResident || !c.LastAt.Equal(events[4].At) {
		t.Errorf("the last word is %q by %s at %v, taken back: %v", c.LastText, c.LastBy, c.LastAt, c.Unsaid)
	}
	if c := Fold(all); c.Unsaid || c.LastText != "好了" {
		t.Errorf("after another word: %q, taken back: %v", c.LastText, c.Unsaid)
	}
}

// Whatever order receipts come in, and however often, the furthest one counts.
func TestReceiptsInEveryOrder(t *testing.T) {
	furthest := []Receipt{Queued, Sent, Failed, Delivered, Read}
	var heard []Receipt
	var each func(left []Receipt)
	each = func(left []Receipt) {
		events := []Event{{Change: dialog.Change{Kind: dialog.ChangeSaid}, Message: "m"}}
		want := 0
		for _, r := range heard {
			e := Event{Change: dialog.Change{Kind: dialog.ChangeReceipt, Text: string(r)}, Message: "m", Receipt: r}
			events = append(events, e, e)
			want = max(want, slices.Index(furthest, r))
		}
		line := Thread(events)[0]
		if line.State != furthest[want] || len(heard) > 0 && line.Why != string(furthest[want]) {
			t.Errorf("after %v it is %s (%s), want %s", heard, line.State, line.Why, furthest[want])
		}
		for i, r := range left {
			heard = append(heard, r)
			each(append(slices.Clone(left[:i]), left[i+1:]...))
			heard = heard[:len(heard)-1]
		}
	}
	each(furthest)
}
