package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// Pinyin is Chinese written in Latin letters, by people whose phone has no Chinese keyboard
// or who never learnt to use it.

// syllables are one of pinyin, or up to four written together: huaile, ludeng.
var syllables = pattern.MustCompile(`^(?:(?:[bpm](?:a|ai|an|ang|ao|ei|en|eng|i|ian|iao|ie|in|ing|o|u|ou)|f(?:a|an|ang|ei|en|eng|o|ou|u)|[dtnl](?:a|ai|an|ang|ao|e|ei|en|eng|i|ia|ian|iang|iao|ie|in|ing|iu|ong|ou|u|uan|ui|un|uo|v|ve|ue)|[gkh](?:a|ai|an|ang|ao|e|ei|en|eng|ong|ou|u|ua|uai|uan|uang|ui|un|uo)|[jqx](?:i|ia|ian|iang|iao|ie|in|ing|iong|iu|u|uan|ue|un)|(?:zh|ch|sh|[rzcs])(?:a|ai|an|ang|ao|e|ei|en|eng|i|ong|ou|u|ua|uai|uan|uang|ui|un|uo)|y(?:a|an|ang|ao|e|i|in|ing|o|ong|ou|u|uan|ue|un)|w(?:a|ai|an|ang|ei|en|eng|o|u)|a|ai|an|ang|ao|e|ei|en|er|o|ou)){1,4}$`)

// particles are syllables that hardly a Chinese sentence does without, and none of them an
// English word.
var particles = lookup(`de le wo ni ta men zai shi bu mei you zhe ge jia qian ren guan huai lou lu deng shang xia cun wu dian shui gei zen qing bang yao hen dou huaile meiyou women`)

// Pinyin says that a text is Chinese in Latin letters: three words or more, nearly all of
// them syllables, with the small words of Chinese among them and hardly any of English.
func Pinyin(text string) bool {
	if hasHan(text) {
		return false
	}
	words, like, small, english := 0, 0, 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !isLatin(byte(min(r, 127))) && r != '\'' }) {
		words++
		if syllables.MatchString(w) {
			like++
		}
		if particles[w] {
			small++
		}
		if sentenceWords[w] && !particles[w] && w != "me" && w != "he" && w != "she" && w != "an" && w != "can" {
			english++
		}
	}
	return words >= 3 && 10*like >= 9*words && small > 0 && english == 0
}
