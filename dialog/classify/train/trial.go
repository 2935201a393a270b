package train

import (
	"io/fs"

	"frontdoor/dialog/classify"
)

// trialPart: every trialPart-th own line is held out of a trial.
const trialPart = 4

// Trial says what a town's own lines bring: a part of them is held out, the rest
// trained with, and the held-out lines are judged by the model now in use and by
// the new one. Nothing is judged when there are less than trialPart lines.
func Trial(folder fs.FS, now *classify.Model, own ...Own) (before, after []classify.Judged, err error) {
	corpus, err := ReadCorpus(folder, own...)
	if err != nil {
		return nil, nil, err
	}
	shipped := len(corpus.Documents) - corpus.Own
	rest := corpus.Documents[:shipped:shipped]
	var held []Document
	for i, d := range corpus.Documents[shipped:] {
		if i%trialPart == trialPart-1 {
			held = append(held, d)
		} else {
			rest = append(rest, d)
		}
	}
	if len(held) == 0 {
		return nil, nil, nil
	}
	corpus.Documents = rest
	words := corpus.vocabulary()
	examples, _ := corpus.examples(words)
	w, head := fit(examples, words.Rows(), 1), now.Header()
	for _, d := range held {
		line := classify.Line{Text: d.Text, Category: classify.ClassName(d.Class)}
		before = append(before, classify.Judge(now, []classify.Line{line})...)
		features := words.Direct(classify.Grams(d.Text))
		after = append(after, head.JudgeScores(w.scores(features), len(features), classify.Chinese(d.Text), d.Class))
	}
	return before, after, nil
}
