package afield

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// The kinds of records that agents afield keep on the Shelf.
const (
	kindPocket = "afield"        // by login
	kindCursor = "afield-cursor" // how far the book was told
	kindSent   = "afield-sent"   // by address and the provider's ID of a message
)

// pocket is what must be remembered of an agent between two messages.
type pocket struct {
	// Closing is a case about to be closed.
	Closing *closing `json:"closing,omitempty"`
	// Done is the last closing confirmed: its button pressed again says no more.
	Done pressed `json:"done,omitzero"`
	// Last is the case last told of or worked on by text message: the example of a
	// correction.
	Last dialog.CaseID `json:"last,omitempty"`
	// Corrected is which mistakes were corrected of late.
	Corrected map[flaw]corrected `json:"corrections,omitempty"`
	// ResidentUntil: until then what is no order is the worker's own matter.
	ResidentUntil time.Time `json:"resident_until,omitzero"`
	// Read is the last event of a case the agent has asked to see.
	Read map[dialog.CaseID]int `json:"read,omitempty"`
}

// closing is a case about to be closed: first the outcome is chosen, then the words
// are written, then what goes out is confirmed.
type closing struct {
	Case    dialog.CaseID  `json:"case"`
	Outcome dialog.Outcome `json:"outcome,omitempty"`
	Text    string         `json:"text,omitempty"`
	// Key makes the act one act; Seq is the last event when the words were shown.
	Key   string    `json:"key"`
	Seq   int       `json:"seq,omitempty"`
	Until time.Time `json:"until"`
}

// corrected are the corrections of one kind of mistake: the last one's time, and what
// each order had named.
type corrected struct {
	At    time.Time `json:"at"`
	About []string  `json:"about"`
}

// pressed is a button that was pressed, and what it was about.
type pressed struct {
	Key  string        `json:"key"`
	Case dialog.CaseID `json:"case"`
}

func (f *Field) pocket(ctx context.Context, login string) (pocket, casebook.Version, error) {
	var p pocket
	record, err := f.Shelf.Get(ctx, kindPocket, login)
	if errors.Is(err, casebook.ErrNotFound) {
		return p, 0, nil
	}
	if err == nil {
		err = json.Unmarshal(record.Value, &p)
	}
	if err != nil {
		return p, 0, fmt.Errorf("read what an agent was doing: %w", err)
	}
	if p.Closing != nil && !f.Now().Before(p.Closing.Until) {
		p.Closing = nil
	}
	return p, record.Version, nil
}

// keep edits an agent's pocket; edit may be called more than once.
func (f *Field) keep(ctx context.Context, login string, edit func(*pocket)) error {
	for {
		p, version, err := f.pocket(ctx, login)
		if err != nil {
			return err
		}
		edit(&p)
		value, err := json.Marshal(p)
		if err != nil {
			return fmt.Errorf("keep what an agent is doing: %w", err)
		}
		_, err = f.Shelf.Put(ctx, casebook.Record{Kind: kindPocket, Key: login, Value: value, Version: version})
		if errors.Is(err, casebook.ErrStale) {
			continue
		}
		if err != nil {
			return fmt.Errorf("keep what an agent is doing: %w", err)
		}
		return nil
	}
}

// readMost is how many cases are remembered as read.
const readMost = 50

// reads notes that an agent has seen a case up to an event.
func (p *pocket) reads(id dialog.CaseID, seq int) {
	if p.Read == nil || len(p.Read) >= readMost {
		p.Read = map[dialog.CaseID]int{}
	}
	p.Read[id] = seq
}
