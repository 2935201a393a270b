package safety

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// eachWay calls found with every way of a text that holds {a|b|c}.
func eachWay(text string, found func(string)) {
	at := choice.FindStringIndex(text)
	if at == nil {
		found(strings.TrimSpace(text))
		return
	}
	for _, one := range strings.Split(text[at[0]+1:at[1]-1], "|") {
		eachWay(text[:at[0]]+one+text[at[1]:], found)
	}
}

// Emergencies in plain words: all are seen, with the right flag.
func TestPlainWords(t *testing.T) {
	data, err := os.ReadFile("testdata/plain_ways.txt")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, l := range lines(t, "plain_ways.txt", string(data)) {
		kinds := strings.Split(l.want, "/")
		eachWay(l.text, func(text string) {
			count++
			f := Look(text)
			if !f.Card || !slices.ContainsFunc(kinds, func(k string) bool { return f.Has(flagOf(k)) }) {
				t.Errorf("want %s, got %v: %s", l.want, f.Kinds, text)
			}
		})
	}
	if count < 1000 {
		t.Errorf("only %d ways", count)
	}
}
