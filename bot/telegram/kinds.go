package telegram

import (
	"encoding/json"
	"strings"
)

// words are what a message says: its text or caption, or what is written in a kind of
// message that is no plain text. Of what cannot be read here its kind is kept in
// brackets, so that the agent sees that something came and the resident is asked for
// words; what Telegram itself says in a chat (somebody pinned a message) is nothing.
func (m *message) words() string {
	switch {
	case m.Text != "":
		return m.Text
	case m.Caption != "":
		return m.Caption
	case m.Rich != nil:
		return richWords(m.Rich)
	case m.Poll != nil:
		return m.Poll.words(m.Poll.Question, m.Poll.Options)
	case m.Checklist != nil:
		return m.Checklist.words(m.Checklist.Title, m.Checklist.Tasks)
	case m.Dice != nil:
		return m.Dice.Emoji
	}
	for _, k := range []struct {
		name  string
		there json.RawMessage
	}{
		{"story", m.Story}, {"game", m.Game}, {"paid media", m.PaidMedia}, {"invoice", m.Invoice},
		{"gift", m.Gift}, {"gift", m.UniqueGift}, {"giveaway", m.Giveaway},
	} {
		if len(k.there) > 0 && string(k.there) != "null" {
			return "[" + k.name + "]"
		}
	}
	return ""
}

// words are a heading and its points, a line each.
func (listing) words(head string, points []textPart) string {
	lines := []string{head}
	for _, p := range points {
		lines = append(lines, "- "+p.Text)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// richWords are the words of a formatted message, each block of it a line: all that
// stands under a "text", however deep.
func richWords(raw json.RawMessage) string {
	var rich struct {
		Blocks []any `json:"blocks"`
	}
	if json.Unmarshal(raw, &rich) != nil {
		return ""
	}
	var lines []string
	for _, block := range rich.Blocks {
		var line strings.Builder
		gather(&line, block, false)
		if text := strings.TrimSpace(line.String()); text != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

// gather writes the strings below a value; inside says that they are words.
func gather(to *strings.Builder, v any, inside bool) {
	switch v := v.(type) {
	case string:
		if inside {
			to.WriteString(v)
		}
	case []any:
		for _, one := range v {
			gather(to, one, inside)
		}
	case map[string]any:
		gather(to, v["text"], true)
		for _, deeper := range []string{"items", "blocks", "cells", "summary", "caption"} {
			if v[deeper] != nil {
				to.WriteString(" ")
				gather(to, v[deeper], false)
			}
		}
	}
}

// answers is the message that this one answers: the part that was marked, its words,
// or a sign for what it shows.
func (m *message) answers() string {
	if m.Quote != nil && m.Quote.Text != "" {
		return m.Quote.Text
	}
	r := m.ReplyTo
	if r == nil {
		return ""
	}
	if text := r.words(); text != "" {
		return text
	}
	if r.pin() != nil {
		return "📍"
	}
	for _, one := range r.media() {
		switch one.Kind {
		case "photo":
			return "📷"
		case "voice":
			return "🎤"
		case "video":
			return "🎬"
		case "sticker":
			return one.Name
		default:
			return "📎 " + one.Name
		}
	}
	return ""
}
