package answers

import (
	"os"
	"strings"
	"testing"
	"time"
)

func northfield(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/northfield.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestFind(t *testing.T) {
	all, err := Parse("northfield.yaml", []byte(northfield(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, text, want string }{
		{"zh", "身份证丢了补办要带什么材料", "idcard_papers"},
		{"zh", "补办身份证带什么", "idcard_papers"},
		{"zh", "身份证丢了", ""},
		{"zh", "大厅几点开门", "hall_hours"},
		{"zh", "身份证丢了,补办带什么,窗口几点上班", ""}, // two answers: which?
		{"en", "I lost my ID card, what do I need to bring?", "idcard_papers"},
		{"en", "When is the hall open?", "hall_hours"},
		{"en", "what are the windows hours", "hall_hours"},
		{"en", "The challenge is, when do they reopen it", ""}, // hall in challenge, open in reopen
		{"en", "身份证丢了补办要带什么材料", ""},
	} {
		got, ok := all.Find(c.lang, c.text)
		if got.Key != c.want || ok != (c.want != "") {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, got.Key, c.want)
		}
	}
	if none, err := Default(); err != nil || len(none.List) != 0 {
		t.Errorf("built in: %+v, %v", none, err)
	}
}

func TestOld(t *testing.T) {
	all, err := Parse("northfield.yaml", []byte(strings.Replace(northfield(t), "checked: 2026-10-01", "checked: 2025-11-28", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]int{"2026-11-27": 0, "2026-11-28": 0, "2026-11-29": 1, "2027-10-02": 2} {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := all.Old(at); len(got) != want {
			t.Errorf("on %s %d are old, want %d", day, len(got), want)
		}
	}
}

// TestMistakes changes one thing in a good file and expects the line and the reason.
func TestMistakes(t *testing.T) {
	good := northfield(t)
	for _, c := range []struct{ from, to, want string }{
		{"version: 1", "version: 2", `bad.yaml:2: version must be 1`},
		{"key: idcard_papers", "key: ID", `bad.yaml:4: key "ID" of an answer must be small letters`},
		{"key: hall_hours", "key: idcard_papers", `bad.yaml:12: key "idcard_papers" is used twice`},
		{"    category: errand\n", "", `bad.yaml:4: answer "idcard_papers": category is missing`},
		{"    source: sheet at window 3\n", "", `bad.yaml:4: answer "idcard_papers": source is missing`},
		{"checked: 2026-10-01", "checked: lately", `bad.yaml:11: answer "idcard_papers": checked "lately" is not a day`},
		{"[身份证, 补办|补领|丢了, 材料|带什么|要什么]", "[身份证]", `bad.yaml:8: answer "idcard_papers": words_zh needs two words or more`},
		{"[身份证, ", "[证, ", `bad.yaml:6: answer "idcard_papers": word "证" is too short`},
		{"zh: 带户口本和一张照片到大厅3号窗口,当天拿回执。", "zh: " + strings.Repeat("长", 91), `bad.yaml:8: answer "idcard_papers": zh has 91 characters; at most 90 fit`},
		{"    zh: 带户口本和一张照片到大厅3号窗口,当天拿回执。\n", "", `bad.yaml:6: answer "idcard_papers": words_zh is given, but not what to say`},
		{"    source: sheet", "    sourec: sheet", `bad.yaml:4: answer "idcard_papers": source is missing`},
	} {
		text := strings.Replace(good, c.from, c.to, 1)
		if text == good {
			t.Fatalf("%q is not in the file", c.from)
		}
		if _, err := Parse("bad.yaml", []byte(text)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q:\n got %v\nwant %s", c.to, err, c.want)
		}
	}
	two := strings.NewReplacer("version: 1", "version: 3", "source: sheet", "sorce: sheet").Replace(good)
	if _, err := Parse("bad.yaml", []byte(two)); err == nil || strings.Count(err.Error(), "\n") != 2 {
		t.Errorf("three mistakes are told as %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(standard)
	f.Add([]byte("version: 1\nanswers: [{key: a, words_zh: [a|b, '|'], zh: x, checked: 2026-01-01}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		all, err := Parse("fuzz.yaml", text)
		if (all == nil) == (err == nil) {
			t.Fatalf("answers %v, error %v", all, err)
		}
		if all != nil {
			all.Find("en", string(text))
		}
	})
}
