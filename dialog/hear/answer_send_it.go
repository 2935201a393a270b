package hear

import (
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
)

// sendItNow is a wish to have the matter sent as it was told: 就这些，报上去吧, 没别的了,
// "that's all, just send it". Neither half says anything of the matter itself.
var sendItNow = pattern.MustCompile(`(?i)^(?:好的?|嗯+|行|哦)?[,，。 ]*(` +
	`(?:就|暂时|先|大概|基本)*(?:这些|这样子?|这么多|这么些|到这儿?|到这里)(?:了|吧|子)*|(?:我)?(?:说|讲)完了|没(?:有)?别的了?|没(?:有)?其他的?了?|没(?:有)?什么(?:了|要说的了?|好说的了?)` +
	`)?[,，。 ]*((?:就|直接|先|快|赶紧|赶快|帮我|给我|麻烦|请|你们?|您|可以)*(?:这样|这么)?(?:报|交|送|发|提交|上报|递)(?:上去|上来|过去|出去|了)?(?:吧|就行了?|就好了?|得了|好了)?)?[。.!！~ ]*$` +
	`|^(?:ok(?:ay)?|right|yes|well)?[, ]*((?:and )?(?:that'?s|thats|that is) (?:all|it|everything)(?: (?:for now|really|i have|i know))?|nothing else|no more|i'?m done|im done)?[,. ]*(?:and |so )?(?:(?:just|please|pls|you can|can you|go ahead and) )*((?:send|submit|file|report|pass) (?:it|this)(?: (?:in|now|off|on|as it is|please|pls))*)?[.! ]*$`)

// wantsItSent says that the question that is open is passed over, for the matter is to go as it
// is. A yes to a summary is another thing, and so is an answer of one word that may mean more.
func wantsItSent(m *dialog.Matter, q *dialog.Question, text string) bool {
	if q == nil || q.Asks == dialog.AskConfirm || q.Asks == dialog.AskMenu || q.Asks == dialog.AskPick || q.Asks == dialog.AskScore || !m.Has("what") {
		return false
	}
	return saysSendIt(strings.TrimSpace(text))
}

// saysSendIt wants one of the two halves: a yes before them is none.
func saysSendIt(text string) bool {
	said := sendItNow.FindStringSubmatch(text)
	return len([]rune(text)) >= 3 && said != nil && strings.Join(said[1:], "") != ""
}
