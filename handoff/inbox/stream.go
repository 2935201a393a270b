package inbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// heartbeat keeps proxies from closing a quiet stream.
const heartbeat = 15 * time.Second

// stream tells which cases changed, as server-sent events. An event's id is the
// book's cursor, so a browser that comes back with Last-Event-ID misses nothing; if
// the cursor cannot be read it is told to load the page anew.
func (in *inbox) stream(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	after := casebook.Cursor(r.Header.Get("Last-Event-ID"))
	switch since := r.URL.Query(); {
	case after != "":
	case since.Has("since"): // empty where the page was made before anything had happened
		after = casebook.Cursor(since.Get("since"))
	default:
		after = in.Board.Cursor()
	}
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no")
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	batches := make(chan batch)
	ended := make(chan error, 1)
	go func() {
		ended <- in.Board.Follow(ctx, after, func(events []casebook.Event, cursor casebook.Cursor) error {
			told, err := in.notices(ctx, r, agent, events)
			if err != nil {
				return err
			}
			select {
			case batches <- batch{cursor, changed(events, in.Board.Sees(agent)), told}:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}()
	fmt.Fprint(w, "retry: 1000\n: hello\n\n")
	out.Flush() //nolint:errcheck // noticed at the next write
	// A browser too slow to take what is told is cut, and comes back.
	hurry := func() { out.SetWriteDeadline(time.Now().Add(heartbeat)) } //nolint:errcheck // then it waits
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case b := <-batches:
			if len(b.cases) == 0 {
				continue
			}
			data, err := json.Marshal(b.cases)
			if err != nil {
				return
			}
			hurry()
			fmt.Fprintf(w, "id: %s\nevent: changed\ndata: %s\n\n", b.cursor, data)
			if len(b.told) > 0 {
				if data, err = json.Marshal(b.told); err != nil {
					return
				}
				fmt.Fprintf(w, "event: news\ndata: %s\n\n", data)
			}
		case <-beat.C:
			// A session that ended meanwhile ends its stream, too.
			if _, ok, err := in.agent(r); err == nil && !ok {
				return
			}
			hurry()
			fmt.Fprint(w, ": still here\n\n")
		case err := <-ended:
			if errors.Is(err, casebook.ErrCursor) {
				hurry()
				fmt.Fprint(w, "event: reload\ndata: {}\n\n")
				out.Flush() //nolint:errcheck // nothing more is said
			}
			return
		}
		if err := out.Flush(); err != nil {
			return
		}
	}
}

// batch is one event of the stream.
type batch struct {
	cursor casebook.Cursor
	cases  []change
	told   []handoff.Notice
}

// change says that a case changed, and whether the resident has spoken.
type change struct {
	Case  dialog.CaseID `json:"case"`
	Spoke bool          `json:"spoke"`
	Alarm bool          `json:"alarm"`
}

// changed tells of the cases an agent sees. Of others it says only, without a number, that
// one may have gone from the list, where what happened may have taken it out of sight.
func changed(events []casebook.Event, sees func(dialog.CaseID) bool) []change {
	var list []change
	at := map[dialog.CaseID]int{}
	for _, e := range events {
		if e.Kind == dialog.ChangeViewed { // no page shows it otherwise
			continue
		}
		i, ok := at[e.Case]
		if !ok {
			id := e.Case
			if !sees(id) {
				if !takesAway(e.Kind) {
					continue
				}
				id = ""
			}
			i = len(list)
			at[e.Case] = i
			list = append(list, change{Case: id})
		}
		if list[i].Case == "" {
			continue
		}
		list[i].Spoke = list[i].Spoke || e.Kind == dialog.ChangeSaid && e.By == dialog.ByResident
		list[i].Alarm = list[i].Alarm || e.Kind == dialog.ChangeAlerted
	}
	return list
}

// takesAway says whether a change may take a case out of an agent's sight.
func takesAway(k dialog.ChangeKind) bool {
	switch k {
	case dialog.ChangeCategory, dialog.ChangeFlagged, dialog.ChangeSlot, dialog.ChangeReleased, dialog.ChangeTransferred, dialog.ChangeDeclined, dialog.ChangeDropped:
		return true
	}
	return false
}
