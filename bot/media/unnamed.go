package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// A case told without a name takes its files along from the draft they were sent to. The
// draft's own channel may have them no longer, so that they are copied from where they are
// kept; where that is, the Shelf remembers as long as a draft can be filed, under a name
// that cannot be read back, and no longer than until the copy is made.
const (
	refKind = "media-ref"
	refLife = 31 * 24 * time.Hour
)

func refKey(m dialog.Media) string {
	sum := sha256.Sum256([]byte("frontdoor:" + m.Ref))
	return hex.EncodeToString(sum[:16])
}

// channelOf is where a file comes from: the channel of its address, or, at an address that
// is nobody's, the one its name begins with.
func channelOf(e casebook.Event, m dialog.Media) string {
	if channel := e.Address.Channel(); channel != dialog.Unnamed {
		return channel
	}
	channel, _, _ := strings.Cut(m.Ref, ":")
	return channel
}

// remember notes where a file is kept; at a case without a name it forgets where it was.
func (k *Keeper) remember(ctx context.Context, e casebook.Event, m dialog.Media, name string) error {
	r := casebook.Record{Kind: refKind, Key: refKey(m), Value: []byte(name), Expires: k.Now().Add(refLife)}
	var err error
	if e.Address.Channel() != dialog.Unnamed {
		_, err = k.Shelf.Put(ctx, r)
	} else if r, err = k.Shelf.Get(ctx, refKind, r.Key); err == nil {
		err = k.Shelf.Remove(ctx, refKind, r.Key, r.Version)
	}
	if errors.Is(err, casebook.ErrStale) || errors.Is(err, casebook.ErrNotFound) { // known already, or forgotten
		return nil
	}
	if err != nil {
		return fmt.Errorf("note where a file is kept: %w", err)
	}
	return nil
}

// copied is a file of a case without a name as its draft keeps it; nil where it does not.
func (k *Keeper) copied(ctx context.Context, e casebook.Event, m dialog.Media) ([]byte, *fault) {
	if e.Address.Channel() != dialog.Unnamed {
		return nil, nil
	}
	r, err := k.Shelf.Get(ctx, refKind, refKey(m))
	if errors.Is(err, casebook.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, &fault{WhyAway, false, err}
	}
	b, err := k.Store.read(ctx, string(r.Value))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, &fault{WhyAway, false, err}
	}
	return b, nil
}
