//go:build !race && amd64

package safety

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"frontdoor/dialog/safety/ear"
)

var update = flag.Bool("update", false, "write ear.bin anew from the corpus")

// trainEar learns from corpus/, testdata/ and the matters of the town. Near-misses count
// as much as dangers: they are few beside the ordinary messages.
func trainEar(t *testing.T) *ear.Model {
	t.Helper()
	var examples []ear.Example
	var r reading
	for _, l := range lessons(withMatters(t, slices.Concat(corpus(t, "../corpus/*.tsv"), corpus(t, "*.tsv"), corpus(t, "plain_ways.txt")))) {
		r.read(cueBook(), l.text)
		r.units = nil // the example keeps them
		e := ear.Example{Phrases: window{phrases: r.phrases(nil)}.sounds(), Counts: 2}
		if kind, _, _ := strings.Cut(strings.TrimSuffix(l.want, "+minor"), "/"); kind != "-" && kind != "minor" {
			e.Kind = kind
		} else if l.where == "ordinary_zh.tsv" || l.where == "ordinary_en.tsv" || l.where == matter {
			e.Counts = 1
		}
		examples = append(examples, e)
	}
	return ear.Train(examples)
}

// matter is where a line comes from that the classifier is taught.
const matter = "matter"

// withMatters adds what the classifier is taught about matters in which no danger lies,
// without the lines that hold a word of danger all the same: nobody has judged those.
func withMatters(t *testing.T, taught []line) []line {
	t.Helper()
	known := map[string]bool{}
	for _, l := range taught {
		known[l.text] = true
	}
	for _, l := range corpus(t, "../../classify/corpus/lines_*.tsv") {
		if l.want == "safety" || l.want == "counselling" || known[l.text] || cued(l.text) {
			continue
		}
		taught = append(taught, line{"-", l.text, matter})
		if clause := aClause(l.text); clause != "" {
			taught = append(taught, line{"-", clause, matter})
		}
	}
	return taught
}

// aClause is one clause of a matter of several, short as what people say in a talk: the ear
// must not take it for a cry because it knows only whole stories.
func aClause(text string) string {
	var short []string
	for _, c := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",。,.!?;:!?;", r) }) {
		var r reading
		if r.read(cueBook(), c); len(r.tokens) >= leastUnits && len(r.tokens) <= clauseUnits && len(c) < len(text)-1 {
			short = append(short, strings.TrimSpace(c))
		}
	}
	if len(short) == 0 {
		return ""
	}
	d := thrownBy(text)
	return d.pick(short)
}

// clauseUnits is how many characters or words such a clause has at most.
const clauseUnits = 10

// cued reports whether a cue stands in a text, whatever the ear says.
func cued(text string) (found bool) {
	var r reading
	r.read(cueBook(), text)
	r.eachUnless(func(*pattern) bool { return found }, "", r.live, func(p *pattern, s span) {
		found = found || r.guard().verdict(sighting{p.kind, p.child, s}) == alive
	})
	return found
}

// The committed ear is the one the corpus gives. Not under the race detector, where
// training takes twenty times as long, and not on processors that round sums another
// way. After a change of a corpus (that of classify, too) or of cues:
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
