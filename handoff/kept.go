package handoff

import (
	"bufio"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"frontdoor/handoff/casebook"
)

// Kept is where a board is kept while no server runs, so that a start need not fold the
// whole book. It may be deleted at any time.
type Kept struct {
	Path string
	// Book names the book, Program the program that folds it: what another one folded is
	// thrown away, for it may have folded otherwise.
	Book, Program string
	// Vault is the book's, whose words are not readable in the file either; nil where the
	// book is not sealed.
	Vault *casebook.Vault
}

// keptPause is how often a board is kept while it is in use, if it changed.
const keptPause = 10 * time.Minute

// KeptIn lets the board be kept in a file. It is called before the board is filled.
func (b *Board) KeptIn(k Kept) *Board {
	b.kept = k
	return b
}

// keptHead begins the file; after it come so many cases.
type keptHead struct {
	Book, Program string
	Cursor        casebook.Cursor
	Cases         int
}

var errNotKept = errors.New("it is of another book or another program")

// restore fills an empty board from its file. Whatever is wrong with that, the book has
// everything.
func (b *Board) restore(ctx context.Context) {
	b.reading.Lock()
	defer b.reading.Unlock()
	if b.kept.Path == "" || b.Cursor() != "" {
		return
	}
	cursor, cases, err := b.kept.read(ctx)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return
	case err != nil:
		b.log.Warn("the kept board cannot be used; the book is read from the beginning", "err", err)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range cases {
		b.stand(p, nil)
		b.cases[p.ID] = p
		b.indexNumbers(&casebook.Case{}, &p.Case)
		if !p.ErasedAt.IsZero() {
			b.erased = append(b.erased, p.ID)
		}
	}
	b.cursor, b.savedAt = cursor, cursor
}

// read reads the file whole, or not at all. Of the cases it does not know where they stand.
func (k Kept) read(ctx context.Context) (_ casebook.Cursor, _ []*pinned, err error) {
	f, err := os.Open(k.Path)
	if err != nil {
		return "", nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	file := bufio.NewReaderSize(f, 1<<20)
	var stored []byte
	if err := gob.NewDecoder(file).Decode(&stored); err != nil {
		return "", nil, fmt.Errorf("read its key: %w", err)
	}
	key, err := k.Vault.FileKey(ctx, stored)
	if err != nil {
		return "", nil, err
	}
	sum := crc32.NewIEEE()
	in := bufio.NewReaderSize(&chunksIn{Reader: file, key: key}, 1<<20)
	dec := gob.NewDecoder(&summed{in, sum.Write})
	var head keptHead
	if err := dec.Decode(&head); err != nil {
		return "", nil, fmt.Errorf("read its head: %w", err)
	}
	if head.Book != k.Book || head.Program != k.Program {
		return "", nil, errNotKept
	}
	cases := make([]*pinned, 0, min(head.Cases, 1<<20))
	for range head.Cases {
		p := &pinned{}
		if err := dec.Decode(&p.Case); err != nil {
			return "", nil, fmt.Errorf("read its cases: %w", err)
		}
		cases = append(cases, p)
	}
	want := sum.Sum32()
	var got uint32
	if err := gob.NewDecoder(in).Decode(&got); err != nil || got != want {
		return "", nil, errors.Join(err, errTorn)
	}
	return head.Cursor, cases, nil
}

// save writes the board to its file, if it changed since; the old file stays until the
// new one is whole.
func (b *Board) save(ctx context.Context) error {
	if b.kept.Path == "" {
		return nil
	}
	b.mu.RLock()
	erased := len(b.erased)
	head := keptHead{b.kept.Book, b.kept.Program, b.cursor, len(b.cases)}
	if head.Cursor == b.savedAt {
		b.mu.RUnlock()
		return nil
	}
	cases := slices.Collect(maps.Values(b.cases))
	b.mu.RUnlock()
	if err := b.kept.write(ctx, head, cases); err != nil {
		return fmt.Errorf("keep the board: %w", err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.savedAt = head.Cursor
	if len(b.erased) != erased { // meanwhile, and its words were still written
		b.unkeep()
	}
	return nil
}

// unkeep takes the file away, for it has words that were erased; b.mu is held.
func (b *Board) unkeep() {
	if b.kept.Path == "" {
		return
	}
	if err := os.Remove(b.kept.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.log.Error("the kept board cannot be removed; it holds what was erased until it is written again", "err", err)
	}
	b.savedAt = ""
}

func (k Kept) write(ctx context.Context, head keptHead, cases []*pinned) (err error) {
	f, err := os.CreateTemp(filepath.Dir(k.Path), filepath.Base(k.Path)+".*") // only its owner may read it
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	key, stored, err := k.Vault.NewFileKey(ctx)
	if err != nil {
		return err
	}
	file := bufio.NewWriterSize(f, 1<<20)
	if err := gob.NewEncoder(file).Encode(stored); err != nil {
		return err
	}
	out := bufio.NewWriterSize(&chunksOut{Writer: file, key: key}, 1<<20)
	sum := crc32.NewIEEE()
	enc := gob.NewEncoder(io.MultiWriter(out, sum))
	if err := enc.Encode(head); err != nil {
		return err
	}
	for _, p := range cases {
		if err := enc.Encode(&p.Case); err != nil {
			return err
		}
	}
	if err := errors.Join(gob.NewEncoder(out).Encode(sum.Sum32()), out.Flush(), file.Flush()); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), k.Path)
}

// summed tells what is read of a buffer. It reads byte by byte where asked to, so that a
// decoder takes no more of it than its own.
type summed struct {
	*bufio.Reader
	tell func([]byte) (int, error)
}

func (s *summed) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	s.tell(p[:n]) //nolint:errcheck // a checksum never fails
	return n, err
}

func (s *summed) ReadByte() (byte, error) {
	c, err := s.Reader.ReadByte()
	if err == nil {
		s.tell([]byte{c}) //nolint:errcheck // likewise
	}
	return c, err
}

// keep saves the board now and then, and at the end.
func (b *Board) keep(ctx context.Context) {
	if b.kept.Path == "" {
		return
	}
	for {
		select {
		case <-ctx.Done():
		case <-time.After(keptPause):
		}
		if err := b.save(context.WithoutCancel(ctx)); err != nil {
			b.log.Warn("the board could not be kept; the next start takes longer", "err", err)
		}
		if ctx.Err() != nil {
			return
		}
	}
}
