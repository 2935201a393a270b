package sms

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
)

// refPrefix marks a Media.Ref as a media URL of this channel.
const refPrefix = dialog.SMS + ":"

// mediaMost is how many attachments one message can have, by Twilio's rules.
const mediaMost = 10

// inbound takes in one text message.
func (c *Channel) inbound(w http.ResponseWriter, r *http.Request) {
	form, ok := c.read(w, r)
	if !ok {
		return
	}
	in, why := decode(form, c.cfg.From, c.cfg.Now())
	switch why {
	case incomplete:
		http.Error(w, "From or MessageSid is missing", http.StatusBadRequest)
		return
	case machine:
		c.cfg.Log.Info("sms: a message from a machine or from ourselves is not answered", "message", in.ID)
	default:
		if t := form.Get("OptOutType"); t != "" {
			c.cfg.Log.Info("sms: twilio has answered an opt-out word", "type", t, "message", in.ID)
		}
		if err := c.cfg.Receive(r.Context(), in); err != nil {
			c.cfg.Log.Error("sms: a message was not stored; twilio is told so", "message", in.ID, "err", err)
			http.Error(w, "not stored, send it again", http.StatusServiceUnavailable)
			return
		}
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?><Response></Response>`) //nolint:errcheck // nobody to tell
}

// notSaid is why a form is no message of a resident.
type notSaid int

const (
	said notSaid = iota
	incomplete
	machine
)

// decode reads the form of a text message. It is pure.
func decode(form url.Values, own string, at time.Time) (dialog.Input, notSaid) {
	in := dialog.Input{Kind: dialog.Said, At: at, Text: form.Get("Body")}
	for _, name := range []string{"MessageSid", "SmsMessageSid", "SmsSid"} { // the latter two are older names
		if in.ID = form.Get(name); in.ID != "" {
			break
		}
	}
	from := strings.TrimSpace(form.Get("From"))
	if from == "" || in.ID == "" {
		return in, incomplete
	}
	if !person(from) || from == own || from == form.Get("To") {
		return in, machine
	}
	in.From = dialog.Address(dialog.SMS + ":" + from)
	in.Media = media(form)
	return in, said
}

var (
	e164 = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	// In China 106… with eight digits or more behind it, and 12…, 95…, 96…,
	// 100… without an area code, are banks, carriers and offices that send in
	// bulk.
	bulk = regexp.MustCompile(`^\+86(106[0-9]{8,}|12[0-9]{3,6}|9[56][0-9]{3,}|100[0-9]{2,3})$`)
)

// person says whether a sender can be somebody who reads an answer: a full
// number, no short code, no name, no bulk sender.
func person(from string) bool { return e164.MatchString(from) && !bulk.MatchString(from) }

// media lists the attachments of an MMS. Twilio gives them no names.
func media(form url.Values) []dialog.Media {
	n, err := strconv.Atoi(form.Get("NumMedia"))
	if err != nil {
		return nil
	}
	var list []dialog.Media
	for i := range min(n, mediaMost) {
		at := form.Get("MediaUrl" + strconv.Itoa(i))
		if at == "" {
			continue
		}
		kind, _, err := mime.ParseMediaType(form.Get("MediaContentType" + strconv.Itoa(i)))
		if err != nil {
			kind = ""
		}
		list = append(list, dialog.Media{Kind: mediaKind(kind), Ref: refPrefix + at, MIME: kind})
	}
	return list
}

func mediaKind(mimeType string) string {
	switch kind, _, _ := strings.Cut(mimeType, "/"); kind {
	case "image":
		return "photo"
	case "audio":
		return "voice"
	case "video":
		return "video"
	}
	return "file"
}
