package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdoor/cmd/frontdoor/learn"
	"frontdoor/dialog"
	"frontdoor/dialog/classify"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/casebook/sqlite"
)

// writeFile makes a file in a folder of the test.
func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestClassifyMeasures(t *testing.T) {
	for name, text := range map[string]string{
		"lines.jsonl": "{\"text\":\"路灯坏了\",\"category\":\"facilities\"}\n\n{\"text\":\"老板不发工资\",\"category\":\"care\",\"also\":[\"labour\"]}\n",
		"lines.tsv":   "\ufefffacilities\t路灯坏了\r\n# remark\ncare\t老板不发工资\n",
	} {
		got := command(t, "", "", "classify", "-eval", writeFile(t, name, text))
		for _, want := range []string{"2 lines", "accuracy                         0.500", "macro-F1", "coverage at 95 %", "care         labour           1", "µs a message"} {
			if !strings.Contains(got.out, want) {
				t.Errorf("%s: code %d, %q is missing in:\n%s%s", name, got.code, want, got.out, got.err)
			}
		}
	}
}

func TestWrongFilesOfTheClassifierAreTold(t *testing.T) {
	lines := writeFile(t, "town.tsv", "roads\t路坏了\n")
	foreign := writeFile(t, "foreign.model", "hello")
	cut := filepath.Join(t.TempDir(), "cut.model")
	if err := os.WriteFile(cut, classify.Committed()[:5000], 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"classify", "-eval", lines}, `town.tsv:1: "roads" is no category`},
		{[]string{"classify", "-eval", foreign}, "foreign.model:1"},
		{[]string{"classify", "-eval", writeFile(t, "gbk.tsv", "facilities\t\xc2\xb7\xb5\xc6\n")}, "gbk.tsv:1: this is not UTF-8"},
		{[]string{"classify", "-eval", writeFile(t, "wordless.tsv", "# remark\nfacilities\t\n")}, "wordless.tsv:2: there is no text"},
		{[]string{"classify", "-eval", writeFile(t, "remarks.jsonl", "# remark\n\n")}, "there are no lines in"},
		{[]string{"classify", "-model", foreign}, "frontdoor classify train -out"},
		{[]string{"classify", "-model", cut}, "no classifier of this version"},
		{[]string{"chat", "-json", "-model", foreign}, "frontdoor classify train -out"},
		{[]string{"classify", "train", "-add", lines, "-out", "x"}, "town.tsv:1: want category TAB text"},
		{[]string{"classify", "train", "-out", "x"}, "nothing to add"},
		{[]string{"classify", "compare", "-new", foreign, "-book", "sqlite:none.db"}, "frontdoor classify train -out"},
		{[]string{"classify", "review", "-own", lines, "-book", "sqlite:none.db"}, "none.db"},
	} {
		if got := command(t, "", "", c.args...); got.code != 1 || !strings.Contains(got.err, c.want) {
			t.Errorf("%v: code %d, want 1 and %q in:\n%s", c.args, got.code, c.want, got.err)
		}
	}
}

// correctedBook is a book with cases: one an agent put elsewhere, one the bot filed
// right, one an agent corrected but that is anonymous.
func correctedBook(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "book.db")
	b, err := sqlite.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	address := dialog.Address("web:v1")
	for i, c := range []struct {
		what, bot, agent string
		flags            []dialog.Flag
	}{
		{"邻居老王在下范村3组把路灯砸了,电话13900000122", "mediation", "facilities", nil},
		{"老板不发工资", "labour", "", nil},
		{"张三举报村支书", "safety", "village", []dialog.Flag{dialog.FlagAnonymous}},
	} {
		id := dialog.FormatCaseID("JH", casebook.ShardOf(address), uint64(i+1))
		event := func(ch dialog.Change) casebook.Event {
			ch.Case = id
			return casebook.Event{Change: ch, At: time.Now(), Address: address}
		}
		events := []casebook.Event{
			event(dialog.Change{Kind: dialog.ChangeSlot, By: dialog.ByResident, Slot: "what", Value: c.what}),
			event(dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByBot, Value: c.bot}),
		}
		if c.agent != "" {
			events = append(events, event(dialog.Change{Kind: dialog.ChangeCategory, By: dialog.ByAgent, Agent: "wu", Value: c.agent}))
		}
		if c.flags != nil {
			events = append(events, event(dialog.Change{Kind: dialog.ChangeFlagged, By: dialog.ByBot, Flags: c.flags}))
		}
		if _, err := b.Commit(t.Context(), casebook.Commit{ID: string(id), Address: address, Events: events}); err != nil {
			t.Fatal(err)
		}
	}
	return file
}

