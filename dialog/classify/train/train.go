package train

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strings"

	"frontdoor/dialog/classify"
	"frontdoor/dialog/classify/internal/chance"
)

// Result is a finished training.
type Result struct {
	Model     []byte            // the file classify.Decode reads
	Written   int               // lines people wrote
	Documents int               // all texts trained on, phrases and multiplied ones included
	Chinese   []classify.Judged // written lines, each judged by a model that did not know it
	Other     []classify.Judged // the same for words without a Chinese character
	Header    classify.Header
}

// Train reads the corpus folder, adds a town's own lines and returns a calibrated
// model. It takes some seconds and always gives the same bytes for the same lines.
func Train(folder fs.FS, own ...Own) (Result, error) {
	corpus, err := ReadCorpus(folder, own...)
	if err != nil {
		return Result{}, err
	}
	words := corpus.vocabulary()
	examples, written := corpus.examples(words)
	held := holdOut(examples, written, words.Rows())
	header := classify.Header{
		Corpus:      corpus.Digest,
		Own:         corpus.Own,
		Buckets:     classify.Buckets,
		Temperature: temperature(held, true),
		Other:       temperature(held, false),
	}
	for c := range classify.Classes {
		header.Classes = append(header.Classes, classify.ClassName(c))
	}
	header.Sure = floors(held, header)
	small, err := fit(examples, words.Rows(), runs).small(&header)
	if err != nil {
		return Result{}, err
	}
	file, err := classify.Encode(header, words, small)
	if err != nil {
		return Result{}, err
	}
	result := Result{Model: file, Written: written, Documents: len(examples), Header: header}
	for _, l := range held {
		judged := header.JudgeScores(l.scores, l.known, l.chinese, l.class)
		if l.chinese {
			result.Chinese = append(result.Chinese, judged)
		} else {
			result.Other = append(result.Other, judged)
		}
	}
	return result, nil
}

// clearness is how much an n-gram that points to one class counts before one that points
// to many: at 0 all count alike; at 1 a few words decide, and real messages suffer.
const clearness = 0.7

// vocabulary is the n-grams of the documents and of the frames, each with its telling:
// the greatest logarithm of how much more often a class holds it than the others do,
// to the power of clearness, in classify.TellingUnit.
func (c Corpus) vocabulary() *classify.Vocabulary {
	words := classify.NewVocabulary(func(yield func([]classify.Feature) bool) {
		for _, d := range c.Documents {
			if !yield(classify.Grams(d.Text)) {
				return
			}
		}
		for _, f := range c.Frames {
			if !yield(classify.Grams(f)) {
				return
			}
		}
	})
	const little, other = 0.3, 3 // what is added to counts, so that rare is not certain
	counts := make([]float64, words.Rows()*classify.Classes)
	var totals [classify.Classes]float64
	var all float64
	for _, d := range c.Documents {
		for _, f := range classify.Grams(d.Text) {
			row, _ := words.Row(f.At)
			counts[int(row)*classify.Classes+d.Class] += d.Weight
			totals[d.Class] += d.Weight
			all += d.Weight
		}
	}
	for at := range words.Rows() {
		row := counts[at*classify.Classes:][:classify.Classes]
		var sum float64
		for _, n := range row {
			sum += n
		}
		ratio := 1.0 // of what stands in frames alone
		if sum > 0 {
			ratio = 0.05
			for class, n := range row {
				inside := (n + little) / (totals[class] + 1)
				outside := (sum - n + other) / (all - totals[class] + 10)
				ratio = max(ratio, math.Log(inside/outside))
			}
		}
		words.Tell(at, uint8(min(255, math.Round(math.Pow(ratio, clearness)/classify.TellingUnit))))
	}
	return words
}

// Every line is repeated in framesPerLine openings and closings, each with
// frameWeight: people wrap what they have to say, and the wrapping must not count.
const framesPerLine, frameWeight = 3, 0.4

// examples turns the documents into vectors. Every written line comes once as
// it is and a few times framed, so that no greeting decides.
func (c Corpus) examples(words *classify.Vocabulary) (out []example, written int) {
	var latin, chinese []string
	for _, f := range c.Frames {
		if classify.Chinese(f) {
			chinese = append(chinese, f)
		} else {
			latin = append(latin, f)
		}
	}
	for _, d := range c.Documents {
		luck := chance.Of(d.Text)
		e := example{words.Direct(classify.Grams(d.Text)), d.Class, d.Weight, -1, classify.Chinese(d.Text), luck.Draw()}
		if len(e.features) == 0 {
			continue // signs only: nothing to learn, nothing to hold out
		}
		if d.Written {
			e.line = written
			written++
		}
		out = append(out, e)
		frames := latin
		if e.chinese {
			frames = chinese
		}
		if !d.Written || len(frames) == 0 {
			continue
		}
		e.weight *= frameWeight
		for range framesPerLine {
			framed := strings.Replace(frames[luck.Below(len(frames))], "...", d.Text, 1)
			e.features = words.Direct(classify.Grams(framed))
			e.draw = luck.Draw()
			out = append(out, e)
		}
	}
	return out, written
}

// small brings the weights into signed bytes and notes scale and bias in the header.
func (w *weights) small(header *classify.Header) ([]int8, error) {
	var most float64
	for _, v := range w.row {
		most = max(most, math.Abs(float64(v)))
	}
	if most == 0 {
		return nil, errors.New("train: the corpus taught nothing")
	}
	header.Scale = math.Ceil(1e6*most/127) / 1e6
	out := make([]int8, len(w.row))
	for i, v := range w.row {
		out[i] = int8(math.Round(float64(v) / header.Scale))
	}
	for _, b := range w.bias {
		header.Bias = append(header.Bias, math.Round(1e4*b)/1e4)
	}
	return out, nil
}

// String says in one line what was done.
func (r Result) String() string {
	return fmt.Sprintf("%d written lines, %d of the town's own, %d documents; held out: Chinese top-1 %.3f, other top-1 %.3f; %d bytes",
		r.Written, r.Header.Own, r.Documents, classify.Measure(r.Chinese).Top1, classify.Measure(r.Other).Top1, len(r.Model))
}
