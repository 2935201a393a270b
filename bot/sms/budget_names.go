package sms

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"frontdoor/handoff/casebook"
)

// HideNumbers puts what an earlier program wrote under numbers as they are under the names that
// they have since: such a record would name its number for two days more. Done again it finds none.
func (b Budget) HideNumbers(ctx context.Context) error {
	if b.Shelf == nil || b.Called == nil {
		return nil
	}
	for _, kind := range []string{spentKind, fullKind} {
		records, err := b.Shelf.List(ctx, kind)
		if err != nil {
			return fmt.Errorf("look for numbers in what was spent: %w", err)
		}
		for _, r := range records {
			day, number, _ := strings.Cut(r.Key, " ")
			if !strings.HasPrefix(number, "+") {
				continue
			}
			name, err := b.Called(ctx, number)
			if err != nil || name == number { // in a book in the clear they stay
				return err
			}
			hidden := casebook.Record{Kind: kind, Key: day + " " + name, Value: r.Value, Expires: r.Expires}
			// Where something stands under the name already, the day goes on with that.
			if _, err := b.Shelf.Put(ctx, hidden); err != nil && !errors.Is(err, casebook.ErrStale) {
				return fmt.Errorf("hide a number in what was spent: %w", err)
			}
			if err := b.Shelf.Remove(ctx, kind, r.Key, r.Version); err != nil && !errors.Is(err, casebook.ErrStale) {
				return fmt.Errorf("hide a number in what was spent: %w", err)
			}
		}
	}
	return nil
}
