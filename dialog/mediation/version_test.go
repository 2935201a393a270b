package mediation_test

import (
	"testing"

	. "frontdoor/dialog/mediation"
)

// TestAProposalKeepsItsWords: what is recorded of a proposal holds the words that were read, and
// those stand when it is folded, however the program would word its points by then.
func TestAProposalKeepsItsWords(t *testing.T) {
	two := seat(t, 2)
	a := two.Worded(Act{Kind: Propose, By: Mediator, At: noon, Text: "别的话", Points: []Point{{Owes: "b", Owed: "a", Amount: "5"}}})
	if want := "1. 乙b付给甲5元"; a.Text != want || a.Lang != "zh" {
		t.Errorf("recorded in %q: %q, want %q", a.Lang, a.Text, want)
	}
	a.Text = "1. 乙b把5元给甲" // as an earlier program said it
	table := two.After(a)
	if v, _ := table.Current(); v.Words != a.Text || v.Hash != HashOf(a.Text) {
		t.Errorf("folded as %q", v.Words)
	}
	if say := (Act{Kind: Say, Text: "请看"}); two.Worded(say).Text != say.Text {
		t.Error("other words are changed")
	}
}
