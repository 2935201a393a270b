package sms

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"frontdoor/bot"

	messages "github.com/twilio/twilio-go/rest/api/v2010"
)

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

// Send makes the call and says what came of it.
func (t *Twilio) Send(ctx context.Context, text Text) (string, error) {
	params, err := t.params(text)
	if err != nil {
		return "", err
	}
	call := &call{ctx: ctx, cfg: &t.cfg}
	sent, err := messages.NewApiServiceWithClient(call).CreateMessage(params)
	if call.taken { // whatever became of reading the answer
		t.misset.Store(false)
		if err != nil || sent.Sid == nil {
			return "", nil
		}
		return *sent.Sid, nil
	}
	var refused *apiError
	if !errors.As(err, &refused) {
		return "", &bot.SendError{Again: true, Reason: bot.InWords("连不上Twilio", "twilio cannot be reached"), Err: err}
	}
	return "", t.sendError(refused)
}

// params fills in one message.
func (t *Twilio) params(text Text) (*messages.CreateMessageParams, error) {
	p := &messages.CreateMessageParams{}
	p.SetTo(text.To)
	if text.Body != "" {
		p.SetBody(text.Body)
	}
	var links []string // Twilio fetches attachments itself
	for _, a := range text.Media {
		if !strings.HasPrefix(a.Ref, "https://") {
			return nil, &bot.SendError{Reason: bot.InWords("短信带不了附件", "a text message cannot carry this attachment")}
		}
		links = append(links, a.Ref)
	}
	if len(links) > 0 {
		p.SetMediaUrl(links)
	}
	if isService(t.cfg.From) {
		p.SetMessagingServiceSid(t.cfg.From)
	} else {
		p.SetFrom(t.cfg.From)
	}
	if t.cfg.PublicURL != "" {
		about := url.Values{messageParam: {text.Message}}
		if !text.Last {
			about.Set(partParam, "1")
		}
		p.SetStatusCallback(t.cfg.PublicURL + StatusPath + "?" + about.Encode() + tryAgain)
	}
	if !text.UseBy.IsZero() { // Twilio must not keep it longer than it is worth
		left := min(text.UseBy.Sub(t.cfg.Now()), serviceMost)
		p.SetValidityPeriod(max(int(left.Seconds()), 1))
	}
	return p, nil
}

// sendError says what Twilio's refusal means.
func (t *Twilio) sendError(refused *apiError) *bot.SendError {
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
		if !t.misset.Swap(true) {
			t.cfg.Log.Error("sms: twilio refuses our settings; messages wait until they are right", "code", refused.Code, "status", refused.Status)
		}
	case refused.Status >= 500 || refused.Code == 0: // no code: a proxy's page, not Twilio's no
		e.Again, e.After = true, refused.after
		e.Reason = bot.InWords("Twilio暂时出错", "twilio has trouble of its own")
	}
	return e
}
