package safety

import (
	"flag"
	"os"
	"strings"
	"testing"
	"unicode"
)

var fresh = flag.String("fresh", "", "a set of lines never seen before, to be scored")

// A fresh set is scored once, before anybody looks at what fails; then it joins testdata with its score on top:
// go test ./dialog/safety -run TestFreshSet -v -fresh FILE
func TestFreshSet(t *testing.T) {
	if *fresh == "" {
		t.Skip("no -fresh FILE given")
	}
	data, err := os.ReadFile(*fresh)
	if err != nil {
		t.Fatal(err)
	}
	type count struct{ right, all int }
	score := map[string]*count{}
	add := func(name string, right bool) {
		if score[name] == nil {
			score[name] = &count{}
		}
		score[name].all++
		if right {
			score[name].right++
		}
	}
	for _, l := range lines(t, *fresh, string(data)) {
		lang := "en "
		if strings.ContainsFunc(l.text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			lang = "zh "
		}
		wrong := complaint(l, Look(l.text))
		if l.want == "-" || l.want == "minor" {
			add(lang+"quiet", wrong == "")
		} else {
			kind, _, _ := strings.Cut(strings.TrimSuffix(l.want, "+minor"), "/")
			add(lang+string(flagOf(kind)), wrong == "")
			add(lang+"all dangers", wrong == "")
		}
		if wrong != "" && os.Getenv("SHOW") != "" {
			t.Logf("%s: want %s: %s", wrong, l.want, l.text)
		}
	}
	for name, c := range score {
		t.Logf("%s: %d of %d", name, c.right, c.all)
	}
}
