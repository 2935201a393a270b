package casebook

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
)

func TestMessageKey(t *testing.T) {
	for _, row := range []struct {
		in   dialog.Input
		want string
	}{
		{dialog.Input{Kind: dialog.Said, ID: "u1"}, "r:u1"},
		{dialog.Input{Kind: dialog.Edited, ID: "u2"}, "r:u2"},
		{dialog.Input{Kind: dialog.Blocked, ID: "u3"}, "r:u3"},
		{dialog.Input{Kind: dialog.Claim, ID: "k", Agent: "wu"}, "a:wu:k"},
		{dialog.Input{Kind: dialog.Delivery, ID: "l"}, "l:l"},
		{dialog.Input{Kind: dialog.WakeUp, ID: "w"}, ""},
		{dialog.Input{Kind: dialog.Said}, ""},
		{dialog.Input{Kind: dialog.Claim, Agent: "wu"}, ""},
	} {
		if got := messageKey(row.in); got != row.want {
			t.Errorf("%s %q by %q: key %q, want %q", row.in.Kind, row.in.ID, row.in.Agent, got, row.want)
		}
	}
}

func TestRecord(t *testing.T) {
	const a, id = dialog.Address("web:v1"), dialog.CaseID("OLD-1")
	n := 0
	ids := func() string { n++; return fmt.Sprint("id", n) }
	choices := []dialog.Choice{{Key: "1"}}
	media := []dialog.Media{{Kind: "photo"}}
	later := noon.Add(time.Hour)
	state := dialog.State{V: 1, Lang: "en"}
	said := dialog.Change{Case: id, Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "hello"}
	slot := dialog.Change{Case: id, Kind: dialog.ChangeSlot, Slot: "where", Value: "x"}
	got, err := record(Talk{Address: a, Version: 4}, dialog.Input{ID: "u1", Kind: dialog.Said, From: a, At: noon}, dialog.Turn{
		State:   state,
		Changes: []dialog.Change{said, slot},
		Replies: []dialog.Reply{
			{By: dialog.ByBot, Case: id, Text: "right?", Media: media, Choices: choices, Asks: "confirm", Alert: true, Safety: true, NotBefore: later, UseBy: later},
			{To: a, By: dialog.ByAgent, Agent: "wu", Text: "help"},
			{Case: id, By: dialog.ByAgent, Agent: "wu", Text: "not sent", Withheld: dialog.OptedOut},
		},
		Wake:    later,
		Letters: []dialog.Letter{{ID: "l1", To: "duty:town"}},
	}, ids)
	if err != nil {
		t.Fatal(err)
	}
	want := Commit{
		ID: "id1", Address: a, Seen: "r:u1", State: &state, Expect: 4, Wake: later,
		Events: []Event{
			{Change: said, At: noon, Address: a},
			{Change: slot, At: noon, Address: a},
			{Change: dialog.Change{Case: id, Kind: dialog.ChangeSaid, By: dialog.ByBot, Text: "right?", Media: media}, At: noon, Address: a,
				Message: "id2", Choices: choices, Asks: "confirm", Safety: true},
			{Change: dialog.Change{Case: id, Kind: dialog.ChangeSaid, By: dialog.ByAgent, Agent: "wu", Text: "not sent"}, At: noon, Address: a, Message: "id4"},
			{Change: dialog.Change{Case: id, Kind: dialog.ChangeReceipt, By: dialog.BySystem, Text: "opted_out"}, At: noon, Address: a, Message: "id4", Receipt: Failed},
		},
		Send: []Outgoing{
			{ID: "id2", To: a, Case: id, By: dialog.ByBot, Text: "right?", Media: media, Choices: choices, Lang: "en", Asks: "confirm",
				Alert: true, Safety: true, NotBefore: later, UseBy: later, CommittedAt: noon},
			{ID: "id3", To: a, By: dialog.ByAgent, Text: "help", Lang: "en", CommittedAt: noon},
		},
		Letters: []dialog.Letter{{ID: "l1", To: "duty:town", From: a, At: noon}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err := got.Check(); err != nil {
		t.Errorf("what is recorded is malformed: %v", err)
	}
	_, err = record(Talk{Address: a}, dialog.Input{}, dialog.Turn{Replies: []dialog.Reply{{To: "web:v2"}}}, ids)
	if !errors.Is(err, ErrMalformed) {
		t.Errorf("a reply to another address: %v", err)
	}
}
