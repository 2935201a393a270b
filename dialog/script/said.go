package script

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// residentSaid treats what a resident said, in the order of doc.go.
func (t *scene) residentSaid() {
	if code, ok := hear.CodeIn(t.In); ok {
		t.State.LastAt = t.Now
		t.BringCode(code)
		return
	}
	if t.ProvesNumber() || t.TappedOld() {
		return
	}
	t.Text = t.Hear(t.In.Text)
	t.Arrive()
	t.Home = t.HomeOf(t.Text)
	t.Keep()
	t.State.LastAt = t.Now
	found := t.DangerIn(t.Text)
	t.Plainly()
	asked := t.In.Choice
	cmd, rest := understand.None, ""
	if asked == "" {
		cmd, rest = t.commandIn(t.Text)
	}

	if k := keyword(t.In.Keyword); k != understand.None {
		cmd, rest = k, ""
	}

	if found.Card {
		t.Danger(found)
		return
	} else if found.Has(dialog.FlagMinor) && t.Minor() {
		return
	}
	if !t.AsksWho() && t.OptOut(cmd) {
		return
	}
	if t.State.Stopped {
		t.AfterStop(cmd)
		return
	}
	t.HearLanguage(t.Text, cmd)
	if t.MayErase(cmd) {
		return
	}
	if t.SideSaid() {
		return
	}
	if m := t.Matter(); m != nil && t.AgreesLater(m, t.Text) && m.Owner == "" {
		t.Tell(t.Phrase("consent_given", phrases.Vars{"case": string(m.ID)}))
		return
	}
	if m := t.Matter(); m != nil && m.Owner != "" && m.Status != dialog.Resolved && m.Status != dialog.Archived {
		t.BesideAgent(m, cmd)
		return
	}
	if cmd == understand.Human {
		t.FlushQuietly()
		t.Human(rest)
		return
	}
	if asked == "" && hear.AsksToMove(t.Text) {
		t.OfferLink()
		return
	}
	if t.Rude() {
		return
	}
	if t.Waits(cmd) {
		t.Park()
		return
	}
	if cmd == understand.Thanks && len(t.State.Burst) > 0 {
		return // 谢谢 closes a story that waits to be answered
	}
	pieces := append(t.State.Burst, t.Piece())
	if len(pieces) > 1 && (cmd != understand.None || t.In.Choice != "") {
		t.FlushQuietly()
		pieces = pieces[len(pieces)-1:]
	}
	t.State.Burst = nil
	t.StopWakes(dialog.WakeBurst)
	t.treat(pieces, cmd, rest)
}

// commandIn reads what words ask of the bot. 有人吗 at the beginning asks whether
// anybody listens, and not yet for a person.
func (t *scene) commandIn(text string) (understand.Command, string) {
	cmd, rest := understand.ReadCommand(text, t.Lang(), t.In.From.Channel())
	m := t.Matter()
	switch {
	case cmd == understand.Human && hear.Announces(text) && (m == nil || m.Status == dialog.Collecting):
		return understand.None, text
	case cmd == understand.Human && hear.Announces(text) && (m.Status == dialog.Resolved || m.Status == dialog.Archived):
		return understand.Greeting, "" // something new begins, or nothing does
	case cmd == understand.None && m != nil && m.Owner == "" && t.AsksByNumber(text):
		return understand.Status, ""
	}
	return cmd, rest
}

// treat does what one message, or a whole burst, asks for.
func (t *scene) treat(pieces []dialog.Piece, cmd understand.Command, rest string) {
	m := t.Matter()
	if m == nil {
		m = t.Begin()
	}
	if m == nil {
		return
	}
	t.TellMasked()
	text := t.Words(pieces)
	t.HearSpeaker(m, text)
	switch m.Status {
	case dialog.Collecting:
		t.Collect(m, hear.Message{Pieces: pieces, Text: text, Choice: t.In.Choice, Command: cmd, Rest: rest})
	default:
		t.Afterwards(m, hear.Message{Pieces: pieces, Text: text, Choice: t.In.Choice, Command: cmd, Rest: rest})
	}
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
