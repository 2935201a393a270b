package archive

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"frontdoor/dialog"
)

// Errors of reading; any other error means that the store cannot be reached.
var (
	// ErrMissing: there is no file of that name.
	ErrMissing = errors.New("is missing")
	// ErrDamaged: the file is not what was written.
	ErrDamaged = errors.New("is damaged")
)

// Store keeps files that are written once and never changed. All methods may be
// called from any goroutine and from several processes at the same time.
type Store interface {
	// Put keeps data under a name (a relative path with slashes). When it returns,
	// it survives a power cut. A name is always put with the same data.
	Put(ctx context.Context, name string, data []byte) error
	// Get gives what was put; ErrMissing if there is nothing of that name.
	Get(ctx context.Context, name string) ([]byte, error)
	// Remove takes away all files of a case: its words were erased.
	Remove(ctx context.Context, id dialog.CaseID) error
	// Check says why nothing could be put; it leaves nothing behind.
	Check(ctx context.Context) error
}

// Open gives the store that a setting names: file:FOLDER. It touches nothing yet.
func Open(setting string) (Store, error) {
	kind, path, ok := strings.Cut(setting, ":")
	if !ok || kind != "file" || path == "" {
		return nil, fmt.Errorf("the archive %q is not one this program knows: write it like file:/srv/archive", setting)
	}
	return Folder(strings.TrimPrefix(path, "//")), nil
}
