package handoff

import (
	"context"
	"fmt"

	"frontdoor/handoff/casebook"
)

// FetchAgain has a file of a case fetched once more that was given up, or that waits.
// Any agent who sees the case may ask; what is kept, or being fetched, stays as it is.
func (d *Desk) FetchAgain(ctx context.Context, act Act, ref casebook.FileRef) error {
	if len(act.Key) > KeyLongest {
		return keyTooLong()
	}
	events, err := d.events(ctx, act)
	if err != nil {
		return err
	}
	brought, file, ok := casebook.FileOf(events, ref)
	if !ok {
		return fmt.Errorf("file %d/%d of case %s: %w", ref.Seq, ref.N, act.Case, casebook.ErrNotFound)
	}
	if file.State != casebook.FileLost && file.State != casebook.FileWaits {
		return nil
	}
	return d.clerk.AskFile(ctx, brought, ref.N, act.Agent.Login, act.Key)
}
