package understand

import (
	"strings"
	"unicode"

	"frontdoor/dialog/pattern"
)

// Words and characters without which a line is hardly a sentence: an address
// or a name in the other language must not flip the talk.
var (
	sentenceWords = lookup(`the is are was were am a an my i i'm im we you he she they it its it's this that there to of in at on
		and not no has have had do does did don't dont can can't cant please for since with from me our your his her will would want need when
		how what where why who been be by or but so if because`)
	sentenceHan = pattern.NewChars("了的是不没我你他她们有坏要吗呢吧把被给来去很怎什请想漏堵吵欠打拖停说让还都就过着得会能这那谁哪为在")
)

func lookup(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// Language says whether a text is Chinese or English ("" when it has no
// letters). It is sure only of a full sentence, so that a name, an address or
// one word does not flip the language of a conversation.
func Language(text string) (lang string, sure bool) {
	s := fold(text)
	han, verbs := 0, 0
	for _, r := range s {
		if isHan(r) {
			han++
			if sentenceHan.Has(r) {
				verbs++
			}
		}
	}
	words, grammar := 0, 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return isHan(r) || !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		if isLatin(w[0]) {
			words++
			if sentenceWords[strings.ReplaceAll(w, "’", "'")] {
				grammar++
			}
		}
	}
	switch {
	case han == 0 && words == 0:
		return "", false
	case han >= 2*words || han >= 6 && grammar == 0:
		return Chinese, han >= 4 && verbs > 0 || han >= 10
	case words*2 > han && grammar*3 >= words/2 && words > han/3:
		return English, words >= 3 && grammar > 0 || words >= 6
	case han > words:
		return Chinese, false
	}
	return English, words >= 6 && han <= 4
}
