package talk

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// One phone may serve several people of a family. Whoever says who they are, and is not who
// spoke before, has a case of their own; from then on no private title is said aloud here.

// sessionPause is the silence after which another of the family may hold the phone.
const sessionPause = 10 * 60 // seconds

// HearSpeaker hears whether somebody else writes now than before on this address.
func (t *Talk) HearSpeaker(m *dialog.Matter, text string) {
	if m.Status == dialog.Collecting && m.Slots["name"].By == dialog.ByResident || text == "" {
		return // the name of this draft was told in it: it may only be put right
	}
	if _, corrects := t.Correction(text); corrects {
		return
	}
	teller, related := understand.ReadTeller(text)
	name, named := t.NameIn(text, false)
	known := t.State.Name
	switch {
	case named && known != "" && !strings.EqualFold(name.Value, known):
	case related && (known != "" || t.State.Cases() > 0) && (!named || known == ""):
	default:
		return
	}
	t.State.Shared, t.another = true, true
	t.State.Name = name.Value
	if t.State.Name == "" {
		t.State.Teller = teller.Relation
	} else {
		t.State.Teller = ""
	}
	if m.Status == dialog.Collecting {
		t.forgetCarriedName(m)
	}
}

// forgetCarriedName takes the name of whoever spoke before out of a draft.
func (t *Talk) forgetCarriedName(m *dialog.Matter) {
	if s, ok := m.Slots["name"]; ok && s.By == dialog.BySystem {
		delete(m.Slots, "name")
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSlot, By: dialog.BySystem, Slot: "name"})
	}
	m.Teller = t.State.Teller
}

// carriesName says that whoever begins a matter is who spoke last: on a shared phone only
// where nothing but a short pause lies between.
func (t *Talk) carriesName() bool {
	return !t.State.Shared || t.another || t.Now.Sub(t.SpokeBefore).Seconds() < sessionPause
}

// ofAnotherSpeaker treats words of somebody who spoke never before here: they are no part of
// the case of another. False when they may be about it all the same.
func (t *Talk) ofAnotherSpeaker(m *dialog.Matter, msg hear.Message) bool {
	if !t.another || msg.Command != understand.None {
		return false
	}
	r := t.Rank(msg.Text)
	if r.Substance() && r.Best().Category != m.Category {
		t.newMatter(m, msg.Text)
		return true
	}
	return false
}

// ownerOf is whose case it is, as far as was said: a name, or what they are to the others.
func ownerOf(m *dialog.Matter) string {
	if name := m.Slots["name"].Value; name != "" {
		return name
	}
	return m.Teller
}

// private says that the kind of a matter is nobody else's business.
func (t *Talk) private(m *dialog.Matter) bool {
	c, ok := t.Catalog.Category(m.Category)
	return !ok || !c.Public
}

// Aloud is what a matter is called in a sentence on this address.
func (t *Talk) Aloud(m *dialog.Matter) string {
	if !t.shared() {
		return m.Title
	}
	if !t.private(m) {
		return t.titleOf(m)
	}
	if owner := ownerOf(m); owner != "" {
		return t.Settings.Phrases.Say(t.Lang(), "matter_of", 0, phrases.Vars{"name": owner})
	}
	return t.Word("matter")
}

// CaseOf is a case's number, with its owner where several people's cases come from here.
func (t *Talk) CaseOf(m *dialog.Matter) string {
	owner := ownerOf(m)
	if owner == "" || !t.shared() {
		return string(m.ID)
	}
	return t.Settings.Phrases.Say(t.Lang(), "case_of", 0, phrases.Vars{"case": string(m.ID), "name": owner})
}
