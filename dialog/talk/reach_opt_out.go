package talk

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/say"
	"frontdoor/dialog/understand"
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
	if t.In.Keyword != "" {
		return true
	}
	return t.OnSMS() && t.Settings.OptOut == say.OptOutProvider && slices.Contains(theirs, strings.ToLower(strings.TrimSpace(t.Text)))
}

// confirmsStop: a STOP is confirmed once, by whoever answers it.
func (t *Talk) confirmsStop() bool {
	return !t.OnSMS() || t.Settings.OptOut != "" && !t.providerAnswers()
}

// OptOut treats STOP, START and HELP; true when the turn is done.
func (t *Talk) OptOut(cmd understand.Command) bool {
	switch cmd {
	case understand.Stop:
		t.stop()
	case understand.Start:
		t.start()
	case understand.Help:
		if !t.State.Stopped {
			t.HearLanguage(t.Text, cmd)
			t.help()
		}
	default:
		if !t.State.Stopped && !t.State.Blocked || !t.providerAnswers() || !strings.EqualFold(strings.TrimSpace(t.Text), "yes") {
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
	t.Introduced = true
	t.Tell(t.Phrase("help", nil))
}

// stop ends all sending on this channel. What was told stays, and agents see it.
func (t *Talk) stop() {
	if t.State.Stopped {
		return
	}
	t.HearLanguage(t.Text, understand.None)
	t.FlushQuietly()
	if t.confirmsStop() {
		t.Introduced = true
		t.Tell(t.Phrase("stopped", nil))
	}
	t.State.Stopped, t.State.StoppedAt = true, t.Now
	t.State.Asking = nil
	t.StopWakes(dialog.WakeBurst, dialog.WakeReminder, dialog.WakeAbandon)
	if m := t.Matter(); m != nil {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.ByResident, Value: "stopped"})
		t.Flag(m, dialog.FlagStop)
	}
}

// start brings sending back and goes on where the talk stood. On SMS a START is also
// how a resident whom the provider had opted out (Blocked) comes back.
func (t *Talk) start() {
	was, blocked := t.State.Stopped, t.State.Blocked && t.OnSMS()
	t.State.Stopped, t.State.StoppedAt = false, time.Time{}
	if blocked {
		t.State.Blocked, was = false, true
	}
	t.State.MutedUntil = t.Now
	t.HearLanguage(t.Text, understand.None)
	for i := range t.State.Matters {
		m := &t.State.Matters[i]
		if i := indexOfFlag(m.Flags, dialog.FlagStop); i >= 0 {
			m.Flags = append(m.Flags[:i:i], m.Flags[i+1:]...)
			t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeUnflagged, By: dialog.ByResident, Flags: []dialog.Flag{dialog.FlagStop}})
		}
	}
	m := t.Matter()
	if m == nil {
		return
	}
	if blocked {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.ByResident, Value: "unblocked"})
	}
	if was {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.ByResident, Value: "started"})
	}
	switch {
	case m.Status == dialog.Collecting && was && m.Filled() > 0:
		if !t.providerAnswers() {
			t.Before(t.Phrase("started", nil))
		}
		t.again(m)
	case t.providerAnswers():
	case m.Owner != "":
		t.Tell(t.Phrase("started", nil))
	case m.Status == dialog.Collecting && !was:
		t.greet(m)
	case was && m.Alerted && m.Status != dialog.Resolved && m.Status != dialog.Archived:
		t.startedInDanger(m)
	default:
		t.Tell(t.Phrase("started", nil))
	}
}

// startedInDanger: whoever cried for help while nothing could be sent hears that people
// read along, and is asked once where, if that is still open.
func (t *Talk) startedInDanger(m *dialog.Matter) {
	t.Before(t.Phrase("started", nil))
	if q := t.State.Asking; q != nil && q.About == dialog.AboutDanger && !m.Has("where") {
		t.Send(dialog.Reply{Text: t.Phrase("danger_where", nil), Case: m.ID, Asks: q.Asks, UseBy: t.Now.Add(say.QuestionUseBy)})
		return
	}
	m.HeardAt = t.Now
	t.Tell(t.Phrase("danger_heard", nil))
}

func indexOfFlag(flags []dialog.Flag, f dialog.Flag) int {
	for i, x := range flags {
		if x == f {
			return i
		}
	}
	return -1
}

// AfterStop takes down what is said while nothing may be sent.
func (t *Talk) AfterStop(cmd understand.Command) {
	m := t.Matter()
	if m == nil {
		return
	}
	t.Flag(m, dialog.FlagStop)
	if m.Status == dialog.Collecting {
		if cmd == understand.Human {
			t.Flag(m, dialog.FlagHuman)
			t.Open(m, t.Town.FirstReplyDue(t.Now), false)
			return
		}
		pieces := []dialog.Piece{t.Piece()}
		t.TakeFacts(m, hear.Message{Pieces: pieces, Text: t.Words(pieces)})
	}
}

// ReachedAgain: who writes on a chat can be reached there, also where the channel's word of it
// was lost. By SMS they may write and still be opted out at the provider.
func (t *Talk) ReachedAgain() {
	if !t.State.Blocked || t.OnSMS() {
		return
	}
	t.State.Blocked = false
	if m := t.Matter(); m != nil {
		t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.BySystem, Value: "unblocked"})
	}
}

// Reach notes that the channel says the resident cannot, or can again, be reached.
func (t *Talk) Reach() {
	t.State.Blocked = t.In.Kind == dialog.Blocked
	m := t.Matter()
	if m == nil {
		return
	}
	value := "unblocked"
	if t.State.Blocked {
		value = "blocked"
		t.StopWakes(dialog.WakeBurst, dialog.WakeReminder)
		t.FlushQuietly()
	}
	t.Change(dialog.Change{Case: m.ID, Kind: dialog.ChangeReach, By: dialog.BySystem, Value: value})
}
