package understand

import (
	"strings"
	"unicode"

	"frontdoor/dialog/pattern"
)

// enOwnName reads "my name is Bob Smith", "call me Bob", "I'm Bob" where names have capitals.
func enOwnName(text, s string) (Finding, bool) {
	if !hasLatin(s) {
		return Finding{}, false
	}
	for i := 0; i < len(s); i += width(s, i) {
		e, ok := longLead(s, i)
		if !ok {
			continue
		}
		j := i + len(e)
		if e == "my name" && !strings.HasPrefix(s[j:], ",") {
			continue // "you can use my name, Li Ming"
		}
		for j < len(s) && (s[j] == ' ' || s[j] == ':' || s[j] == ',' && e == "my name") {
			j++
		}
		strict := strings.HasSuffix(e, "ask for") || strings.HasPrefix(e, "mine") || e == "my name" || e == "i am" || e == "i'm" || e == "im" || e == "this is" || e == "it's" || e == "i’m"
		if e == "name" && s[i+len(e):] != "" && s[i+len(e)] != ':' {
			continue
		}
		if before, at := lastWord(s, i); before == "his" || before == "her" || before == "their" || before == "whose" || before == "s" {
			continue
		} else if strings.HasPrefix(e, "name") && (houseWords[before] || ofAnother.MatchString(s[:i])) {
			continue // factory name is Jinlong Toys
		} else if who, ok := relations.at(s, at); ok && who.word == before && strings.HasPrefix(e, "name") {
			continue // dad name is Fan Youcai
		}
		if end := latinName(text, s, j, strict); end > j && !strings.HasSuffix(s[:end], "'s") {
			return found(text, text[j:end], j, end), true
		}
	}
	return Finding{}, false
}

// ofAnother stands before a name that is somebody else's: "he lives upstairs, name is Dave".
var ofAnother = pattern.MustCompile(`^(?:.*[.;,] ?)?(?:he|she|they|the \w+)(?:'s|'re)? [^.;]*, ?$`)

func longLead(s string, i int) (string, bool) {
	if i > 0 && isLatin(s[i-1]) {
		return "", false
	}
	for _, w := range []string{"my name is", "my name's", "the name is", "you can call me", "just call me", "they call me", "please ask for", "ask for", "call me", "name is", "mine is", "mine's", "my name", "this is", "i am", "i'm", "i’m", "name", "im"} {
		if strings.HasPrefix(s[i:], w) && wordEnds(s, i, i+len(w)) {
			return w, true
		}
	}
	return "", false
}

// latinName reads one to three words of a name; strict wants capitals.
func latinName(text, s string, i int, strict bool) int {
	end, n := i, 0
	for j := i; j < len(s) && n < 3; {
		k := j
		for k < len(s) && (isLatin(s[k]) || (s[k] == '-' || s[k] == '\'') && k+1 < len(s) && isLatin(s[k+1]) && k > j) {
			k++
		}
		w := s[j:k]
		nick := (w == "old" || w == "lao" || w == "little") && unicode.IsUpper(rune(text[j])) && k+1 < len(s) && s[k] == ' ' && unicode.IsUpper(rune(text[k+1])) // Old Xu
		if w == "" || enNoName[w] && !nick || enNotNames[w] && w != "may" && w != "june" && w != "april" || strict && !unicode.IsUpper(rune(text[j])) || n > 0 && unicode.IsUpper(rune(text[i])) && !unicode.IsUpper(rune(text[j])) || n > 0 && (w == "phone" || w == "my" || w == "tel" || w == "number") {
			break
		}
		end, n = k, n+1
		if k < len(s) && s[k] == '.' && len(w) <= 3 { // Mr. Smith
			k++
		}
		if k >= len(s) || s[k] != ' ' {
			break
		}
		j = k + 1
	}
	if strict && n == 1 && end < len(s) && s[end] == ' ' && end+1 < len(s) && isLatin(s[end+1]) {
		if w, _ := wordFrom(s, end+1); w != "and" && w != "from" && w != "my" && w != "phone" && w != "here" {
			return i // "I'm Chinese living …"
		}
	}
	return end
}
