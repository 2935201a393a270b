package backup

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"io"
	"testing"
	"time"

	"filippo.io/age"

	"frontdoor/handoff/casebook"
)

// Whatever lies in a file that is a backup from outside is read to its end or refused: whoever
// knows to whom backups are written can seal one.
func FuzzOpen(f *testing.F) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		f.Fatal(err)
	}
	packed := func(parts ...string) []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for i := 0; i+1 < len(parts); i += 2 {
			w.WriteHeader(&tar.Header{Name: parts[i], Mode: 0o600, Size: int64(len(parts[i+1]))}) //nolint:errcheck // into memory
			io.WriteString(w, parts[i+1])                                                         //nolint:errcheck // likewise
		}
		w.Close() //nolint:errcheck // likewise
		return b.Bytes()
	}
	var parcels bytes.Buffer
	if err := gob.NewEncoder(&parcels).Encode([]casebook.Parcel{{Record: &casebook.Record{Kind: "agent", Key: "wu", Value: []byte("{}")}}}); err != nil {
		f.Fatal(err)
	}
	about := `{"form":1,"book":"b"}`
	whole := packed(aboutName, about, bookName+"1", parcels.String(), mediaName+"a.jpg", "jpg", endName, `{"parcels":1,"files":1,"bytes":3}`)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(packed(aboutName, `{"form":9}`))
	f.Add(packed(aboutName, about, mediaName+"../../etc/passwd", "x", endName, `{"files":1,"bytes":1}`))
	f.Add(packed(endName, `{}`))
	f.Fuzz(func(t *testing.T, inside []byte) {
		var sealed bytes.Buffer
		to, err := age.Encrypt(&sealed, key.Recipient())
		if err != nil {
			t.Fatal(err)
		}
		zipped := gzip.NewWriter(to)
		zipped.Write(inside) //nolint:errcheck // into memory
		zipped.Close()       //nolint:errcheck // likewise
		if err := to.Close(); err != nil {
			t.Fatal(err)
		}
		open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(sealed.Bytes())), nil }
		b, err := Open(t.Context(), open, []age.Identity{key}, time.Unix(0, 0))
		if err != nil {
			return
		}
		var found Tally
		for after := ""; ; {
			parcels, next, err := b.Pack(t.Context(), after, 0)
			if err != nil {
				t.Fatalf("read once, and then: %v", err)
			}
			if found.Parcels += len(parcels); next == "" {
				break
			}
			after = next
		}
		if found.Parcels > b.Tally.Parcels {
			t.Errorf("%d parcels of %d", found.Parcels, b.Tally.Parcels)
		}
		if _, err := b.Restore(t.Context(), t.TempDir()); err != nil && b.Tally.Files == 0 {
			t.Errorf("no file, and they cannot be put back: %v", err)
		}
	})
}
