package train

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/classify"
)

// Result is a finished training.
type Result struct {
	Model       []byte  // the file classify.Decode reads
	Written     int     // lines people wrote
	Documents   int     // all texts trained on, phrases and multiplied ones included
	HeldOutTop1 float64 // share of written lines right when held out
	Temperature float64
}

// Train reads the corpus folder and returns a calibrated model. It takes some
// seconds and always gives the same bytes for the same corpus.
func Train(folder fs.FS) (Result, error) {
	corpus, err := ReadCorpus(folder)
	if err != nil {
		return Result{}, err
	}
	rarity := corpus.rarity()
	examples, written := corpus.examples(rarity)
	held := holdOut(examples, written)
	heat := temperature(held)
	header := classify.Header{
		Corpus:      corpus.Digest,
		Buckets:     classify.Buckets,
		Temperature: heat,
	}
	for c := range classify.Classes {
		header.Classes = append(header.Classes, classify.ClassName(c))
	}
	small, err := regress(examples).small(&header)
	if err != nil {
		return Result{}, err
	}
	file, err := classify.Encode(header, small, rarity)
	if err != nil {
		return Result{}, err
	}
	return Result{file, written, len(examples), right(held), heat}, nil
}

// rarity is log(N/n) per bucket over the weighted documents, in
// classify.RarityUnit. A bucket never seen is as rare as can be: unknown words
// make a text longer and so the model less certain.
func (c Corpus) rarity() []uint8 {
	count := make([]float64, classify.Buckets)
	var all float64
	for _, d := range c.Documents {
		all += d.Weight
		for _, f := range classify.Grams(d.Text) {
			count[f.Bucket] += d.Weight
		}
	}
	out := make([]uint8, classify.Buckets)
	for b, n := range count {
		seen := max(n+0.5, 1)
		out[b] = uint8(min(255, max(0, math.Round(math.Log((all+1)/seen)/classify.RarityUnit))))
	}
	return out
}

// Every line is repeated in framesPerLine openings and closings, each with
// frameWeight: people wrap what they have to say, and the wrapping must not count.
const framesPerLine, frameWeight = 3, 0.4

// examples turns the documents into vectors. Every written line comes once as
// it is and a few times framed, so that no greeting decides.
func (c Corpus) examples(rarity []uint8) (out []example, written int) {
	for _, d := range c.Documents {
		line := -1
		if d.Written {
			line = written
			written++
		}
		if f := classify.Direct(classify.Grams(d.Text), rarity); len(f) > 0 {
			out = append(out, example{f, d.Class, d.Weight, line})
		} else if d.Written {
			written-- // signs only: nothing to learn, nothing to hold out
			continue
		}
		if d.Written && len(c.Frames) > 0 {
			for turn := range framesPerLine {
				framed := strings.Replace(c.frame(d.Text, 7*line+11*turn), "...", d.Text, 1)
				out = append(out, example{classify.Direct(classify.Grams(framed), rarity), d.Class, frameWeight * d.Weight, line})
			}
		}
	}
	return out, written
}

// frame picks a frame in the script of the text, the turn-th, going round.
func (c Corpus) frame(text string, turn int) string {
	latin := asciiOnly(text)
	var own []string
	for _, f := range c.Frames {
		if asciiOnly(f) == latin {
			own = append(own, f)
		}
	}
	if len(own) == 0 {
		return "..."
	}
	return own[turn%len(own)]
}

func asciiOnly(text string) bool {
	for _, r := range text {
		if r >= 0x2E80 && utf8.ValidRune(r) {
			return false
		}
	}
	return true
}

// small brings the weights into signed bytes and notes scale and bias in the header.
func (w *weights) small(header *classify.Header) ([]int8, error) {
	var most float64
	for _, v := range w.row {
		most = max(most, math.Abs(v))
	}
	if most == 0 {
		return nil, errors.New("train: the corpus taught nothing")
	}
	header.Scale = math.Ceil(1e6*most/127) / 1e6
	out := make([]int8, len(w.row))
	for i, v := range w.row {
		out[i] = int8(math.Round(v / header.Scale))
	}
	for _, b := range w.bias {
		header.Bias = append(header.Bias, math.Round(1e4*b)/1e4)
	}
	return out, nil
}

func right(lines []heldOut) float64 {
	var n int
	for _, l := range lines {
		best := 0
		for c := range l.scores {
			if l.scores[c] > l.scores[best] {
				best = c
			}
		}
		if best == l.class {
			n++
		}
	}
	return float64(n) / float64(max(1, len(lines)))
}

// String says in one line what was done.
func (r Result) String() string {
	return fmt.Sprintf("%d written lines, %d documents, held-out top-1 %.3f, temperature %.3f, %d bytes",
		r.Written, r.Documents, r.HeldOutTop1, r.Temperature, len(r.Model))
}
