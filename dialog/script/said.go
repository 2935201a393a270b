package script

import (
	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// residentSaid treats what a resident said, in the order of doc.go.
func (t *scene) residentSaid() {
	if code, ok := hear.CodeIn(t.in); ok {
		t.State.LastAt = t.Now
		t.bringCode(code)
		return
	}
	if t.provesNumber() || t.tappedOld() {
		return
	}
	t.text = t.hear(t.in.Text)
	t.arrive()
	t.home = t.homeOf(t.text)
	t.keep()
	t.State.LastAt = t.Now
	found := t.dangerIn(t.text)
	t.plainly()
	asked := t.in.Choice
	cmd, rest := understand.None, ""
	if asked == "" {
		cmd, rest = t.commandIn(t.text)
	}

	if k := keyword(t.in.Keyword); k != understand.None {
		cmd, rest = k, ""
	}

	if found.Card {
		t.danger(found)
		return
	} else if found.Has(dialog.FlagMinor) && t.minor() {
		return
	}
	if !t.asksWho() && t.optOut(cmd) {
		return
	}
	if t.State.Stopped {
		t.afterStop(cmd)
		return
	}
	t.hearLanguage(t.text, cmd)
	if t.mayErase(cmd) {
		return
	}
	if t.sideSaid() {
		return
	}
	if m := t.matter(); m != nil && t.agreesLater(m, t.text) && m.Owner == "" {
		t.tell(t.phrase("consent_given", phrases.Vars{"case": string(m.ID)}))
		return
	}
	if m := t.matter(); m != nil && m.Owner != "" && m.Status != dialog.Resolved && m.Status != dialog.Archived {
		t.besideAgent(m, cmd)
		return
	}
	if cmd == understand.Human {
		t.flushQuietly()
		t.human(rest)
		return
	}
	if asked == "" && hear.AsksToMove(t.text) {
		t.offerLink()
		return
	}
	if t.rude() {
		return
	}
	if t.waits(cmd) {
		t.park()
		return
	}
	pieces := append(t.State.Burst, t.piece())
	if len(pieces) > 1 && (cmd != understand.None || t.in.Choice != "") {
		t.flushQuietly()
		pieces = pieces[len(pieces)-1:]
	}
	t.State.Burst = nil
	t.stopWakes(dialog.WakeBurst)
	t.treat(pieces, cmd, rest)
}

// commandIn reads what words ask of the bot. 有人吗 at the beginning asks whether
// anybody listens, and not yet for a person.
func (t *scene) commandIn(text string) (understand.Command, string) {
	cmd, rest := understand.ReadCommand(text, t.Lang(), t.in.From.Channel())
	m := t.matter()
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
	m := t.matter()
	if m == nil {
		m = t.begin()
	}
	if m == nil {
		return
	}
	t.tellMasked()
	text := t.words(pieces)
	t.hearSpeaker(m, text)
	switch m.Status {
	case dialog.Collecting:
		t.collect(m, hear.Message{Pieces: pieces, Text: text, Choice: t.in.Choice, Command: cmd, Rest: rest})
	default:
		t.afterwards(m, hear.Message{Pieces: pieces, Text: text, Choice: t.in.Choice, Command: cmd, Rest: rest})
	}
}
