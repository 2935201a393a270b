package media

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gocloud.dev/blob"

	"frontdoor/dialog"
)

// Erase takes away all files of a case.
func (s *Store) Erase(ctx context.Context, id dialog.CaseID) error {
	all := s.place.bucket.List(&blob.ListOptions{Prefix: caseFolder(id)})
	for {
		file, err := all.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("look for the files of case %s: %w", id, plain(err))
		}
		if err := s.place.remove(ctx, file.Key); err != nil {
			return fmt.Errorf("take away a file of case %s: %w", id, err)
		}
	}
}
