package understand

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed words/everyday_en.txt
var everydayFile string

// everydayEn are the commonest English words of what residents tell.
var everydayEn = lookup(strings.Join(tableLines(everydayFile), " "))

// onlyEveryday says that the words at from to to, which nothing introduces, tell something and are
// nobody's name: "rats too", "three kids". A given name in them makes them one, and so do
// capitals in the midst of a text that is not shouted: "Kofi Field". text holds the names with
// capitals, s is it folded.
func onlyEveryday(text, s string, from, to int) bool {
	everyday, small, all := 0, 0, 0
	for at := from; at < to; {
		word, end := wordFrom(s, at)
		if end == at {
			at++
			continue
		}
		if plain, given := givenNames[word]; plain || given && (at != from || end == to) {
			return false
		}
		if all == 0 && (titlesBefore[word] || eldersBefore[word]) && end < to {
			at = end // uncle, and then a name or none
			continue
		}
		all++
		if everydayEn[word] {
			everyday++
		}
		if !unicode.IsUpper(rune(text[at])) || end-at > 1 && unicode.IsUpper(rune(text[at+1])) {
			small++
		}
		at = end
	}
	return everyday > 0 && (everyday == all || small > 0)
}
