package script

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
)

// A number that is put right after the case is with people may be a slip, or somebody else's
// doing: the address that wrote is told, in a form that gives the new number away to nobody,
// and until its holder has shown that it is theirs the number counts as unproved. The town
// writes to it nothing about the case: no invitation to a table goes there. The number that
// was replaced is told by text message, too: it may be the only address of who told the case.

// renumber notes that the number of a case with people was replaced.
func (t *Talk) renumber(m *dialog.Matter, old, number string) {
	if m.Status == dialog.Collecting {
		return
	}
	if m.Unproved != old { // nobody was told of one that was never theirs
		t.tellReplaced(m, old, number)
	}
	state := dialog.NumberUnproved
	m.Unproved = number
	if t.onSMS() && number == t.in.From.Local() {
		state, m.Unproved = dialog.NumberOwn, ""
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNumber, By: dialog.BySystem, Value: state, Raw: ending(number)})
	t.renumbered = m.ID
}

// tellReplaced has the number that was replaced told so, without a word of the case; not
// where a message on a phone that others look at may harm.
func (t *Talk) tellReplaced(m *dialog.Matter, old, number string) {
	to := dialog.Address(dialog.SMS + ":" + old)
	if t.settings.NoSMS || to == t.in.From || !isPhoneAddress(old) || slices.Contains(m.Flags, dialog.FlagDomesticViolence) {
		return
	}
	name := sha256.Sum256(fmt.Appendf(nil, "frontdoor replaced:%s\n%s\n%d\n%d", m.ID, t.in.ID, t.in.At.UnixNano(), len(t.turn.Letters)))
	t.turn.Letters = append(t.turn.Letters, dialog.Letter{ID: "replaced:" + hex.EncodeToString(name[:12]), To: to, Kind: dialog.LetterReplaced,
		Text: ending(number), Lang: t.Lang(), At: t.in.At})
}

// replacedArrived is the old number's own talk saying so there. It lies in no case's thread.
func (t *Talk) replacedArrived(l *dialog.Letter) {
	if t.State.Stopped || t.quietBot() || !t.mayProve() {
		return
	}
	text := t.settings.Phrases.Say(l.Lang, "replaced", 0, phrases.Vars{"tail": l.Text})
	t.turn.Replies = append(t.turn.Replies, dialog.Reply{By: dialog.ByBot, Text: t.signed(text), UseBy: t.Now.Add(wordUseBy)})
}

// carryUnproved marks a new matter whose number came from an older one, unproved.
func (t *Talk) carryUnproved(m *dialog.Matter) {
	number := m.Slots["phone"].Value
	if number == "" || !t.unproved(dialog.Address(dialog.SMS+":"+number)) {
		return
	}
	m.Unproved = number
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNumber, By: dialog.BySystem, Value: dialog.NumberUnproved, Raw: ending(number)})
}

// tellRenumbered tells the address of the talk that the number is another one now, whoever
// has the word: it may not have been them.
func (t *Talk) tellRenumbered() {
	m := t.State.Matter(t.renumbered)
	if m == nil {
		return
	}
	r := dialog.Reply{By: dialog.ByBot, Case: m.ID, Text: t.phrase("renumbered", phrases.Vars{"tail": ending(m.Slots["phone"].Value)}), UseBy: t.Now.Add(reminderUseBy)}
	if t.State.Stopped { // the thread says that it did not go out
		r.Text, r.Withheld = t.signed(r.Text), dialog.OptedOut
		t.turn.Replies = append(t.turn.Replies, r)
		return
	}
	r.Text = join(t.Lang(), r.Text, t.proveLater(m))
	t.send(r)
}

// ending is what may be shown of a number: its last four digits.
func ending(number string) string { return number[max(0, len(number)-4):] }

// unproved says that an address is a number of this talk that nobody has proved.
func (t *Speaker) unproved(a dialog.Address) bool {
	return a.Channel() == dialog.SMS && slices.ContainsFunc(t.State.Matters, func(m dialog.Matter) bool { return m.Unproved != "" && m.Unproved == a.Local() })
}
