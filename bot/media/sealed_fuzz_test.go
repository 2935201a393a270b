package media

import (
	"bytes"
	"io"
	"testing"
	"time"

	"frontdoor/handoff/casebook"
)

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// FuzzSealed: whatever lies where a sealed file should gives its bytes, or an error; no name
// of a file breaks what reads it.
func FuzzSealed(f *testing.F) {
	key := func(salt string) (casebook.FileKey, error) { return new(casebook.Vault).NamedFile(salt) }
	for _, b := range [][]byte{nil, []byte("x"), bytes.Repeat([]byte("y"), pieceBytes+1)} {
		stored, err := sealed(key, b)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(stored)
	}
	f.Add([]byte(sealedHead))
	f.Add([]byte("cases/a_2/1-0"))
	f.Fuzz(func(t *testing.T, stored []byte) {
		caseOf(string(stored))
		o, err := opened(key, &Opened{inMemory{bytes.NewReader(stored)}, int64(len(stored)), time.Time{}})
		if err != nil {
			return
		}
		if b, err := io.ReadAll(o); err == nil && int64(len(b)) != o.Size {
			t.Errorf("%d bytes of %d", len(b), o.Size)
		}
	})
}
