package script

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/understand"
)

// Who answers the keywords on SMS.
const (
	OptOutProvider = "provider" // the provider, for the words it knows; we for the others
	OptOutOurs     = "ours"
)

// theirs are the keywords the provider answers by itself (Twilio's default ones).
var theirs = []string{
	"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout", // off
	"start", "yes", "unstop", // on
	"help", "info",
}

// providerAnswers says that the resident gets the provider's answer to this word, and
// must not get ours as well.
func (t *Talk) providerAnswers() bool {
	if t.in.Keyword != "" {
		return true
	}
	return t.onSMS() && t.settings.OptOut == OptOutProvider && slices.Contains(theirs, strings.ToLower(strings.TrimSpace(t.text)))
}

// confirmsStop: a STOP is confirmed once, by whoever answers it.
func (t *Talk) confirmsStop() bool {
	return !t.onSMS() || t.settings.OptOut != "" && !t.providerAnswers()
}

// keyword is the command a provider has understood, and answered, by itself; None for none.
func keyword(word string) understand.Command {
	switch strings.ToLower(word) {
	case "stop":
		return understand.Stop
	case "start":
		return understand.Start
	case "help":
		return understand.Help
	}
	return understand.None
}

// optOut treats STOP, START and HELP; true when the turn is done.
func (t *Talk) optOut(cmd understand.Command) bool {
	switch cmd {
	case understand.Stop:
		t.stop()
	case understand.Start:
		t.start()
	case understand.Help:
		if !t.State.Stopped {
			t.hearLanguage(t.text, cmd)
			t.help()
		}
	default:
		if !t.State.Stopped && !t.State.Blocked || !t.providerAnswers() || !strings.EqualFold(strings.TrimSpace(t.text), "yes") {
			return false
		}
		t.start() // YES after a STOP is the provider's START
	}
	return true
}

// help says who we are and how to reach a human.
func (t *Talk) help() {
	if t.providerAnswers() {
		return
	}
	t.introduced = true
	t.tell(t.phrase("help", nil))
}

// stop ends all sending on this channel. What was told stays, and agents see it.
func (t *Talk) stop() {
	if t.State.Stopped {
		return
	}
	t.hearLanguage(t.text, understand.None)
	t.flushQuietly()
	if t.confirmsStop() {
		t.introduced = true
		t.tell(t.phrase("stopped", nil))
	}
	t.State.Stopped, t.State.StoppedAt = true, t.Now
	t.State.Asking = nil
	t.stopWakes(dialog.WakeBurst, dialog.WakeReminder, dialog.WakeAbandon)
	if m := t.matter(); m != nil {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.ByResident, Value: "stopped"})
		t.flag(m, dialog.FlagStop)
	}
}

// start brings sending back and goes on where the talk stood. On SMS a START is also
// how a resident whom the provider had opted out (Blocked) comes back.
func (t *Talk) start() {
	was, blocked := t.State.Stopped, t.State.Blocked && t.onSMS()
	t.State.Stopped, t.State.StoppedAt = false, time.Time{}
	if blocked {
		t.State.Blocked, was = false, true
	}
	t.State.MutedUntil = t.Now
	t.hearLanguage(t.text, understand.None)
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if i := indexOfFlag(m.Flags, dialog.FlagStop); i >= 0 {
			m.Flags = append(m.Flags[:i:i], m.Flags[i+1:]...)
			t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnflagged, By: dialog.ByResident, Flags: []dialog.Flag{dialog.FlagStop}})
		}
	}
	m := t.matter()
	if m == nil {
		return
	}
	if blocked {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.ByResident, Value: "unblocked"})
	}
	if was {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.ByResident, Value: "started"})
	}
	switch {
	case m.Status == dialog.Collecting && was && m.Filled() > 0:
		if !t.providerAnswers() {
			t.before(t.phrase("started", nil))
		}
		t.again(m)
	case t.providerAnswers():
	case m.Owner != "":
		t.tell(t.phrase("started", nil))
	case m.Status == dialog.Collecting && !was:
		t.greet(m)
	case was && m.Alerted && m.Status != dialog.Resolved && m.Status != dialog.Archived:
		t.startedInDanger(m)
	default:
		t.tell(t.phrase("started", nil))
	}
}

// startedInDanger: whoever cried for help while nothing could be sent hears that people
// read along, and is asked once where, if that is still open.
func (t *Talk) startedInDanger(m *dialog.Matter) {
	t.before(t.phrase("started", nil))
	if q := t.State.Asking; q != nil && q.About == dialog.AboutDanger && !m.Has("where") {
		t.send(dialog.Reply{Text: t.phrase("danger_where", nil), Case: m.ID, Asks: q.Asks, UseBy: t.Now.Add(questionUseBy)})
		return
	}
	m.HeardAt = t.Now
	t.tell(t.phrase("danger_heard", nil))
}

func indexOfFlag(flags []dialog.Flag, f dialog.Flag) int {
	for i, x := range flags {
		if x == f {
			return i
		}
	}
	return -1
}

// afterStop takes down what is said while nothing may be sent.
func (t *Talk) afterStop(cmd understand.Command) {
	m := t.matter()
	if m == nil {
		return
	}
	t.flag(m, dialog.FlagStop)
	if m.Status == dialog.Collecting {
		if cmd == understand.Human {
			t.flag(m, dialog.FlagHuman)
			t.open(m, t.Town.FirstReplyDue(t.Now), false)
			return
		}
		pieces := []dialog.Piece{t.piece()}
		t.takeFacts(m, hear.Message{Pieces: pieces, Text: t.words(pieces)})
	}
}

// reachedAgain: who writes on a chat can be reached there, also where the channel's word of it
// was lost. By SMS they may write and still be opted out at the provider.
func (t *Talk) reachedAgain() {
	if !t.State.Blocked || t.onSMS() {
		return
	}
	t.State.Blocked = false
	if m := t.matter(); m != nil {
		t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.BySystem, Value: "unblocked"})
	}
}

// reach notes that the channel says the resident cannot, or can again, be reached.
func (t *Talk) reach() {
	t.State.Blocked = t.in.Kind == dialog.Blocked
	m := t.matter()
	if m == nil {
		return
	}
	value := "unblocked"
	if t.State.Blocked {
		value = "blocked"
		t.stopWakes(dialog.WakeBurst, dialog.WakeReminder)
		t.flushQuietly()
	}
	t.change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.BySystem, Value: value})
}
