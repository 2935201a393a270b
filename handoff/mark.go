package handoff

import (
	"context"
	"time"

	"frontdoor/dialog"
)

// Prioritise sets before or behind which others a case is taken up: one of
// dialog.Priorities.
func (d *Desk) Prioritise(ctx context.Context, act Act, priority string) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.Prioritise, Text: priority})
}

// Follow lets the agent watch a case without having it; off ends that.
func (d *Desk) Follow(ctx context.Context, act Act, off bool) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.Follow, Off: off})
}

// Label puts a label on a case, by its key, or takes it off.
func (d *Desk) Label(ctx context.Context, act Act, label string, off bool) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.Label, Text: label, Off: off})
}

// NextStep notes what the agent does next and until when; tell says so to the resident.
// No step and no time take a promise back. The case becomes the agent's, if it is nobody's.
func (d *Desk) NextStep(ctx context.Context, act Act, step string, by time.Time, tell bool) error {
	return d.do(ctx, act, dialog.Input{Kind: dialog.PromiseBy, Text: step, Until: by, Tell: tell})
}
