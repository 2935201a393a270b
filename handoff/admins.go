package handoff

import (
	"context"
	"fmt"
	"slices"

	"frontdoor/dialog/catalog"
	"frontdoor/dialog/town"
)

// adminLeft says whether an admin other than one login can sign in.
func (r *Roster) adminLeft(ctx context.Context, without string) (bool, error) {
	records, err := r.shelf.List(ctx, kindAgent)
	if err != nil {
		return false, fmt.Errorf("list agents: %w", err)
	}
	for _, record := range records {
		rec, err := r.decode(record)
		if err != nil {
			return false, err
		}
		if rec.Login != without && rec.Role == RoleAdmin && !rec.Disabled && rec.Hash != "" {
			return true, nil
		}
	}
	return false, nil
}

// lastAdmin: nobody else could let anybody in again.
func lastAdmin(login string) error {
	return &Mistake{Code: "last_admin", Field: "role", What: fmt.Sprintf("%q is the last admin who can sign in", login),
		Why: "nobody else could let anybody in again", Do: "make another agent an admin first"}
}

// keepingAdmin does what takes an admin away, and takes it back where two did so to each
// other at the same moment and nobody was left.
func (r *Roster) keepingAdmin(ctx context.Context, login string, take, back func() error) error {
	rec, err := r.get(ctx, login)
	if err != nil {
		return err
	}
	if rec.Role != RoleAdmin || rec.Disabled {
		return take()
	}
	left, err := r.adminLeft(ctx, login)
	if err == nil && !left {
		err = lastAdmin(login)
	}
	if err != nil {
		return err
	}
	if err := take(); err != nil {
		return err
	}
	if left, err = r.adminLeft(ctx, ""); err != nil || left {
		return err
	}
	if err := back(); err != nil {
		return err
	}
	return lastAdmin(login)
}

// EndSessions signs an agent out on every device, and ends the link to Telegram and the
// notifications of their browsers.
func (r *Roster) EndSessions(ctx context.Context, login string) error {
	return r.change(ctx, login, DeedSessionEnded, "all", func(rec *agentRecord) { rec.Ended++ })
}

// KnownService says which areas and categories of a Service the town's files do not have.
// The error is a *Mistake.
func KnownService(s Service, t *town.Town, c *catalog.Catalog) error {
	for _, id := range s.Areas {
		if !t.Area(id) {
			return &Mistake{Code: "area_unknown", Field: "areas", What: fmt.Sprintf("area %q is none of the town's file", id),
				Why: "its grids, stations and townships have ids", Do: "frontdoor places check names what is wrong with a file"}
		}
	}
	for _, key := range slices.Concat(s.Categories, s.Entrusted) {
		if _, ok := c.Category(key); !ok {
			return &Mistake{Code: "category_unknown", Field: "categories", What: fmt.Sprintf("category %q is unknown", key),
				Why: "a case lies in one category of the catalogue", Do: "choose one of it"}
		}
	}
	for _, key := range s.Entrusted {
		if one, _ := c.Category(key); !one.Restricted {
			return &Mistake{Code: "not_restricted", Field: "entrusted", What: fmt.Sprintf("category %q is not restricted", key),
				Why: "every agent of the area sees it", Do: "leave it out"}
		}
	}
	return nil
}
