package sms

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"frontdoor/bot"
	"frontdoor/handoff/casebook"

	messages "github.com/twilio/twilio-go/rest/api/v2010"
)

// textMost is the longest text Twilio takes as one message.
const textMost = 1600

// Codes of Twilio's that mean something beyond their words.
const (
	optedOut    = 21610
	badSignIn   = 20003
	tooMany     = 20429
	queueIsFull = 21611
)

// settings are refusals that no message can help: somebody must change what is
// set, and then the message goes out.
var settings = map[int]bool{badSignIn: true, 20404: true, 21212: true, 21603: true, 21606: true, 21659: true, 21660: true, 21703: true, 30002: true}

// serviceMost is the longest time Twilio keeps a message in its own queue, and
// how much of it can be asked for.
const serviceMost = 10 * time.Hour

// Send sends the text, cut where it is too long for one message. A part that is
// out is not sent again when a later one fails. The provider's ID is that of the
// last part sent: when that has arrived, so, most likely, have the others.
func (c *Channel) Send(ctx context.Context, m casebook.Outgoing) (string, error) {
	to := m.To.Local()
	if !e164.MatchString(to) {
		return "", &bot.SendError{Reason: reasonFor(21211)}
	}
	texts := bot.Split(m.Text, textMost)
	links, err := mediaLinks(m)
	if err != nil {
		return "", err
	}
	if len(texts) == 0 {
		if len(links) == 0 {
			return "", &bot.SendError{Reason: bot.InWords("消息是空的", "the message is empty")}
		}
		texts = []string{""}
	}
	provider := ""
	for i := c.parts.Sent(m.ID); i < len(texts); i++ {
		params := c.params(m, texts[i], i == len(texts)-1)
		if len(links) > 0 && i == len(texts)-1 {
			params.SetMediaUrl(links)
		}
		sid, err := c.create(ctx, params)
		if err != nil {
			var failed *bot.SendError
			if errors.As(err, &failed) && !failed.Again {
				c.parts.Done(m.ID)
			}
			return "", err
		}
		c.parts.Took(m.ID, i+1)
		provider = sid
	}
	c.parts.Done(m.ID)
	return provider, nil
}

// params fills in one message. Only the last part is followed up: that an earlier
// one arrived must not look as if all had.
func (c *Channel) params(m casebook.Outgoing, text string, last bool) *messages.CreateMessageParams {
	p := &messages.CreateMessageParams{}
	p.SetTo(m.To.Local())
	if text != "" {
		p.SetBody(text)
	}
	if strings.HasPrefix(c.cfg.From, "MG") {
		p.SetMessagingServiceSid(c.cfg.From)
	} else {
		p.SetFrom(c.cfg.From)
	}
	if c.cfg.PublicURL != "" && last {
		p.SetStatusCallback(c.cfg.PublicURL + StatusPath + "?" + messageParam + "=" + url.QueryEscape(m.ID))
	}
	if !m.UseBy.IsZero() { // Twilio must not keep it longer than it is worth
		left := min(m.UseBy.Sub(c.cfg.Now()), serviceMost)
		p.SetValidityPeriod(max(int(left.Seconds()), 1))
	}
	return p
}

// mediaLinks are the attachments as Twilio takes them: links it fetches itself.
func mediaLinks(m casebook.Outgoing) ([]string, error) {
	var links []string
	for _, a := range m.Media {
		if !strings.HasPrefix(a.Ref, "https://") {
			return nil, &bot.SendError{Reason: bot.InWords("短信带不了附件", "a text message cannot carry this attachment")}
		}
		links = append(links, a.Ref)
	}
	return links, nil
}

// create makes the call and says what came of it.
func (c *Channel) create(ctx context.Context, p *messages.CreateMessageParams) (string, error) {
	call := &call{ctx: ctx, cfg: &c.cfg}
	sent, err := messages.NewApiServiceWithClient(call).CreateMessage(p)
	if call.taken { // whatever became of reading the answer
		c.misset.Store(false)
		if err != nil || sent.Sid == nil {
			return "", nil
		}
		return *sent.Sid, nil
	}
	var refused *apiError
	if !errors.As(err, &refused) {
		return "", &bot.SendError{Again: true, Reason: bot.InWords("连不上Twilio", "twilio cannot be reached"), Err: err}
	}
	return "", c.sendError(refused)
}

// sendError says what Twilio's refusal means.
func (c *Channel) sendError(refused *apiError) *bot.SendError {
	e := &bot.SendError{Reason: reasonFor(refused.Code), Err: refused}
	switch {
	case refused.Code == optedOut:
		e.Gone = true
	case refused.Status == http.StatusTooManyRequests || refused.Code == tooMany || refused.Code == queueIsFull:
		e.Again, e.After = true, max(refused.after, time.Second)
		if refused.Code == 0 {
			e.Reason = reasonFor(tooMany)
		}
	case settings[refused.Code] || refused.Status == http.StatusUnauthorized:
		e.Again = true
		if !c.misset.Swap(true) {
			c.cfg.Log.Error("sms: twilio refuses our settings; messages wait until they are right", "code", refused.Code, "status", refused.Status)
		}
	case refused.Status >= 500 || refused.Code == 0: // no code: a proxy's page, not Twilio's no
		e.Again, e.After = true, refused.after
		e.Reason = bot.InWords("Twilio暂时出错", "twilio has trouble of its own")
	}
	return e
}
