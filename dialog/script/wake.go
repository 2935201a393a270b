package script

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// wake does everything that fell due by now, in the order of its names.
func (t *scene) wake() {
	for _, purpose := range []string{dialog.WakeHeld, dialog.WakeBurst, dialog.WakeReminder, dialog.WakeAbandon, dialog.WakeExpiry, dialog.WakeOffer, dialog.WakeAside, dialog.WakePromise, dialog.WakePassing, dialog.WakeTable, dialog.WakeLink, dialog.WakeProof, dialog.WakeFleeting} {
		at, ok := t.State.Wakes[purpose]
		if !ok || at.After(t.in.At) {
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
			t.heldOver()
		case dialog.WakeAside:
			t.asideOver()
		case dialog.WakePromise:
			t.promiseOver()
		case dialog.WakePassing:
			t.passingOver()
		case dialog.WakeTable:
			t.tableOver()
		case dialog.WakeLink:
			t.State.Link = nil
		case dialog.WakeProof:
			t.sendProof()
		case dialog.WakeFleeting:
			t.fleetingOver()
		}
	}
}

// burstOver treats the kept pieces as one message: the person has paused.
func (t *scene) burstOver() {
	pieces := t.takeBurst()
	m := t.matter()
	if len(pieces) == 0 || t.State.Stopped || m == nil || m.Owner != "" {
		return
	}
	last := pieces[len(pieces)-1]
	text := t.words(pieces)
	t.in.ID, t.text = last.ID, text
	if f := t.Look(text); f.Card && !slices.ContainsFunc(f.Flags, func(x dialog.Flag) bool { return slices.Contains(m.Flags, x) }) {
		t.State.Burst = pieces[:len(pieces)-1]
		t.in.Text, t.text, t.in.Media = last.Text, last.Text, nil
		t.danger(f)
		return
	}
	cmd, rest := understand.None, ""
	if len(pieces) == 1 {
		cmd, rest = t.commandIn(text)
	} else {
		pieces = slices.DeleteFunc(pieces, func(p dialog.Piece) bool {
			c, _ := understand.ReadCommand(p.Text, t.Lang(), t.in.From.Channel())
			return (c == understand.Greeting || hear.Announces(p.Text)) && p.Pin == nil && len(p.Media) == 0
		})
		if len(pieces) == 0 {
			pieces, cmd = []dialog.Piece{last}, understand.Greeting
		}
	}
	t.treat(pieces, cmd, rest)
}

// remindLater sets the clocks of a draft, from the resident's last word.
func (t *Talk) remindLater(m *dialog.Matter) {
	if !m.Reminded {
		t.setWake(dialog.WakeReminder, t.Now.Add(t.settings.Pauses.Reminder))
	}
	t.setWake(dialog.WakeExpiry, t.Now.Add(t.settings.Pauses.Keep))
}

