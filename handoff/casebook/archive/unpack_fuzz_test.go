package archive

import (
	"bytes"
	"compress/gzip"
	"errors"
	"testing"
)

// Whatever lies in the archive's folder as the file of a case is read or refused.
func FuzzUnpack(f *testing.F) {
	for _, s := range []string{"{\"form\":1,\"case\":\"JH-1\",\"events\":1}\n{}\n{}\n", `{"form":9}`, "{\"form\":1,\"case\":\"JH-1\",\"events\":-1}\n", "{\"case\":\"JH-1\",\"events\":4611686018427387904}", "\n"} {
		f.Add([]byte(s), 1)
	}
	f.Fuzz(func(t *testing.T, text []byte, n int) {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		w.Write(text) //nolint:errcheck // into memory
		w.Close()     //nolint:errcheck // likewise
		events, err := Unpack(nameOf("JH-1", n, b.Bytes()), "JH-1", b.Bytes())
		if err == nil && bytes.Count(text, []byte("\n")) < 2*len(events) {
			t.Errorf("%q holds %d events", text, len(events))
		}
		if _, err := Unpack(nameOf("JH-1", n, b.Bytes()), "JH-1", text); err == nil || !errors.Is(err, ErrDamaged) {
			t.Errorf("under another name's sum: %v", err)
		}
	})
}
