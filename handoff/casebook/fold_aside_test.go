package casebook

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
)

// A question and the waiting for its answer are one commit; a later word of the agent
// ends the waiting, and a case that came back by itself says so until somebody goes on.
func TestFoldOfWhatWaits(t *testing.T) {
	until := noon.Add(5 * 24 * time.Hour)
	at := func(minutes int, c dialog.Change) Event {
		return Event{Change: c, At: noon.Add(time.Duration(minutes) * time.Minute)}
	}
	waits := dialog.Change{Kind: dialog.ChangeStatus, By: dialog.ByAgent, Agent: "wu", Value: "waiting_resident", Text: "发票号?", Until: until}
	word := dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByAgent, Agent: "wu", Text: "发票号?"}
	back := dialog.Change{Kind: dialog.ChangeStatus, By: dialog.BySystem, Value: "in_progress"}
	held := dialog.Change{Kind: dialog.ChangeHeld, By: dialog.ByAgent, Agent: "wu", Value: "reply", Text: "好的", Until: until}
	for _, row := range []struct {
		name   string
		events []Event
		want   Case // of what is looked at here
	}{
		{"asked and waiting", []Event{at(1, waits), at(1, word)}, Case{Status: dialog.WaitingResident, Until: until, WaitsFor: "发票号?"}},
		{"a later word", []Event{at(1, waits), at(1, word), at(2, word)}, Case{Status: dialog.InProgress}},
		{"came back", []Event{at(1, waits), at(9, back)}, Case{Status: dialog.InProgress, BackAt: noon.Add(9 * time.Minute)}},
		{"came back, gone on with", []Event{at(1, waits), at(9, back), at(10, word)}, Case{Status: dialog.InProgress}},
		{"held", []Event{at(1, word), at(2, held)}, Case{Status: dialog.InProgress, Held: &Held{Kind: "reply", Agent: "wu", Text: "好的", At: noon.Add(2 * time.Minute), Until: until}}},
		{"held, and the words before it let go", []Event{at(1, held), at(2, held), at(2, word)},
			Case{Status: dialog.InProgress, Held: &Held{Kind: "reply", Agent: "wu", Text: "好的", At: noon.Add(2 * time.Minute), Until: until}}},
		{"held, taken back", []Event{at(1, word), at(2, held), at(3, dialog.Change{Kind: dialog.ChangeUnsent, By: dialog.ByAgent})}, Case{Status: dialog.InProgress}},
		{"held, gone out", []Event{at(1, word), at(2, held), at(3, word)}, Case{Status: dialog.InProgress}},
		{"mentioned", []Event{at(1, word), at(2, dialog.Change{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: "wu", Value: "li,lin"})},
			Case{Status: dialog.InProgress, Mentioned: []string{"li", "lin"}}},
		{"mentioned, answered", []Event{at(1, word), at(2, dialog.Change{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: "wu", Value: "li,lin"}),
			at(3, dialog.Change{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: "li"})}, Case{Status: dialog.InProgress, Mentioned: []string{"lin"}}},
		{"summed up", []Event{at(1, word), at(2, dialog.Change{Kind: dialog.ChangeSummed, Text: "等电工"})}, Case{Status: dialog.InProgress, Summary: "等电工"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			for i := range row.events {
				row.events[i].Seq = i + 1
			}
			c := Fold(row.events)
			got := Case{Status: c.Status, Until: c.Until, WaitsFor: c.WaitsFor, BackAt: c.BackAt, Held: c.Held, Mentioned: c.Mentioned, Summary: c.Summary}
			if diff := cmp.Diff(row.want, got); diff != "" {
				t.Error(diff)
			}
			for _, e := range row.events {
				open, private, err := EncodeEvent(e)
				if err != nil {
					t.Fatal(err)
				}
				if stored, err := DecodeEvent(e.Case, e.Seq, open, private); err != nil || cmp.Diff(e, stored) != "" {
					t.Errorf("stored otherwise: %v %s", err, cmp.Diff(e, stored))
				}
			}
		})
	}
}