// remind sends the one gentle reminder, never in the quiet hours.
func (t *scene) remind() {
	m := t.draft()
	if m == nil || m.Reminded || t.State.Stopped || t.State.Blocked || t.State.Gone != "" || m.Filled() == 0 {
		return
	}
	if t.Town.Quiet(t.Now) {
		t.setWake(dialog.WakeReminder, t.Town.NextLoud(t.Now))
		return
	}
	if c := t.matter(); c != nil && c.Owner != "" {
		return
	}
	m.Reminded = true
	t.State.Current = m.ID
	q := t.State.Asking
	t.setWake(dialog.WakeAbandon, t.Now.Add(t.settings.Pauses.Abandon))
	if q != nil && q.Asks == dialog.AskConfirm && q.About == dialog.AboutSummary {
		t.send(dialog.Reply{Text: t.phrase("reminder_confirm", phrases.Vars{"title": t.aloud(m)}), Choices: q.Choices, Asks: dialog.AskConfirm, Case: m.ID, UseBy: t.Now.Add(reminderUseBy)})
		q.Tries++
		return
	}
	if q != nil && q.Asks == dialog.AskMenu && m.Has("what") && m.Category == "" {
		t.guess(m) // the story is told; one word mends the kind
		t.infer(m, hear.Message{})
	}
	asks := "what"
	if _, ok := t.Slot(m, t.State.Open()); ok && q.Case == m.ID {
		asks = q.Asks
	} else if left := t.agenda(m); len(left) > 0 {
		asks = left[0]
	}
	missing := t.slotWord(asks)
	t.State.Asking = &dialog.Question{Asks: asks, About: dialog.AboutReminder, Case: m.ID, At: t.Now}
	if asks == dialog.GridSlot {
		t.State.Asking.Choices = t.gridChoices(m)
	} else if asks == "phone" {
		t.State.Asking.Choices = []dialog.Choice{{Key: "0", Label: t.word("skip"), Value: "skip"}}
	} else if slot, ok := t.Slot(m, asks); ok {
		for _, o := range slot.Options {
			t.State.Asking.Choices = append(t.State.Asking.Choices, dialog.Choice{Key: o.Key, Label: o.Label(t.Lang()), Value: o.Key})
		}
	}
	t.send(dialog.Reply{
		Text: t.phrase("reminder", phrases.Vars{"title": t.aloud(m), "missing": missing}), Choices: t.State.Asking.Choices,
		Asks: asks, Case: m.ID, UseBy: t.Now.Add(reminderUseBy),
	})
}

// abandon lets agents see a draft whose teller did not come back.
func (t *scene) abandon() {
	m := t.draft()
	if m == nil || m.Abandoned || !m.Has("what") {
		return
	}
	m.Abandoned = true
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeAbandoned, By: dialog.BySystem})
}

// expire lets a draft go that nobody came back to.
func (t *scene) expire() {
	m := t.draft()
	if m == nil {
		return
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeDropped, By: dialog.BySystem})
	t.remove(m.ID)
}

// residentEdited takes an earlier message as it now reads.
func (t *scene) residentEdited() {
	t.text = t.hear(t.in.Text)
	t.home = t.homeOf(t.text)
	t.said = append(t.said, dialog.Change{Case: t.home, Kind: dialog.ChangeEdited, By: dialog.ByResident, Ref: t.in.Ref, Text: t.text, Media: t.maskedMedia()})
	if m := t.State.Matter(t.home); m != nil && m.Status == dialog.Collecting {
		m.TakeFiles(t.maskedMedia())
	}
	found := t.Look(t.text)
	t.plainly()
	if found.Card {
		t.danger(found)
		return
	}
	for i := range t.State.Burst {
		if dialog.SameMessage(t.State.Burst[i].ID, t.in.Ref) {
			t.State.Burst[i].Text = t.text
			if len(t.in.Media) > 0 {
				t.State.Burst[i].Media = t.in.Media
			}
			return
		}
	}
	m := t.matter()
	if m == nil || m.Status != dialog.Collecting || t.State.Stopped {
		t.lead = nil
		return
	}
	msg := hear.Message{Pieces: []dialog.Piece{{ID: t.in.Ref, At: t.in.At, Text: t.text}}, Text: t.text}
	story, before, part := m.Slots["what"].Edited(t.in.Ref, t.text)
	changed := part && t.put(m, hear.Command{Slot: "what", Value: story.Value, Raw: story.Raw}, story.From, dialog.ByResident)
	if changed {
		t.parted(m, story.Parts)
	}
	for _, c := range t.FactsIn(m, msg, "") {
		if part && c.Slot == "what" {
			continue
		}
		// Facts of a burst are all from its last message: their words say which it was.
		old, had := m.Slots[c.Slot]
		if told := part && old.By == dialog.ByResident && old.Raw != "" && strings.Contains(before, old.Raw); had && (told || dialog.SameMessage(old.From, t.in.Ref)) {
			changed = t.put(m, c, old.From, dialog.ByResident) || changed
		}
	}
	t.takeFacts(m, msg)
	if q := t.State.Asking; changed && q != nil && q.About == dialog.AboutSummary {
		t.before(t.phrase("edited", nil))
		t.summary(m)
	}
}
