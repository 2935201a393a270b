package afield

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// sentMark begins the ID of every message that is said here.
const sentMark = "afield-"

// sentLife is how long a message can be answered by its ID alone.
const sentLife = 30 * 24 * time.Hour

// quoted is what a message of ours was about: a reply to it is about the same.
type quoted struct {
	Case dialog.CaseID `json:"case"`
	// Closing: it was a step of a closing, and the reply is its words.
	Closing bool `json:"closing,omitempty"`
}

// Sent notes what a message that is out was about, so that a reply which brings only
// its ID is understood. No word of it is kept.
func (f *Field) Sent(ctx context.Context, o casebook.Outgoing, provider string) error {
	if provider == "" || o.To.Channel() != dialog.Telegram || !strings.HasPrefix(o.ID, sentMark) {
		return nil
	}
	head, body, ok := strings.Cut(o.Text, headEnd)
	if !ok || len(head) > carriedLongest || strings.ContainsAny(head, " \n") {
		return nil
	}
	value, err := json.Marshal(quoted{dialog.CaseID(head), f.asksOutcome(body)})
	if err != nil {
		return fmt.Errorf("note what was sent: %w", err)
	}
	_, err = f.Shelf.Put(ctx, casebook.Record{Kind: kindSent, Key: string(o.To) + " " + provider, Value: value, Expires: f.Now().Add(sentLife)})
	if err != nil && !errors.Is(err, casebook.ErrStale) {
		return fmt.Errorf("note what was sent: %w", err)
	}
	return nil
}

// answered is what the message was about to which this one is a reply: by its ID, else
// by the number at its head.
func (m *message) answered(ctx context.Context) (quoted, bool, error) {
	if m.in.Answers != "" {
		record, err := m.Shelf.Get(ctx, kindSent, string(m.in.From)+" "+m.in.Answers)
		var q quoted
		if err == nil {
			err = json.Unmarshal(record.Value, &q)
		}
		if err == nil || !errors.Is(err, casebook.ErrNotFound) {
			return q, err == nil, err
		}
	}
	head, body, ok := strings.Cut(m.in.Quote, headEnd)
	head = strings.TrimSpace(head)
	if !ok || head == "" || len(head) > carriedLongest {
		return quoted{}, false, nil
	}
	if id, ours := dialog.ParseCaseID(m.Town.Prefix, head); ours {
		return quoted{id, m.asksOutcome(body)}, true, nil
	}
	there, err := m.exists(ctx, dialog.CaseID(head))
	return quoted{dialog.CaseID(head), m.asksOutcome(body)}, there, err
}
