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

// begun is what an agent has begun to write in a case, by kind of words.
type begun struct {
	Reply string `json:"reply,omitempty"`
	Note  string `json:"note,omitempty"`
}

// draftKept is how long a draft lies untouched before it goes.
const draftKept = 30 * 24 * time.Hour

// keepDraft stores what is in a composer, so that another device goes on with it.
func (in *inbox) keepDraft(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	_, c, ok := in.visible(w, r, agent)
	if !ok {
		return
	}
	if !c.ErasedAt.IsZero() { // a page that was open still writes: nothing of it is to be left
		writeData(w, http.StatusOK, answer{})
		return
	}
	text := r.PostFormValue("text")
	if n := len([]rune(text)); n > handoff.TextLongest {
		text = string([]rune(text)[:handoff.TextLongest])
	}
	err := in.changeDraft(r.Context(), agent.Login, in.caseID(r), func(d *begun) { *d.of(r.PostFormValue("mode")) = text })
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	writeData(w, http.StatusOK, answer{})
}

// of is the text of a mode.
func (d *begun) of(mode string) *string {
	if mode == "note" {
		return &d.Note
	}
	return &d.Reply
}

// dropDraft forgets what was sent.
func (in *inbox) dropDraft(ctx context.Context, login string, id dialog.CaseID, act string) error {
	if act != "reply" && act != "note" {
		return nil
	}
	return in.changeDraft(ctx, login, id, func(d *begun) { *d.of(act) = "" })
}

// changeDraft edits a draft, again if another page was faster; an empty one goes.
func (in *inbox) changeDraft(ctx context.Context, login string, id dialog.CaseID, edit func(*begun)) error {
	for {
		d, record, err := in.draft(ctx, login, id)
		if err != nil {
			return err
		}
		before := d
		if edit(&d); d == before {
			return nil
		}
		if d == (begun{}) {
			err = in.Shelf.Remove(ctx, record.Kind, record.Key, record.Version)
		} else {
			if record.Value, err = json.Marshal(d); err != nil {
				return fmt.Errorf("write a draft: %w", err)
			}
			record.Expires = time.Now().Add(draftKept) // the Shelf goes by the real clock
			_, err = in.Shelf.Put(ctx, record)
		}
		if !errors.Is(err, casebook.ErrStale) {
			return err
		}
	}
}

func (in *inbox) draft(ctx context.Context, login string, id dialog.CaseID) (begun, casebook.Record, error) {
	var d begun
	record, err := in.Shelf.Get(ctx, handoff.DraftKind(login), string(id))
	if errors.Is(err, casebook.ErrNotFound) {
		return d, casebook.Record{Kind: handoff.DraftKind(login), Key: string(id)}, nil
	}
	if err == nil {
		err = json.Unmarshal(record.Value, &d)
	}
	if err != nil {
		return d, record, fmt.Errorf("read a draft: %w", err)
	}
	return d, record, nil
}

// draftsOf are the cases in which an agent has begun to write.
func (in *inbox) draftsOf(ctx context.Context, login string) (map[dialog.CaseID]bool, error) {
	records, err := in.Shelf.List(ctx, handoff.DraftKind(login))
	if err != nil {
		return nil, fmt.Errorf("list drafts: %w", err)
	}
	cases := make(map[dialog.CaseID]bool, len(records))
	for _, record := range records {
		cases[dialog.CaseID(record.Key)] = true
	}
	return cases, nil
}

// takeBack undoes what was sent a moment ago; the words of a reply are a draft again.
func (in *inbox) takeBack(ctx context.Context, act handoff.Act) error {
	events, err := in.Book.Case(ctx, act.Case)
	if err != nil {
		return err
	}
	held := casebook.Fold(events).Held
	if err := in.Desk.TakeBack(ctx, act); err != nil || held == nil || held.Kind != dialog.AgentReply {
		return err
	}
	return in.changeDraft(ctx, act.Agent.Login, act.Case, func(d *begun) {
		if d.Reply == "" {
			d.Reply = held.Text
		}
	})
}
