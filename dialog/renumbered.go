package dialog

import "slices"

// A number that is put right after the case is with people may be a slip, or somebody else's
// doing: the address that wrote is told, in a form that gives the new number away to nobody,
// and until its holder has shown that it is theirs the number counts as unproved. The town
// writes to it nothing about the case: no invitation to a table goes there.

// What ChangeNumber says of the number, as its Value; Raw is how it ends.
const (
	NumberUnproved = "unproved"
	NumberOwn      = "own"     // the words come from it
	NumberProved   = "proved"  // a code sent to it was told
	NumberNoCode   = "no_code" // no code went to it: still unproved
)

// renumber notes that the number of a case with people was replaced.
func (t *scene) renumber(m *Matter, number string) {
	if m.Status == Collecting {
		return
	}
	state := NumberUnproved
	m.Unproved = number
	if t.onSMS() && number == t.in.From.Local() {
		state, m.Unproved = NumberOwn, ""
	}
	t.change(Change{Case: m.ID, Kind: ChangeNumber, By: BySystem, Value: state, Raw: ending(number)})
	t.renumbered = m.ID
}

// carryUnproved marks a new matter whose number came from an older one, unproved.
func (t *scene) carryUnproved(m *Matter) {
	number := m.Slots["phone"].Value
	if number == "" || !t.unproved(Address(SMS+":"+number)) {
		return
	}
	m.Unproved = number
	t.change(Change{Case: m.ID, Kind: ChangeNumber, By: BySystem, Value: NumberUnproved, Raw: ending(number)})
}

// tellRenumbered tells the address of the talk that the number is another one now, whoever
// has the word: it may not have been them.
func (t *scene) tellRenumbered() {
	m := t.s.Matter(t.renumbered)
	if m == nil {
		return
	}
	r := Reply{By: ByBot, Case: m.ID, Text: t.phrase("renumbered", Vars{"tail": ending(m.Slots["phone"].Value)}), UseBy: t.now.Add(reminderUseBy)}
	if t.s.Stopped { // the thread says that it did not go out
		r.Text, r.Withheld = t.signed(r.Text), OptedOut
		t.turn.Replies = append(t.turn.Replies, r)
		return
	}
	r.Text = join(t.lang(), r.Text, t.proveLater(m))
	t.send(r)
}

// ending is what may be shown of a number: its last four digits.
func ending(number string) string { return number[max(0, len(number)-4):] }

// unproved says that an address is a number of this talk that nobody has proved.
func (t *scene) unproved(a Address) bool {
	return a.Channel() == SMS && slices.ContainsFunc(t.s.Matters, func(m Matter) bool { return m.Unproved != "" && m.Unproved == a.Local() })
}
