package talk

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/say"
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
	if t.OnSMS() && number == t.In.From.Local() {
		state, m.Unproved = dialog.NumberOwn, ""
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNumber, By: dialog.BySystem, Value: state, Raw: ending(number)})
	t.renumbered = m.ID
}

// tellReplaced has the number that was replaced told so, without a word of the case; not
// where a message on a phone that others look at may harm.
func (t *Talk) tellReplaced(m *dialog.Matter, old, number string) {
	to := dialog.Address(dialog.SMS + ":" + old)
	if t.Settings.NoSMS || to == t.In.From || !say.IsPhoneAddress(old) || slices.Contains(m.Flags, dialog.FlagDomesticViolence) {
		return
	}
	name := sha256.Sum256(fmt.Appendf(nil, "frontdoor replaced:%s\n%s\n%d\n%d", m.ID, t.In.ID, t.In.At.UnixNano(), len(t.Turn.Letters)))
	t.Turn.Letters = append(t.Turn.Letters, dialog.Letter{ID: "replaced:" + hex.EncodeToString(name[:12]), To: to, Kind: dialog.LetterReplaced,
		Text: ending(number), Lang: t.Lang(), At: t.In.At})
}

// ReplacedArrived is the old number's own talk saying so there. It lies in no case's thread.
func (t *Talk) ReplacedArrived(l *dialog.Letter) {
	if t.State.Stopped || t.QuietBot() || !t.mayProve() {
		return
	}
	text := t.Settings.Phrases.Say(l.Lang, "replaced", 0, phrases.Vars{"tail": l.Text})
	t.Turn.Replies = append(t.Turn.Replies, dialog.Reply{By: dialog.ByBot, Text: t.Signed(text), UseBy: t.Now.Add(say.WordUseBy)})
}

// carryUnproved marks a new matter whose number came from an older one, unproved.
func (t *Talk) carryUnproved(m *dialog.Matter) {
	number := m.Slots["phone"].Value
	if number == "" || !t.Unproved(dialog.Address(dialog.SMS+":"+number)) {
		return
	}
	m.Unproved = number
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeNumber, By: dialog.BySystem, Value: dialog.NumberUnproved, Raw: ending(number)})
}

// TellRenumbered tells the address of the talk that the number is another one now, whoever
// has the word: it may not have been them.
func (t *Talk) TellRenumbered() {
	m := t.State.Matter(t.renumbered)
	if m == nil {
		return
	}
	r := dialog.Reply{By: dialog.ByBot, Case: m.ID, Text: t.Phrase("renumbered", phrases.Vars{"tail": ending(m.Slots["phone"].Value)}), UseBy: t.Now.Add(say.ReminderUseBy)}
	if t.State.Stopped { // the thread says that it did not go out
		r.Text, r.Withheld = t.Signed(r.Text), dialog.OptedOut
		t.Turn.Replies = append(t.Turn.Replies, r)
		return
	}
	r.Text = say.Join(t.Lang(), r.Text, t.proveLater(m))
	t.Send(r)
}

// ending is what may be shown of a number: its last four digits.
func ending(number string) string { return number[max(0, len(number)-4):] }
