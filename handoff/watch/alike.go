package watch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// askAlike lets a resident be asked whether a case just handed over is one that somebody
// else reported, and says whether it was. A talk in which something else is asked refuses.
func (w *Watch) askAlike(ctx context.Context, c casebook.Case, crew []handoff.Member, now time.Time) (bool, error) {
	other, ok := w.Board.Alike(c, w.Catalog, w.Town, now)
	if !ok || slices.ContainsFunc(crew, func(m handoff.Member) bool {
		return m.Login == other.Owner && !w.Rules.MayHold(m.Agent, c) // who has the other one may not have this
	}) {
		return false, nil
	}
	result, err := w.Clerk.Handle(ctx, dialog.Input{ID: string(c.ID) + ":alike", Kind: dialog.Happens, From: c.Address, Case: c.ID, At: now,
		Into: other.ID, IntoAt: other.Address, Change: &dialog.Change{Kind: dialog.ChangeAlike, Value: string(other.ID)}})
	switch {
	case errors.Is(err, dialog.ErrBadAct), errors.Is(err, dialog.ErrClosed), errors.Is(err, dialog.ErrNoCase):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("ask whether case %s is another's: %w", c.ID, err)
	}
	return !result.Seen, nil
}
