package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// onlyAName says that a short message is a name and nothing else.
func (t *Listener) onlyAName(text string) bool {
	return len(text) <= len("欧阳国庆") && plainName.MatchString(text)
}

// nameOwed: the number came alone, and the name behind it: a bare name at the summary is
// the resident's own.
func (t *Listener) nameOwed(m *dialog.Matter, asked, text string) bool {
	return asked == dialog.AskConfirm && !m.Has("name") && (m.Has("phone") && m.Slots["phone"].By == dialog.ByResident || plainName.MatchString(text) || nickName.MatchString(text) || oneCapital.MatchString(understand.AsWritten(text)))
}

// nameBeside reads the name told with a place or a relation where name and number were asked
// for: "Olena. Qixing village", 我是老大 章有福.
func (t *Listener) nameBeside(m *dialog.Matter, asked, text string, facts []Command) (Command, bool) {
	if m.Has("name") || slices.ContainsFunc(facts, func(c Command) bool { return c.Slot == "name" }) {
		return Command{}, false
	}
	if got := iAmTheir.FindStringSubmatch(text); got != nil {
		if n, ok := t.NameIn(got[1], true); ok && n.Raw == got[1] {
			return Command{Do: DoSet, Slot: "name", Value: n.Value, Raw: n.Raw}, true
		}
	}
	p, placed := t.PlaceIn(text)
	if asked != "phone" && asked != "where" || !placed || pattern.HasHan(text) {
		return Command{}, false
	}
	rest := strings.Trim(text[:p.Start]+" "+text[min(p.End, len(text)):], " ,.;:")
	if !oneCapital.MatchString(understand.AsWritten(rest)) {
		return Command{}, false
	}
	return Command{Do: DoSet, Slot: "name", Value: rest, Raw: rest}, true
}

// iAmTheir opens with what the teller is to somebody and goes on with their name.
var iAmTheir = pattern.MustCompile(`^我是(?:他|她|老人|家里)?(?:的)?(?:老[大二三四五幺]|大?[儿女]子?|女儿|儿子|大儿子|小儿子|大女儿|小女儿|老公|老婆|爱人|妹妹|姐姐|哥哥|弟弟|孙子|孙女|外甥|侄子|侄女|邻居|房东|租客)[,， ]+(?:我叫|叫)?(\p{Han}{2,3})[。. ]*$`)

// oneCapital is one English word or two that are written as names are.
var oneCapital = pattern.MustCompile(`^(?:[A-Z][a-z]{2,12}|[A-Z][a-z]{1,12} (?:[A-Z]'[A-Za-z]|[A-Z])[a-z]{1,12})$`)

// nickName is a message that is what people are called: 阿梅吧, 何阿姨.
var nickName = pattern.MustCompile(`^(?:叫我|就叫我?|就写)?(?:[老小阿]\p{Han}|\p{Han}(?:阿姨|大妈|大爷|大姐|大哥|师傅|女士|先生|老师|奶奶|爷爷))(?:吧|就行|就好)?[。.]?$`)

// thisNumber says that the number the words come from is the teller's: a name stands beside it.
var thisNumber = pattern.MustCompile(`(?i)^(?:it's |i'?m |my name is )?[a-z][a-z'-]{1,14}(?: [a-z][a-z'-]{1,14}){0,2} ?[,.;-]? ?(?:(?:on|at|use|text|call) )?(?:this|same|my) (?:number|phone|one)(?: (?:is )?(?:fine|ok(?:ay)?|good|please|works|thanks))*[.! ]*$|^[^,，。 ]{2,5}[,，。 ]+(?:我的?)?(?:电话|手机|微信|号码|手机号)(?:号码?)?(?:就是|就|是)?(?:这个|本机|现在这个|同号|打来的这个)(?:号码?|电话)?[。.!！ ]*$`)

