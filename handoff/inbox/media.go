package inbox

import (
	"io"
	"net/http"
	"strconv"

	"frontdoor/handoff"
)

// mediaMost is how many bytes of a file are passed on.
const mediaMost = 64 << 20

// showMedia sends a photo, a voice note or a file of a case. Nothing a resident
// sent is ever run by the browser.
func (in *inbox) showMedia(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	events, c, ok := in.visible(w, r, agent)
	if !ok {
		return
	}
	seq, _ := strconv.Atoi(r.PathValue("seq"))
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || seq < 1 || seq > len(events) || n < 0 || n >= len(events[seq-1].Media) {
		in.notFound(w, r)
		return
	}
	body, mime, err := in.Media(r.Context(), c.Address, events[seq-1].Media[n])
	if err != nil {
		in.Log.Error("a file a resident sent cannot be opened", "case", c.ID, "err", err)
		http.Error(w, in.words.say(language(r), "err_media"), http.StatusBadGateway)
		return
	}
	defer body.Close()
	h := w.Header()
	h.Set("Cache-Control", "private, max-age=3600")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	switch mime {
	case "image/jpeg", "image/png", "image/webp", "image/gif", "audio/ogg", "audio/mpeg", "audio/mp4", "video/mp4":
		h.Set("Content-Type", mime)
	default:
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", "attachment")
	}
	io.Copy(w, io.LimitReader(body, mediaMost)) //nolint:errcheck // the browser has gone
}
