package hear

import (
	"strings"

	"frontdoor/dialog/pattern"
	"frontdoor/dialog/phrases"
	"frontdoor/dialog/understand"
)

// opensTitle are words before a matter that are no part of it: 喂,你好,还有个事, …
var opensTitle = pattern.MustCompile(`(?i)^(?:(?:喂+|你们?好|您好|同志|师傅|领导|老师|请问|麻烦(?:问)?一下|问一下|那个|就是|这样的|是这样|哎+|唉+|嗯+|额+|我(?:想|要)?(?:反映|说|问|报|讲)(?:一下|一?个(?:问题|事情?|情况)|一?件事情?|下)+|我(?:有|这里有|这边有)(?:一?个|一?件)(?:事情?|问题)(?:要|想)?(?:反映|说|问)?|对了|另外|顺便(?:说|问)?一?下?|还有一?[件个](?:事情?|问题)?|再说一?[件个]事?|hello|hi|hey|good (?:morning|afternoon|evening)|excuse me|by the way|btw|also|one more thing|another thing|there is another (?:thing|problem)|sorry|dear (?:sir|madam|sirs|sir or madam|sir/madam|team|all|xiaoxing)|i (?:really )?hope (?:that )?(?:you|someone|somebody) (?:can|could|might) (?:please )?help(?: me| us)?(?: with this)?|(?:can|could) (?:you|someone|somebody) (?:please )?help(?: me| us)?|please help(?: me| us)?|help please|i (?:have|need) (?:a|some) (?:problem|question|help))(?:[,，。.!！?？:：~ ]+|$))+`)

// Titled cuts a story to what fits a list: twelve Chinese characters, or so many
// letters as take the same room.
func Titled(words string) string {
	words = WithoutOpening(words)
	if pattern.HasHan(words) {
		return phrases.Short(words, 12)
	}
	return phrases.Short(words, 28)
}

// HasSubstance says whether words alone can be the story: the model sees a matter in
// them. One Latin word is a matter only where the model is sure.
func (t *Listener) HasSubstance(text string) bool {
	r := t.Rank(text)
	if r.Substance() && (pattern.HasHan(text) || len(strings.Fields(text)) > 1 || r.Sure()) || r.None() < surelyChat && t.tellsLife(text) {
		return true
	}
	spoken := withoutFillers(text)
	return spoken != "" && t.Rank(spoken).Substance()
}

// surelyChat is how sure the model must be that a long message about people is no matter.
const surelyChat = 0.9

// tellsLife says that words are long enough for a story and speak of people and of when,
// where or how much: 我爸去年过世了,房子写他名字,我哥说女儿没份.
func (t *Listener) tellsLife(text string) bool {
	if n := len([]rune(text)); n < 18 || n > 400 || !pattern.HasHan(text) || len(understand.Persons(text, "zh")) == 0 {
		return false
	}
	return len(understand.Dates(text, t.Now, "zh")) > 0 || len(understand.Amounts(text)) > 0 || pattern.HoldsAny(text, []string{"房子", "地", "钱", "孩子"})
}
