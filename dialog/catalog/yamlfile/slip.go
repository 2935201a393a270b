package yamlfile

import (
	"bytes"
	"regexp"
)

// slips are what the keyboard of somebody who writes Chinese, or an editor, does to a
// line of YAML, and what to tell who made the slip: the parser sees no more than that
// the line fits nowhere.
var slips = []struct {
	seen *regexp.Regexp
	told string
}{
	{regexp.MustCompile(`^[ \x{00a0}\x{3000}]*\t`), "a tab stands before the words: put blanks there"},
	{regexp.MustCompile(`^ *[\x{00a0}\x{3000}]`), "a full-width blank stands before the words: put plain blanks there"},
	{regexp.MustCompile(`^[ -]*\w+\x{ff1a}`), "the colon after the name is full-width: put a plain one with a blank after it"},
	{regexp.MustCompile(`^[ -]*\w+:[^ \r\n]`), "a blank is missing after the colon"},
	{regexp.MustCompile(`: *[\x{ff02}\x{201c}\x{ff3b}\x{3010}\x{ff5b}]`), "the quotes or brackets are full-width: put plain ones"},
}

// slip is the slip on a line, to be put behind what is wrong there; empty where none is seen.
func slip(text []byte, line int) string {
	at := lineAt(text, line)
	for _, s := range slips {
		if s.seen.Match(at) {
			return "; " + s.told
		}
	}
	return ""
}

// misplaced is told of a line that the parser cannot place and that shows no slip.
const misplaced = "; see whether the line stands as far in as its neighbours, brackets and quotes are closed, and a text " +
	"with : # [ ] { } @ % or quotes in it stands in 'single quotes'"

func lineAt(text []byte, line int) []byte {
	for at := range bytes.Lines(text) {
		if line--; line == 0 {
			return at
		}
	}
	return nil
}
