// Package train makes the classifier's model file from its corpus.
//
// The corpus is a folder of text files that people write (see corpus.go for
// the forms). Training is multinomial logistic regression by AdaGrad
// (regression.go), averaged over five orders of the lines and, for Chinese,
// mixed with naive Bayes (blend.go); calibration holds out a quarter of the
// written lines four times and fits a temperature for each language on what the
// model says about lines it has not seen, and for each category from which probability on
// it may be said aloud (calibrate.go). The same corpus always
// gives the same model, and a few lines more change it little: each line draws
// its order and its frames from its own words.
//
// The package reads from the fs.FS it is given and returns bytes; it knows no
// disk, no clock and no chance.
package train
