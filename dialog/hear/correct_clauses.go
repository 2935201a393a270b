package hear

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// andEnd is what joins two clauses.
var andEnd = pattern.MustCompile(`[,;.]?\s+and\s$`)

// inClauses cuts a message where a clause ends; every piece keeps its stop.
func inClauses(text string) []string {
	all := make([]string, 0, 8)
	for from := 0; from < len(text); {
		end := clauseEnd(text, from)
		all, from = append(all, text[from:end]), end
	}
	return all
}

// clauseEnd is where a clause ends, but not within 2,900: behind its stop, or behind "and".
func clauseEnd(text string, at int) int {
	for at < len(text) {
		r, size := pattern.Decode(text, at)
		switch r {
		case '\uff0c', '\uff1b', '。':
			return at + size
		case ',', ';', '.':
			if end := pastAnd(text, at+1); end > 0 {
				return end
			}
			if at+1 == len(text) || text[at+1] < '0' || text[at+1] > '9' {
				return at + 1
			}
		default:
			if end := pastAnd(text, at); end > 0 {
				return end
			}
		}
		at += size
	}
	return at
}

// pastAnd is where " and " ends that begins at a byte; 0 for none.
func pastAnd(text string, at int) int {
	const space = " \t\n\f\r"
	if at >= len(text) || !strings.Contains(space, text[at:at+1]) {
		return 0
	}
	word := strings.TrimLeft(text[at:], space)
	if end := len(text) - len(word) + len("and "); strings.HasPrefix(word, "and") && end <= len(text) && strings.Contains(space, text[end-1:end]) {
		return end
	}
	return 0
}