// namesFirst says that a message begins with a name and goes on with how its bearer is
// reached: 郑小军 13500007777 其他几个人电话也可以给, 老方 电话没有.
func namesFirst(text string) bool {
	if nameAndNumberEn.MatchString(text) {
		return true
	}
	first := firstWord(text)
	if first == "" || len(first) > len("欧阳国庆啊") {
		return false
	}
	rest := strings.TrimLeft(text[len(first):], " ,，、")
	return (plainName.MatchString(first) && len([]rune(first)) > 1 || nickName.MatchString(first)) && reachedBy.MatchString(rest)
}

// nameAndNumberEn begins with an English name and its bearer's number: Chen Wei, 13900000148, …
var nameAndNumberEn = pattern.MustCompile(`^([A-Z][a-z]+(?: [A-Z][a-z]+){0,2})[,.:;]? +(?:my |the )?(?:phone|number|tel|mobile|cell)?(?: number)?(?:'s| is)?:? ?\+?[0-9][0-9 -]{6,}`)

func firstWord(text string) string {
	if got := nameAndNumberEn.FindStringSubmatch(text); got != nil {
		return got[1]
	}
	at := strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，、", r) })
	return text[:max(0, at)]
}

var reachedBy = pattern.MustCompile(`^[ ]*(?:(?:你们?|就|可以|用|加|发|打)*(?:我)?(?:微信|短信|消息)(?:上)?(?:联系|回|说|聊|找|沟通)|没(?:有)?(?:电话|手机)|(?:我的?)?(?:电话|手机|微信)(?:号码?)?(?:没有|没|不[用留方]|[:： 是]|$)|1[3-9][0-9]{9})`)

// plainName is a message that can hardly be anything but a name: one of the commonest family
// names and one or two characters more.
var plainName = pattern.MustCompile(`^(?:王|李|张|刘|陈|杨|赵|周|吴|徐|孙|胡|朱|郭|罗|宋|郑|谢|韩|唐|冯|董|萧|曹|袁|邓|傅|沈|曾|彭|吕|苏|卢|蒋|蔡|贾|丁|魏|薛|潘|杜|戴|汪|姜|范|姚|谭|廖|邹|邱|侯|邵|孟|龚|章|施|翁|俞|钟|倪|严|楼|郦|祝|金)[^0-9a-zA-Z ,，。.!！?？了没不的是有在坏漏]{0,2}$`)

// namesPlace says that a short answer is a village or street, and no name.
func (t *Listener) namesPlace(words string) bool {
	p, ok := t.PlaceIn(words)
	return t.townKnows(words) || ok && p.Raw == words
}

// nameWithoutNumber reads a name that is given together with the refusal of a number: "just
// Emily, no phone", 我姓李 电话就不留了.
func (t *Listener) nameWithoutNumber(text string) (Command, bool) {
	text = text[len(leadsToName.FindString(text)):] // 名字 徐小妹 不要打电话
	at := strings.IndexAny(text, ",.;- ")
	if pattern.HasHan(text) {
		at = strings.IndexFunc(text, func(r rune) bool { return strings.ContainsRune(" ,，、。", r) })
	} else if i := strings.IndexAny(text, ",.;-"); i > 0 {
		at = i
	}
	if at <= 0 {
		return Command{}, false
	}
	head, rest := strings.TrimSpace(text[:at]), strings.Trim(text[at:], " ,，、。.;-")
	if !KeepsContact(rest) && !refuses(rest) && !wantsWriting(rest) || KeepsContact(head) || refuses(head) {
		return Command{}, false
	}
	n, ok := t.NameIn(head, true)
	if !ok || n.Raw != head || !oneCapital.MatchString(understand.AsWritten(head)) && !plainName.MatchString(head) && !nickName.MatchString(head) {
		return Command{}, false
	}
	return Command{Do: DoSet, Slot: "name", Value: n.Value, Raw: n.Raw}, true
}

// leadsToName are words before one's own name that say nothing of it.
var leadsToName = pattern.MustCompile(`(?i)^(?:just|only|it'?s|i'?m|i am|this is|my name is|my name|name is|call me|you can call me|就?叫我|我叫|我姓|免贵姓|名字是?|姓) ?`)
