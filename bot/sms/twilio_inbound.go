package sms

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"frontdoor/dialog"
)

// refPrefix marks a Media.Ref as a media URL of this channel.
const refPrefix = dialog.SMS + ":"

// mediaMost is how many attachments one message can have, by Twilio's rules.
const mediaMost = 10

// inbound takes in one text message.
func (t *Twilio) inbound(w http.ResponseWriter, r *http.Request) {
	form, ok := t.read(w, r)
	if !ok {
		return
	}
	in := decode(form)
	switch err := t.to.Heard(r.Context(), in); {
	case errors.Is(err, ErrIncomplete):
		http.Error(w, "From or MessageSid is missing", http.StatusBadRequest)
		return
	case err != nil:
		t.cfg.Log.Error("sms: a message was not stored; twilio is told so", "message", in.ID, "err", err)
		http.Error(w, "not stored, send it again", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?><Response></Response>`) //nolint:errcheck // nobody to tell
}

// decode reads the form of a text message. It is pure.
func decode(form url.Values) Incoming {
	in := Incoming{From: form.Get("From"), To: form.Get("To"), Text: form.Get("Body"), Media: media(form),
		Keyword: strings.ToLower(form.Get("OptOutType"))}
	for _, name := range []string{"MessageSid", "SmsMessageSid", "SmsSid"} { // the latter two are older names
		if in.ID = form.Get(name); in.ID != "" {
			break
		}
	}
	return in
}

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
