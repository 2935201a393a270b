package search

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"frontdoor/dialog"
)

// TestFound is one text and what it is found by, and is not.
func TestFound(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ text, by, notBy string }{
		{"塘边的路灯坏了有一个星期了", "路|路灯|路灯坏|塘边的路灯坏了有一个星期了|坏了 塘边", "灯路|路灯好|电灯"},
		{"老闆欠我9600元工資", "老板|工资|欠我9600|9600元|96|老闆|工資", "9700|工板"},
		{"卡号6222-0012,打到139 0000 0166", "62220012|6222-0012|13900000166|139 0000 0166|0166", "0167"},
		{"欠9,600元,2026-11-20前", "9600|9,600|2026-11-20|20261120", "96001"},
		{"Streetlight by the pond hasn't worked", "streetlight|STREET|light|pond|hasn't|hasn’t|hasnt|pond street|s|st", "streets|pound"},
		{"3幢2单元A12室", "3幢|a12|A12室|幢2|1２", "4幢|b12"},
		{"ＡＢＣ公司,全形ｗｅｃｈａｔ", "abc|abc公司|WeChat", "abd"},
		{"你\u200b好,世\ufe0f界", "你好|世界", "你世"},
		{"着火了🔥快来", "🔥|火了🔥", "💧"},
		{"的的的地得", "的|的的的|地得", "的的的的"},
		{"退伍军人,后来在餐厅", "退伍|后来|餐厅|後來|餐廳", "军属"},
		{"<script>alert(1)</script>", "<script>|alert|alert(1)", "alert2"},
	} {
		from := "web:" + c.text
		w.says(from, c.text)
		only := func(id dialog.CaseID) bool { return id == w.caseOf(from) }
		for by := range strings.SplitSeq(c.by, "|") {
			if got := w.find(Query{Text: by, Messages: true, Sees: only}); len(got) != 1 {
				t.Errorf("%s: not found by %q", c.text, by)
			}
			if len(Marks(c.text, by)) == 0 {
				t.Errorf("%s: nothing is marked for %q", c.text, by)
			}
		}
		for by := range strings.SplitSeq(c.notBy, "|") {
			if got := w.find(Query{Text: by, Messages: true, Sees: only}); len(got) != 0 {
				t.Errorf("%s: found by %q", c.text, by)
			}
		}
	}
}

// TestCard: a case is found by what was collected of it, as it stands now.
func TestCard(t *testing.T) {
	w := newWorld(t)
	w.says("sms:+8613900000166", "工资的事")
	id := w.caseOf("sms:+8613900000166")
	w.fact("sms:+8613900000166", "name", "陈国良")
	w.fact("sms:+8613900000166", "phone", "+8613700008899")
	w.fact("sms:+8613900000166", "where", "七星村")
	w.happens("sms:+8613900000166", dialog.Change{Kind: dialog.ChangeSummed, By: dialog.ByAgent, Text: "等工资条"})
	w.says("web:b", "别的事")
	card := "card " + string(id)
	digits := strings.ReplaceAll(string(id), "-", "")
	for _, text := range []string{"陈国良", "陳國良", "陈", "七星村", "等工资条", "七星 陈国良", "0166", "13900000166", "+86 139 0000 0166", "0086 13900000166", "8899",
		string(id), strings.ToLower(string(id)), digits, digits[2:], string(id)[:11]} {
		if got := w.find(Query{Text: text, Cards: true}); !slices.Equal(got, []string{card}) {
			t.Errorf("%q finds %v", text, got)
		}
	}
	for _, text := range []string{"166", "1390", "3900", "139000001", "工资的事", "陈国亮"} {
		if got := w.find(Query{Text: text, Cards: true}); len(got) != 0 {
			t.Errorf("%q finds %v", text, got)
		}
	}
	w.fact("sms:+8613900000166", "name", "陈国亮") // put right
	w.fact("sms:+8613900000166", "where", "")   // taken back
	for text, want := range map[string]int{"陈国良": 0, "陈国亮": 1, "七星村": 0} {
		if got := w.find(Query{Text: text, Cards: true}); len(got) != want {
			t.Errorf("after it was put right %q finds %v", text, got)
		}
	}
}

