package say

import (
	"slices"

	"frontdoor/dialog"
)

// Number takes a reserved case number; false when none is left in this step.
func (t *Speaker) Number() (dialog.CaseID, bool) {
	if id := t.State.Spare; id != "" {
		t.State.Spare = ""
		return id, true
	}
	if t.In.Fresh != "" && !t.Taken {
		t.Taken = true
		return t.In.Fresh, true
	}
	return "", false
}

// Change records what happened to a case.
func (t *Speaker) Change(c dialog.Change) { t.Turn.Changes = append(t.Turn.Changes, c) }

// Matter is the matter now talked about; nil for none.
func (t *Speaker) Matter() *dialog.Matter {
	if t.State.Current == "" {
		return nil
	}
	return t.State.Matter(t.State.Current)
}

// Draft is the matter still being collected; nil for none.
func (t *Speaker) Draft() *dialog.Matter {
	for i := range t.State.Matters {
		if t.State.Matters[i].Status == dialog.Collecting {
			return &t.State.Matters[i]
		}
	}
	return nil
}

// Remove takes a matter out of the state.
func (t *Speaker) Remove(id dialog.CaseID) {
	t.State.Matters = slices.DeleteFunc(t.State.Matters, func(m dialog.Matter) bool { return m.ID == id })
	if t.State.Current == id {
		t.State.Current = ""
		if n := len(t.State.Matters); n > 0 {
			t.State.Current = t.State.Matters[n-1].ID
		}
	}
	t.State.Asking = nil
	t.StopWakes(dialog.WakeBurst, dialog.WakeReminder, dialog.WakeAbandon, dialog.WakeExpiry)
	t.State.Burst = nil
}

// forgetWho takes name and phone out of a case that became anonymous.
func (t *Speaker) forgetWho(m *dialog.Matter) {
	for _, key := range []string{"name", "phone"} {
		if _, ok := m.Slots[key]; ok {
			delete(m.Slots, key)
			t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeSlot, By: dialog.BySystem, Slot: key})
		}
	}
}

// Flag adds flags to a matter and records the new ones.
func (t *Speaker) Flag(m *dialog.Matter, flags ...dialog.Flag) {
	var added []dialog.Flag
	for _, f := range flags {
		if !slices.Contains(m.Flags, f) {
			m.Flags = append(m.Flags, f)
			added = append(added, f)
		}
	}
	if len(added) > 0 {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeFlagged, By: dialog.BySystem, Flags: added})
	}
	if slices.Contains(added, dialog.FlagAnonymous) {
		if m.Status == dialog.Collecting {
			t.UnnamedNow = true
		}
		t.forgetWho(m)
	}
}

// Unflag takes a flag off a matter and records it.
func (t *Speaker) Unflag(m *dialog.Matter, f dialog.Flag) {
	m.Flags = slices.DeleteFunc(m.Flags, func(had dialog.Flag) bool { return had == f })
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnflagged, By: dialog.ByResident, Flags: []dialog.Flag{f}})
}

// Unproved says that an address is a number of this talk that nobody has proved.
func (t *Speaker) Unproved(a dialog.Address) bool {
	return a.Channel() == dialog.SMS && slices.ContainsFunc(t.State.Matters, func(m dialog.Matter) bool { return m.Unproved != "" && m.Unproved == a.Local() })
}
