package train_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"frontdoor/dialog/classify"
	"frontdoor/dialog/classify/train"
)

const stale = "run: go generate ./dialog/classify"

// The committed model says which corpus it was made from.
func TestModelIsOfThisCorpus(t *testing.T) {
	corpus, err := train.ReadCorpus(os.DirFS("../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := classify.Load()
	if err != nil {
		t.Fatal(err)
	}
	if m.Header().Corpus != corpus.Digest {
		t.Errorf("the corpus was changed after training; %s", stale)
	}
}

// No line of the test is a line of the corpus.
func TestHeldOutIsHeldOut(t *testing.T) {
	corpus, err := train.ReadCorpus(os.DirFS("../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]bool)
	for _, d := range corpus.Documents {
		known[classify.Normal(d.Text)] = true
	}
	for _, name := range []string{"heldout", "intake", "board", "boundary", "plain", "messy", "registers", "fresh"} {
		text, err := os.ReadFile("../testdata/" + name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		for row := range strings.SplitSeq(string(text), "\n") {
			if _, words, ok := strings.Cut(row, "\t"); ok && known[classify.Normal(words)] {
				t.Errorf("%s.tsv: this line stands in the corpus: %s", name, words)
			}
		}
	}
}

// Every matter is written about in both languages.
func TestCorpusIsBroad(t *testing.T) {
	for _, want := range []struct {
		language    string
		least, none int
	}{{"zh", 350, 700}, {"en", 150, 450}} {
		for class := range classify.Classes {
			name := classify.ClassName(class)
			text, err := os.ReadFile("../corpus/lines_" + name + "_" + want.language + ".tsv")
			if err != nil {
				t.Error(err)
				continue
			}
			least := want.least
			if name == classify.None {
				least = want.none
			}
			if n := strings.Count(string(text), name+"\t"); n < least {
				t.Errorf("%s in %s: %d lines, want %d", name, want.language, n, least)
			}
		}
	}
}

func small() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		"lines_a.tsv": file("facilities\t路灯坏了\nlabour\t老板欠工资\nnone\t你好\n# remark\n\nlegal\tcan I sue\n"),
		"phrases.tsv": file("safety\t1\t煤气味|着火\n"),
		"grammar.txt": file("place = 村口|桥头\nhousing: {place}房子裂了\n"),
		"frames.txt":  file("您好,...\nHi, ...\n"),
	}
}

func TestCorpusForms(t *testing.T) {
	corpus, err := train.ReadCorpus(small())
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, d := range corpus.Documents {
		texts = append(texts, classify.ClassName(d.Class)+":"+d.Text)
	}
	want := "facilities:路灯坏了 labour:老板欠工资 none:你好 legal:can I sue safety:煤气味 safety:着火 housing:村口房子裂了 housing:桥头房子裂了"
	if got := strings.Join(texts, " "); got != want {
		t.Errorf("read %s\nwant %s", got, want)
	}
}

// A town's own lines make another model, the same every time, which says so.
func TestOwnLines(t *testing.T) {
	own := train.Own{Name: "town.tsv", Text: []byte("facilities\t渡槽漏水\r\nlabour\t窑上不给工钱\nfacilities\t渡槽裂了\nfacilities\t渡槽又漏了\n")}
	plain, err := train.Train(small())
	if err != nil {
		t.Fatal(err)
	}
	first, err := train.Train(small(), own)
	if err != nil {
		t.Fatal(err)
	}
	again, err := train.Train(small(), own)
	if err != nil || !bytes.Equal(first.Model, again.Model) {
		t.Errorf("the same lines gave another model, or %v", err)
	}
	model, err := classify.Decode(first.Model)
	if err != nil || model.Header().Own != 4 || model.Header().Corpus == plain.Header.Corpus {
		t.Fatalf("header %+v, %v", model.Header(), err)
	}
	if len(first.Chinese)+len(first.Other) != first.Written || first.Written != plain.Written+4 {
		t.Errorf("%d and %d lines judged of %d written", len(first.Chinese), len(first.Other), first.Written)
	}
	if got := model.Rank("渡槽坏了").Best(); got.Category != "facilities" {
		t.Errorf("what the town taught is %v", got)
	}
	without, err := classify.Decode(plain.Model)
	if err != nil {
		t.Fatal(err)
	}
	before, after, err := train.Trial(small(), without, own)
	if err != nil || len(before) != 1 || len(after) != 1 || after[0].Gold != 5 || !after[0].Lenient {
		t.Errorf("trial: before %+v, after %+v, %v", before, after, err)
	}
	if _, err := train.Train(small(), train.Own{Name: "town.tsv", Text: []byte("\nmoon\tx\n")}); err == nil || !strings.Contains(err.Error(), "town.tsv:2") {
		t.Errorf("a mistake in the town's own lines: %v", err)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"category": {"lines_a.tsv", "\nroads\t路坏了\n", "lines_a.tsv:2"},
		"no tab":   {"lines_a.tsv", "labour 欠薪\n", "lines_a.tsv:1"},
		"weight":   {"phrases.tsv", "labour\tmuch\t欠薪\n", "phrases.tsv:1"},
		"slot":     {"grammar.txt", "labour: {boss}欠薪\n", `grammar.txt:1: no slot "boss"`},
		"frame":    {"frames.txt", "您好\n", "frames.txt:1"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := small()
			folder[c.file] = &fstest.MapFile{Data: []byte(c.text)}
			if _, err := train.ReadCorpus(folder); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want it to name %s", err, c.want)
			}
		})
	}
	folder := small()
	delete(folder, "frames.txt")
	if _, err := train.ReadCorpus(folder); err == nil {
		t.Error("missing file: no error")
	}
}
