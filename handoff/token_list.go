package handoff

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"frontdoor/handoff/casebook"
)

// Token is one token as an admin sees it.
type Token struct {
	// ID names it and opens nothing.
	ID        string
	Login     string
	Scope     TokenScope
	CreatedAt time.Time
	UsedAt    time.Time // to the hour; zero for never, as far as is known

	record casebook.Record
}

// usedSlack is how much time may pass before using a token is written down again.
const usedSlack = time.Hour

// used writes down that a token was used.
func (t *Tokens) used(ctx context.Context, record casebook.Record, rec tokenRecord) {
	now := t.roster.now().UTC().Truncate(usedSlack)
	if rec.Used.Before(now) {
		rec.Used = now
		markUsed(ctx, t.shelf, record, rec)
	}
}

// markUsed stores a record that says when it was used. Another call may have stored it
// first or taken it away; and where nothing can be stored just now, what is there may be
// read all the same: the next call writes it down.
func markUsed(ctx context.Context, shelf casebook.Shelf, record casebook.Record, value any) {
	var err error
	if record.Value, err = json.Marshal(value); err == nil {
		shelf.Put(ctx, record) //nolint:errcheck // see above
	}
}

// List gives the tokens of an agent, "" for all agents.
func (t *Tokens) List(ctx context.Context, login string) ([]Token, error) {
	records, err := t.shelf.List(ctx, kindToken)
	if err != nil {
		return nil, fmt.Errorf("list tokens: %w", err)
	}
	var all []Token
	for _, r := range records {
		var rec tokenRecord
		if err := json.Unmarshal(r.Value, &rec); err != nil {
			return nil, fmt.Errorf("read a token: %w", err)
		}
		if login == "" || rec.Login == login {
			all = append(all, Token{ID: publicID(r.Key), Login: rec.Login, Scope: TokenScope{rec.Numbers, rec.Reads}, CreatedAt: rec.CreatedAt, UsedAt: rec.Used, record: r})
		}
	}
	slices.SortStableFunc(all, func(a, b Token) int { return cmp.Or(cmp.Compare(a.Login, b.Login), a.CreatedAt.Compare(b.CreatedAt)) })
	return all, nil
}

// Remove takes a token away by its ID; casebook.ErrNotFound for none.
func (t *Tokens) Remove(ctx context.Context, id string) error {
	for {
		all, err := t.List(ctx, "")
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(one Token) bool { return one.ID == id })
		if i < 0 {
			return fmt.Errorf("token %q: %w", id, casebook.ErrNotFound)
		}
		switch err := t.shelf.Remove(ctx, kindToken, all[i].record.Key, all[i].record.Version); {
		case err == nil:
			return t.roster.audit.Note(ctx, DeedTokenRemoved, all[i].Login, all[i].Scope.String())
		case !errors.Is(err, casebook.ErrStale): // stale: it is being used
			return fmt.Errorf("remove a token of %q: %w", all[i].Login, err)
		}
	}
}
