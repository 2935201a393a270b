package booktest

import (
	"context"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/casebook"
)

// everything is a commit that uses every field, on case number 9, to see that
// nothing of it is there when it is refused.
func everything(a dialog.Address, seen string, expect casebook.Version) casebook.Commit {
	state := dialog.State{V: 1, Name: "must not be seen"}
	return casebook.Commit{
		Address: a, Seen: seen, State: &state, Expect: expect,
		Events:  []casebook.Event{said(a, 9, "must not be seen")},
		Send:    []casebook.Outgoing{message(a, "must not be sent")},
		Wake:    nine,
		Letters: []dialog.Letter{{ID: "must not be delivered", To: bert, At: nine}},
	}
}

// untouched wants that nothing of everything is there.
func (p *place) untouched(a dialog.Address, want casebook.Talk) {
	p.Helper()
	p.same("talk", p.read(a), want)
	p.same("events", p.events(number(a, 9)), []casebook.Event(nil))
	for _, kind := range []casebook.DueKind{casebook.DueMessage, casebook.DueWake, casebook.DueLetter} {
		p.same(string(kind), p.lease(kind, nine.Add(time.Hour)), []casebook.Due(nil))
	}
}

// fullEvent has every field set that an event can have at once.
func fullEvent() casebook.Event {
	return casebook.Event{
		Change: dialog.Change{
			Case: number(anna, 1), Kind: dialog.ChangeSlot, By: dialog.ByAgent, Agent: "wu",
			Text: "昨天下午在兴学社区门口", Media: []dialog.Media{{Kind: "photo", Ref: "f/1", Name: "门.jpg", MIME: "image/jpeg", Size: 12}},
			Pin: &dialog.Pin{Lat: 29.1, Lon: 119.6}, Choice: "yes", Quote: "在哪里?", Ref: "u17",
			Slot: "where", Value: "xingxue", Raw: "兴学社区门口", Note: dialog.Unknown,
			Confidence: 0.97, Flags: []dialog.Flag{dialog.FlagMinor, dialog.FlagHuman}, Outcome: dialog.Partly, Due: nine.Add(8 * time.Hour), Urgent: true,
			Act: &mediation.Act{Kind: mediation.Propose, By: mediation.Mediator, At: nine, Points: []mediation.Point{{Text: "修好", Owes: "b", Owed: "a", Amount: "600", Due: "2026-12-05"}}},
		},
		At: nine, Address: anna, Message: "m1", Choices: []dialog.Choice{{Key: "1", Label: "对", Value: "yes"}}, Asks: "confirm", Safety: true,
		Receipt: casebook.Delivered, Provider: "SM1",
		File: casebook.FileRef{Seq: 3, N: 1},
	}
}

// fullState has some of every kind of thing a state keeps.
func fullState() dialog.State {
	return dialog.State{
		V: dialog.StateVersion, Lang: "zh", Stopped: true, Greeted: true, Spare: number(anna, 2), Current: number(anna, 1),
		Matters: []dialog.Matter{{ID: number(anna, 1), Status: dialog.Unclaimed, Slots: map[string]dialog.Slot{"who": {Value: "张三", Raw: "张三", By: dialog.ByResident}},
			Flags: []dialog.Flag{dialog.FlagHuman}, OpenedAt: nine, Due: nine}},
		Asking: &dialog.Question{Asks: "confirm", Choices: []dialog.Choice{{Key: "1"}}, At: nine},
		Burst:  []dialog.Piece{{ID: "1", Seq: 2, At: nine, Text: "x", Pin: &dialog.Pin{Lat: 1}}},
		Wakes:  map[string]time.Time{"burst": nine}, Alerts: []dialog.Letter{{ID: "l", To: dialog.DutyAddress, At: nine}},
		LastAt: nine,
	}
}

func contextEnded() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx, cancel
}
