package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// WholeKeyword says that a message is one of the keywords the bot answers even while an
// agent has the word, and nothing else.
func WholeKeyword(text string) bool {
	text = strings.ToLower(strings.Trim(text, " 。.!！?？/"))
	return slices.Contains([]string{
		"进度", "查进度", "查询进度", "看进度", "問進度", "進度", "我的数据", "我的資料", "我的资料", "查我的数据", "删除我的数据", "删掉我的数据",
		"status", "my status", "my data", "mydata", "delete my data", "erase my data", "erase",
	}, text)
}

// movingZh and movingEn are the wish to go on elsewhere, as the whole message.
var movingZh = pattern.MustCompile(`(?i)^(?:(?:我|我想|我要|想|要|能不能|可不可以|可以|请|帮我|麻烦|改)?(?:换|转|改|切换?|移|挪)(?:到|成|去|用)?|(?:我|我想|我要|想|要|能不能|可不可以|可以|请)?(?:在|到|用|上|去))\s*(?:你们的?|你们)?(?:telegram|tg|电报|網頁|网页|网上|网站|网页聊天|短信)(?:上|里|那边|上面|里面|群)?(?:再|去)?(?:继续|接着|接着说|说|聊|报|谈|发)*(?:吗|吧|可以吗|行吗|好吗)?[。!?.~ ]*$`)

var movingEn = pattern.MustCompile(`(?i)^(?:please |can (?:i|we) |could (?:i|we) |i want to |i'd like to |i would like to |let'?s |may i )*(?:continue|go on|switch|move|carry on|change)(?: this| over| it)?(?: on| to| in| via| with| by| over)*(?: the| your)? ?(?:telegram|tg|web ?chat|web ?page|web ?site|web|sms|text)(?: please| instead)?[?.! ]*$`)

// AsksToMove says that a message is the wish to go on elsewhere, and nothing more but a
// greeting or thanks.
func AsksToMove(text string) bool {
	if len(text) > 120 {
		return false
	}
	text = strings.TrimSpace(understand.Simplify(understand.Plain(understand.Clean(text))))
	return movingZh.MatchString(text) || movingEn.MatchString(text)
}
