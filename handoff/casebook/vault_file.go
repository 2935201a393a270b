package casebook

import (
	"context"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"

	"frontdoor/dialog"
)

// FileKey seals what lies beside a book: what is made of it (a search file, a kept board) and
// residents' files. That of a thing made of the book lies in it, wrapped by the town's key. Whoever has the
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

// CaseFile is the key of one file of a case: made of the case's own, so that it is destroyed
// with it. about is what no other file of the case is sealed with. from is the address the
// file came by, for who seals; "" for who opens, which makes no key where there is none.
// fs.ErrNotExist where the case was erased.
func (v *Vault) CaseFile(ctx context.Context, id dialog.CaseID, from dialog.Address, about string) (FileKey, error) {
	if v == nil {
		return FileKey{}, nil
	}
	beginning := ""
	if from != "" {
		beginning = keyBeginning(from)
	}
	h, err := v.key(ctx, caseKey(id), beginning)
	if errors.Is(err, ErrNotFound) || err == nil && h.id == "" {
		return FileKey{}, fmt.Errorf("the key of case %s is no more: %w", id, fs.ErrNotExist)
	}
	if err != nil {
		return FileKey{}, err
	}
	return fileKeyOf(h.key[:], about)
}

// NamedFile is the key of a file that is known by a name nobody can guess, and that stands
// where only who may open the file reads it.
func (v *Vault) NamedFile(name string) (FileKey, error) {
	if v == nil {
		return FileKey{}, nil
	}
	return fileKeyOf([]byte(name), "what arrived")
}

func fileKeyOf(secret []byte, about string) (FileKey, error) {
	raw, err := hkdf.Key(sha256.New, secret, nil, "frontdoor file "+about, keySize)
	if err != nil {
		return FileKey{}, fmt.Errorf("make the key of a file: %w", err)
	}
	aead, err := newAEAD(raw)
	return FileKey{aead}, err
}

// Seals reports whether a key seals at all.
func (k FileKey) Seals() bool { return k.aead != nil }

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
