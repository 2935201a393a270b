package casebook

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"frontdoor/dialog"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// happened makes numbered events, a minute apart, of changes.
func happened(changes ...dialog.Change) []Event {
	var events []Event
	for i, c := range changes {
		c.Case = "JH-07-00001-1"
		events = append(events, Event{Change: c, Seq: i + 1, At: noon.Add(time.Duration(i) * time.Minute), Address: "web:v1"})
	}
	return events
}

func resident(text string) dialog.Change {
	return dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: text}
}

func agent(login string, kind dialog.ChangeKind) dialog.Change {
	return dialog.Change{Kind: kind, By: dialog.ByAgent, Agent: login}
}

func kind(k dialog.ChangeKind, value string) dialog.Change {
	return dialog.Change{Kind: k, By: dialog.ByBot, Value: value}
}

func TestStatusAndOwner(t *testing.T) {
	opened, closed, reopened := kind(dialog.ChangeOpened, ""), agent("wu", dialog.ChangeClosed), kind(dialog.ChangeReopened, "")
	wu, li, words := agent("wu", dialog.ChangeClaimed), agent("li", dialog.ChangeClaimed), agent("wu", dialog.ChangeSaid)
	for _, row := range []struct {
		name   string
		events []dialog.Change
		status dialog.Status
		owner  string
	}{
		{"first word", []dialog.Change{resident("x")}, dialog.Collecting, ""},
		{"abandoned", []dialog.Change{resident("x"), kind(dialog.ChangeAbandoned, "")}, dialog.Collecting, ""},
		{"dropped", []dialog.Change{resident("x"), kind(dialog.ChangeDropped, "")}, dialog.Collecting, ""},
		{"opened", []dialog.Change{resident("x"), opened}, dialog.Unclaimed, ""},
		{"claimed", []dialog.Change{opened, wu}, dialog.InProgress, "wu"},
		{"claimed before it was opened", []dialog.Change{resident("x"), wu, opened}, dialog.InProgress, "wu"},
		{"answered unclaimed", []dialog.Change{opened, words}, dialog.InProgress, "wu"},
		{"a word of a colleague leaves the owner", []dialog.Change{opened, li, words}, dialog.InProgress, "li"},
		{"taken over", []dialog.Change{opened, wu, li}, dialog.InProgress, "li"},
		{"released", []dialog.Change{opened, wu, agent("wu", dialog.ChangeReleased)}, dialog.Unclaimed, ""},
		{"handed back", []dialog.Change{opened, wu, agent("wu", dialog.ChangeHandedBack)}, dialog.Unclaimed, ""},
		{"waiting", []dialog.Change{opened, wu, kind(dialog.ChangeStatus, "waiting_resident")}, dialog.WaitingResident, "wu"},
		{"waiting, then answered", []dialog.Change{opened, wu, kind(dialog.ChangeStatus, "waiting_resident"), words}, dialog.InProgress, "wu"},
		{"passed on", []dialog.Change{opened, wu, {Kind: dialog.ChangeTransferred, By: dialog.ByAgent, Agent: "wu", Value: "li", Raw: "小李"}}, dialog.InProgress, "li"},
		{"passed on while it waits", []dialog.Change{opened, wu, kind(dialog.ChangeStatus, "snoozed"), {Kind: dialog.ChangeTransferred, Value: "li"}}, dialog.Snoozed, "li"},
		{"closed", []dialog.Change{opened, wu, closed}, dialog.Resolved, "wu"},
		{"closed, with the words that go with it", []dialog.Change{opened, wu, closed, words}, dialog.Resolved, "wu"},
		{"closed, thanked", []dialog.Change{opened, wu, closed, resident("谢谢")}, dialog.Resolved, "wu"},
		{"reopened", []dialog.Change{opened, wu, closed, reopened}, dialog.InProgress, "wu"},
		{"reopened without an owner", []dialog.Change{opened, closed, reopened}, dialog.Unclaimed, ""},
		{"archived", []dialog.Change{opened, wu, closed, kind(dialog.ChangeStatus, "archived"), words}, dialog.Archived, "wu"},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := Fold(happened(row.events...))
			if c.Status != row.status || c.Owner != row.owner {
				t.Errorf("%s owned by %q, want %s by %q", c.Status, c.Owner, row.status, row.owner)
			}
		})
	}
}

