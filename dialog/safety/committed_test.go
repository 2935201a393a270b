//go:build !race && amd64

package safety

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"frontdoor/dialog/safety/ear"
)

var update = flag.Bool("update", false, "write ear.bin anew from the corpus")

// trainEar learns from corpus/ and testdata/. Near-misses count as much as dangers:
// they are few beside the ordinary messages.
func trainEar(t *testing.T) *ear.Model {
	t.Helper()
	var examples []ear.Example
	var r reading
	for _, l := range lessons(append(corpus(t, "../corpus/*.tsv"), corpus(t, "*.tsv")...)) {
		r.read(cueBook(), l.text)
		r.units = nil // the example keeps them
		e := ear.Example{Phrases: window{phrases: r.phrases(nil)}.sounds(), Counts: 2}
		if kind, _, _ := strings.Cut(strings.TrimSuffix(l.want, "+minor"), "/"); kind != "-" && kind != "minor" {
			e.Kind = kind
		} else if l.where == "ordinary_zh.tsv" || l.where == "ordinary_en.tsv" {
			e.Counts = 1
		}
		examples = append(examples, e)
	}
	return ear.Train(examples)
}

// The committed ear is the one the corpus gives. Not under the race detector, where
// training takes twenty times as long, and not on processors that round sums another
// way. After a change of corpus or cues:
// go test ./dialog/safety -run TestCommittedEar -update
func TestCommittedEar(t *testing.T) {
	data := trainEar(t).Encode()
	if *update {
		if err := os.WriteFile("ear.bin", data, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(data, earFile) {
		t.Error("ear.bin is not what the corpus gives; run: go test ./dialog/safety -run TestCommittedEar -update")
	}
}
