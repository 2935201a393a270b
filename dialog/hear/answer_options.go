package hear

import (
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/understand"
)

// PickOne reads a number, a word or the beginning of one against what was offered;
// -1 when it is none of them.
func PickOne(text string, choices []dialog.Choice) int {
	labels := make([][]string, len(choices))
	for i, c := range choices {
		labels[i] = []string{c.Label}
	}
	for i, c := range choices {
		if strings.EqualFold(strings.TrimSpace(text), c.Value) {
			return i
		}
	}
	if got := understand.Options(text, labels, false); len(got) == 1 {
		return got[0]
	}
	return -1
}

// AnswerOptions reads an answer to a question with options.
func AnswerOptions(slot catalog.Slot, text string) (value, raw string, ok bool) {
	if turnsDown(slot, text) {
		a, _ := UnnamedAnswer(slot, text)
		return a.Key, a.Raw, a.Key != ""
	}
	labels := make([][]string, len(slot.Options))
	for i, o := range slot.Options {
		labels[i] = append([]string{o.Text.Zh, o.Text.En}, append(slices.Clone(o.WordsZh), o.WordsEn...)...)
	}
	got := understand.Options(text, labels, slot.Type == catalog.TypeMulti)
	if head, rest, ok := strings.Cut(text, "的"); got == nil && ok && !turnsOver.MatchString(rest) { // 有的, 安全的没有那种事
		got = understand.Options(head, labels, slot.Type == catalog.TypeMulti)
	}
	if got == nil { // 嗯安全, "yes, safe": the yes only opens the answer
		if rest := text[len(opensAnswer.FindString(text)):]; rest != "" && rest != text {
			got = understand.Options(rest, labels, slot.Type == catalog.TypeMulti)
		}
	}
	switch {
	case got == nil:
		if value, raw, ok := slot.Infer(text); ok {
			return value, raw, true
		}
		if said := noAndI.FindString(text); said != "" { // "no, im not going to do anything stupid"
			if value, raw, ok := slot.Infer(strings.TrimSpace(text[len(strings.TrimRight(said, "iI")):])); ok {
				return value, raw, true
			}
		}
		if key, ok := withinOne(slot, text); ok {
			return key, text, true
		}
		if key, ok := firstWords(slot, text, labels); ok {
			return key, text, true
		}
		return yesNoOption(slot, text)
	case len(got) == 0:
		return "", "", false
	}
	var keys []string
	for _, i := range got {
		keys = append(keys, slot.Options[i].Key)
	}
	slices.Sort(keys)
	return strings.Join(slices.Compact(keys), ","), text, true
}

// turnsOver goes on with the opposite of what was just said.
var turnsOver = pattern.MustCompile(`但|可是|不过|就是|只是|吗|么|\?|有时|偶尔`)

// firstWords reads an answer that begins with an option and goes on: "safe, just need
// someone to talk", 安全 没那种念头. Words that name two options have been read before.
func firstWords(slot catalog.Slot, text string, labels [][]string) (key string, ok bool) {
	ends := ",，.。;；!！"
	if pattern.HasHan(text) {
		ends += " "
	}
	i := strings.IndexAny(text, ends)
	if i < 1 || slot.Type == catalog.TypeMulti {
		return "", false
	}
	first := strings.TrimSpace(text[:i])
	if len([]rune(first)) < 2 || strings.Trim(first, "0123456789") == "" {
		return "", false
	}
	got := understand.Options(strings.TrimRight(first, "吧呀啊"), labels, false)
	if len(got) != 1 {
		return "", false
	}
	return slot.Options[got[0]].Key, true
}

// opensAnswer is a yes or no before the words of an answer.
var opensAnswer = pattern.MustCompile(`(?i)^(?:嗯+|是的?|对的?|哦|恩|唔|好的?|还好|(?:yes|yeah|yep|ok|okay|well|oh|right now)\b)[,，。.! ]*(?:i'?m |i am |我|我现在|现在|目前|是)?`)

// noAndI is a no before a sentence about oneself, which says of what.
var noAndI = pattern.MustCompile(`(?i)^(?:no|nope|nah)[,. ]+(?:no[,. ]+)?i`)

// withinOne finds the one option whose label holds the words ("保密" of "对被反映人保密").
func withinOne(slot catalog.Slot, text string) (key string, ok bool) {
	words := strings.ToLower(strings.TrimSpace(text))
	if len([]rune(words)) < 2 {
		return "", false
	}
	for _, o := range slot.Options {
		if strings.Contains(strings.ToLower(o.Text.Zh), words) || strings.Contains(strings.ToLower(o.Text.En), words) {
			if ok {
				return "", false
			}
			key, ok = o.Key, true
		}
	}
	return key, ok
}

