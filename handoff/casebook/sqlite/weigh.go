package sqlite

import (
	"context"
	"errors"
	"fmt"

	"frontdoor/handoff/casebook"
)

var _ casebook.Scale = (*Book)(nil)

// weights are the lengths of what is stored, by kind: case number, things, bytes.
var weights = []struct {
	kind  casebook.WeightKind
	query string
}{
	{casebook.WeighTalk, "SELECT '', 1, octet_length(address) + octet_length(state) FROM talks"},
	{casebook.WeighCase, "SELECT case_id, count(*), sum(octet_length(case_id) + octet_length(open) + octet_length(private)) FROM events GROUP BY case_id"},
	{casebook.WeighKeys, "SELECT '', count(*), coalesce(sum(octet_length(id) + octet_length(address) + octet_length(seen)), 0) FROM commits"},
	{casebook.WeighQueue, "SELECT '', count(*), sum(octet_length(address) + octet_length(message)) FROM outbox GROUP BY address"},
	{casebook.WeighLetter, "SELECT '', 1, octet_length(address) + octet_length(letter) FROM letters"},
	{casebook.WeighShelf, "SELECT '', 1, octet_length(kind) + octet_length(key) + octet_length(value) FROM shelf"},
}

// Weigh gives the lengths of the columns, and as the rest what the file has beyond
// them: indexes, numbers, half-full pages. All is weighed, for it costs one look.
func (b *Book) Weigh(ctx context.Context, _ int, each func(casebook.Weight)) error {
	var all int64
	for _, k := range weights {
		if err := b.weigh(ctx, k.kind, k.query, func(w casebook.Weight) { all += w.Bytes; each(w) }); err != nil {
			return fmt.Errorf("weigh %s: %w", k.kind, err)
		}
	}
	var file int64
	err := b.reads.QueryRowContext(ctx, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").Scan(&file)
	if err != nil {
		return fmt.Errorf("weigh the file: %w", err)
	}
	each(casebook.Weight{Kind: casebook.WeighRest, Bytes: max(0, file-all), Weighed: true})
	return nil
}

func (b *Book) weigh(ctx context.Context, kind casebook.WeightKind, query string, each func(casebook.Weight)) (err error) {
	rows, err := b.reads.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		w := casebook.Weight{Kind: kind, Weighed: true}
		if err := rows.Scan(&w.Case, &w.Things, &w.Bytes); err != nil {
			return err
		}
		each(w)
	}
	return rows.Err()
}
