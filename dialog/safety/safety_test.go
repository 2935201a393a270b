package safety

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// line is one sentence of the corpus: "kind", "kind/kind" (either will do), "kind+minor", "minor" or "-", a tab, the words.
type line struct{ want, text, where string }

func corpus(t testing.TB, pattern string) []line {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus %s: %v", pattern, err)
	}
	var out []line
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, lines(t, f, string(data))...)
	}
	return out
}

// lines reads one file of the corpus.
func lines(t testing.TB, file, data string) []line {
	t.Helper()
	var out []line
	for _, l := range strings.Split(data, "\n") {
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		want, text, ok := strings.Cut(l, "\t")
		if !ok {
			t.Fatalf("%s: no tab in %q", file, l)
		}
		out = append(out, line{want, text, filepath.Base(file)})
	}
	return out
}

// flagOf is written down apart from the program's own table.
func flagOf(kind string) Flag {
	switch kind {
	case "suicide", "suicide_other":
		return SuicideRisk
	case "domestic":
		return DomesticViolence
	}
	return Emergency
}

// complaint tells what is wrong with a finding, or "".
func complaint(l line, f Finding) string {
	kind, minor := strings.CutSuffix(l.want, "+minor")
	switch {
	case l.want == "-" || l.want == "minor":
		if f.Card {
			return "false alarm"
		}
		if f.Has(Minor) != (l.want == "minor") {
			return "minor wrong"
		}
		return ""
	case !f.Card:
		return "missed"
	case !slices.ContainsFunc(strings.Split(kind, "/"), func(k string) bool { return f.Has(flagOf(k)) }):
		return "wrong flag"
	case minor && !f.Has(Minor):
		return "minor not seen"
	case f.Raw == "" || !strings.Contains(l.text, f.Raw):
		return "raw is not of the text"
	}
	return ""
}

func TestCorpus(t *testing.T) {
	for _, l := range corpus(t, "*.tsv") {
		if c := complaint(l, Look(l.text)); c != "" {
			t.Errorf("%s: %s: want %s, got %+v\n\t%s", l.where, c, l.want, Look(l.text), l.text)
		}
	}
}
