package dialog

import (
	"frontdoor/dialog/understand"
)

// optOut treats STOP, START and HELP; true when the turn is done.
func (t *scene) optOut(cmd understand.Command) bool {
	switch cmd {
	case understand.Stop:
		t.stop()
	case understand.Start:
		t.start()
	case understand.Help:
		if !t.s.Stopped {
			t.hearLanguage(t.text, cmd)
			t.help()
		}
	default:
		return false
	}
	return true
}

// help says who we are and how to reach a human.
func (t *scene) help() {
	t.introduced = true
	t.tell(t.phrase("help", nil))
}

// stop ends all sending on this channel. What was told stays, and agents see it.
// On SMS the provider answers the keyword by itself unless the town chose otherwise.
func (t *scene) stop() {
	if t.s.Stopped {
		return
	}
	t.hearLanguage(t.text, understand.None)
	t.flushQuietly()
	if !t.onSMS() || t.OptOut == "ours" {
		t.introduced = true
		t.tell(t.phrase("stopped", nil))
	}
	t.s.Stopped = true
	t.s.Asking = nil
	t.stopWakes(wakeBurst, wakeReminder, wakeAbandon)
	if m := t.matter(); m != nil {
		t.change(Change{Case: m.ID, Kind: ChangeReach, By: ByResident, Value: "stopped"})
		t.flag(m, FlagStop)
	}
}

// start brings sending back and goes on where the talk stood.
func (t *scene) start() {
	was := t.s.Stopped
	t.s.Stopped = false
	t.s.MutedUntil = t.now
	t.hearLanguage(t.text, understand.None)
	for i := range t.s.Matters {
		m := &t.s.Matters[i]
		if i := indexOfFlag(m.Flags, FlagStop); i >= 0 {
			m.Flags = append(m.Flags[:i:i], m.Flags[i+1:]...)
			t.change(Change{Case: m.ID, Kind: ChangeUnflagged, By: ByResident, Flags: []Flag{FlagStop}})
		}
	}
	m := t.matter()
	if m == nil {
		return
	}
	if was {
		t.change(Change{Case: m.ID, Kind: ChangeReach, By: ByResident, Value: "started"})
	}
	switch {
	case m.Owner != "":
		t.tell(t.phrase("started", nil))
	case m.Status == Collecting && was && m.filled() > 0:
		t.before(t.phrase("started", nil))
		t.again(m)
	case m.Status == Collecting && !was:
		t.greet(m)
	default:
		t.tell(t.phrase("started", nil))
	}
}

func indexOfFlag(flags []Flag, f Flag) int {
	for i, x := range flags {
		if x == f {
			return i
		}
	}
	return -1
}

// afterStop takes down what is said while nothing may be sent.
func (t *scene) afterStop(cmd understand.Command) {
	m := t.matter()
	if m == nil {
		return
	}
	t.flag(m, FlagStop)
	if m.Status == Collecting {
		if cmd == understand.Human {
			t.flag(m, FlagHuman)
			t.open(m, t.Town.FirstReplyDue(t.now), false)
			return
		}
		pieces := []Piece{t.piece()}
		t.takeFacts(m, message{pieces: pieces, text: joined(pieces)})
	}
}

// reach notes that the channel says the resident cannot, or can again, be reached.
func (t *scene) reach() {
	t.s.Blocked = t.in.Kind == Blocked
	m := t.matter()
	if m == nil {
		return
	}
	value := "unblocked"
	if t.s.Blocked {
		value = "blocked"
		t.stopWakes(wakeBurst, wakeReminder)
		t.flushQuietly()
	}
	t.change(Change{Case: m.ID, Kind: ChangeReach, By: BySystem, Value: value})
}
