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

// newPart opens a part of its own behind a space: the word for a slot, who speaks, or a value
// that is all of it.
var newPart = pattern.MustCompile(`^(?:地址|地点|位置|电话|手机|号码|时间|日期|金额|钱|名字|姓名|对方|单位|厂名|店名|老板|类别|实名|匿名|保密|是|应该是|我叫|我姓|我是)|^(?:[0-9]{3,}|[一二两三四五六七八九][0-9一二三四五六七八九十百千万]*[百千万][一二三四五六七八九]?)(?:块钱?|元)?(?:$|[,，。 ])`)

// inParts cuts a message like inClauses, and also at a space between Chinese words where the
// next part is one by itself, in a message that says something was wrong: 是14幢 不是12幢 金额是970.
func inParts(text string) []string {
	if !strings.Contains(text, " ") || !pattern.HasHan(text) || !strings.Contains(text, "不是") && !pattern.HoldsAny(text, mistaken) {
		return inClauses(text)
	}
	var all []string
	for _, clause := range inClauses(text) {
		from := 0
		for at := 1; at < len(clause); at++ {
			if clause[at-1] == ' ' && newPart.MatchString(clause[at:]) && strings.Trim(clause[from:at], " ") != "" {
				all, from = append(all, clause[from:at]), at
			}
		}
		all = append(all, clause[from:])
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