// yesNoOption reads a plain "no" where the first option is the harmless one, that
// is: where it is the only one that says nothing is wrong.
func yesNoOption(slot catalog.Slot, text string) (string, string, bool) {
	if understand.YesNo(text) != understand.No && !denies(text) || keepsAnswer.MatchString(text) || len(slot.Options) == 0 || slot.Type != catalog.TypeChoice {
		return "", "", false
	}
	for _, o := range slot.Options {
		for part := range strings.FieldsFuncSeq(o.Text.Zh, isComma) { // 安全，没有
			if turned(text, o) {
				return "", "", false // "no i'm not safe"
			}
			if strings.HasPrefix(part, "没有") || strings.HasPrefix(part, "不") || part == "否" {
				return o.Key, text, true
			}
		}
	}
	return "", "", false
}

// keepsAnswer refuses to answer, which is no No: whoever will not say whether they are safe is
// not noted as safe.
var keepsAnswer = pattern.MustCompile(`(?i)(?:不想|不愿意?|不肯|不方便)(?:回答|答|说这个|谈|聊这个|讲)|\b(?:do not|don'?t|dont|rather not|won'?t|not going to) (?:want to |wanna |like to )?(?:answer|say|talk about|discuss|tell)\b`)

// onlyWithin says that an English sentence holds a no that is none to what was asked: "we want
// no fight please".
func onlyWithin(text string) bool { return noWithin.MatchString(text) }

var noWithin = pattern.MustCompile(`(?i)^(?:i|we|i'd|we'd|he|she|they|there|it|please)\b[^.;!?]* no [a-z]+`)

// turned says that words turn what an option is called into its opposite: not safe, 不安全.
func turned(text string, o catalog.Option) bool {
	text = strings.ToLower(text)
	for part := range strings.SplitSeq(strings.ToLower(o.Text.Zh+","+o.Text.En), ",") {
		for _, not := range []string{"不", "不太", "不是很", "没", "没有", "not ", "not really ", "n't ", "un", "never "} {
			if part = strings.TrimSpace(part); part != "" && strings.Contains(text, not+part) && part != "没有" && part != "no" {
				return true
			}
		}
	}
	return false
}

// refuses says that a short answer will not tell a name or a number.
func refuses(text string) bool {
	return pattern.HasHan(text) && len([]rune(text)) <= 24 && len(understand.Phones(text)) == 0 && keepsBack.MatchString(text) ||
		len([]rune(text)) <= 8 && startsWith(text, []string{"不说", "不想", "不留", "不给", "不方便", "不愿", "不写", "不告诉", "别问", "关你", "不关你", "凭啥", "管不着", "没必要"}) ||
		len([]rune(text)) <= 30 && startsWith(text, []string{"i'd rather not", "i would rather not", "rather not", "i won't", "not telling", "prefer not", "i prefer not", "don't want", "none of your", "not your business", "mind your own", "i don't want to", "no way", "why should i"})
}

// puttingOff is an answer that comes later: 等会儿再说, 稍等我问下我老婆.
var puttingOff = pattern.MustCompile(`^(?:你|您)?(?:先)?(?:稍等|等一下|等一等|等下|等会儿?|等等|等我|一会儿?|过会儿?|晚点|回头)[,，. ]*(?:我|再)|^(?:让)?我(?:先|去|得)*(?:问|找|查|看|翻)(?:一)?(?:下|问|找|查|看|翻)`)

// putsOff says that a short message only asks for time.
func putsOff(text string) bool {
	return pattern.HasHan(text) && len([]rune(text)) <= 16 && len(understand.Phones(text)) == 0 && puttingOff.MatchString(text)
}

// keepsBack is a refusal that names what is not told: 名字就不说了吧, 电话先不留, 别留名字.
var keepsBack = pattern.MustCompile(`(?:名字|姓名|称呼|(?:我)?(?:姓|叫|是)(?:啥|什么|谁)|姓|号码|电话|手机号?|联系方式|这个|这些|这)(?:我)?(?:就|都|也|还是)?(?:先|暂时)?(?:不|别)(?:用|必|想)?(?:说|留|写|给|填|讲|提|告诉)|(?:别|不要|不用|不必|不想|不愿意?|不想要|不敢|不方便|我就?不)留(?:名|姓|电话|号|联系)`)

