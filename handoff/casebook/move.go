package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// movePart is how many parcels are carried at once.
const movePart = 500

// maxTold is how many troubles are told one by one.
const maxTold = 10

// Inspect reads all of a book before anything is written, and says how many parcels
// there are. What the other engine cannot keep is an error that names it.
func Inspect(ctx context.Context, from Packer, to Carrier, tell func(done int)) (total int, err error) {
	var troubles []string
	err = EachPart(ctx, from, func(parcels []Parcel) error {
		for _, p := range parcels {
			if err := to.Fits(p); err != nil {
				troubles = addTrouble(troubles, err.Error())
			}
		}
		total += len(parcels)
		tell(total)
		return nil
	})
	if err == nil && len(troubles) > 0 {
		err = fmt.Errorf("the other engine cannot keep this:\n  %s", strings.Join(troubles, "\n  "))
	}
	return total, err
}

// Copy carries all of a book into another one, which holds nothing else. Broken off
// and begun again it passes over what is there already.
func Copy(ctx context.Context, from Packer, to Carrier, tell func(done int)) error {
	done := 0
	return EachPart(ctx, from, func(parcels []Parcel) error {
		if err := to.Unpack(ctx, parcels); err != nil {
			return err
		}
		done += len(parcels)
		tell(done)
		return nil
	})
}

func addTrouble(all []string, text string) []string {
	if len(all) == maxTold {
		return append(all, "and more")
	}
	if len(all) > maxTold {
		return all
	}
	if slices.Contains(all, text) {
		return all
	}
	return append(all, text)
}

// EachPart reads a whole book part by part.
func EachPart(ctx context.Context, book Packer, do func([]Parcel) error) error {
	for after := ""; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		parcels, next, err := book.Pack(ctx, after, movePart)
		if err != nil {
			return err
		}
		if err := do(parcels); err != nil || next == "" {
			return err
		}
		if next == after {
			return errors.New("pack: it does not go on")
		}
		after = next
	}
}
