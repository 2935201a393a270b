package inbox

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// sight is how far an agent has read a case, and on which day.
type sight struct {
	Seq int   `json:"s"`
	Day int64 `json:"d"`
}

// seenMost is in how many cases is remembered what an agent has read: those read last.
const (
	seenMost = 1000
	kindSeen = "seen"
)

// seenBy is what an agent has read, kept on the server so that all devices agree.
func (in *inbox) seenBy(ctx context.Context, login string) (map[dialog.CaseID]sight, casebook.Record, error) {
	seen := map[dialog.CaseID]sight{}
	record, err := in.Shelf.Get(ctx, kindSeen, login)
	if errors.Is(err, casebook.ErrNotFound) {
		return seen, casebook.Record{Kind: kindSeen, Key: login}, nil
	}
	if err == nil {
		err = json.Unmarshal(record.Value, &seen)
	}
	if err != nil {
		return nil, record, fmt.Errorf("read what was seen: %w", err)
	}
	return seen, record, nil
}

// saw notes how far a talk was read. A page that is behind another device takes nothing back.
func (in *inbox) saw(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	id := in.caseID(r)
	c, ok := in.Board.Case(id)
	seq, err := strconv.Atoi(r.PostFormValue("seq"))
	if !ok || !agent.Sees(c) || err != nil || seq < 1 {
		in.notFound(w, r)
		return
	}
	seq = min(seq, c.Seq)
	for {
		seen, record, err := in.seenBy(r.Context(), agent.Login)
		if err != nil {
			in.trouble(w, r, err)
			return
		}
		if seen[id].Seq >= seq {
			break
		}
		seen[id] = sight{seq, in.Now().Unix() / int64((24 * time.Hour).Seconds())}
		for len(seen) > seenMost {
			oldest := slices.MinFunc(slices.Collect(maps.Keys(seen)), func(a, b dialog.CaseID) int {
				return cmp.Or(cmp.Compare(seen[a].Day, seen[b].Day), cmp.Compare(a, b))
			})
			delete(seen, oldest)
		}
		if record.Value, err = json.Marshal(seen); err == nil {
			_, err = in.Shelf.Put(r.Context(), record)
		}
		if err == nil {
			break
		}
		if !errors.Is(err, casebook.ErrStale) {
			in.trouble(w, r, err)
			return
		}
	}
	writeData(w, http.StatusOK, answer{})
}
