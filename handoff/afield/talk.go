package afield

import (
	"slices"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/phrases"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// The facts shown, in the order an agent wants to read them; in a text message only
// those that take one there.
var (
	factsShown = [...]string{"what", "where", "when", "who", "amount", "wish", "name", "phone"}
	factsSMS   = [...]string{"where", "what", "when", "name", "phone"}
)

// talkMost is how much of a talk is shown, in the units in which a chat counts 4096;
// factMost and lineMost how many characters of one fact and of one line.
const (
	talkMost = 3800
	factMost = 200
	lineMost = 700
	smsMost  = 2 // segments
)

// talk is a case as it is read in a chat: where it stands, what was collected, and the
// latest of what was said. The rest is for the desk.
func (m *message) talk(c casebook.Case, events []casebook.Event) casebook.Outgoing {
	head := []string{m.category(c) + headEnd + m.words.Say(m.lang, "status_"+string(c.Status))}
	if c.Owner != "" {
		head = append(head, m.words.Say(m.lang, "owner", "name", nameOf(c)))
	}
	if handoff.Owed(c) {
		head = append(head, m.words.Say(m.lang, "due", "at", m.clock(c.Due)))
	}
	for _, key := range factsShown {
		if value := m.fact(c, key); value != "" {
			head = append(head, m.lead("fact_"+key)+cut(value, factMost))
		}
	}
	text := strings.Join(head, "\n")
	room := talkMost - units(text)
	var lines []string
	earlier := 0
	for _, l := range slices.Backward(casebook.Thread(events)) {
		line := m.line(l)
		if line == "" {
			continue
		}
		if room -= units(line) + 1; room < 0 {
			earlier++
			room = -1
			continue
		}
		lines = append(lines, line)
	}
	if earlier > 0 {
		lines = append(lines, m.words.Say(m.lang, "earlier"))
	}
	slices.Reverse(lines)
	return casebook.Outgoing{Text: text + "\n\n" + strings.Join(lines, "\n")}
}

// units is the length of a text in UTF-16.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// line is one line of a talk; "" for what is not shown.
func (m *message) line(l casebook.Line) string {
	key, text := "by_"+string(l.By), l.Text
	switch l.Kind {
	case dialog.ChangeNoted:
		key = "note"
	case dialog.ChangeEdited:
		key = "by_edited"
	case dialog.ChangeSaid:
		if l.By == dialog.ByBot && !l.Safety {
			return ""
		}
	default:
		return ""
	}
	if text == "" {
		text = l.Choice
	}
	for _, media := range l.Media {
		text += m.words.Say(m.lang, "media_"+media.Kind)
	}
	if l.Pin != nil {
		text += m.words.Say(m.lang, "pin") + l.Pin.Label
	}
	if !l.UnsaidAt.IsZero() {
		text += m.words.Say(m.lang, "unsaid")
	}
	if l.State == casebook.Failed || l.State == casebook.Expired {
		text += m.words.Say(m.lang, "not_arrived")
	}
	return l.At.In(m.Town.Zone).Format("01-02 15:04 ") + m.lead(key) + cut(text, lineMost)
}

// inShort is a case in a text message.
func (m *message) inShort(c casebook.Case) casebook.Outgoing {
	text := m.category(c)
	if c.Owner != "" {
		text += "\n" + m.words.Say(m.lang, "owner", "name", nameOf(c))
	}
	for _, key := range factsSMS {
		value := m.fact(c, key)
		if value == "" {
			continue
		}
		for n := utf8.RuneCountInString(value); n > 0; n = n * 3 / 4 {
			next := text + "\n" + m.lead("fact_"+key) + cut(value, n)
			if phrases.Segments(m.asSMS(string(c.ID)+headEnd+next)) <= smsMost {
				text = next
				break
			}
		}
	}
	return casebook.Outgoing{Text: text}
}

// fact is what was collected, in the resident's own words where there are any.
func (m *message) fact(c casebook.Case, key string) string {
	f, ok := c.Facts[key]
	switch {
	case !ok:
		return ""
	case key == "phone" && f.Value != "":
		return f.Value
	case f.Raw != "":
		return f.Raw
	}
	if place, ok := m.Town.Place(f.Value); ok {
		return place.Name(m.lang)
	}
	return f.Value
}

// lead is a word that stands before others.
func (m *message) lead(key string) string {
	word := m.words.Say(m.lang, key)
	if m.lang == "en" {
		word += " "
	}
	return word
}

// cut shortens a text to n characters.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:max(n-1, 0)]) + "…"
}

// category is the name of a case's category in a few words.
func (m *message) category(c casebook.Case) string { return m.Field.category(m.lang, c) }

func (f *Field) category(lang string, c casebook.Case) string {
	if category, ok := f.Catalog.Category(c.Category); ok {
		return category.Short(lang)
	}
	return f.words.Say(lang, "category_none")
}

// clock is a moment in the town's time.
func (f *Field) clock(at time.Time) string {
	at, now := at.In(f.Town.Zone), f.Now().In(f.Town.Zone)
	if at.YearDay() == now.YearDay() && at.Year() == now.Year() {
		return at.Format("15:04")
	}
	return at.Format("01-02 15:04")
}

func (m *message) clock(at time.Time) string { return m.Field.clock(at) }
