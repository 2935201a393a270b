package webchat

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"frontdoor/dialog"
)

// refPrefix marks a Media.Ref as a photo of this channel.
const refPrefix = dialog.Web + ":"

// photoFolder keeps photos as files that only the program's user may read.
type photoFolder string

var photoName = regexp.MustCompile(`^[0-9a-f]{32}\.(jpg|png|webp|heic)$`)

// keep stores a photo so that it survives kill -9, and gives its name: a hash of
// the secret address, the message and the bytes. So a photo sent again is the same
// file, another one never takes its place, and nobody can guess a name.
func (d photoFolder) keep(a dialog.Address, id string, b []byte, k photoKind) (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n", a, id)
	h.Write(b)
	name := hex.EncodeToString(h.Sum(nil)[:16]) + "." + string(k)
	if err := d.write(name, b); err != nil {
		return "", fmt.Errorf("keep photo: %w", err)
	}
	return name, nil
}

func (d photoFolder) write(name string, b []byte) (err error) {
	f, err := os.CreateTemp(string(d), "new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), filepath.Join(string(d), name)); err != nil {
		return err
	}
	folder, err := os.Open(string(d)) // the name must last as well
	if err != nil {
		return nil //nolint:nilerr // the photo is there; only its survival of a power cut is not certain
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func (d photoFolder) open(name string) (io.ReadCloser, photoKind, error) {
	m := photoName.FindStringSubmatch(name)
	if m == nil {
		return nil, "", fs.ErrNotExist
	}
	f, err := os.Open(filepath.Join(string(d), name))
	return f, photoKind(m[1]), err
}