// TestPhoneIsNoCaseNumber: a phone number whose digits happen to check as a case number's is found.
func TestPhoneIsNoCaseNumber(t *testing.T) {
	w := newWorld(t)
	found := 0
	for i := range 20 {
		phone := fmt.Sprintf("139000001%02d", i)
		if _, ok := dialog.ParseCaseID("LB", phone); ok {
			found++
			w.fact("web:"+phone, "phone", "+86"+phone)
			if got := w.find(Query{Text: phone}); len(got) != 1 {
				t.Errorf("%s finds %q", phone, got)
			}
		}
	}
	if found == 0 {
		t.Fatal("none of the numbers checks as a case number's")
	}
}

// TestKinds: what residents, agents and colleagues wrote is found, what the bot said is not.
func TestKinds(t *testing.T) {
	w := newWorld(t)
	for _, change := range []dialog.Change{
		{Kind: dialog.ChangeSaid, By: dialog.ByBot, Text: "材料 bot"},
		{Kind: dialog.ChangeSaid, By: dialog.ByResident, Text: "材料 resident"},
		{Kind: dialog.ChangeEdited, By: dialog.ByResident, Text: "材料 edit"},
		{Kind: dialog.ChangeSaid, By: dialog.ByAgent, Agent: "wu", Text: "材料 agent"},
		{Kind: dialog.ChangeNoted, By: dialog.ByAgent, Agent: "wu", Text: "材料 note"},
		{Kind: dialog.ChangeOffered, By: dialog.ByAgent, Agent: "wu", Value: "li", Text: "材料 reason"},
		{Kind: dialog.ChangeReceipt, Text: "材料 receipt"},
		{Kind: dialog.ChangeHeld, Text: "材料 held"},
	} {
		w.happens("web:a", change)
	}
	want := []string{"材料 reason", "材料 note", "材料 agent", "材料 edit", "材料 resident"}
	if got := w.find(Query{Text: "材料"}); !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// busy is a book of some hundred events of which many hold the same words.
func busy(t *testing.T) *world {
	w := newWorld(t)
	words := []string{"路灯坏了", "老板欠工资", "the lamp is out", "工资条在哪里", "路灯和工资", "lamp post"}
	for i := range 60 {
		from := fmt.Sprintf("sms:+86139%08d", i%17)
		w.says(from, fmt.Sprintf("%s %d", words[i%len(words)], i))
		switch i % 5 {
		case 0:
			w.fact(from, "name", "王"+string(rune('一'+i%9)))
		case 1:
			w.fact(from, "where", words[i%len(words)])
		}
	}
	return w
}

var searches = []string{"路", "灯", "路灯", "工资", "路灯 工资", "lamp", "la", "l", "1", "王", "0003", "没有的词", "post 6", "!!"}

// TestEverything: page by page the hits are what reading everything would give, for
// whoever may see all, some or none.
func TestEverything(t *testing.T) {
	w := busy(t)
	ids := []dialog.CaseID{}
	for i := range 17 {
		ids = append(ids, w.caseOf(fmt.Sprintf("sms:+86139%08d", i)))
	}
	for name, sees := range map[string]func(dialog.CaseID) bool{
		"all": anything, "one": func(id dialog.CaseID) bool { return id == ids[3] }, "none": func(dialog.CaseID) bool { return false },
		"half": func(id dialog.CaseID) bool { return slices.Index(ids, id)%2 == 0 },
	} {
		for _, text := range searches {
			want := w.plainly(text, sees)
			for _, limit := range []int{3, 100} {
				if got := w.find(Query{Text: text, Sees: sees, Limit: limit}); !slices.Equal(got, want) {
					t.Errorf("%s, %q by %d: found %q, want %q", name, text, limit, got, want)
				}
			}
		}
	}
}

// plainly is the search without an index: everything is read.
func (w *world) plainly(text string, sees func(dialog.CaseID) bool) []string {
	w.Helper()
	w.must(w.index.CatchUp(w.Context()))
	terms := termsOf(text)
	type found struct {
		spot
		text string
	}
	var all []found
	add := func(k Kind, c *Card, seq int, at int64, text, show string) {
		for _, t := range terms {
			if !strings.Contains(string(fold(text, false).runes), t.text) && (k != KindCard || !c.endsPhone(t)) {
				return
			}
		}
		if len(terms) > 0 && sees(c.Number) {
			all = append(all, found{spot{at, c.Number, seq, k}, show})
		}
	}
	for _, id := range w.cases {
		events, err := w.book.Case(w.Context(), id)
		w.must(err)
		c, last := &Card{}, 0
		for i, e := range events {
			if c.take(e) {
				last = i
			}
		}
		add(KindCard, c, events[last].Seq, events[last].At.UnixMilli(), c.text(), "card "+string(id))
		for _, e := range events {
			if k, words := said(e); k != kindNone {
				add(k, c, e.Seq, e.At.UnixMilli(), words, words)
			}
		}
	}
	slices.SortFunc(all, func(a, b found) int { return a.compare(b.spot) })
	var texts []string
	for _, f := range all {
		texts = append(texts, f.text)
	}
	return texts
}

// TestMadeAnew: whatever becomes of the file, what is found stays the same.
func TestMadeAnew(t *testing.T) {
	w := busy(t)
	path := filepath.Join(w.folder, "search.db")
	all := func() (found [][]string) {
		for _, text := range searches {
			found = append(found, w.find(Query{Text: text, Limit: 20}))
		}
		return found
	}
	want := all()
	if len(want[0]) < 20 {
		t.Fatalf("only %d are found", len(want[0]))
	}
	for name, harm := range map[string]func() error{
		"kept":    func() error { return nil },
		"deleted": func() error { return os.Remove(path) },
		"torn": func() error {
			return cmp.Or(os.Remove(path+"-wal"), os.WriteFile(path, []byte(strings.Repeat("no database ", 1000)), 0o600))
		},
		"of another book": func() error {
			f := &file{path: path}
			if err := f.connect(); err != nil {
				return err
			}
			_, err := f.writes.Exec("UPDATE state SET book = 'other'")
			return errors.Join(err, f.disconnect())
		},
		"half of it gone": func() error {
			f := &file{path: path}
			if err := f.connect(); err != nil {
				return err
			}
			_, err := f.writes.Exec("DELETE FROM parts WHERE part = 1")
			return errors.Join(err, f.disconnect())
		},
	} {
		w.must(w.index.Close())
		if err := harm(); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(name, err)
		}
		w.index = w.open()
		for i, found := range all() {
			if !slices.Equal(found, want[i]) {
				t.Errorf("%s: %q finds %q, want %q", name, searches[i], found, want[i])
			}
		}
	}
}

// TestPutAway: the next of a page is good after the file was made anew, too; what is none is told.
func TestPutAway(t *testing.T) {
	w := busy(t)
	first, err := w.index.Find(t.Context(), Query{Text: "路灯", Sees: anything, Limit: 5})
	w.must(err)
	if first.Next != "" {
		t.Fatal("an index that has read nothing finds something")
	}
	w.must(w.index.CatchUp(t.Context()))
	first, err = w.index.Find(t.Context(), Query{Text: "路灯", Sees: anything, Limit: 5})
	w.must(err)
	rest := w.find(Query{Text: "路灯", After: first.Next})
	w.must(w.index.Close())
	w.must(os.Remove(filepath.Join(w.folder, "search.db")))
	w.index = w.open()
	if got := w.find(Query{Text: "路灯", After: first.Next}); !slices.Equal(got, rest) || len(rest) == 0 {
		t.Errorf("after making anew the next page is %q, was %q", got, rest)
	}
	if _, err := w.index.Find(t.Context(), Query{Text: "路灯", Sees: anything, After: "no place"}); !errors.Is(err, ErrAfter) {
		t.Errorf("a place that is none: %v", err)
	}
}
