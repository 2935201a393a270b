package understand

import (
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

// Words that open a wish; true: the word itself is part of what is wished ("请修好").
var (
	zhWishes = newLexicon(map[string]bool{
		"希望": false, "我希望": false, "要求": false, "我要求": false, "诉求是": false, "诉求": false, "诉求:": false, "想让": true, "想请": true, "请求": false, "恳请": false, "盼望": false, "盼": false, "但愿": false,
		"请你们": true, "请您": true, "请帮": true, "请帮忙": true, "请尽快": true, "请派": true, "请政府": true, "请有关部门": true, "请相关部门": true, "请领导": true, "请协调": true, "请处理": true, "请解决": true, "请来": true, "请安排": true, "请工作人员": true, "请村里": true, "请社区": true, "请物业": true, "请让": true, "请修": true,
		"帮忙": true, "帮我": true, "帮我们": true, "能不能": true, "可不可以": true, "能否": true, "可否": true, "麻烦你们": true, "麻烦您": true, "麻烦帮": true, "麻烦派": true, "麻烦尽快": true, "我想要": false, "我们想要": false, "我只想": false, "我就想": false, "想要回": true, "求你们": true, "求帮": true, "我要他": true, "我要她": true, "我要他们": true, "我要拿回": true, "我要离婚": true, "想拿回": true, "想讨回": true, "想要他": true, "可以帮": true, "能帮": true, "能给我": true, "能派": true, "建议": false, "我建议": false, "我们希望": false, "我们要求": false, "呼吁": false,
	})
	zhNoWish = wordSet("没希望 没有希望 不希望他 希望小学 希望路 希望工程 要求我 要求我们 要求很高 老板要求 他要求 被要求 不能不能 希望村")
	enWishes = newLexicon(map[string]bool{
		"i want": false, "we want": false, "i'd like": false, "i would like": false, "we'd like": false, "we would like": false, "i wish": false, "i hope": false, "we hope": false, "i need": false, "we need": false, "hopefully": false, "id like": false, "i just want": false, "all i want is": false,
		"please": true, "can you": true, "could you": true, "can someone": true, "could someone": true, "can somebody": true, "would you": true, "i ask you to": false, "i demand": false, "pls": true, "plz": true, "can we get": true, "i request": false, "my request is": false,
	})
)

// Wish finds what the speaker wants done: the rest of the sentence after 希望,
// 要求, "I want"; with 请…, 帮我…, 能不能…, "please …", "can you …" the opening words stay.
func Wish(text, lang string) (Finding, bool) {
	s := fold(text)
	for i := 0; i < len(s); i += width(s, i) {
		inside, word := false, ""
		if e, ok := zhWishes.at(s, i); ok {
			if _, whom := relations.at(s, i+len(e.word)); zhNotWish(s, i) || whom && e.word == "帮我" {
				continue // 帮我隔壁李大爷报
			}
			inside, word = e.val, e.word
		} else if e, ok := enWishes.at(s, i); ok {
			inside, word = e.val, e.word
		} else {
			continue
		}
		if inside && enNoWish.MatchString(s[i:]) {
			continue // "please my house fell down": nothing is asked for yet
		}
		end := wishEnd(s, i, i+len(word))
		if inside && helpedOnce.MatchString(s[:i]) && !strings.Contains(s[i:end], "再") {
			continue // 上回你们帮我弄过摊位
		}
		from := i
		if !inside {
			from = i + len(word)
			for from < end && (s[from] == ' ' || isStop(runeAt(s, from)) || runeAt(s, from) == '是') {
				from += width(s, from)
			}
		}
		if strings.HasPrefix(word, "i ") && asksNeed.MatchString(s[:i]) {
			continue // "do I need translation?" is a question
		}
		if aboutTheBot(s[min(from, end):end]) || helpAlone.MatchString(strings.TrimSpace(s[min(from, end):end])) || keepsSecret.MatchString(s[min(from, end):end]) {
			continue
		}
		value := strings.TrimRight(strings.TrimSpace(text[min(from, end):end]), ",，、 ")
		if n := utf8.RuneCountInString(value); n < 2 || n > 200 || inside && len(value) <= len(word)+1 {
			continue
		}
		return found(text, value, i, end), true
	}
	return Finding{}, false
}

// helpedOnce stands before what was done for the speaker another time, and is wished no more.
var helpedOnce = pattern.MustCompile(`(?:上回|上次|以前|之前|从前|去年|前年|那次|那回|早先|头回)[^,，。;；!！?？]{0,6}$`)

// asksNeed stands before "I need" where it is asked and not wished.
var asksNeed = pattern.MustCompile(`\b(?:do|does|did|what|which|when|if|will|would|documents|papers) $`)

// keepsSecret is a wish not to be named, which is no wish about the matter.
var keepsSecret = pattern.MustCompile(`^(?:请|你们|您|你|们|帮我|能不能)*(?:千万)?(?:别|不要|不能)(?:说|讲|告诉|透露|写|留)[^,，。]{0,8}(?:我|名|别人|他们)|^(?:please |pls |plz )?(?:do not|don'?t|dont|never) (?:use|give|tell|say|share|mention|show|write|put) (?:\w+ ){0,2}my (?:name|number|phone|details)|^(?:please |pls )?keep my name`)

// wishGoesOn are the words behind a comma that still belong to the wish: 请修好护栏,并补种树.
var wishGoesOn = wordSet("并 让 把 给 还要 还有 还给 还我 同时 和 以及 及 尽快 尽早 早点 早日 快点 马上 立即 立刻 不要 不能 不再 不许 别 赔 退 补 恢复 最好 至少 起码 或 再 也要 而 使 以便 来 去 查 处理 解决 公开 停止 严惩 追究 承担 支付 帮 要求 归还 拆 修 换 加 装 派 安排 谢谢 越")

// wishGoesAway are the words behind an English comma that tell something else again.
var (
	wishGoesAway = pattern.MustCompile(`^,? *(?:where|what|how|when|which|who|do|does|is|are|can|i|i'm|i've|we|we've|my|our|he|she|they|it|it's|the|there|this|that|but|because|since|nobody|no one|so i|so we|and i|and he|and she|and they)\b`)
	enNoWish     = pattern.MustCompile(`^(?:please|pls|plz) (?:my|our|his|her|their|i|we|he|she|they|it|the|there|someone (?:has|is|was))\b`)
)

// wishEnd is where a wish that opens with s[from:word] ends: with its sentence, or with
// its clause where the next one tells something else (希望退押金,房东说要等).
func wishEnd(s string, from, word int) int {
	end := from
	for end < len(s) && !isSentenceEnd(runeAt(s, end)) {
		r := runeAt(s, end)
		next := end + width(s, end)
		if (r == ',' || r == '，' || r == ' ' && isHan(runeBefore(s, end))) && end > word && !isThousands(s, from, end) {
			rest := skipSpace(s, next)
			if isHan(runeAt(s, rest)) {
				_, on := wishGoesOn.at(s, rest)
				if !on && utf8.RuneCountInString(s[word:end]) >= wishClause {
					return end
				}
			} else if wishGoesAway.MatchString(s[end:]) {
				return end
			}
		}
		end = next
	}
	return end
}

// wishClause is how many characters must follow the opening words to be a wish by itself:
// 请领导, 帮忙 only address somebody.
const wishClause = 2

// aboutTheBot: "to stay anonymous", "to report …", 帮我报一下 ask for what the bot
// does anyway; what is wanted of the matter stands elsewhere.
func aboutTheBot(s string) bool {
	for _, w := range []string{"to stay anonymous", "to be anonymous", "to remain anonymous", "to report", "to complain", "to make a complaint", "to make a report", "to file a", "to speak to", "to talk to", "to ask", "to know", "anonymous", "help with", "help from", "some help", "your help", "a bit of help", "advice"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	for _, w := range []string{"speak english", "speak chinese", "in english", "in chinese", "说英", "说中", "讲英", "讲中", "用英", "用中"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	if !strings.HasPrefix(s, "帮") {
		return false
	}
	for _, w := range []string{"报一下", "反映一下", "反映下", "登记一下", "报个", "记一下", "记下"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// helpAlone asks for help and does not say which: "I hope you can help", 能不能帮帮我.
var helpAlone = pattern.MustCompile(`^(?:please |pls |plz )?(?:that )?(?:can |could |would )?(?:you|someone|somebody|anyone)?(?: can| could| will| would| might)?(?: please| kindly| maybe)? ?help(?: me| us)?(?: out)?(?: with (?:this|it|that))?(?: here)?(?: please)?[ ?.!]*$|^(?:请|麻烦|您|你们?|能不能|可不可以|能否|可否|想)*(?:帮帮(?:我们?|忙)?|帮我(?:们)?(?:一下|一把|个忙)?|帮(?:个|一下|下)忙|帮忙|帮一下)(?:一下|吗|吧|下|呢|啊|谢谢|您|你们)*[?？!！。]*$`)

// zhNotWish: 没希望, 希望小学, "老板要求我加班" are no wishes.
func zhNotWish(s string, i int) bool {
	if _, ok := zhNoWish.at(s, i); ok {
		return true
	}
	if r := runeBefore(s, i); strings.HasPrefix(s[i:], "帮") && isHan(r) && !strings.ContainsRune("请您你们来快能以烦求谁人吧再先就啊呀", r) {
		return true // 我帮我邻居报, 邻居帮我报了警, 在我姑家帮忙装修: help that was given
	}
	for _, w := range []string{"不", "没", "没有", "老板", "他", "她", "公司", "厂里", "被", "对方", "房东", "没什么", "有什么"} {
		if strings.HasSuffix(s[:i], w) {
			return true
		}
	}
	return false
}
