package search

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"frontdoor/dialog"
)

// TestHiddenChangesNothing: an agent who may not see a case learns nothing of it, neither
// by a hit nor by how long a page is, whether there is another, and where that begins.
func TestHiddenChangesNothing(t *testing.T) {
	w := newWorld(t)
	hidden := func(from string) bool { return strings.HasPrefix(from, "web:hidden") }
	tell := func(from string, n int) {
		w.says(from, fmt.Sprintf("第%d句:路灯壞了 lamp %d", n, n))
		w.happens(from, dialog.Change{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: "wu", Text: "路灯备注"})
		w.fact(from, "phone", fmt.Sprintf("+861390000%04d", n))
		w.fact(from, "name", "陈建国")
	}
	for n := range 30 {
		tell(fmt.Sprint("web:", n%7), n)
	}
	for n := range 5 { // known of before, and full of words later
		w.says(fmt.Sprint("web:hidden", n), "好")
	}
	queries := []string{"路", "路灯", "路燈", "lamp", "l", "路灯 坏", "陈建国", "0003", "13900000003", "备注", "没有的词"}
	for n := range 5 {
		queries = append(queries, string(w.caseOf(fmt.Sprint("web:hidden", n))), string(w.caseOf(fmt.Sprint("web:", n))))
	}
	secret := map[dialog.CaseID]bool{}
	for from, id := range w.cases {
		secret[id] = hidden(from)
	}
	pages := func() (all []Page) {
		w.must(w.index.CatchUp(t.Context()))
		for _, text := range queries {
			for _, limit := range []int{1, 4, 100} {
				q := Query{Text: text, Limit: limit, Sees: func(id dialog.CaseID) bool { return !secret[id] }}
				for {
					page, err := w.index.Find(t.Context(), q)
					w.must(err)
					all = append(all, page)
					if q.After = page.Next; page.Next == "" {
						break
					}
				}
			}
		}
		return all
	}
	before := pages()
	for n := range 40 {
		tell(fmt.Sprint("web:hidden", n%5), n)
	}
	if diff := cmp.Diff(before, pages()); diff != "" {
		t.Errorf("pages before (-) and after (+) hidden cases had the words: %.2000s", diff)
	}
}
