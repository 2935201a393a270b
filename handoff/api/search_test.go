package api

import (
	"path/filepath"
	"slices"
	"testing"

	"frontdoor/handoff"
	"frontdoor/handoff/search"
)

func TestSearch(t *testing.T) {
	var index *search.Index
	w := newWorldWith(t, func(c *Config) {
		book := c.Book.(interface{ ID() string })
		var err error
		index, err = search.Open(t.Context(), search.Options{Book: c.Book, BookID: book.ID(), Path: filepath.Join(t.TempDir(), "search.db"), Prefix: c.Prefix})
		if err != nil {
			t.Fatal(err)
		}
		c.Search = index
	})
	t.Cleanup(func() { w.must(index.Close()) })
	id := w.handedOff("sms:+8613900000166")
	w.say("sms:+8613900000166", "七星村的路灯壞了")
	hidden := w.say("web:2", "家里的路灯")
	w.call("wu", "GET", "/search?q=路灯", "").is(503).has("code", "search_building")
	w.must(index.CatchUp(t.Context()))
	for _, c := range []struct {
		login, query string
		cases, kinds []string
	}{
		{"wu", "q=路灯坏", []string{id, id}, []string{"case", "resident"}}, // the words and the fact made of them
		{"wu", "q=路灯坏&in=cards", []string{id}, []string{"case"}},
		{"sun", "q=路灯&in=messages", []string{hidden, id}, []string{"resident", "resident"}},
		{"wu", "q=0166", []string{id}, []string{"case"}},
		{"wu", "q=" + id + "&in=cards", []string{id}, []string{"case"}},
		{"wu", "q=没有", []string{}, []string{}},
	} {
		a := w.call(c.login, "GET", "/search?"+c.query, "").is(200)
		if cases, kinds := a.column("hits", "case"), a.column("hits", "kind"); !slices.Equal(cases, c.cases) || !slices.Equal(kinds, c.kinds) {
			t.Errorf("%s %s: %v %v, want %v %v", c.login, c.query, cases, kinds, c.cases, c.kinds)
		}
	}
	hit := w.call("wu", "GET", "/search?q=路灯坏了&in=messages", "").is(200).body["hits"].([]any)[0].(map[string]any)
	field := hit["fields"].([]any)[0].(map[string]any)
	mark := field["marks"].([]any)[0].(map[string]any)
	if field["text"] != "七星村的路灯壞了" || mark["from"] != 4.0 || mark["to"] != 8.0 {
		t.Errorf("marked: %v", field)
	}
	phone := w.call("wu", "GET", "/search?q=0166", "").is(200).body["hits"].([]any)[0].(map[string]any)["fields"].([]any)[0].(map[string]any)
	if phone["text"] != "139****0166" {
		t.Errorf("a phone number is told as %v", phone["text"])
	}
	first := w.call("sun", "GET", "/search?q=路灯&in=messages&limit=1", "").is(200)
	second := w.call("sun", "GET", "/search?q=路灯&in=messages&limit=1&after="+first.body["next"].(string), "").is(200).has("next", nil)
	if got := append(first.column("hits", "case"), second.column("hits", "case")...); !slices.Equal(got, []string{hidden, id}) {
		t.Errorf("by pages: %v", got)
	}
	w.call("wu", "GET", "/search?q=+", "").is(400).has("code", "query_missing")
	w.call("wu", "GET", "/search?q=a&after=zz", "").is(400).has("code", "after_unknown")
	w.call("wu", "GET", "/search?q=a&in=cellar", "").is(400)
	w.call("", "GET", "/search?q=a", "").is(401)
	if wu, li := w.noted("wu", handoff.DeedSearched), w.noted("li", handoff.DeedSearched); wu < 4 || li != 0 {
		t.Errorf("wu's searches are noted %d times, li's %d", wu, li)
	}
}

// noted counts what an agent did by the record.
func (w *world) noted(login string, deed handoff.Deed) int {
	w.Helper()
	all, err := handoff.NewAudit(w.book, nil).List(w.Context(), handoff.AuditQuery{Who: login, Deed: deed})
	w.must(err)
	return len(all)
}

func TestSearchIsOff(t *testing.T) {
	newWorld(t).call("wu", "GET", "/search?q=a", "").is(503).has("code", "search_off")
}
