package phrases

import (
	_ "embed"
	"strings"
)

//go:embed rude.txt
var rudeFile string

//go:embed spam.txt
var spamFile string

// RudeWords and SpamWords are whole lines of those files.
var RudeWords, SpamWords = wordsOf(rudeFile), wordsOf(spamFile)

func wordsOf(file string) []string {
	var words []string
	for line := range strings.SplitSeq(file, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			words = append(words, strings.ToLower(line))
		}
	}
	return words
}
