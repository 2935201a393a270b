package understand

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed words/traditional.txt
var traditionalFile string

// simplified holds the simplified form of each traditional character.
// Both sides always take three bytes, so offsets survive.
var simplified = readPairs(traditionalFile)

func readPairs(file string) map[rune]rune {
	m := map[rune]rune{}
	for _, line := range tableLines(file) {
		for _, pair := range strings.Fields(line) {
			rs := []rune(pair)
			if len(rs) == 2 {
				m[rs[0]] = rs[1]
			}
		}
	}
	return m
}

// tableLines are the lines of an embedded table that are neither empty nor a # comment.
func tableLines(file string) []string {
	var lines []string
	for line := range strings.SplitSeq(file, "\n") {
		line = strings.TrimSpace(line)
		if line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// Simplify replaces traditional characters by simplified ones.
// The result has the same byte offsets as the text.
func Simplify(text string) string { return rewrite(text, false) }

// fold is Simplify and lower case for ASCII letters: the copy that readers look at.
func fold(text string) string { return rewrite(text, true) }

func rewrite(text string, lower bool) string {
	var out []byte // nil as long as nothing changed
	for i := 0; i < len(text); {
		b := text[i]
		if b < utf8.RuneSelf {
			if lower && b >= 'A' && b <= 'Z' {
				if out == nil {
					out = []byte(text)
				}
				out[i] = b + 'a' - 'A'
			}
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(text[i:])
		if s, ok := simplified[r]; ok && w == 3 {
			if out == nil {
				out = []byte(text)
			}
			utf8.EncodeRune(out[i:i+w], s)
		}
		i += w
	}
	if out == nil {
		return text
	}
	return string(out)
}
