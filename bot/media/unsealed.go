package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"gocloud.dev/blob"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// The record that says that no file of a case lies unsealed any more.
const (
	allSealedKind = "media-sealed"
	allSealedKey  = "cases"
)

// sealOld seals, once for a book, the files that were kept before files were sealed. Killed
// in the middle it begins anew and passes over what is sealed; until then such a file is
// opened as it lies.
func (k *Keeper) sealOld(ctx context.Context, well func()) error {
	if k.Store.vault != nil {
		_, err := k.Shelf.Get(ctx, allSealedKind, allSealedKey)
		if errors.Is(err, casebook.ErrNotFound) {
			err = k.sealAll(ctx)
		}
		if err != nil {
			return err
		}
	}
	well()
	<-ctx.Done()
	return ctx.Err()
}

func (k *Keeper) sealAll(ctx context.Context) error {
	n, all := 0, k.Store.place.bucket.List(&blob.ListOptions{Prefix: casesFolder})
	for {
		file, err := all.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("look for files that are not sealed: %w", plain(err))
		}
		did, err := k.sealFile(ctx, file.Key)
		if err != nil {
			return fmt.Errorf("seal a file: %w", err)
		}
		if did {
			n++
		}
	}
	if n > 0 {
		k.Log.Info("files: those kept before files were sealed are sealed now", "files", n)
	}
	_, err := k.Shelf.Put(ctx, casebook.Record{Kind: allSealedKind, Key: allSealedKey, Value: []byte(k.Now().UTC().Format(time.RFC3339))})
	if errors.Is(err, casebook.ErrStale) { // by another process, too
		err = nil
	}
	return err
}

// sealFile seals one file if it is not; that of a case that was erased it takes away.
func (k *Keeper) sealFile(ctx context.Context, name string) (bool, error) {
	o, err := k.Store.place.open(ctx, name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer o.Close() //nolint:errcheck // only read from
	b, err := io.ReadAll(io.LimitReader(o, Most+1))
	if err != nil || strings.HasPrefix(string(b[:min(len(b), len(sealedHead))]), sealedHead) || len(b) > Most {
		return false, err
	}
	id, ok := caseOf(name)
	if !ok {
		return false, nil
	}
	from, there, err := k.cameBy(ctx, id)
	if err != nil || !there {
		return false, err
	}
	if from != "" {
		if err = k.Store.put(ctx, name, from, b); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
		if from, _, err = k.cameBy(ctx, id); err != nil { // erased meanwhile
			return false, err
		}
	}
	if from == "" {
		return true, k.Store.place.remove(ctx, name)
	}
	return true, nil
}

// cameBy is the address a case came by; "" for one that was erased. False for a case that
// the book does not know.
func (k *Keeper) cameBy(ctx context.Context, id dialog.CaseID) (from dialog.Address, there bool, err error) {
	events, err := k.Book.Case(ctx, id)
	if errors.Is(err, casebook.ErrNotFound) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("read case: %w", err)
	}
	for _, e := range casebook.Erased(events) {
		if e.Address != "" {
			return e.Address, true, nil
		}
	}
	return "", true, nil
}
