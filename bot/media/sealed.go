package media

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// A sealed file begins with sealedHead, sixteen bytes that no other file has, and how many
// bytes it holds; then come its pieces, each sealed by itself and in its place, so that a film
// can be watched from its middle. The last one is sealed as such: a file that was cut off is
// told. A file that was never sealed begins otherwise.
const (
	sealedHead  = "\x00frontdoor file 1\n"
	saltBytes   = 16
	headBytes   = len(sealedHead) + saltBytes + 8
	pieceBytes  = 64 << 10
	sealedBytes = pieceBytes + 12 + 16 // nonce and seal
)

// What a piece is sealed as.
const (
	pieceAmid = 'f'
	pieceLast = 'l'
)

// Keys of files come from the vault of the book. nil seals nothing.
type keysOf func(salt string) (casebook.FileKey, error)

// sealed is a file as it is stored.
func sealed(key keysOf, b []byte) ([]byte, error) {
	salt := make([]byte, saltBytes)
	rand.Read(salt) //nolint:errcheck // never fails
	k, err := key(hex.EncodeToString(salt))
	if err != nil || !k.Seals() {
		return b, err
	}
	out := make([]byte, 0, headBytes+len(b)+(len(b)/pieceBytes+1)*(sealedBytes-pieceBytes))
	out = append(append(out, sealedHead...), salt...)
	out = binary.LittleEndian.AppendUint64(out, uint64(len(b)))
	last := lastPiece(int64(len(b)))
	for n := int64(0); n <= last; n++ {
		piece := b[n*pieceBytes : min(int64(len(b)), (n+1)*pieceBytes)]
		out = append(out, k.Seal(kindOf(n, last), n, piece)...)
	}
	return out, nil
}

func lastPiece(size int64) int64 { return max(0, size-1) / pieceBytes }

func kindOf(n, last int64) byte {
	if n == last {
		return pieceLast
	}
	return pieceAmid
}

// opened gives a stored file as it was; one that was never sealed as it is.
func opened(key keysOf, o *Opened) (*Opened, error) {
	head := make([]byte, headBytes)
	if n, err := io.ReadFull(o, head); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || err == nil && !bytes.HasPrefix(head[:n], []byte(sealedHead)) {
		_, err := o.Seek(0, io.SeekStart)
		return o, err
	} else if err != nil {
		return nil, fmt.Errorf("look at a file: %w", err)
	}
	k, err := key(hex.EncodeToString(head[len(sealedHead):][:saltBytes]))
	if err != nil {
		return nil, err
	}
	if !k.Seals() {
		return nil, fmt.Errorf("%w: their master key is not named (FRONTDOOR_KEY)", casebook.ErrSealed)
	}
	size := int64(binary.LittleEndian.Uint64(head[headBytes-8:]))
	if size < 0 || o.Size != int64(headBytes)+size+(lastPiece(size)+1)*(sealedBytes-pieceBytes) {
		return nil, fmt.Errorf("%w, and a file is torn", casebook.ErrSealed)
	}
	return &Opened{ReadSeekCloser: &pieces{from: o, key: k, size: size, stored: int64(headBytes), piece: -1}, Size: size, At: o.At}, nil
}

// pieces reads a sealed file from any place on.
type pieces struct {
	from   *Opened
	key    casebook.FileKey
	size   int64
	at     int64  // where is read next
	stored int64  // where from stands
	piece  int64  // which one is open; -1 for none
	words  []byte // the open one
}

func (p *pieces) Read(to []byte) (int, error) {
	if p.at >= p.size {
		return 0, io.EOF
	}
	if n := p.at / pieceBytes; n != p.piece {
		if err := p.open(n); err != nil {
			return 0, err
		}
	}
	n := copy(to, p.words[p.at-p.piece*pieceBytes:])
	p.at += int64(n)
	return n, nil
}

// open opens the n-th piece.
func (p *pieces) open(n int64) error {
	p.piece = -1
	if where := int64(headBytes) + n*sealedBytes; where != p.stored {
		if _, err := p.from.Seek(where, io.SeekStart); err != nil {
			return fmt.Errorf("read a file: %w", err)
		}
		p.stored = where
	}
	last := lastPiece(p.size)
	piece := make([]byte, min(pieceBytes, p.size-n*pieceBytes)+sealedBytes-pieceBytes)
	read, err := io.ReadFull(p.from, piece)
	p.stored += int64(read)
	if err != nil {
		return fmt.Errorf("read a file: %w", err)
	}
	if p.words, err = p.key.Open(kindOf(n, last), n, piece); err != nil {
		return err
	}
	p.piece = n
	return nil
}

func (p *pieces) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += p.at
	case io.SeekEnd:
		offset += p.size
	}
	if offset < 0 {
		return 0, errors.New("a place before the beginning of a file")
	}
	p.at = offset
	return offset, nil
}

func (p *pieces) Close() error { return p.from.Close() }

// keyOf is the key of a stored name; from as casebook.Vault.CaseFile has it.
func (s *Store) keyOf(ctx context.Context, name string, from dialog.Address) keysOf {
	return func(salt string) (casebook.FileKey, error) {
		id, ok := caseOf(name)
		if !ok {
			return casebook.FileKey{}, fmt.Errorf("a file that belongs to no case: %w", fs.ErrNotExist)
		}
		return s.vault.CaseFile(ctx, id, from, name+" "+salt)
	}
}

// put stores a file of a case under its seal.
func (s *Store) put(ctx context.Context, name string, from dialog.Address, b []byte) error {
	b, err := sealed(s.keyOf(ctx, name, from), b)
	if err != nil {
		return err
	}
	return s.place.put(ctx, name, b)
}

// open opens a file of a case.
func (s *Store) open(ctx context.Context, name string) (*Opened, error) {
	return s.openBy(ctx, name, s.keyOf(ctx, name, ""))
}

func (s *Store) openBy(ctx context.Context, name string, key keysOf) (*Opened, error) {
	stored, err := s.place.open(ctx, name)
	if err != nil {
		return nil, err
	}
	o, err := opened(key, stored)
	if err != nil {
		return nil, errors.Join(err, stored.Close())
	}
	return o, nil
}

// caseOf is the case whose file lies under a name (Name).
func caseOf(name string) (dialog.CaseID, bool) {
	escaped, _, ok := strings.Cut(strings.TrimPrefix(name, casesFolder), "/")
	if !ok || !strings.HasPrefix(name, casesFolder) {
		return "", false
	}
	parts := strings.Split(escaped, "_")
	id := []byte(parts[0])
	for _, part := range parts[1:] {
		if len(part) < 2 {
			return "", false
		}
		x, err := strconv.ParseUint(part[:2], 16, 8)
		if err != nil {
			return "", false
		}
		id = append(append(id, byte(x)), part[2:]...)
	}
	return dialog.CaseID(id), true
}
