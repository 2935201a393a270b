package learn

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// TellBeside tells what the classifiers that ran beside the one in use would have said
// otherwise.
func TellBeside(ctx context.Context, out io.Writer, b Book) error {
	candidates, err := b.List(ctx, kindBeside)
	if err != nil {
		return fmt.Errorf("listing the classifiers beside: %w", err)
	}
	if len(candidates) == 0 {
		fmt.Fprintln(out, "No classifier has run beside the one in use: set FRONTDOOR_MODEL_BESIDE and start frontdoor serve.")
		return nil
	}
	all, err := b.List(ctx, kindDisagreed)
	if err != nil {
		return fmt.Errorf("listing where classifiers disagreed: %w", err)
	}
	for _, record := range candidates {
		var progress besideProgress
		if err := json.Unmarshal(record.Value, &progress); err != nil {
			return fmt.Errorf("reading how far a classifier has come: %w", err)
		}
		var right [2]int // of the cases that differ: the one in use, the new one
		for _, r := range all {
			if !strings.HasPrefix(r.Key, record.Key+" ") {
				continue
			}
			if err := showDisagreement(ctx, out, b, r.Value, &right); err != nil {
				return err
			}
		}
		fmt.Fprintf(out, "%s beside since %s: %d cases, %d told apart; filed as the one in use says %d, as the new one says %d.\n",
			record.Key, progress.Since.Format("2006-01-02 15:04"), progress.Cases, progress.Differ, right[0], right[1])
	}
	return nil
}

func showDisagreement(ctx context.Context, out io.Writer, b Book, value []byte, right *[2]int) error {
	var d disagreement
	if err := json.Unmarshal(value, &d); err != nil {
		return fmt.Errorf("reading where classifiers disagreed: %w", err)
	}
	events, err := b.Case(ctx, d.Case)
	if err != nil {
		return fmt.Errorf("reading %s: %w", d.Case, err)
	}
	var now Case
	for _, e := range events {
		now.apply(e)
	}
	if now.hidden {
		return nil
	}
	right[0] += count(strings.HasPrefix(d.InUse, now.now+" "))
	right[1] += count(strings.HasPrefix(d.New, now.now+" "))
	fmt.Fprintf(out, "%s  in use %s, new %s, filed %s %s\n", d.Case, d.InUse, d.New, now.now, now.filedBy())
	return nil
}
