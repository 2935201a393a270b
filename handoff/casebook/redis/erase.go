package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

var _ casebook.Eraser = (*Book)(nil)

// EraseTalk destroys what was sealed in the lives of a talk before this one.
func (b *Book) EraseTalk(ctx context.Context, a dialog.Address, life int, at time.Time) error {
	if err := b.fresh.Vault.EraseTalk(ctx, a, life, at); err != nil {
		return err
	}
	return b.erased(ctx)
}

// EraseCase destroys the key of a case and blanks what was never sealed. A case that lies
// in the archive is brought back for that, and its files there are removed: what they hold
// in the clear nobody could destroy, and what is sealed nobody can read.
func (b *Book) EraseCase(ctx context.Context, id dialog.CaseID, hold bool, at time.Time) error {
	if err := b.fresh.Vault.EraseCase(ctx, id, hold, at); err != nil {
		return err
	}
	for range restores {
		s, log, err := b.find(ctx, id)
		if errors.Is(err, casebook.ErrNotFound) {
			return b.erased(ctx)
		}
		if err != nil {
			return err
		}
		docs, err := b.whole(ctx, id, log)
		if err != nil { // words that nobody can reach must not be said to be gone
			return fmt.Errorf("erase case %s: %w", id, err)
		}
		done, err := b.swap(ctx, s, id, log, blanked(docs, hold))
		if err != nil {
			return fmt.Errorf("erase case %s: %w", id, err)
		}
		if !done {
			continue // an event came meanwhile
		}
		if b.store != nil {
			if err := b.store.Remove(ctx, id); err != nil {
				return err
			}
		}
		return b.erased(ctx)
	}
	return fmt.Errorf("erase case %s: it changes all the time", id)
}

// blanked are entries of a log without the private halves that were never sealed; what is held
// by law stays where told to.
func blanked(docs []string, hold bool) []string {
	bare := make([]string, len(docs))
	for i, doc := range docs {
		open, private, _ := strings.Cut(doc, "\n")
		if strings.HasPrefix(private, "{") && !(hold && strings.Contains(open, casebook.HoldInOpen)) {
			private = ""
		}
		bare[i] = open + "\n" + private
	}
	return bare
}
