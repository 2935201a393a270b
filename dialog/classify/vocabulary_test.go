package classify_test

import (
	"math"
	"slices"
	"testing"

	"frontdoor/dialog/classify"
)

// Buckets are numbered in their order; one never met is gone.
func TestVocabulary(t *testing.T) {
	words := classify.NewVocabulary(slices.Values([][]classify.Feature{
		{{At: 700}, {At: 3}}, nil, {{At: 3}, {At: classify.Buckets - 1}, {At: 64}},
	}))
	for bucket, want := range map[uint32]int{3: 0, 64: 1, 700: 2, classify.Buckets - 1: 3, 0: -1, 4: -1, 63: -1, 65: -1, 701: -1} {
		got, met := words.Row(bucket)
		if met != (want >= 0) || met && int(got) != want {
			t.Errorf("bucket %d: row %d, met %v, want %d", bucket, got, met, want)
		}
	}
	if words.Rows() != 4 {
		t.Errorf("%d rows, want 4", words.Rows())
	}
	for row := range words.Rows() {
		words.Tell(row, uint8(64*(row+1))) // tellings 1, 2, 3
	}
	got := words.Direct([]classify.Feature{{At: 3, Value: 2}, {At: 5, Value: 3}, {At: 64, Value: 3}})
	for i, want := range []classify.Feature{{At: 0, Value: 0.316228}, {At: 1, Value: 0.948683}} { // the lengths are 2 and 6: √40 together
		if len(got) != 2 || got[i].At != want.At || math.Abs(float64(got[i].Value-want.Value)) > 1e-6 {
			t.Fatalf("directed %v", got)
		}
	}
}

// likes is a model that gives one category the score 1 and the others 0, whatever is said.
func likes(t *testing.T, category string, temperature float64, sure []float64) (*classify.Model, error) {
	t.Helper()
	head := classify.Header{Buckets: classify.Buckets, Scale: 1, Temperature: temperature, Other: temperature, Bias: make([]float64, classify.Classes), Sure: sure}
	for c := range classify.Classes {
		head.Classes = append(head.Classes, classify.ClassName(c))
	}
	class, _ := classify.ClassOf(category)
	head.Bias[class] = 1
	file, err := classify.Encode(head, classify.NewVocabulary(slices.Values([][]classify.Feature(nil))), nil)
	if err != nil {
		t.Fatal(err)
	}
	return classify.Decode(file)
}

// A model may ask more of one category before it is said aloud.
func TestEachCategoryHasItsThreshold(t *testing.T) {
	strict := slices.Repeat([]float64{0.55}, len(classify.Categories))
	strict[5] = 0.8 // facilities
	for _, c := range []struct {
		category string
		sure     []float64
		want     bool
	}{
		{"facilities", nil, true}, {"facilities", strict, false}, {"safety", strict, true},
	} {
		m, err := likes(t, c.category, 0.46, c.sure)
		if err != nil {
			t.Fatal(err)
		}
		r := m.Rank("路灯")
		if best := r.Best(); best.Category != c.category || best.P < 0.55 || best.P > 0.8 || r.Sure() != c.want {
			t.Errorf("%s with %v: best %v, sure %v, want %v", c.category, c.sure, best, r.Sure(), c.want)
		}
	}
	if _, err := likes(t, "care", 1, []float64{0.5}); err == nil {
		t.Error("one threshold for ten categories: no error")
	}
}

// The committed model has a threshold for each category, none below the floor.
func TestCommittedThresholds(t *testing.T) {
	sure := load(t).Header().Sure
	if len(sure) != len(classify.Categories) || slices.Min(sure) < classify.SureFloor || slices.Max(sure) == classify.SureFloor || slices.Max(sure) > 0.9 {
		t.Errorf("thresholds %v", sure)
	}
}

// What is embedded stays small.
func TestModelIsSmall(t *testing.T) {
	if size := len(classify.Committed()); size > 4<<20 {
		t.Errorf("the model has %d bytes, want at most 4 MB", size)
	}
}
