package main

import (
	"context"
	"fmt"
	"slices"

	"frontdoor/bot/media"
	"frontdoor/dialog"
)

// outsideTypes are the files that an outside party may send with an answer.
var outsideTypes = []string{"jpg", "png", "webp", "heic", "gif", "pdf"}

// arrive cleans a file that came through a page of ours and keeps it until its case takes
// it up, as those of the web chat are. A paper's own name, cleaned, goes with it; a camera's
// name for a photo would tell when it was taken.
func arrive(files *media.Store, wrongForm error) func(context.Context, dialog.Address, string, string, []byte) (dialog.Media, error) {
	return func(ctx context.Context, from dialog.Address, id, name string, b []byte) (dialog.Media, error) {
		clean, t, err := media.Clean(b, media.File)
		if err != nil || !slices.Contains(outsideTypes, t.Ext) {
			return dialog.Media{}, wrongForm
		}
		if t.Kind == media.Photo {
			name = ""
		}
		kept, err := files.Arrive(ctx, from, id, clean, t)
		if err != nil {
			return dialog.Media{}, fmt.Errorf("a file of an outside party: %w", err)
		}
		return dialog.Media{Kind: t.Kind, Ref: media.OwnPages + kept, Name: media.SaveAs(name, t), MIME: t.MIME, Size: int64(len(clean))}, nil
	}
}
