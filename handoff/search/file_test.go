package search

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// TestErased: what was erased in the book is not found, and nothing of it stays in the file.
func TestErased(t *testing.T) {
	w := newWorld(t)
	w.says("web:a", "先说一句")
	w.says("web:a", "秘密的苹果树")
	w.says("web:a", "后说一句")
	w.fact("web:a", "name", "苹果树")
	w.fact("web:a", "phone", "+8613912345678")
	for range 20 { // until it lies in a full part
		w.says("web:b", "别的话")
	}
	if got := w.find(Query{Text: "苹果树"}); len(got) != 2 {
		t.Fatalf("found %q", got)
	}
	book, err := sql.Open("sqlite", filepath.Join(w.folder, "book.db"))
	w.must(err)
	_, err = book.Exec("UPDATE events SET private = '' WHERE case_id = ? AND private LIKE '%苹果%' OR private LIKE '%1391234%'", w.caseOf("web:a"))
	w.must(err)
	w.must(book.Close())
	w.must(w.index.Reread(t.Context(), w.caseOf("web:a")))
	for text, want := range map[string][]string{"苹果树": nil, "果": nil, "5678": nil, "一句": {"后说一句", "先说一句"}} {
		if got := w.find(Query{Text: text}); !slices.Equal(got, want) {
			t.Errorf("after erasing %q finds %q", text, got)
		}
	}
	// Not even the grams: they would tell what was said.
	for _, name := range []string{"search.db", "search.db-wal"} {
		content, err := os.ReadFile(filepath.Join(w.folder, name))
		w.must(err)
		if bytes.Contains(content, []byte("苹果")) {
			t.Errorf("%s still has the words", name)
		}
	}
	w.must(each(t.Context(), w.index.file.reads, "SELECT part, n, body FROM blocks", func(rows *sql.Rows) error {
		var part, n int
		var b block
		if err := rows.Scan(&part, &n, &b.body); err != nil {
			return err
		}
		var err error
		if b.body, err = w.index.file.key.Open(ofBlocks, blockPlace(part, n), b.body); err != nil {
			return err
		}
		b.first = w.index.firsts[part][n]
		for _, g := range []gram{gramOf('果'), gramOf('苹', '果'), phoneEnd("5678")} {
			if list, err := unpack(b, g); len(list) > 0 || err != nil {
				t.Errorf("a gram is still there: %v %v", list, err)
			}
		}
		return nil
	}))
	w.must(w.index.Close())
	w.index = w.open()
	if got := w.find(Query{Text: "苹果"}); len(got) != 0 {
		t.Errorf("after a start found %q", got)
	}
}

// TestNothingReadable: who has the file and not the key of the book reads no word in it and
// no gram; with the key it is used at the next start, without it made anew.
func TestNothingReadable(t *testing.T) {
	w := newWorld(t)
	const words, name, number = "秘密的苹果树", "罗小满", "+8613912345678"
	w.says("web:a", words)
	w.fact("web:a", "name", name)
	w.fact("web:a", "phone", number)
	for range 20 {
		w.says("web:b", "orchard of pears")
	}
	if got := w.find(Query{Text: "苹果"}); len(got) != 1 {
		t.Fatalf("found %q", got)
	}
	readable := func() (found []string) {
		for _, end := range []string{"", "-wal"} {
			content, err := os.ReadFile(w.index.File() + end)
			w.must(err)
			for _, word := range []string{words[:6], name, number, number[4:], "orchard", "pears"} {
				if bytes.Contains(content, []byte(word)) {
					found = append(found, word)
				}
			}
			for _, g := range []gram{gramOf('苹', '果'), gramOf('o', 'r', 'c')} {
				little := packGrams([]gram{g})
				big := slices.Clone(little)
				if slices.Reverse(big); bytes.Contains(content, little) || bytes.Contains(content, bytes.TrimLeft(big, "\x00")) {
					found = append(found, fmt.Sprint(g))
				}
			}
		}
		return found
	}
	if found := readable(); len(found) > 0 {
		t.Errorf("readable: %q", found)
	}
	sealed := w.vault
	for _, step := range []struct {
		name  string
		vault *casebook.Vault
		used  bool // the file of before
	}{{"with its key", sealed, true}, {"no longer sealed", nil, false}, {"sealed again", sealed, false}} {
		w.must(w.index.Close())
		w.vault = step.vault
		w.index = w.open()
		if used := w.index.Cursor() != ""; used != step.used {
			t.Errorf("%s: the file of before is used: %v", step.name, used)
		}
		if got := w.find(Query{Text: "苹果"}); len(got) != 1 {
			t.Errorf("%s: found %q", step.name, got)
		}
		if found := readable(); (len(found) > 0) != (step.vault == nil) {
			t.Errorf("%s: readable: %q", step.name, found)
		}
	}
}

