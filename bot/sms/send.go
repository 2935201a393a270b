package sms

import (
	"context"
	"errors"
	"strings"
	"time"

	"frontdoor/bot"
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
		if err := c.sleeping(ctx, m, now); err != nil {
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

// sleeping keeps back what would wake somebody who expects nothing: it waits until the
// quiet hours are over. A card about danger never waits.
func (c *Channel) sleeping(ctx context.Context, m casebook.Outgoing, now time.Time) error {
	if m.Safety || c.cfg.Quiet == nil {
		return nil
	}
	until := c.cfg.Quiet(now)
	if !until.After(now) {
		return nil
	}
	expected, err := c.cfg.Expects(ctx, m.To, m.Case, now)
	switch {
	case err != nil:
		return &bot.SendError{Again: true, Err: err, Reason: bot.InWords("一时查不到居民上次来信的时间", "it is not known at the moment when the resident last wrote")}
	case expected:
		return nil
	}
	at := until.Format("15:04")
	return &bot.SendError{Until: until, Reason: bot.InWords("夜里不打扰居民,"+at+"再发", "quiet hours: it goes out at "+at)}
}
