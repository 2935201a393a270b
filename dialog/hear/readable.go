package hear

import "unicode/utf8"

// Readable is a text of so many characters at most: of a longer one the beginning, which
// says what it is about, and the end, where people put their name and number.
func Readable(text string, most int) string {
	long := len(text)
	if long <= most {
		return text
	}
	if long = utf8.RuneCountInString(text); long <= most {
		return text
	}
	if most <= 0 {
		return ""
	}
	end := most / 4
	return firstRunes(text, most-end) + "\n" + text[len(firstRunes(text, long-end)):]
}

func firstRunes(text string, n int) string {
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}
