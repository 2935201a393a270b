package wechat

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// textMost is the longest text of one message, in bytes of UTF-8.
const textMost = 2048

// Send sends the text, cut where it is too long, and then each attachment. A part that
// is out is not sent again when a later one fails. WeChat gives its messages no id.
func (c *Channel) Send(ctx context.Context, m casebook.Outgoing) (string, error) {
	parts, err := plan(m)
	if err != nil {
		return "", err
	}
	name := m.Line() // said once more it goes on where it broke off
	for i := c.parts.Sent(name); i < len(parts); i++ {
		if failed := c.sendError(c.api.call(ctx, "/cgi-bin/message/custom/send", nil, parts[i])); failed != nil {
			if !failed.Again {
				if !failed.Shut {
					c.parts.Done(name)
				}
				failed.Partly(i)
			}
			return "", failed
		}
		c.parts.Took(name, i+1)
	}
	c.parts.Done(name)
	return "", nil
}

// part is the body of one call; one of Text, Image and Voice is filled.
type part struct {
	To    string   `json:"touser"`
	Type  string   `json:"msgtype"`
	Text  *content `json:"text,omitempty"`
	Image *mediaID `json:"image,omitempty"`
	Voice *mediaID `json:"voice,omitempty"`
}

type content struct {
	Content string `json:"content"`
}

type mediaID struct {
	ID string `json:"media_id"`
}

// plan lists the calls a message needs.
func plan(m casebook.Outgoing) ([]part, error) {
	to := m.To.Local()
	if m.To.Channel() != dialog.WeChat || to == "" {
		return nil, &bot.SendError{Reason: bot.InWords("收件地址不是微信的", "the address is none of WeChat's")}
	}
	var parts []part
	for _, text := range bot.SplitBy(shown(m.Text), textMost, utf8.RuneLen) {
		parts = append(parts, part{To: to, Type: "text", Text: &content{text}})
	}
	for _, a := range m.Media {
		id, ours := strings.CutPrefix(a.Ref, refPrefix)
		switch {
		case ours && a.Kind == "photo":
			parts = append(parts, part{To: to, Type: "image", Image: &mediaID{id}})
		case ours && a.Kind == "voice":
			parts = append(parts, part{To: to, Type: "voice", Voice: &mediaID{id}})
		case strings.HasPrefix(a.Ref, "https://"):
			parts = append(parts, part{To: to, Type: "text", Text: &content{a.Ref}})
		default:
			return nil, &bot.SendError{Reason: bot.InWords("微信带不了这个附件", "WeChat cannot carry this attachment"), Err: errors.New("no file of WeChat's")}
		}
	}
	if len(parts) == 0 {
		return nil, &bot.SendError{Reason: bot.InWords("消息是空的", "the message is empty")}
	}
	return parts, nil
}

// shown is a text as WeChat shows it: what JSON would write as \u… is left out, for
// WeChat takes that for letters. A text of blanks only is no text.
func shown(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\u2028' || r == '\u2029':
			return '\n'
		case r < ' ' && r != '\n' && r != '\t', r == '\x7f', r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return text
}