func TestFoldOfAWholeCase(t *testing.T) {
	claimed := agent("wu", dialog.ChangeClaimed)
	claimed.Text = "吴姐"
	photo := resident("看照片")
	photo.Media = []dialog.Media{{Kind: "photo"}, {Kind: "photo"}}
	edited := dialog.Change{Kind: dialog.ChangeEdited, By: dialog.ByResident, Text: "看这张照片"}
	opened := kind(dialog.ChangeOpened, "")
	opened.Due, opened.Urgent = noon.Add(time.Hour), true
	closed := agent("wu", dialog.ChangeClosed)
	closed.Outcome = dialog.Partly
	scored := kind(dialog.ChangeScored, "3")
	scored.Text = "slow"
	category := kind(dialog.ChangeCategory, "facilities")
	category.Confidence = 0.9
	got := Fold(happened(
		resident("着火了"), category,
		dialog.Change{Kind: dialog.ChangeSlot, Slot: "where", Value: "七星村", Raw: "在七星村"},
		dialog.Change{Kind: dialog.ChangeSlot, Slot: "phone", Note: dialog.Skipped},
		dialog.Change{Kind: dialog.ChangeSlot, Slot: "amount", Value: "1900"},
		dialog.Change{Kind: dialog.ChangeSlot, Slot: "amount"},
		dialog.Change{Kind: dialog.ChangeFlagged, Flags: []dialog.Flag{"emergency", "human"}},
		dialog.Change{Kind: dialog.ChangeFlagged, Flags: []dialog.Flag{"human", "minor"}},
		dialog.Change{Kind: dialog.ChangeUnflagged, Flags: []dialog.Flag{"human"}},
		kind(dialog.ChangeAlerted, "fire"), opened,
		dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByBot, Text: "打119!"},
		photo, edited, claimed, agent("wu", dialog.ChangeNoted),
		kind(dialog.ChangeLinked, "JH-07-00002-2"), kind(dialog.ChangeReach, "stopped"), kind(dialog.ChangeReach, "blocked"), kind(dialog.ChangeReach, "unblocked"),
		closed, scored,
	))
	want := Case{
		ID: "JH-07-00001-1", Address: "web:v1", Status: dialog.Resolved, Category: "facilities", Confidence: 0.9,
		Facts: map[string]Fact{"where": {Value: "七星村", Raw: "在七星村"}, "phone": {State: dialog.Skipped}},
		Flags: []dialog.Flag{"emergency", "minor"}, Owner: "wu", OwnerName: "吴姐", First: "wu", Urgent: true,
		StartedAt: noon, OpenedAt: noon.Add(10 * time.Minute), Due: noon.Add(time.Hour), ClosedAt: noon.Add(20 * time.Minute), MovedAt: noon.Add(20 * time.Minute),
		Moves:   []Move{{15, noon.Add(14 * time.Minute), dialog.InProgress, ""}, {21, noon.Add(20 * time.Minute), dialog.Resolved, dialog.Partly}},
		Outcome: dialog.Partly, Score: 3, ScoreText: "slow", Stopped: true,
		AlertedAt: noon.Add(9 * time.Minute), AlertedFor: "fire", Answered: true, Linked: []dialog.CaseID{"JH-07-00002-2"},
		LastText: "看这张照片", LastBy: dialog.ByResident, LastAt: noon.Add(13 * time.Minute), HeardSeq: 14,
		FromResident: 2, FromBot: 1, Notes: 1, Media: 2, Seq: 22,
		Ruled: Ruled{HeldSince: noon.Add(14 * time.Minute), Categories: []string{"facilities"}},
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCarriedOverClosed(t *testing.T) {
	c := Fold(happened(kind(dialog.ChangeOpened, ""), kind(dialog.ChangeStatus, "resolved")))
	if c.Status != dialog.Resolved || !c.ClosedAt.Equal(noon.Add(time.Minute)) {
		t.Errorf("%s, closed at %v", c.Status, c.ClosedAt)
	}
}

func TestAlarmLastsUntilAnAgentAnswers(t *testing.T) {
	var c Case
	for i, step := range []struct {
		change dialog.Change
		alarm  bool
	}{
		{resident("x"), false},
		{kind(dialog.ChangeAlerted, "fire"), true},
		{dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByBot}, true},
		{agent("wu", dialog.ChangeNoted), true},
		{agent("wu", dialog.ChangeSaid), false},
		{kind(dialog.ChangeAlerted, "gas"), true},
		{agent("li", dialog.ChangeClaimed), false},
	} {
		c.Apply(Event{Change: step.change, Seq: i + 1, At: noon})
		if c.Alarm() != step.alarm {
			t.Errorf("after %d (%s): alarm %v", i, step.change.Kind, c.Alarm())
		}
	}
}

