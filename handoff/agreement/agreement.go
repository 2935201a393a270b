package agreement

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff/casebook"
)

// Agreement is what was signed.
type Agreement struct {
	Number   string        `json:"number"`
	Case     dialog.CaseID `json:"case"`
	Topic    string        `json:"topic"`
	Mediator string        `json:"mediator"`
	SignedAt time.Time     `json:"signed_at"`
	Version  int           `json:"version"`
	Lang     string        `json:"lang,omitempty"`
	Words    string        `json:"words"`
	Hash     string        `json:"hash"`
	Signers  []Signer      `json:"signers"`
}

// Signer is a side that agreed: when, and on which channel.
type Signer struct {
	Name    string    `json:"name"`
	Channel string    `json:"channel"`
	At      time.Time `json:"at"`
}

// Of is the agreement of a case; false where none was signed. mediator is how residents
// know who issued it.
func Of(c casebook.Case, mediator string) (Agreement, bool) {
	if c.Table == nil || c.Table.SignedAt.IsZero() {
		return Agreement{}, false
	}
	v, _ := c.Table.Current()
	a := Agreement{Number: c.Table.Number, Case: c.ID, Topic: c.Table.Topic, Mediator: mediator, SignedAt: c.Table.SignedAt,
		Version: v.N, Lang: v.Lang, Words: v.Words, Hash: v.Hash}
	for _, p := range c.Table.Parties {
		if p.Signs && p.Answer == mediation.Agree && p.Hash == v.Hash {
			a.Signers = append(a.Signers, Signer{p.Name, p.AnswerBy, p.AnswerAt})
		}
	}
	return a, true
}

// Kind is that of the records on the Shelf, by number.
const Kind = "agreement"

// Keeper keeps agreements under legal hold.
type Keeper struct{ shelf casebook.Shelf }

// NewKeeper opens the agreements on a shelf.
func NewKeeper(shelf casebook.Shelf) *Keeper { return &Keeper{shelf} }

// Keep stores an agreement; one kept before stays as it is and is given back.
func (k *Keeper) Keep(ctx context.Context, a Agreement) (Agreement, error) {
	value, err := json.Marshal(a)
	if err != nil {
		return a, fmt.Errorf("write agreement %s: %w", a.Number, err)
	}
	_, err = k.shelf.Put(ctx, casebook.Record{Kind: Kind, Key: a.Number, Value: value})
	if errors.Is(err, casebook.ErrStale) {
		return k.get(ctx, a.Number)
	}
	if err != nil {
		return a, fmt.Errorf("keep agreement %s: %w", a.Number, err)
	}
	return a, nil
}

func (k *Keeper) get(ctx context.Context, number string) (Agreement, error) {
	var a Agreement
	record, err := k.shelf.Get(ctx, Kind, number)
	if err != nil {
		return a, fmt.Errorf("agreement %s: %w", number, err)
	}
	if err := json.Unmarshal(record.Value, &a); err != nil {
		return a, fmt.Errorf("read agreement %s: %w", number, err)
	}
	return a, nil
}

// Genuine says on which day an agreement with this number and these words was issued; false
// for none, without saying whether the number or the words are wrong.
func (k *Keeper) Genuine(ctx context.Context, number, hash string) (time.Time, bool, error) {
	a, err := k.get(ctx, number)
	if errors.Is(err, casebook.ErrNotFound) || err == nil && (hash == "" || hash != a.Hash) {
		return time.Time{}, false, nil
	}
	return a.SignedAt, err == nil, err
}
