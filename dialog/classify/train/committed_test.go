//go:build !race && amd64

package train_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"testing"

	"frontdoor/dialog/classify"
	"frontdoor/dialog/classify/train"
)

// The committed model is exactly what the corpus gives. Left out under the
// race detector, where training takes minutes, and on processors whose
// exponential function rounds otherwise; TestModelIsOfThisCorpus runs everywhere.
func TestCommittedModelIsWhatTheCorpusGives(t *testing.T) {
	result, err := train.Train(os.DirFS("../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(result)
	if !bytes.Equal(unpack(t, result.Model), unpack(t, classify.Committed())) {
		t.Errorf("model.bin is not what the corpus gives; %s", stale)
	}
}

// unpack compares what is inside: compressors differ between Go versions.
func unpack(t *testing.T, file []byte) []byte {
	t.Helper()
	zip, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
