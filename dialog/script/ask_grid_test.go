package script_test

import (
	"os"
	"testing"

	"frontdoor/dialog/script"
	"frontdoor/dialog/town"
	"frontdoor/dialog/transcript"
)

// TestWhichGrid plays the conversations of a town whose places lie in several grids. As for
// TestTranscripts, -rewrite writes the bot's lines anew.
func TestWhichGrid(t *testing.T) {
	place, err := town.Parse("town.yaml", []byte(town.Standard()+string(file(t, "../testdata/areas/town.yaml"))))
	if err != nil {
		t.Fatal(err)
	}
	sc := script.ScriptFor(t)
	sc.Town = place
	const name = "../testdata/areas/grid.txt"
	if *rewrite {
		out, wrong := transcript.Rewrite(sc, name, string(file(t, name)))
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		if err := os.WriteFile(name, []byte(out), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, w := range transcript.Play(sc, name, string(file(t, name)), nil) {
		t.Error(w)
	}
}
