package understand

import (
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

// StillBroken says that a short text tells of something that was to be mended and is not:
// 路灯没修好, "the tap is leaking again". What it is stands in the text.
func StillBroken(text string) bool {
	s := fold(text)
	if n := utf8.RuneCountInString(s); n < 3 || hasHan(s) && n > 40 || n > 120 {
		return false
	}
	return brokenZh.MatchString(s) || brokenEn.MatchString(s)
}

var (
	brokenZh = pattern.MustCompile(`没有?(?:真正|彻底|完全)?(?:修好?|弄好|搞好|办好|办成|解决|处理好?|清理|通|退|到账|办下来|收到|好)(?:[了呢啊呀]|$|[,，。!！?？ ])|(?:还是|仍然|仍旧|依然|依旧|照样|还)(?:没|不|漏|堵|坏|有|那样|老样子|一样|这样)|又(?:开始)?(?:堆|乱堆|乱停|占|脏|满|坏|漏|堵|不亮|灭|不通|停|没|吵|这样|来|出问题|裂|塌|冒|臭|积水)|(?:根本|压根|完全)没|白修|修了(?:跟|和|等于)?没修|还在(?:漏|堵|吵|冒|积|闪)|(?:问题|毛病)(?:还在|没)`)
	brokenEn = pattern.MustCompile(`\b(?:still|yet)\b.*\b(?:not|isn't|isnt|hasn't|doesn't|broken|out|leak(?:s|ing)?|blocked|dark|down|dead|waiting|the same|unpaid|off|flood(?:s|ed|ing)?|nois(?:y|e))\b|\b(?:isn't|is not|was not|wasn't|never|hasn't been|has not been|not) (?:really |properly |been )?(?:fixed|repaired|solved|resolved|sorted|done|mended|cleared|paid)\b|\b(?:broken|broke|leaking|leaks|out|blocked|off|down|stopped(?: working)?|not working|flooded|flickering) again\b|\b(?:not fixed|unresolved|unfixed)\b`)
)