func TestWaitingSinceTheFirstWordNobodyAnswered(t *testing.T) {
	var c Case
	for i, step := range []struct {
		change dialog.Change
		want   int // minute, -1 for nobody waits
	}{
		{resident("a"), 0},
		{resident("b"), 0},
		{dialog.Change{Kind: dialog.ChangeSaid, By: dialog.ByBot}, 0},
		{agent("wu", dialog.ChangeSaid), -1},
		{resident("c"), 4},
		{agent("wu", dialog.ChangeClosed), -1},
		{kind(dialog.ChangeReopened, ""), 6},
	} {
		c.Apply(happened(make([]dialog.Change, i+1)...)[i].with(step.change))
		want := time.Time{}
		if step.want >= 0 {
			want = noon.Add(time.Duration(step.want) * time.Minute)
		}
		if !c.WaitingSince.Equal(want) {
			t.Errorf("after %d (%s): since %v, want %v", i, step.change.Kind, c.WaitingSince, want)
		}
	}
}

func (e Event) with(c dialog.Change) Event {
	e.Change = c
	return e
}

func TestApplyLeavesCopiesAloneAndIgnoresWhatItKnows(t *testing.T) {
	events := happened(resident("x"), dialog.Change{Kind: dialog.ChangeSlot, Slot: "where", Value: "a"},
		dialog.Change{Kind: dialog.ChangeFlagged, Flags: []dialog.Flag{"minor"}}, kind(dialog.ChangeLinked, "1"))
	c := Fold(events)
	before, want := c, Fold(events)
	for i, change := range []dialog.Change{
		{Kind: dialog.ChangeSlot, Slot: "where", Value: "b"}, {Kind: dialog.ChangeSlot, Slot: "where"},
		{Kind: dialog.ChangeFlagged, Flags: []dialog.Flag{"stop"}}, {Kind: dialog.ChangeUnflagged, Flags: []dialog.Flag{"minor"}},
		{Kind: dialog.ChangeLinked, Value: "2"},
	} {
		c.Apply(Event{Change: change, Seq: len(events) + i + 1})
	}
	if diff := cmp.Diff(want, before); diff != "" {
		t.Errorf("an older copy changed:\n%s", diff)
	}
	again := c
	for _, e := range events {
		again.Apply(e)
	}
	if diff := cmp.Diff(c, again); diff != "" {
		t.Errorf("known events changed something:\n%s", diff)
	}
}

func TestUndelivered(t *testing.T) {
	receipt := func(seq int, message string, r Receipt) Event {
		return Event{Change: dialog.Change{Kind: dialog.ChangeReceipt}, Seq: seq, Message: message, Receipt: r}
	}
	for _, row := range []struct {
		name     string
		receipts []Event
		want     []string
	}{
		{"sent", []Event{receipt(1, "m", Sent)}, nil},
		{"failed", []Event{receipt(1, "m", Sent), receipt(2, "m", Failed)}, []string{"m"}},
		{"expired, failed", []Event{receipt(1, "m", Expired), receipt(2, "n", Failed), receipt(3, "n", Failed)}, []string{"m", "n"}},
		{"failed, then delivered after all", []Event{receipt(1, "m", Failed), receipt(2, "m", Delivered)}, nil},
		{"failed, then sent comes late", []Event{receipt(1, "m", Failed), receipt(2, "m", Sent)}, []string{"m"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if diff := cmp.Diff(row.want, Fold(row.receipts).Undelivered, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
