package casebook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
)

// What somebody looked at, as the Value of a ChangeViewed.
const (
	ViewedCase   = "case"   // the talk and what was collected
	ViewedNumber = "number" // the phone number, uncovered
	ViewedPaper  = "paper"  // an identity paper
)

// Looked records that an agent looked at a case, or at its number: once an hour, however
// often a page is drawn. It says nothing to the conversation, so it is no turn. Of an erased
// case nothing is left to look at, and it has no address to commit under.
func (c *Clerk) Looked(ctx context.Context, looked Case, agent, what string) error {
	if looked.Address == "" {
		return nil
	}
	at := c.now()
	e := Event{Change: dialog.Change{Case: looked.ID, Kind: dialog.ChangeViewed, By: dialog.ByAgent, Agent: agent, Value: what}, At: at, Address: looked.Address}
	seen := fmt.Sprintf("v:%s:%s:%s:%d", looked.ID, agent, what, at.Unix()/int64(time.Hour/time.Second))
	_, err := c.commit(ctx, Commit{ID: c.ids(), Address: looked.Address, Seen: seen, Events: []Event{e}})
	if err != nil && !errors.Is(err, ErrSeen) {
		return fmt.Errorf("record who looked at case %s: %w", looked.ID, err)
	}
	return nil
}
