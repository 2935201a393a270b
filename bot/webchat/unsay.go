package webchat

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"frontdoor/dialog"
)

// unsayWithin is how long words can be taken back, as residents know it from WeChat.
const unsayWithin = 2 * time.Minute

// unsay takes one of the visitor's own messages back, while that can be done. Whether it was
// taken back the page learns from the talk: the bot may have read it in the meantime.
func (c *Channel) unsay(w http.ResponseWriter, r *http.Request) {
	a := c.visitor(w, r)
	if !c.takes(w, r, a, forWords) {
		return
	}
	var asked struct {
		ID string `json:"id"`
	}
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<10)).Decode(&asked); err != nil || checkID(asked.ID) != nil {
		refuse(w, http.StatusBadRequest, "what is taken back is named by {\"id\"}")
		return
	}
	t, err := c.read(r.Context(), a, place{})
	if err != nil {
		c.unreadable(w, r, err)
		return
	}
	at := slices.IndexFunc(t.Messages, func(m message) bool { return m.ID == asked.ID && m.By == dialog.ByResident })
	if at < 0 || !slices.Contains(t.Back, asked.ID) {
		refuse(w, http.StatusConflict, "this message cannot be taken back, or not any more")
		return
	}
	in := dialog.Input{ID: "unsay-" + asked.ID, Kind: dialog.Unsaid, From: a, At: c.o.Now(), Case: t.Messages[at].Case, Ref: asked.ID}
	if err := c.o.Receive(r.Context(), in); err != nil {
		c.o.Log.Error("web chat: a message was not taken back", "error", err)
		c.unreadable(w, r, errors.New("not stored"))
		return
	}
	c.bells.ring(a)
	answer(w, http.StatusOK, asked)
}

// backMessages are the visitor's messages that can be taken back: of the last two minutes,
// and of those the bot answers only what it has not read yet.
func (c *Channel) backMessages(all []message, s *dialog.State) (ids []string) {
	for _, m := range all {
		if m.By != dialog.ByResident || c.o.Now().Sub(m.At) >= unsayWithin {
			continue
		}
		matter := s.Matter(m.Case)
		waits := slices.ContainsFunc(s.Burst, func(p dialog.Piece) bool { return p.ID == m.ID })
		if matter != nil && (waits || matter.Status != dialog.Collecting) {
			ids = append(ids, m.ID)
		}
	}
	return ids
}