// What agents corrected becomes a line of the town's own only when a person says
// so, without names and numbers, and is asked about once.
func TestReviewKeepsWhatAPersonAccepts(t *testing.T) {
	book, own := correctedBook(t), filepath.Join(t.TempDir(), "town.tsv")
	first := command(t, book, "y\n", "classify", "review", "-own", own)
	if first.code != 0 || !strings.Contains(first.out, "was mediation, is facilities") || !strings.Contains(first.out, "1 shown, 1 kept") {
		t.Errorf("first: %+v", first)
	}
	for _, secret := range []string{"13900000122", "老王", "下范村", "张三"} {
		if strings.Contains(first.out, secret) {
			t.Errorf("%s is shown:\n%s", secret, first.out)
		}
	}
	kept, err := os.ReadFile(own)
	if err != nil || !strings.Contains(string(kept), "\nfacilities\t邻居某某在某地把路灯砸了,电话00000000000\n") {
		t.Errorf("kept %q, %v", kept, err)
	}
	if lines, err := learn.Lines(own); err != nil || len(lines) != 1 {
		t.Errorf("what was kept cannot be read again: %v, %v", lines, err)
	}
	if again := command(t, book, "y\n", "classify", "review", "-own", own); !strings.Contains(again.out, "0 shown, 0 kept") {
		t.Errorf("asked again: %+v", again)
	}
}

func TestReviewTakesOtherWordsAndNo(t *testing.T) {
	for answer, want := range map[string]string{
		"n\n":        "passed over\n",
		"有人把路灯砸了\n":  "facilities\t有人把路灯砸了\n",
		"李芳把路灯砸了\n":  "facilities\t",
		"q\n":        "",
		"":           "",
		"\n":         "passed over\n",
		"砸 了\t路灯 \n": "facilities\t砸 了 路灯\n",
	} {
		own := filepath.Join(t.TempDir(), "town.tsv")
		got := command(t, correctedBook(t), answer, "classify", "review", "-own", own)
		kept, err := os.ReadFile(own)
		if got.code != 0 || err != nil || !strings.Contains(string(kept), want) || (want == "") != (len(kept) == 0) {
			t.Errorf("%q: kept %q, %v, want %q; %+v", answer, kept, err, want, got)
		}
	}
}

// alwaysFacilities is the file of a classifier that says facilities, whatever it reads.
func alwaysFacilities(t *testing.T) string {
	t.Helper()
	head := classify.Header{Buckets: classify.Buckets, Scale: 1, Temperature: 1, Other: 1, Bias: make([]float64, classify.Classes)}
	for c := range classify.Classes {
		head.Classes = append(head.Classes, classify.ClassName(c))
	}
	head.Bias[5] = 9
	model, err := classify.Encode(head, classify.NewVocabulary(func(func([]classify.Feature) bool) {}), nil)
	if err != nil {
		t.Fatal(err)
	}
	return writeFile(t, "new.model", string(model))
}

// A new classifier beside the one in use: only what they disagree about is shown.
func TestCompareShowsDisagreements(t *testing.T) {
	file := alwaysFacilities(t)
	got := command(t, correctedBook(t), "", "classify", "compare", "-new", file)
	for _, want := range []string{"in use labour", "new facilities 1.00, filed labour by the bot", "2 cases, ", "as the one in use says 1"} {
		if got.code != 0 || !strings.Contains(got.out, want) {
			t.Errorf("code %d, %q is missing in:\n%s%s", got.code, want, got.out, got.err)
		}
	}
	if strings.Contains(got.out, "村支书") || strings.Contains(got.out, "老王") {
		t.Errorf("what must stay hidden is shown:\n%s", got.out)
	}
	if none := command(t, correctedBook(t), "", "classify", "compare", "-new", file, "-last", "1ns"); !strings.Contains(none.out, "0 cases, 0 told apart") {
		t.Errorf("older cases are compared too: %+v", none)
	}
}
