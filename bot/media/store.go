package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// Most is the largest file that is kept, in bytes.
const Most = 32 << 20

// Opened is a file that can be read from any place on; the caller closes it.
type Opened struct {
	io.ReadSeekCloser
	Size int64
	At   time.Time // when it was stored
}

// Store keeps what residents sent, each file sealed under the key of its case.
type Store struct {
	place place
	vault *casebook.Vault
}

// Sealed is the store of a book with a vault: what is stored from then on is sealed. A nil
// vault seals nothing.
func (s *Store) Sealed(v *casebook.Vault) *Store { return &Store{s.place, v} }

// Open opens a folder, made if there is none, or a bucket (s3://…) with its keys. That a
// bucket can be reached is not tried.
func Open(at string, keys Keys) (*Store, error) {
	switch scheme, _, ok := strings.Cut(at, "://"); {
	case at == "":
		return nil, errors.New("open media: no place is named (FRONTDOOR_MEDIA)")
	case ok && scheme == "s3":
		b, err := openBucket(at, keys)
		if err != nil {
			return nil, fmt.Errorf("open media: %w", err)
		}
		return &Store{place: b}, nil
	case ok:
		return nil, fmt.Errorf("open media: %s:// is not known: name a folder, or a bucket as s3://BUCKET?region=…", scheme)
	}
	d, err := openFolder(at)
	if err != nil {
		return nil, fmt.Errorf("open media: %w", err)
	}
	return &Store{place: d}, nil
}

// arrivedName is the form of the names Arrive gives.
var arrivedName = regexp.MustCompile(`^[0-9a-f]{32}\.[a-z0-9]{1,5}$`)

// Arrive keeps a file that a channel itself received, cleaned before (Clean), until its
// message is in the book and the file is moved to its case. Its name is a hash of the
// sender's secret address, the message and the bytes: sent again it is the same file,
// another one never takes its place, and nobody can guess it.
func (s *Store) Arrive(ctx context.Context, from dialog.Address, id string, b []byte, t Type) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n", from, id)
	h.Write(b)
	name := hex.EncodeToString(h.Sum(nil)[:16]) + "." + t.Ext
	b, err := sealed(s.keyOfArrived(name), b)
	if err == nil {
		err = s.place.put(ctx, s.arrivedAt(name), b)
	}
	if err != nil {
		return "", fmt.Errorf("keep what arrived: %w", err)
	}
	return name, nil
}

// arrivedAt is where what arrived lies. Its name opens it, and stands in the words of its
// message alone: in the folder lies a hash of it.
func (s *Store) arrivedAt(name string) string {
	if s.vault == nil {
		return name
	}
	return arrivedAt(name)
}

func arrivedAt(name string) string {
	sum := sha256.Sum256([]byte("arrived " + name))
	return hex.EncodeToString(sum[:16]) + arrivedEnd
}

// arrivedEnd ends the names under which what arrived lies sealed.
const arrivedEnd = ".in"

func (s *Store) keyOfArrived(name string) keysOf {
	return func(salt string) (casebook.FileKey, error) { return s.vault.NamedFile(name + " " + salt) }
}

// Arrived opens what Arrive kept; fs.ErrNotExist where it is not, or lies with its case.
func (s *Store) Arrived(ctx context.Context, name string) (*Opened, error) {
	if !arrivedName.MatchString(name) {
		return nil, fmt.Errorf("open what arrived: %w", fs.ErrNotExist)
	}
	o, err := s.openBy(ctx, s.arrivedAt(name), s.keyOfArrived(name))
	if errors.Is(err, fs.ErrNotExist) && s.vault != nil {
		o, err = s.place.open(ctx, name) // it came before anything was sealed
	}
	if err != nil {
		return nil, fmt.Errorf("open what arrived: %w", err)
	}
	return o, nil
}

// Name is where the n-th file of a case's event lies: everything a case has is under
// one path.
func Name(c dialog.CaseID, seq, n int) string { return fmt.Sprintf("%s%d-%d", caseFolder(c), seq, n) }

// casesFolder begins the names of all files of cases.
const casesFolder = "cases/"

// caseFolder is the path of a case's files. Numbers that are not ours may hold any sign.
func caseFolder(c dialog.CaseID) string {
	var b strings.Builder
	b.WriteString(casesFolder)
	for _, x := range []byte(c) {
		if x == '-' || x >= '0' && x <= '9' || x >= 'A' && x <= 'Z' || x >= 'a' && x <= 'z' {
			b.WriteByte(x)
		} else {
			fmt.Fprintf(&b, "_%02x", x)
		}
	}
	return b.String() + "/"
}

// Kept opens a file of a case; fs.ErrNotExist where it is not kept (yet).
func (s *Store) Kept(ctx context.Context, c dialog.CaseID, seq, n int) (*Opened, error) {
	o, err := s.open(ctx, Name(c, seq, n))
	if err != nil {
		return nil, fmt.Errorf("open a file of case %s: %w", c, err)
	}
	return o, nil
}

// Find opens a file of a case, or what arrived for it under a name and is not moved yet.
func (s *Store) Find(ctx context.Context, c dialog.CaseID, seq, n int, arrived string) (*Opened, error) {
	o, err := s.Kept(ctx, c, seq, n)
	if !errors.Is(err, fs.ErrNotExist) {
		return o, err
	}
	if o, err = s.Arrived(ctx, arrived); !errors.Is(err, fs.ErrNotExist) {
		return o, err
	}
	return s.Kept(ctx, c, seq, n) // moved between the two looks
}

// Type tells what an opened file is. It reads on from the beginning afterwards.
func (o *Opened) Type(kind string) (Type, error) {
	head, err := io.ReadAll(io.LimitReader(o, headMost))
	if err != nil {
		return Type{}, fmt.Errorf("look at a file: %w", err)
	}
	if _, err := o.Seek(0, io.SeekStart); err != nil {
		return Type{}, fmt.Errorf("look at a file: %w", err)
	}
	return Sniff(head, kind), nil
}

// smallEnd ends the name of a small picture.
const smallEnd = ".small"

// Small opens the small picture of a file of a case.
func (s *Store) Small(ctx context.Context, c dialog.CaseID, seq, n int) (*Opened, error) {
	o, err := s.open(ctx, Name(c, seq, n)+smallEnd)
	if err != nil {
		return nil, fmt.Errorf("open a small picture of case %s: %w", c, err)
	}
	return o, nil
}

// read gives a whole file.
func (s *Store) read(ctx context.Context, name string) ([]byte, error) {
	o, err := s.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer o.Close() //nolint:errcheck // only read from
	return io.ReadAll(io.LimitReader(o, Most))
}

// Forget lets go of what arrived and lies with its case now.
func (s *Store) Forget(ctx context.Context, name string) error {
	if !arrivedName.MatchString(name) {
		return nil
	}
	for _, at := range []string{arrivedAt(name), name} {
		if err := s.place.remove(ctx, at); err != nil {
			return fmt.Errorf("let go of what arrived: %w", err)
		}
	}
	return nil
}

// Try stores something and takes it away again, to see whether files can be kept.
func (s *Store) Try(ctx context.Context) error {
	const name = unfinished + "trial"
	if err := s.place.put(ctx, name, []byte("trial")); err != nil {
		return fmt.Errorf("keep a file: %w", err)
	}
	if err := s.place.remove(ctx, name); err != nil {
		return fmt.Errorf("take a file away: %w", err)
	}
	return nil
}
