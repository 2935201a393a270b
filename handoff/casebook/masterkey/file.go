package masterkey

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// File is a master key in a file; the last one in it is in use.
type File string

// ErrNoFile: the file is not there.
var ErrNoFile = errors.New("there is no such file")

const size = 32 // AES-256

const heading = `# The master key of a Frontdoor book. Whoever has it and the book can read every word;
# without it nobody can. Keep a copy, elsewhere than the copies of the book.
`

// key is one line of the file.
type key struct {
	name string
	raw  []byte
}

// make makes the file with a key drawn by chance, if there is none.
func (f File) make() error {
	if _, err := os.Stat(string(f)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return f.write([]key{draw()}, false)
}

// Add puts a new key behind the others: from then on it is the one in use.
func (f File) Add() error {
	keys, err := f.read()
	if err != nil {
		return err
	}
	return f.write(append(keys, draw()), true)
}

// DropOld leaves only the key in use.
func (f File) DropOld() error {
	keys, err := f.read()
	if err != nil {
		return err
	}
	return f.write(keys[len(keys)-1:], true)
}

// Wrap seals a key under the one in use. The file is made by itself when the first key is
// wrapped, of a book whose words were never sealed; one that is missing later is an error.
func (f File) Wrap(_ context.Context, plain []byte) (name string, wrapped []byte, err error) {
	if err := f.make(); err != nil {
		return "", nil, err
	}
	keys, err := f.read()
	if err != nil {
		return "", nil, err
	}
	k := keys[len(keys)-1]
	aead, err := k.aead()
	if err != nil {
		return "", nil, err
	}
	return k.name, aead.Seal(nil, nil, plain, []byte(k.name)), nil
}

// Unwrap opens what was sealed under the key of that name.
func (f File) Unwrap(_ context.Context, name string, wrapped []byte) ([]byte, error) {
	keys, err := f.read()
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		if k.name != name {
			continue
		}
		aead, err := k.aead()
		if err != nil {
			return nil, err
		}
		plain, err := aead.Open(nil, nil, wrapped, []byte(name))
		if err != nil {
			return nil, fmt.Errorf("the master key %s in %s does not open it: one of the two is damaged", name, f)
		}
		return plain, nil
	}
	return nil, fmt.Errorf("under the master key %s, which is not in %s: put back the file that belongs to this book", name, f)
}

func draw() key {
	raw := make([]byte, size)
	rand.Read(raw) //nolint:errcheck // never fails
	return key{nameOf(raw), raw}
}

// nameOf names a key without telling anything of it.
func nameOf(raw []byte) string {
	sum := sha256.Sum256(append([]byte("frontdoor master key "), raw...))
	return fmt.Sprintf("%x", sum[:5])
}

func (k key) aead() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.raw)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

func (f File) read() (keys []key, err error) {
	text, err := os.ReadFile(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the master key lies in %s: %w: put it back, from the copy kept elsewhere", f, ErrNoFile)
	}
	if err != nil {
		return nil, fmt.Errorf("read the master key: %w", err)
	}
	for n, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		raw, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(raw) != size {
			return nil, fmt.Errorf("read the master key: line %d of %s is no key (44 characters)", n+1, f)
		}
		keys = append(keys, key{nameOf(raw), raw})
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("read the master key: %s holds none", f)
	}
	return keys, nil
}

// write writes the file beside its place and gives it its name when it is on the disk. One
// that is there is replaced only where it may be: two processes that make it at the same
// moment are not to have two keys.
func (f File) write(keys []key, replace bool) error {
	text := heading
	for _, k := range keys {
		text += base64.StdEncoding.EncodeToString(k.raw) + "\n"
	}
	folder := filepath.Dir(string(f))
	file, err := os.CreateTemp(folder, ".unfinished-key-*") // for its owner alone
	if err != nil {
		return fmt.Errorf("write the master key: %w", err)
	}
	_, err = file.WriteString(text)
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err == nil && replace {
		err = os.Rename(file.Name(), string(f))
	} else {
		if err == nil {
			if err = os.Link(file.Name(), string(f)); errors.Is(err, fs.ErrExist) {
				err = nil
			}
		}
		err = errors.Join(err, os.Remove(file.Name()))
	}
	if err != nil {
		return fmt.Errorf("write the master key: %w", err)
	}
	d, err := os.Open(folder)
	if err == nil {
		err = errors.Join(d.Sync(), d.Close())
	}
	if err != nil {
		return fmt.Errorf("write the master key: %w", err)
	}
	return nil
}
