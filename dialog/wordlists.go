package dialog

import (
	_ "embed"
	"strings"
)

//go:embed phrases/rude.txt
var rudeFile string

//go:embed phrases/spam.txt
var spamFile string

// rudeWords and spamWords are whole lines of those files.
var rudeWords, spamWords = wordsOf(rudeFile), wordsOf(spamFile)

func wordsOf(file string) []string {
	var words []string
	for line := range strings.SplitSeq(file, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words = append(words, strings.ToLower(line))
		}
	}
	return words
}
