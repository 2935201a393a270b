package script

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
)

// wake does everything that fell due by now, in the order of its names.
func (t *scene) wake() {
	for _, purpose := range []string{dialog.WakeHeld, dialog.WakeBurst, dialog.WakeReminder, dialog.WakeAbandon, dialog.WakeExpiry, dialog.WakeOffer, dialog.WakeAside, dialog.WakePromise, dialog.WakePassing, dialog.WakeTable, dialog.WakeLink, dialog.WakeProof, dialog.WakeFleeting} {
		at, ok := t.State.Wakes[purpose]
		if !ok || at.After(t.In.At) {
			continue
		}
		delete(t.State.Wakes, purpose)
		switch purpose {
		case dialog.WakeBurst:
			t.burstOver()
		case dialog.WakeReminder:
			t.remind()
		case dialog.WakeAbandon:
			t.abandon()
		case dialog.WakeExpiry:
			t.expire()
		case dialog.WakeOffer:
			t.State.Offer = nil
		case dialog.WakeHeld:
			t.HeldOver()
		case dialog.WakeAside:
			t.AsideOver()
		case dialog.WakePromise:
			t.PromiseOver()
		case dialog.WakePassing:
			t.PassingOver()
		case dialog.WakeTable:
			t.TableOver()
		case dialog.WakeLink:
			t.State.Link = nil
		case dialog.WakeProof:
			t.SendProof()
		case dialog.WakeFleeting:
			t.FleetingOver()
		}
	}
}

// burstOver treats the kept pieces as one message: the person has paused.
func (t *scene) burstOver() {
	pieces := t.TakeBurst()
	m := t.Matter()
	if len(pieces) == 0 || t.State.Stopped || m == nil || m.Owner != "" {
		return
	}
	last := pieces[len(pieces)-1]
	text := t.Words(pieces)
	t.In.ID, t.Text = last.ID, text
	if f := t.Look(text); f.Card && !slices.ContainsFunc(f.Flags, func(x dialog.Flag) bool { return slices.Contains(m.Flags, x) }) {
		t.State.Burst = pieces[:len(pieces)-1]
		t.In.Text, t.Text, t.In.Media = last.Text, last.Text, nil
		t.Danger(f)
		return
	}
	cmd, rest := understand.None, ""
	if len(pieces) == 1 {
		cmd, rest = t.commandIn(text)
	} else {
		pieces = slices.DeleteFunc(pieces, func(p dialog.Piece) bool {
			c, _ := understand.ReadCommand(p.Text, t.Lang(), t.In.From.Channel())
			return (c == understand.Greeting || hear.Announces(p.Text)) && p.Pin == nil && len(p.Media) == 0
		})
		if len(pieces) == 0 {
			pieces, cmd = []dialog.Piece{last}, understand.Greeting
		}
	}
	t.treat(pieces, cmd, rest)
}

