package understand

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

//go:embed words/traditional.txt
var traditionalFile string

// simplified holds the simplified form of each traditional character.
// Both sides always take three bytes, so offsets survive.
var simplified = readPairs(traditionalFile)

// plain is simplified as a table of the everyday characters, 0 where nothing changes:
// every reader of a text asks it about every character.
var plain = plainTable()

const firstHan, lastHan = 0x4e00, 0x9fff

func isCommonHan(r rune) bool { return r >= firstHan && r <= lastHan }

func plainTable() *[lastHan - firstHan + 1]uint16 {
	var table [lastHan - firstHan + 1]uint16
	for from, to := range simplified {
		table[from-firstHan] = uint16(to)
	}
	return &table
}

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
		r, w := pattern.Decode(text, i)
		if isCommonHan(r) && plain[r-firstHan] != 0 {
			if out == nil {
				out = []byte(text)
			}
			utf8.EncodeRune(out[i:i+w], rune(plain[r-firstHan]))
		}
		i += w
	}
	if out == nil {
		return text
	}
	return string(out)
}
