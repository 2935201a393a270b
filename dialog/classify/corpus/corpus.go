// Package corpus holds the lines, phrases and grammars the classifier is trained
// from, so that a town can train it again with lines of its own. Package train
// says what the files mean.
package corpus

import "embed"

// Files is the corpus folder.
//
//go:embed *.tsv *.txt
var Files embed.FS
