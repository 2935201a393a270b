package safety

import (
	"os"
	"path/filepath"
	"testing"
)

// What people bring on an ordinary day, taken several ways and with other names of
// people and things, hardly ever alarms: a false alarm hands a matter off unheard.
func TestOrdinaryLines(t *testing.T) {
	files, err := filepath.Glob("corpus/ordinary*.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	alarms, all := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lessons(lines(t, file, string(data))) {
			all++
			if f := Look(l.text); f.Card {
				alarms++
				t.Logf("%s: %v %q in %s", l.where, f.Kinds, f.Raw, l.text)
			}
		}
	}
	t.Logf("%d of %d alarm", alarms, all)
	if alarms*100 > all || all < 5000 {
		t.Errorf("%d of %d alarm; one in a hundred may", alarms, all)
	}
}
