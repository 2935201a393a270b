package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// hide gives every row its address' name; see casebook.Vault.HideAddresses.
func (b *Book) hide(ctx context.Context) error {
	if b.fresh.Vault == nil {
		return nil
	}
	if err := b.fresh.Vault.HideAddresses(ctx, b.bare, b.rename); err != nil {
		return fmt.Errorf("hide addresses: %w", err)
	}
	return nil
}

// bare reports whether no row has an address.
func (b *Book) bare(ctx context.Context) (none bool, err error) {
	err = b.row(ctx, `SELECT NOT (EXISTS (SELECT 1 FROM talks) OR EXISTS (SELECT 1 FROM commits) OR EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM letters))`).Scan(&none)
	return none, err
}

// renamePart is how many rows are renamed in one transaction.
const renamePart = 500

// renaming is a table whose rows lie under an address. read asks for rows after a number:
// number, address, and what is sealed with the address, or nothing.
type renaming struct {
	name        func(*casebook.Vault, context.Context, dialog.Address, []byte) (dialog.Address, []byte, error)
	read, write string
}

var renamings = []renaming{
	{(*casebook.Vault).Renamed, "SELECT rowid, address, state FROM talks WHERE rowid > ? ORDER BY rowid LIMIT ?", "UPDATE talks SET address = ?, state = ? WHERE rowid = ?"},
	{(*casebook.Vault).Renamed, "SELECT n, address, '' FROM commits WHERE n > ? ORDER BY n LIMIT ?", "UPDATE commits SET address = ?1 WHERE n = ?3"},
	{(*casebook.Vault).RenamedMessage, "SELECT n, address, message FROM outbox WHERE n > ? ORDER BY n LIMIT ?", "UPDATE outbox SET address = ?, message = ? WHERE n = ?"},
	{(*casebook.Vault).Renamed, "SELECT oldest, address, '' FROM queues WHERE oldest > ? ORDER BY oldest LIMIT ?", "UPDATE queues SET address = ?1 WHERE oldest = ?3"},
	{(*casebook.Vault).RenamedLetter, "SELECT n, address, letter FROM letters WHERE n > ? ORDER BY n LIMIT ?", "UPDATE letters SET address = ?, letter = ? WHERE n = ?"},
}

// renamed is a row as it is written again.
type renamed struct {
	n       int64
	address dialog.Address
	doc     string
}

func (b *Book) rename(ctx context.Context) error {
	for _, table := range renamings {
		for last := int64(-1); ; {
			rows, err := b.toRename(ctx, table, last)
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				break
			}
			last = rows[len(rows)-1].n
			err = b.writer.submit(ctx, false, func(w *writer) error {
				w.heart.forget()
				for _, r := range rows {
					if r.address == "" {
						continue
					}
					if err := w.exec(table.write, r.address, r.doc, r.n); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
	}
	return b.scrub(ctx)
}

// toRename reads a part of a table, each row as it is to be; without an address what has its
// name already.
func (b *Book) toRename(ctx context.Context, table renaming, after int64) ([]renamed, error) {
	var all []renamed
	_, err := pack(ctx, b.reads, func(rows *sql.Rows) (casebook.Parcel, error) {
		var r renamed
		err := rows.Scan(&r.n, &r.address, &r.doc)
		all = append(all, r)
		return casebook.Parcel{}, err
	}, table.read, after, renamePart)
	if err != nil {
		return nil, err
	}
	for i, r := range all {
		if r.address.Channel() == shardChannel { // nobody's: see addressIn
			all[i].address = ""
			continue
		}
		stored, doc, err := table.name(b.fresh.Vault, ctx, r.address, []byte(r.doc))
		if err != nil {
			return nil, err
		}
		if all[i].address, all[i].doc = stored, string(doc); stored == r.address {
			all[i].address = ""
		}
	}
	return all, nil
}