// TestTwoProcesses: each has its own file, and takes the first that is free.
func TestTwoProcesses(t *testing.T) {
	w := newWorld(t)
	w.says("web:a", "路灯")
	other := w.open()
	if filepath.Base(other.file.path) != "search-2.db" {
		t.Errorf("the second has %s", other.file.path)
	}
	w.must(other.CatchUp(t.Context()))
	page, err := other.Find(t.Context(), Query{Text: "路灯", Sees: anything})
	if err != nil || len(page.Hits) != 1 {
		t.Errorf("the second finds %v, %v", page, err)
	}
	w.must(w.index.Close())
	w.index = w.open()
	if filepath.Base(w.index.file.path) != "search.db" {
		t.Errorf("a free file is not taken but %s", w.index.file.path)
	}
	w.must(other.Close())
}

// TestReady: until all was read it is said how far it is.
func TestReady(t *testing.T) {
	w := newWorld(t)
	w.says("web:a", "路灯")
	if ok, _ := w.index.Ready(); ok {
		t.Error("ready before the book was read")
	}
	w.must(w.index.CatchUp(t.Context()))
	if ok, _ := w.index.Ready(); !ok {
		t.Error("not ready after the book was read")
	}
}

// TestBookPutBack: a book that lost what was read is read from the beginning.
func TestBookPutBack(t *testing.T) {
	w := busy(t)
	w.find(Query{Text: "路灯"})
	w.index.cursor += "0" // far beyond the end
	if err := w.index.CatchUp(t.Context()); err == nil {
		t.Fatal("a cursor beyond the end is taken")
	}
	w.must(w.index.forget(t.Context()))
	if ok, _ := w.index.Ready(); ok {
		t.Error("ready although everything is to be read again")
	}
	if got, want := w.find(Query{Text: "路灯"}), w.plainly("路灯", anything); !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// TestPacked: lists of documents come out of their blocks as they went in, without the dead.
func TestPacked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPart()
		dead := rapid.Uint16().Draw(t, "dead")
		want := map[gram][]uint16{}
		for _, g := range rapid.SliceOfDistinct(rapid.Uint64Max(1<<62), rapid.ID[uint64]).Draw(t, "grams") {
			list := rapid.SliceOfDistinct(rapid.Uint16(), rapid.ID[uint16]).Draw(t, "list")
			slices.Sort(list)
			for _, place := range list {
				p.add(gram(g), place)
				p.add(gram(g), place)
			}
			want[gram(g)] = slices.DeleteFunc(list, func(place uint16) bool { return place == dead })
		}
		blocks := pack(p, func(place uint16) bool { return place == dead })
		for g, list := range want {
			var got []uint16
			for _, b := range blocks {
				some, err := unpack(b, g)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, some...)
			}
			if !slices.Equal(got, list) {
				t.Fatalf("gram %d: got %v, want %v", g, got, list)
			}
		}
	})
}

// TestLists: what two lists have in common, and what one of them has.
func TestLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) []uint16 {
			list := rapid.SliceOfDistinct(rapid.Uint16Max(400), rapid.ID[uint16]).Draw(t, name)
			slices.Sort(list)
			return list
		}
		a, b := draw("a"), draw("b")
		var common, all []uint16
		for v := range uint16(401) {
			inA, inB := slices.Contains(a, v), slices.Contains(b, v)
			if inA && inB {
				common = append(common, v)
			}
			if inA || inB {
				all = append(all, v)
			}
		}
		if got := both(a, b); !slices.Equal(got, common) {
			t.Fatalf("both %v and %v: %v", a, b, got)
		}
		if got := either(a, b); !slices.Equal(got, all) {
			t.Fatalf("either %v or %v: %v", a, b, got)
		}
	})
}

// FuzzMarks: no text and no search breaks it, marks lie in the text, in order and on whole
// characters, and a text is found by each of its own runs.
func FuzzMarks(f *testing.F) {
	f.Add("塘边的路灯坏了", "路灯")
	f.Add("a\xffb \u200b 1-2-3", "b 12")
	f.Add("İstanbul ǅ ŉ", "i̇")
	f.Fuzz(func(t *testing.T, text, searched string) {
		last := 0
		for i, r := range Marks(text, searched) {
			if r.From < last || i > 0 && r.From == last || r.To <= r.From || r.To > len(text) {
				t.Fatalf("mark %v of %q", r, text)
			}
			last = r.To
		}
		for _, term := range termsOf(text) {
			have := map[gram]bool{}
			eachGram(fold(text, false).runes, func(g gram) { have[g] = true })
			for _, g := range term.grams {
				if !have[g] {
					t.Fatalf("%q has no gram %d of its own run %q", text, g, term.text)
				}
			}
		}
	})
}

// TestAskedOnce: whoever sees nothing is asked about each case once.
func TestAskedOnce(t *testing.T) {
	w := busy(t)
	asked := map[dialog.CaseID]int{}
	w.find(Query{Text: "路", Sees: func(id dialog.CaseID) bool { asked[id]++; return false }})
	for id, n := range asked {
		if n != 1 {
			t.Errorf("case %s was asked about %d times", id, n)
		}
	}
}
