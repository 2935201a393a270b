package handoff

import (
	"context"
	"errors"
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// ErrAdmin: this takes an admin.
var ErrAdmin = errors.New("this takes an admin")

// Erase has the words of a closed case forgotten, as its resident could by ERASE, and notes
// who did so. It cannot be taken back. A case under hold is kept, which is noted too: a
// *dialog.KeptError. Done again, it notes what an earlier try could not.
func (d *Desk) Erase(ctx context.Context, act Act) error {
	if act.Agent.Role != RoleAdmin {
		return ErrAdmin
	}
	c, err := d.seen(ctx, act)
	if err != nil {
		return err
	}
	if c.SideOf != "" && !closed(c) {
		return &Mistake{Code: "erase_side", What: "this is what a side tells at another case's table", Why: "they still sit there", Do: "wait until they left or it ended, or let them write ERASE themselves"}
	}
	ctx = ActingAs(ctx, act.Agent.Login)
	if c.ErasedAt.IsZero() {
		err = d.do(ctx, act, dialog.Input{Kind: dialog.Happens, Change: &dialog.Change{Kind: dialog.ChangeErased, Value: dialog.EraseByAdmin}})
	}
	var kept *dialog.KeptError
	switch {
	case errors.As(err, &kept):
		return errors.Join(err, d.audit.Note(ctx, DeedHeld, string(act.Case), "until "+kept.Until.Format(time.DateOnly)))
	case err != nil:
		return err
	}
	return d.noteErased(ctx, act.Case)
}

// EraseResident is Erase for a case and the others that its resident told, as Board.OfAddress
// gives them. Open ones are left, for somebody still works on them; what is kept stops none of
// the rest, and is told. The case itself goes last: it says whose the others are, should this
// have to be done again.
func (d *Desk) EraseResident(ctx context.Context, act Act, told []dialog.CaseID) error {
	var err error
	for _, id := range told {
		if id == act.Case {
			continue
		}
		one := act
		one.Case, one.Key = id, act.Key+":"+string(id)
		var kept *dialog.KeptError
		var mistake *Mistake
		switch other := d.Erase(ctx, one); {
		case other == nil, errors.Is(other, dialog.ErrOpen):
		case errors.As(other, &kept), errors.As(other, &mistake):
			err = errors.Join(err, other)
		default:
			return other
		}
	}
	return errors.Join(err, d.Erase(ctx, act))
}

// expire has the words of a closed case forgotten that was kept its time, or what was held of it.
func (d *Desk) expire(ctx context.Context, c casebook.Case) error {
	in := dialog.Input{ID: string(c.ID) + ":age", Kind: dialog.Happens, From: c.Address, Case: c.ID,
		Change: &dialog.Change{Kind: dialog.ChangeErased, Value: dialog.EraseOfAge}}
	if !c.HeldUntil.IsZero() { // it was erased before, but for what was held
		in.ID, in.From = string(c.ID)+":held", c.HeldAt
	}
	if _, err := d.clerk.Handle(ctx, in); err != nil {
		return err
	}
	return d.noteErased(ActingAs(ctx, House), c.ID)
}

// noteErased notes once that a case was erased.
func (d *Desk) noteErased(ctx context.Context, id dialog.CaseID) error {
	noted, err := d.audit.noted(ctx, DeedErased, string(id))
	if err == nil && !noted {
		err = d.audit.Note(ctx, DeedErased, string(id), "")
	}
	if err != nil {
		return fmt.Errorf("case %s is erased: %w", id, err)
	}
	return nil
}

// noted says whether a deed about something stands in the record. In a record that is nil
// everything does.
func (a *Audit) noted(ctx context.Context, deed Deed, about string) (bool, error) {
	if a == nil {
		return true, nil
	}
	found, err := a.List(ctx, AuditQuery{Deed: deed, About: about, Max: 1})
	return len(found) > 0, err
}
