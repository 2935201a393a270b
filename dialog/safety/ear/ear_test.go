package ear

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

func phrase(words ...string) (p Phrase) {
	for _, w := range words {
		p = append(p, Unit(w))
	}
	return p
}

func trained() *Model {
	return Train([]Example{
		{Phrases: []Phrase{phrase("the", "barn", "is", "burning")}, Kind: "fire"},
		{Phrases: []Phrase{phrase("my", "roof", "is", "burning")}, Kind: "fire"},
		{Phrases: []Phrase{phrase("he", "is", "bleeding")}, Kind: "injury", Counts: 2},
		{Phrases: []Phrase{phrase("she", "is", "bleeding", "badly")}, Kind: "injury"},
		{Phrases: []Phrase{phrase("the", "barn", "is", "red")}},
		{Phrases: []Phrase{phrase("he", "is", "late")}},
	})
}

func TestTrain(t *testing.T) {
	m := trained()
	for _, c := range []struct {
		words  Phrase
		danger bool
		kind   string
	}{
		{phrase("our", "shop", "is", "burning"), true, "fire"},
		{phrase("dad", "is", "bleeding"), true, "injury"},
		{phrase("the", "shop", "is", "red"), false, ""},
	} {
		score := m.Danger(m.Part(c.words))
		if (score > 0) != c.danger {
			t.Errorf("%v: score %.2f, want danger %v", c.words, score, c.danger)
		}
		if kinds := m.Kinds([]Phrase{c.words}, 0.5); c.danger && !slices.Equal(kinds, []string{c.kind}) {
			t.Errorf("%v: kinds %v, want %s", c.words, kinds, c.kind)
		}
	}
	if s := m.Danger(m.Part(nil)); !math.IsInf(s, -1) {
		t.Errorf("no words score %v", s)
	}
}

func TestEncode(t *testing.T) {
	m := trained()
	data := m.Encode()
	again, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Encode(), data) || !bytes.Equal(trained().Encode(), data) {
		t.Error("the same corpus must give the same bytes, and reading must lose nothing")
	}
	for _, cut := range []int{0, 1, 5, len(data) / 2, len(data) - 1} {
		if _, err := Decode(data[:cut]); err == nil {
			t.Errorf("%d of %d bytes were taken for a model", cut, len(data))
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{4, 0, 'f', 'i', 'r', 'e'})
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Decode(data); err == nil && len(m.kinds) != len(m.each) {
			t.Error("a model without a row for each kind")
		}
	})
}
