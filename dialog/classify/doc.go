// Package classify tells what a resident's free words are about: one of the
// ten matters the town takes, or none of them.
//
// A text (Chinese, English or both) is normalised (normal.go), cut into
// character and word n-grams and pairs of sounds (features.go, sounds.go), and
// weighed by one linear model (model.go, vocabulary.go) whose probabilities are
// calibrated on lines it was not trained on, each language by itself, and more
// carefully where a text is long (calibration.go). Of a long
// text the first and the last 1,000 characters are read. A Ranking (ranking.go) answers
// the questions a conversation asks: what is it, may it be said aloud, is a menu better,
// was it chat. The thresholds behind those answers stand in thresholds.go; a model may ask
// more of single categories. How well it does on labelled lines is measured in evaluate.go
// and told in report.go.
//
// The model is trained from corpus/, which people write and correct; package
// train does it, "go generate ./dialog/classify" calls it, and a test holds
// the committed model.bin against the corpus.
//
// Tried and left out, because lines held out or real messages did not gain: leaving
// n-grams out at random while learning, softer labels, pairs of lines of one matter as one
// text, openings inside openings (better on long Chinese, worse on what is no matter),
// other weights of word parts and pairs of words, no triples, more or fewer rounds, more of
// naive Bayes, making the matters weigh the same in each language by itself, judging a long
// text sentence by sentence, stems of English words beside the words, a share of doubt for
// every label. The openings
// themselves are worth five points of a hundred on real messages; a fifth more lines, written
// in other registers, one point on Chinese ones and none on English ones; words from
// glossaries (phrases.tsv) one on English lines written apart, none on real messages.
//
// The package never looks for danger (that is dialog's safety, which comes
// first and does not depend on a model), never takes values out of a text
// (that is understand), never decides what is said, and does no I/O.
package classify

//go:generate go run ./internal/retrain