// noContact is a refusal inside a longer answer: "keep me private please, no name".
var noContact = pattern.MustCompile(`(?i)^(?:no,? )?(?:i )?(?:don'?t|do not|dont|won'?t|will not) (?:want to |wanna |want |like to |wish to )?(?:give|leave|say|share|tell)\b|^(?:you )?(?:no need|don'?t need) to (?:call|reply|answer)|^just fix it\b|\b(?:no|without(?: a| my| any)?|not my|skip the) (?:names?|phones?|numbers?|contact|details)\b|\bno (?:china |chinese |local |mobile |cell |own )(?:phones?|numbers?|sim)\b`)

// refusesContact says that an answer gives neither name nor number and says so.
func refusesContact(text string) bool {
	if !noContact.MatchString(text) || len(understand.Phones(text)) > 0 || len([]rune(text)) > 60 {
		return false
	}
	_, named := understand.Name(text, false)
	return !named
}

// KeepsContact says that words keep name or number back and say nothing else, whatever was
// asked: 不想留电话, "no phone".
func KeepsContact(text string) bool {
	if pattern.HasHan(text) {
		return len([]rune(text)) <= 16 && len(understand.Phones(text)) == 0 && keepsBack.MatchString(text)
	}
	return len(strings.Fields(text)) <= 8 && refusesContact(text)
}

// thinksAgain is what people say at the summary who would rather not report it: 不用了 我再想想.
var thinksAgain = pattern.MustCompile(`(?i)^(?:还是)?(?:不用|算|先不报|先不用|先算|不要|先别报)了?[,，。. ]*(?:我|还是|先|让我|等我|以后|回头|过几天|到时)*(?:再)?(?:想想|想一想|考虑|考虑一下|考虑考虑|看看|说|商量)(?:看|吧|了|一下|再说)*[。. ]*$|^(?:no,? |never ?mind,? |wait,? )+(?:let me|i'?ll|i will|i need to|i have to) (?:think|consider).{0,24}$`)

// nothingMore is what people say at the summary who have nothing to mend in it: 没有别的了.
var nothingMore = pattern.MustCompile(`(?i)^(?:好的?|嗯+|对的?|是的)?[,， ]*(?:没有?(?:别的|其他的?|其它的?|什么|要改的?|要补充的?|补充)?了|没有?别的|就这些(?:了|吧)?|就这样(?:了|吧)?|不用改了?|不改了)[,，。.! ]*(?:谢谢你?|谢谢您)?[。.! ]*$|^(?:ok,? |no,? )?(?:that'?s (?:all|it)|that is (?:all|it)|nothing (?:else|more)(?: to (?:add|change))?|nothing to (?:add|change)|no changes?)[,.! ]*(?:thanks?|thank you|thx|ta|ty|cheers)?[.! ]*$`)

// saysNo opens a no that is one: "no thats wrong", "no, the place is wrong".
var saysNo = pattern.MustCompile(`(?i)^no,? (?:no|that'?s?|this|it'?s?|it|wrong|incorrect|not|thanks?|thank|thx|ta|ty|cheers|sorry|the|my|please|need|more|problem|worries|i|he|she|they|we|you|good|way|sir|madam|ok|okay)\b|\b(?:wrong|incorrect|not right|mistake)\b`)

// lacksSomething says that English words name what there is none of, and are no mere no.
func lacksSomething(text string) bool {
	return !pattern.HasHan(text) && lacksEn.MatchString(text) && !saysNo.MatchString(text) && !refusesContact(text)
}

// hasNot says no and of whom: "no he hasn't said anything like that".
var hasNot = pattern.MustCompile(`(?i)^(?:no|not really),? (?:he|she|they|it|i|we|nobody)(?:'?s)? (?:hasn'?t|haven'?t|didn'?t|doesn'?t|don'?t|isn'?t|never|not|hurt|is fine|has never)\b`)

// denies says that a short answer says no with more words: 没有那种想法.
func denies(text string) bool {
	return len([]rune(text)) <= 12 && !pattern.HoldsAny(text, []string{"没问题", "没关系"}) && startsWith(text, []string{"没有", "还没", "目前没", "暂时没", "现在没", "也没", "没那", "没受", "没伤", "没动", "没打", "没出", "没到那", "还没到那", "没想", "这倒没有", "那倒没有", "这倒不", "那倒不", "倒没有", "那没有", "人没事", "人倒没事", "人倒是没事", "人都没事", "不会", "不想", "从没", "并没", "没什么"}) ||
		len(strings.Fields(text)) <= 10 && hasNot.MatchString(text) || len(strings.Fields(text)) <= 6 && startsWith(text, []string{"no ", "no,", "not ", "none", "never"})
}

// isComma is true for the comma of either script: towns write both.
func isComma(r rune) bool { return r == ',' || r == '，' }
