package understand

import "strings"

// The words of a sentence that asks for a language and tells nothing else.
var (
	languageWish   = []string{"in english", "speak english", "use english", "write english", "english version", "english ok", "english possible", "only english", "chinese is bad", "chinese is not", "chinese isn't", "no chinese", "not speak chinese", "don't speak chinese", "dont speak chinese", "don't understand chinese", "not understand chinese", "can't read chinese", "cannot read chinese", "don't read chinese", "cant read chinese"}
	languageWishZh = []string{"in chinese", "speak chinese", "use chinese", "write chinese", "english is bad", "english is not", "english isn't", "no english", "don't speak english", "not speak english", "don't understand english", "can't read english", "cannot read english"}
	languageFiller = lookup(`can could would may we you i please pls sorry hi hello hey continue talk speak write chat answer reply go on do does is it are the to in my me us this that with and but so just only a bit very not don't dont doesn't can't cant cannot understand read use english chinese good bad ok okay possible version well much at all let let's instead now thanks thank if it's i'm prefer rather`)
	chineseWish    = []string{"中文", "汉语", "普通话"}
	englishWishHan = []string{"英文", "英语"}
	wishHan        = "能不可以用说讲写换改成回复吗吧好请我你您们跟和一下行么咱就想要只会看懂的啊"
)

// asksLanguage hears the wish for a language in a short sentence that is about nothing
// else: "sorry, can we continue in English please?", 能不能用中文. A teacher, a form or a
// letter in English is a matter.
func asksLanguage(k string) Command {
	if hasHan(k) {
		switch {
		case wishesHan(k, chineseWish):
			return SayChinese
		case wishesHan(k, englishWishHan):
			return SayEnglish
		}
		return None
	}
	if !strings.Contains(k, "english") && !strings.Contains(k, "chinese") || len(k) > 80 {
		return None
	}
	for w := range strings.FieldsFuncSeq(k, func(r rune) bool { return !isLatin(byte(min(r, 127))) && r != '\'' }) {
		if !languageFiller[w] {
			return None
		}
	}
	for _, w := range languageWish {
		if strings.Contains(k, w) {
			return SayEnglish
		}
	}
	for _, w := range languageWishZh {
		if strings.Contains(k, w) {
			return SayChinese
		}
	}
	return None
}

// wishesHan: a short Chinese sentence of nothing but a language and the wish for it.
func wishesHan(k string, names []string) bool {
	if len([]rune(k)) > 14 || !strings.ContainsAny(k, "用说讲写换改回") || strings.Contains(k, "不会") {
		return false
	}
	for _, name := range names {
		if before, after, found := strings.Cut(k, name); found && strings.Trim(before+after, wishHan) == "" {
			return true
		}
	}
	return false
}
