package dialog

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"frontdoor/dialog/safety"
	"frontdoor/dialog/understand"
)

// residentSaid treats what a resident said, in the order of doc.go.
func (t *scene) residentSaid() {
	if code, ok := codeIn(t.in); ok {
		t.bringCode(code)
		return
	}
	t.text = t.hear(t.in.Text)
	t.home = t.homeOf(t.text)
	t.keep()
	t.s.LastAt = t.now
	asked := t.in.Choice
	cmd, rest := understand.None, ""
	if asked == "" {
		cmd, rest = t.commandIn(t.text)
	}

	if f := t.dangerIn(t.text); f.Card {
		t.danger(f)
		return
	} else if f.Has(FlagMinor) && t.minor() {
		return
	}
	if t.optOut(cmd) {
		return
	}
	if t.s.Stopped {
		t.afterStop(cmd)
		return
	}
	t.hearLanguage(t.text, cmd)
	if m := t.matter(); m != nil && m.Owner != "" && m.Status != Resolved && m.Status != Archived {
		t.besideAgent(m, cmd)
		return
	}
	if cmd == understand.Human {
		t.flushQuietly()
		t.human(rest)
		return
	}
	if asked == "" && asksToMove(t.text) {
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
	pieces := append(t.s.Burst, t.piece())
	if len(pieces) > 1 && (cmd != understand.None || t.in.Choice != "") {
		t.flushQuietly()
		pieces = pieces[len(pieces)-1:]
	}
	t.s.Burst = nil
	t.stopWakes(wakeBurst)
	t.treat(pieces, cmd, rest)
}

// commandIn reads what words ask of the bot. 有人吗 at the beginning asks whether
// anybody listens, and not yet for a person.
func (t *scene) commandIn(text string) (understand.Command, string) {
	cmd, rest := understand.ReadCommand(text, t.lang(), t.in.From.Channel())
	m := t.matter()
	switch {
	case cmd == understand.Human && announces(text) && (m == nil || m.Status == Collecting):
		return understand.None, text
	case cmd == understand.Human && announces(text) && (m.Status == Resolved || m.Status == Archived):
		return understand.Greeting, "" // something new begins, or nothing does
	case cmd == understand.None && m != nil && m.Owner == "" && t.asksByNumber(text):
		return understand.Status, ""
	}
	return cmd, rest
}

// hear cleans the words and masks card numbers in them.
func (t *scene) hear(text string) string {
	text, found := understand.Mask(understand.Clean(text))
	t.s.MaskDue = t.s.MaskDue || found && !t.s.MaskTold
	return text
}

// tellMasked says once, before the next answer, that a card number was hidden.
func (t *scene) tellMasked() {
	if t.s.MaskDue && !t.s.MaskTold {
		t.s.MaskTold, t.s.MaskDue = true, false
		t.before(t.phrase("masked", nil))
	}
}

// hearLanguage follows the latest full sentence; a hint counts until there is one.
func (t *scene) hearLanguage(text string, cmd understand.Command) {
	switch cmd {
	case understand.SayChinese:
		t.s.Lang = "zh"
		return
	case understand.SayEnglish:
		t.s.Lang = "en"
		return
	}
	lang, sure := understand.Language(text)
	if sure {
		t.s.Lang = lang
		return
	}
	if t.s.Lang != "" {
		return
	}
	switch {
	case hasHan(text):
		t.s.Lang = "zh"
	case strings.HasPrefix(t.in.Lang, "zh"):
		t.s.Lang = "zh"
	case strings.HasPrefix(t.in.Lang, "en"), strings.IndexFunc(text, unicode.IsLetter) >= 0:
		t.s.Lang = "en"
	}
}

// keep records the words as an event of their case, before anything is thought
// about them. The case is filled in by finish.
func (t *scene) keep() {
	t.said = append(t.said, Change{
		Case: t.home, Kind: ChangeSaid, By: ByResident, Ref: t.in.ID,
		Text: t.readAloud(), Media: t.maskedMedia(), Pin: t.in.Pin, Choice: t.in.Choice,
	})
	if m := t.s.Matter(t.home); m != nil {
		m.Attach += len(t.in.Media)
		if t.in.Pin != nil {
			m.Attach++
		}
	}
}

// readAloud is what the resident said: the words, or the label they saw on the button
// they tapped. The button's value decides; nobody said "yes" in a Chinese talk.
func (t *scene) readAloud() string {
	value := t.in.Choice
	if value == "" || t.text != "" {
		return t.text
	}
	if q := t.s.Asking; q != nil {
		if i := offered(q.Choices, value); i >= 0 {
			return q.Choices[i].Label
		}
	}
	switch value { // a button of a question that is no longer open
	case "yes", "no", "skip":
		return t.word(value)
	}
	return ""
}

func (t *scene) maskedMedia() []Media {
	media := slices.Clone(t.in.Media)
	for i := range media {
		media[i].Name, _ = understand.Mask(media[i].Name)
	}
	return media
}

// homeOf finds the case the words belong to, a new draft if there is none.
func (t *scene) homeOf(text string) CaseID {
	if id, ok := t.named(text); ok {
		t.s.Current = id
		return id
	}
	if m := t.matter(); m != nil && !t.longClosed(m) {
		return m.ID
	}
	if d := t.draft(); d != nil {
		t.s.Current = d.ID
		return d.ID
	}
	if n := len(t.s.Matters); n > 0 && t.s.Current == "" && !t.longClosed(&t.s.Matters[n-1]) {
		t.s.Current = t.s.Matters[n-1].ID
		return t.s.Current
	}
	if m := t.begin(); m != nil {
		return m.ID
	}
	return t.s.Current
}

// longClosed says that a case was closed so long ago that words are about something new.
func (t *scene) longClosed(m *Matter) bool {
	return (m.Status == Resolved || m.Status == Archived) && t.now.Sub(m.ClosedAt) > t.Pauses.Reopen
}

// named finds one of the resident's own case numbers in the words.
func (t *scene) named(text string) (CaseID, bool) {
	upper := strings.ToUpper(text)
	for i := range t.s.Matters {
		if strings.Contains(upper, strings.ToUpper(string(t.s.Matters[i].ID))) {
			return t.s.Matters[i].ID, true
		}
	}
	if id, ok := ParseCaseID(t.Town.Prefix, text); ok && t.s.Matter(id) != nil {
		return id, true
	}
	return "", false
}

// piece is this input as one message of a story.
func (t *scene) piece() Piece {
	return Piece{ID: t.in.ID, Seq: t.in.Seq, At: t.in.At, Text: t.text, Media: t.in.Media, Pin: t.in.Pin, Contact: t.in.Contact}
}

// joined are the words of several pieces as one text.
func joined(pieces []Piece) string {
	var words []string
	for _, p := range pieces {
		if p.Text != "" {
			words = append(words, p.Text)
		}
	}
	return strings.Join(words, "\n")
}

// dangerIn looks for danger in the words, and in them together with what is kept
// of the same story: a cry may be split over two messages.
func (t *scene) dangerIn(text string) safety.Finding {
	f := t.look(text)
	if f.Card || len(t.s.Burst) == 0 {
		return f
	}
	whole := joined(append(slices.Clone(t.s.Burst), t.piece()))
	ways := []string{whole, strings.ReplaceAll(whole, "\n", " ")}
	if hasHan(whole) { // words of other tongues are not cut by a message
		ways = append(ways, strings.ReplaceAll(whole, "\n", ""))
	}
	for _, text := range ways {
		if f := t.look(text); f.Card {
			return f
		}
	}
	return f
}

// isOver says that what is told happened on an earlier day and is not going on: then
// nothing is open about danger now.
func (t *scene) isOver(m *Matter) bool {
	when := m.Slots["when"].Value
	return len(when) >= 10 && !strings.HasPrefix(when, "R:") && !strings.Contains(when[10:], "-") && when[:10] < t.now.Format(time.DateOnly)
}

// hint remembers that the words hint at harm and leave it open.
func (t *scene) hint(m *Matter, text string) {
	if t.isOver(m) {
		return
	}
	if t.look(text).Hint && !slices.Contains(m.Hints, hintHarm) {
		m.Hints = append(m.Hints, hintHarm)
	}
}

// treat does what one message, or a whole burst, asks for.
func (t *scene) treat(pieces []Piece, cmd understand.Command, rest string) {
	m := t.matter()
	if m == nil {
		m = t.begin()
	}
	if m == nil {
		return
	}
	t.tellMasked()
	text := joined(pieces)
	t.hearSpeaker(m, text)
	switch m.Status {
	case Collecting:
		t.collect(m, message{pieces: pieces, text: text, choice: t.in.Choice, cmd: cmd, rest: rest})
	default:
		t.afterwards(m, message{pieces: pieces, text: text, choice: t.in.Choice, cmd: cmd, rest: rest})
	}
}

// message is one message, or several of a burst, as it is treated.
type message struct {
	pieces []Piece
	text   string
	choice string
	cmd    understand.Command
	rest   string
}

// from is the ID of the message, the last one of a burst.
func (m message) from() string {
	if n := len(m.pieces); n > 0 {
		return m.pieces[n-1].ID
	}
	return ""
}

func (m message) media() (media []Media) {
	for _, p := range m.pieces {
		media = append(media, p.Media...)
	}
	return media
}

func (m message) pin() *Pin {
	for _, p := range m.pieces {
		if p.Pin != nil {
			return p.Pin
		}
	}
	return nil
}

func (m message) contact() string {
	for _, p := range m.pieces {
		if p.Contact != "" {
			return p.Contact
		}
	}
	return ""
}

// idle is how long the resident had been away.
func idle(last, now time.Time) time.Duration {
	if last.IsZero() {
		return 0
	}
	return now.Sub(last)
}
