package handoff

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"frontdoor/handoff/casebook"
)

// Label is a label of the town; cases carry its key, so that it can be renamed.
type Label struct {
	Key     string           `json:"-"`
	Name    string           `json:"name"`
	Version casebook.Version `json:"-"` // of its record on the shelf
}

// KindLabel is the kind of records that are labels.
const KindLabel = "label"

// TownLabels are the labels there are, by name.
func TownLabels(ctx context.Context, shelf casebook.Shelf) ([]Label, error) {
	records, err := shelf.List(ctx, KindLabel)
	if err != nil {
		return nil, fmt.Errorf("list labels: %w", err)
	}
	list := make([]Label, 0, len(records))
	for _, record := range records {
		l := Label{Key: record.Key, Version: record.Version}
		if err := json.Unmarshal(record.Value, &l); err != nil {
			return nil, fmt.Errorf("read label %q: %w", record.Key, err)
		}
		list = append(list, l)
	}
	slices.SortFunc(list, func(a, b Label) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key)) })
	return list, nil
}
