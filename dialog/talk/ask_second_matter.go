package talk

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/hear"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
)

// secondMatter notes words about something else and goes on with the first.
func (t *Talk) secondMatter(m *dialog.Matter, msg hear.Message, words string) {
	if m.Filled() == 0 {
		if words == "" {
			t.greet(m)
			return
		}
		sub := hear.Message{Pieces: msg.Pieces, Text: words}
		t.carryOut(m, sub, t.ReadFacts(m, nil, sub))
		return
	}
	t.State.Parked = append(t.State.Parked, dialog.Piece{ID: t.In.ID, Seq: t.In.Seq, At: t.In.At, Text: words})
	t.Before(t.Phrase("parked", nil))
	t.again(m)
}

// offerSecond asks whether the noted matter is to be reported now.
func (t *Talk) offerSecond() {
	m := t.Matter()
	words := t.Words(t.State.Parked)
	if words == "" {
		t.State.Parked = nil
		if m != nil {
			t.newMatter(m, "")
		}
		return
	}
	if m == nil {
		m = &dialog.Matter{}
	}
	t.confirm(m, "second", dialog.AboutSecond, phrases.Vars{"title": hear.Titled(besides.ReplaceAllString(words, ""))})
}

// takeSecond begins the noted matter.
func (t *Talk) takeSecond() {
	words := besides.ReplaceAllString(t.Words(t.State.Parked), "")
	t.State.Parked = nil
	t.State.Asking = nil
	t.Before(t.Phrase("second_go", nil))
	m := t.Matter()
	if m == nil {
		if m = t.Begin(); m == nil {
			return
		}
		msg := hear.Message{Pieces: []dialog.Piece{t.Piece()}, Text: words}
		t.carryOut(m, msg, t.ReadFacts(m, nil, msg))
		return
	}
	t.newMatter(m, words)
}

// leaveSecond lets it go.
func (t *Talk) leaveSecond() {
	t.State.Parked = nil
	t.State.Asking = nil
	t.Tell(t.Phrase("second_no", nil))
}

// another begins a second matter in the middle of a first message.
var another = pattern.MustCompile(`(?i)[,，。;；.!！\n]\s*(?:另外|还有一件事?|还有件事|还有个事|另一件事?|顺便(?:问|说|反映)?一?下?|再说一件|(?:and )?also,? |another (?:thing|problem|matter),? |one more thing,? |by the way,? )`)

// besides opens words about a second matter, and is no part of it.
var besides = pattern.MustCompile(`(?i)^(?:(?:and )?(?:also|by the way|btw|another thing|one more thing)[,:]? +|(?:另外|对了|顺便(?:说|问)?一?下?|还有一?[件个]事情?)[,，:： ]*)+`)

// splitSecond cuts a second matter off the first message, where both halves are surely of
// different kinds, and keeps it for later.
func (t *Talk) splitSecond(m *dialog.Matter, msg hear.Message) hear.Message {
	if m.Has("what") || msg.Choice != "" {
		return msg
	}
	if first, second, ok := t.twoNamed(msg.Text); ok {
		t.State.Parked = append(t.State.Parked, dialog.Piece{ID: msg.From(), At: t.In.At, Text: second})
		t.Before(t.Phrase("parked", nil))
		msg.Text = first
		return msg
	}
	at := another.FindStringIndex(msg.Text)
	if at == nil {
		return msg
	}
	first, second := msg.Text[:at[0]], strings.TrimLeft(msg.Text[at[0]:], ",，。;；.!！\n ")
	a, b := t.Rank(first), t.Rank(msg.Text[at[1]:])
	if !a.Sure() || !b.Sure() || a.Best().Category == b.Best().Category {
		return msg
	}
	t.State.Parked = append(t.State.Parked, dialog.Piece{ID: msg.From(), At: t.In.At, Text: second})
	t.Before(t.Phrase("parked", nil))
	msg.Text = first
	return msg
}

// two counts two matters in one message: 有两个事,一个是…,一个是…; "two things: first …, second …".
var two = pattern.MustCompile(`(?is)^(.{0,24}?)(?:一个是?|一件是?|一是|第一[个件]?(?:事情?)?是?|首先|\b(?:first(?:ly)?|one is|the first(?: one)? is|number one)|1[.、)])[,，:： ]*(.{4,}?)[,，。;；.!\n ]+(?:and )?(?:(?:另外?|还有)?一个是?|(?:另外?|还有)?一件是?|二是|第二[个件]?(?:事情?)?是?|其次|second(?:ly)?|the (?:other|second)(?: one)? is|another is|number two|2[.、)])[,，:： ]*(.{4,})$`)

// twoNamed parts a message that counts two matters of different kinds.
func (t *Talk) twoNamed(text string) (first, second string, ok bool) {
	got := two.FindStringSubmatch(text)
	if got == nil || t.Rank(got[1]).Sure() {
		return "", "", false
	}
	first, second = strings.TrimSpace(got[2]), strings.TrimSpace(got[3])
	a, b := t.Rank(first), t.Rank(second)
	return first, second, t.HasSubstance(first) && t.HasSubstance(second) && a.Best().Category != b.Best().Category && (a.Sure() || b.Sure())
}