// remind sends the one gentle reminder, never in the quiet hours.
func (t *scene) remind() {
	m := t.Draft()
	if m == nil || m.Reminded || t.State.Stopped || t.State.Blocked || t.State.Gone != "" || m.Filled() == 0 {
		return
	}
	if t.Town.Quiet(t.Now) {
		t.SetWake(dialog.WakeReminder, t.Town.NextLoud(t.Now))
		return
	}
	if c := t.Matter(); c != nil && c.Owner != "" {
		return
	}
	m.Reminded = true
	t.State.Current = m.ID
	q := t.State.Asking
	t.SetWake(dialog.WakeAbandon, t.Now.Add(t.Settings.Pauses.Abandon))
	if q != nil && q.Asks == dialog.AskConfirm && q.About == dialog.AboutSummary {
		t.Send(dialog.Reply{Text: t.Phrase("reminder_confirm", phrases.Vars{"title": t.Aloud(m)}), Choices: q.Choices, Asks: dialog.AskConfirm, Case: m.ID, UseBy: t.Now.Add(say.ReminderUseBy)})
		q.Tries++
		return
	}
	if q != nil && q.Asks == dialog.AskMenu && m.Has("what") && m.Category == "" {
		t.Guess(m) // the story is told; one word mends the kind
		t.Infer(m, hear.Message{})
	}
	asks := "what"
	if _, ok := t.Slot(m, t.State.Open()); ok && q.Case == m.ID {
		asks = q.Asks
	} else if left := t.Agenda(m); len(left) > 0 {
		asks = left[0]
	}
	missing := t.SlotWord(asks)
	t.State.Asking = &dialog.Question{Asks: asks, About: dialog.AboutReminder, Case: m.ID, At: t.Now}
	if asks == dialog.GridSlot {
		t.State.Asking.Choices = t.GridChoices(m)
	} else if asks == "phone" {
		t.State.Asking.Choices = []dialog.Choice{{Key: "0", Label: t.Word("skip"), Value: "skip"}}
	} else if slot, ok := t.Slot(m, asks); ok {
		for _, o := range slot.Options {
			t.State.Asking.Choices = append(t.State.Asking.Choices, dialog.Choice{Key: o.Key, Label: o.Label(t.Lang()), Value: o.Key})
		}
	}
	t.Send(dialog.Reply{
		Text: t.Phrase("reminder", phrases.Vars{"title": t.Aloud(m), "missing": missing}), Choices: t.State.Asking.Choices,
		Asks: asks, Case: m.ID, UseBy: t.Now.Add(say.ReminderUseBy),
	})
}

// abandon lets agents see a draft whose teller did not come back.
func (t *scene) abandon() {
	m := t.Draft()
	if m == nil || m.Abandoned || !m.Has("what") {
		return
	}
	m.Abandoned = true
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeAbandoned, By: dialog.BySystem})
}

// expire lets a draft go that nobody came back to.
func (t *scene) expire() {
	m := t.Draft()
	if m == nil {
		return
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDropped, By: dialog.BySystem})
	t.Remove(m.ID)
}

// residentEdited takes an earlier message as it now reads.
func (t *scene) residentEdited() {
	t.Text = t.Hear(t.In.Text)
	t.Home = t.HomeOf(t.Text)
	t.Said = append(t.Said, dialog.Change{Case: t.Home, Kind: dialog.ChangeEdited, By: dialog.ByResident, Ref: t.In.Ref, Text: t.Text, Media: t.MaskedMedia()})
	if m := t.State.Matter(t.Home); m != nil && m.Status == dialog.Collecting {
		m.TakeFiles(t.MaskedMedia())
	}
	found := t.Look(t.Text)
	t.Plainly()
	if found.Card {
		t.Danger(found)
		return
	}
	for i := range t.State.Burst {
		if dialog.SameMessage(t.State.Burst[i].ID, t.In.Ref) {
			t.State.Burst[i].Text = t.Text
			if len(t.In.Media) > 0 {
				t.State.Burst[i].Media = t.In.Media
			}
			return
		}
	}
	m := t.Matter()
	if m == nil || m.Status != dialog.Collecting || t.State.Stopped {
		t.Lead = nil
		return
	}
	msg := hear.Message{Pieces: []dialog.Piece{{ID: t.In.Ref, At: t.In.At, Text: t.Text}}, Text: t.Text}
	story, before, part := m.Slots["what"].Edited(t.In.Ref, t.Text)
	changed := part && t.Put(m, hear.Command{Slot: "what", Value: story.Value, Raw: story.Raw}, story.From, dialog.ByResident)
	if changed {
		t.Parted(m, story.Parts)
	}
	for _, c := range t.FactsIn(m, msg, "") {
		if part && c.Slot == "what" {
			continue
		}
		// Facts of a burst are all from its last message: their words say which it was.
		old, had := m.Slots[c.Slot]
		if told := part && old.By == dialog.ByResident && old.Raw != "" && strings.Contains(before, old.Raw); had && (told || dialog.SameMessage(old.From, t.In.Ref)) {
			changed = t.Put(m, c, old.From, dialog.ByResident) || changed
		}
	}
	t.TakeFacts(m, msg)
	if q := t.State.Asking; changed && q != nil && q.About == dialog.AboutSummary {
		t.Before(t.Phrase("edited", nil))
		t.Summary(m)
	}
}
