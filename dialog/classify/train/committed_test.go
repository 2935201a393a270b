//go:build !race && amd64

package train_test

import (
	"bytes"
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
	if !bytes.Equal(result.Model, classify.Committed()) {
		t.Errorf("model.bin is not what the corpus gives; %s", stale)
	}
}
