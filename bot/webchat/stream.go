package webchat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

const (
	heartbeat = 15 * time.Second
	// lookAgain is how often a stream asks the book without a ring: what another
	// process wrote rings no bell here.
	lookAgain = time.Second
	// writeTime is how long a page may take to read what it is sent.
	writeTime = 20 * time.Second
)

// thread gives the whole talk.
func (c *Channel) thread(w http.ResponseWriter, r *http.Request) {
	a := c.visitor(w, r)
	if !c.takes(w, r, a, forLooks) {
		return
	}
	t, err := c.read(r.Context(), a, place{})
	if err != nil {
		c.unreadable(w, r, err)
		return
	}
	name, _ := nameOf(r)
	t.Known = name != ""
	answer(w, http.StatusOK, t)
}

func (c *Channel) unreadable(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		c.o.Log.Error("web chat: a talk cannot be read from the book", "error", err)
	}
	w.Header().Set("Retry-After", "2")
	refuse(w, http.StatusServiceUnavailable, "the talk cannot be read now; try again in a moment")
}

// stream gives what is new after a cursor (the header Last-Event-ID, or the query
// "after" the first time), and goes on as it comes. Each event is a talk with
// only its new messages; "reset" says that the whole must be fetched again.
func (c *Channel) stream(w http.ResponseWriter, r *http.Request) {
	a := c.visitor(w, r)
	if !c.takes(w, r, a, forLooks) {
		return
	}
	bell, stop, ok := c.bells.listen(a, c.floods.proxies.hostOf(r))
	if !ok {
		w.Header().Set("Retry-After", "30")
		refuse(w, http.StatusTooManyRequests, "too many pages of this talk are open")
		return
	}
	defer stop()
	cursor := r.Header.Get("Last-Event-ID")
	if cursor == "" {
		cursor = r.URL.Query().Get("after")
	}
	after, err := readCursor(cursor)
	var first *talk
	if err == nil {
		first, err = c.read(r.Context(), a, after)
	}
	if err != nil && !errors.Is(err, errCursor) && !errors.Is(err, errTooOld) {
		c.unreadable(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // or a proxy keeps the events to itself
	f := feed{w: w, out: http.NewResponseController(w)}
	if r.Method == http.MethodHead {
		return
	}
	if err != nil {
		f.write("retry: 2000\nevent: reset\ndata: {}\n\n") //nolint:errcheck // the stream ends here anyway
		return
	}
	if f.write("retry: 2000\n\n") != nil || f.talk(first) != nil {
		return
	}
	c.follow(r.Context(), a, first, bell, &f)
}

// follow writes news until the page is gone, or the book cannot be read: then the
// page comes back by itself with its cursor.
func (c *Channel) follow(ctx context.Context, a dialog.Address, last *talk, bell <-chan struct{}, f *feed) {
	look, beat := time.NewTicker(lookAgain), time.NewTicker(heartbeat)
	defer look.Stop()
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.ending:
			return
		case <-beat.C:
			// A comment keeps proxies awake; the event lets the page notice silence.
			if f.write(": beat\nevent: beat\ndata: {}\n\n") != nil {
				return
			}
			continue
		case <-bell:
		case <-look.C:
		}
		changed, err := c.changed(ctx, a, last.version)
		if err == nil && !changed {
			continue
		}
		var next *talk
		if err == nil {
			next, err = c.read(ctx, a, last.place)
		}
		switch {
		case errors.Is(err, errCursor) || errors.Is(err, errTooOld):
			f.write("event: reset\ndata: {}\n\n") //nolint:errcheck // the stream ends here anyway
			return
		case err != nil:
			if ctx.Err() == nil {
				c.o.Log.Error("web chat: a talk cannot be read from the book; its page will come back", "error", err)
			}
			return
		}
		if f.talk(next) != nil {
			return
		}
		last = next
	}
}

// changed says whether the talk moved on since a version. All a visitor sees comes
// with a new version; receipts do not, and are not shown.
func (c *Channel) changed(ctx context.Context, a dialog.Address, since casebook.Version) (bool, error) {
	t, err := c.o.Book.Read(ctx, a)
	if err != nil {
		return false, fmt.Errorf("read talk: %w", err)
	}
	return t.Version != since, nil
}

// feed writes events to one page.
type feed struct {
	w   io.Writer
	out *http.ResponseController
}

func (f *feed) talk(t *talk) error {
	data, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("write talk: %w", err)
	}
	return f.write(fmt.Sprintf("id: %s\nevent: talk\ndata: %s\n\n", t.Cursor, data))
}

func (f *feed) write(text string) error {
	f.out.SetWriteDeadline(time.Now().Add(writeTime)) //nolint:errcheck // a writer without deadlines is one of a test
	if _, err := io.WriteString(f.w, text); err != nil {
		return err
	}
	return f.out.Flush()
}
