package sms

import (
	"context"
	"errors"
	"strings"
	"time"

	"frontdoor/bot"
	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Send sends the text, cut where it is too long for one message, if the rules let it
// go now. A part that is out is not sent again when a later one fails. The provider's
// ID is that of the last part sent: when that has arrived, so, most likely, have the
// others.
func (c *Channel) Send(ctx context.Context, m casebook.Outgoing) (string, error) {
	to := m.To.Local()
	if !e164.MatchString(to) {
		return "", &bot.SendError{Reason: bot.InWords("手机号不对", "the phone number is not valid")}
	}
	bodies := bodies(m.Text, c.cfg.Gateway.TextMost())
	if len(bodies) == 0 {
		if len(m.Media) == 0 {
			return "", &bot.SendError{Reason: bot.InWords("消息是空的", "the message is empty")}
		}
		bodies = []string{""}
	}
	now, first := c.cfg.Now(), c.parts.Sent(m.ID)
	if first == 0 { // what was begun is finished
		if err := c.mayGo(ctx, m, now); err != nil {
			return "", err
		}
	}
	provider := ""
	for i := first; i < len(bodies); i++ {
		t := Text{Message: m.ID, To: to, Body: bodies[i], UseBy: m.UseBy, Last: i == len(bodies)-1}
		if t.Last {
			t.Media = m.Media
		}
		given, err := c.guard.take(ctx, now, to, cost(t), m.Safety)
		if err != nil {
			return "", err
		}
		if provider, err = c.cfg.Gateway.Send(ctx, t); err != nil {
			given.back()
			var failed *bot.SendError
			if errors.As(err, &failed) && !failed.Again {
				failed.Partly(i)
				c.parts.Done(m.ID)
			}
			return "", err
		}
		c.parts.Took(m.ID, i+1)
	}
	c.parts.Done(m.ID)
	return provider, nil
}

// bodies are the messages a text travels in, each no longer than most.
func bodies(text string, most int) []string {
	text = Cheapest(text)
	sign := ""
	if end := strings.Index(text, "】"); strings.HasPrefix(text, "【") && end > 0 {
		sign = text[:end+len("】")]
	}
	room := most - bot.UTF16Len(sign)
	if bot.UTF16Len(text) <= most || sign == "" || room < most/2 {
		return bot.Split(text, most)
	}
	// A gateway that wants a signature wants it on each message.
	parts := bot.Split(text[len(sign):], room)
	for i := range parts {
		parts[i] = sign + parts[i]
	}
	return parts
}

// pictureCost is what a message with attachments counts: about the price of so many.
const pictureCost = 3

// cost is how many segments a text is paid for.
func cost(t Text) int {
	_, n, _ := Count(t.Body)
	if len(t.Media) > 0 {
		n = max(n, pictureCost)
	}
	return max(n, 1)
}

// waited is after which time a message is looked at again before it goes: an outage or a
// night lay between.
const waited = 5 * time.Second

// mayGo holds a message against what is known about the resident now. Who opted out
// since gets nothing, a question that the talk left behind is not asked, and what would
// wake somebody who expects nothing waits until the quiet hours are over; a card about
// danger never does.
func (c *Channel) mayGo(ctx context.Context, m casebook.Outgoing, now time.Time) error {
	until := now
	if c.cfg.Quiet != nil && !m.Safety {
		until = c.cfg.Quiet(now)
	}
	if !until.After(now) && now.Sub(m.CommittedAt) < waited {
		return nil
	}
	talk, err := c.cfg.Talk(ctx, m.To)
	switch {
	case err != nil:
		return c.unknown(err)
	case talk.Left(m.CommittedAt):
		return &bot.SendError{Reason: dialog.OptedOut}
	case m.By == dialog.ByBot && !m.Safety && talk.MovedOn(m.Asks, m.CommittedAt):
		return &bot.SendError{Late: true, Reason: bot.InWords("居民又说了别的，这一问不用再发", "the talk has moved on, so this is not asked any more")}
	case until.After(now) && !talk.Expects(m.Case, now, c.cfg.Answer):
		if c.cfg.AtWork != nil {
			if works, err := c.cfg.AtWork(ctx, m.To); err != nil || works {
				return c.unknown(err)
			}
		}
		at := until.Format("15:04")
		return &bot.SendError{Until: until, Reason: bot.InWords("夜里不打扰居民，"+at+"再发", "quiet hours: it goes out at "+at)}
	}
	return nil
}

// unknown: a message waits while nobody can say whether it may go; nil where that is known.
func (c *Channel) unknown(err error) error {
	if err == nil {
		return nil
	}
	return &bot.SendError{Again: true, Err: err, Reason: bot.InWords("一时查不到这位居民的情况", "what is known about the resident cannot be read at the moment")}
}
