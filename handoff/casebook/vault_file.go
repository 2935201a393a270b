package casebook

import (
	"context"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"fmt"
)

// FileKey seals what is made of a book and lies beside it (a search file, a kept board): it
// is that file's own, lies in it wrapped by the town's key, and goes with it. Whoever has the
// file and not the master key reads no word of it. The zero FileKey seals nothing: it is
// that of a book whose words are readable, too.
type FileKey struct{ aead cipher.AEAD }

// aboutFile is what a wrapped FileKey belongs to.
const aboutFile = "a file beside the book"

// NewFileKey makes the key of a new file, and the form in which it lies there.
func (v *Vault) NewFileKey(ctx context.Context) (FileKey, []byte, error) {
	if v == nil {
		return FileKey{}, nil, nil
	}
	town, err := v.town(ctx)
	if err != nil {
		return FileKey{}, nil, err
	}
	raw := make([]byte, keySize)
	rand.Read(raw) //nolint:errcheck // never fails
	aead, err := newAEAD(raw)
	return FileKey{aead}, seal(town.id, town.aead, aboutFile, raw), err
}

// FileKey gives the key of a file from the form in which it lies there. A file that is sealed
// where the book is not, or the other way round, is ErrSealed: it is made anew.
func (v *Vault) FileKey(ctx context.Context, stored []byte) (FileKey, error) {
	switch {
	case v == nil && len(stored) == 0:
		return FileKey{}, nil
	case !isSealed(stored):
		return FileKey{}, fmt.Errorf("%w, and the file beside it is not", ErrSealed)
	}
	raw, err := v.openTown(ctx, aboutFile, stored)
	if err != nil {
		return FileKey{}, err
	}
	aead, err := newAEAD(raw)
	return FileKey{aead}, err
}

// Seal seals a piece of the file; n is which piece of its kind: in another place it cannot be
// opened.
func (k FileKey) Seal(kind byte, n int64, piece []byte) []byte {
	if k.aead == nil {
		return piece
	}
	return k.aead.Seal(make([]byte, 0, len(piece)+k.aead.Overhead()), nil, piece, place(kind, n))
}

// Open opens what Seal sealed, in its place. The piece is not used any more.
func (k FileKey) Open(kind byte, n int64, piece []byte) ([]byte, error) {
	if k.aead == nil {
		return piece, nil
	}
	piece, err := k.aead.Open(piece[:0], nil, piece, place(kind, n))
	if err != nil {
		return nil, fmt.Errorf("%w, and a piece of the file beside it is damaged", ErrSealed)
	}
	return piece, nil
}

func place(kind byte, n int64) []byte {
	return binary.LittleEndian.AppendUint64([]byte{kind}, uint64(n))
}
