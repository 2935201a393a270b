package understand

import (
	"strings"
	"unicode/utf8"

	"frontdoor/dialog/pattern"
)

// wechatFaces are the pictures that WeChat sends as words in brackets: [流泪], [抱拳].
var wechatFaces = pattern.MustCompile(`\[(?:微笑|撇嘴|色|发呆|得意|流泪|害羞|闭嘴|睡|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|囧|抓狂|吐|偷笑|愉快|白眼|傲慢|困|惊恐|憨笑|悠闲|咒骂|疑问|嘘|晕|衰|骷髅|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|右哼哼|鄙视|委屈|快哭了|阴险|亲亲|可怜|笑脸|生病|脸红|破涕为笑|恐惧|失望|无语|嘿哈|捂脸|奸笑|机智|皱眉|耶|吃瓜|加油|汗|天啊|Emm|社会社会|旺柴|好的|打脸|哇|翻白眼|666|让我看看|叹气|苦涩|裂开|嘴唇|爱心|心碎|拥抱|强|弱|握手|胜利|抱拳|勾引|拳头|OK|合十|啤酒|咖啡|蛋糕|玫瑰|凋谢|菜刀|炸弹|便便|月亮|太阳|庆祝|礼物|红包|發|福|烟花|爆竹|猪头|跳跳|发抖|转圈)\]`)

// Plain is a message as it is read: without the pictures beside its words, the stop or the
// cries behind them, and without the hesitation, greeting and thanks around them, for 路灯坏了
// and 你好,路灯坏了！！😭🙏 谢谢 say the same. A message of nothing
// but pictures stays: 👍 is an answer. Question marks stay, and what trails off (…).
func Plain(text string) string {
	words := text
	if strings.IndexFunc(words, isFace) >= 0 {
		words = strings.Join(strings.FieldsFunc(words, isFace), " ")
	}
	if strings.IndexByte(words, '[') >= 0 {
		words = wechatFaces.ReplaceAllString(words, " ")
	}
	if trimmed := strings.TrimRight(words, " 。.!！~～"); trimmed != "" && strings.Trim(words[len(trimmed):], " .") != "" || strings.HasSuffix(words, ".") && !strings.HasSuffix(words, "..") {
		words = trimmed
	}
	if words = strings.TrimSpace(words); words == "" {
		return text
	}
	return apostrophes(unsung(toThePoint(words)))
}

// unsung takes off the last word of a Chinese message that only makes it sound friendly:
// 是四个月哈, 在七星村哟.
func unsung(words string) string {
	r := runeBefore(words, len(words))
	if r == 0 || !strings.ContainsRune("哈哟喽噢喔嗷咧呀", r) || r == '呀' && strings.ContainsAny(words, "什啥哪谁怎咋几多何不没哎") {
		return words // 要多久呀
	}
	rest := words[:len(words)-len("哈")]
	if before := runeBefore(rest, len(rest)); !isHan(before) && !isDigit(byte(min(before, 127))) || before == r || before == '哈' || utf8.RuneCountInString(rest) < 3 {
		return words // 哈哈哈
	}
	return rest
}

var (
	// hesitation opens a message and says nothing: 嗯,我叫王芳; 你好,不是三千; "um, it's Bob".
	hesitation = pattern.MustCompile(`^(?i)(?:(?:嗯+|呃+|额|唔|诶|欸|唉|哎|哎呀|[您你]好|emm+|um+|uh+m*|hm+|erm*)[,，、。.…~! ！]+|(?:hi|hello|hey)(?: there| sir| madam)?[,!.]+ *)+`)
	// thanked closes one: 是双溪村,谢谢.
	thanked = pattern.MustCompile(`[,，。! ！]+(?:(?:谢谢|多谢|麻烦了|辛苦了)[您你啦了哈]{0,2}|(?i:thanks|thank you|thank u|thx|tks)(?i: so much| very much| a lot| in advance)?)$`)
)

// toThePoint takes a hesitation or a greeting off the head of a message that goes on, and
// thanks off its end.
func toThePoint(words string) string {
	if r := runeAt(words, 0); strings.ContainsRune("嗯呃额唔诶欸唉哎您你eEuUhHgG", r) {
		if rest := words[len(hesitation.FindString(words)):]; rest != "" {
			words = rest
		}
	}
	if r := runeBefore(words, len(words)); strings.ContainsRune("谢了您你啦哈suxhetSUXHET", r) {
		rest := words[:len(words)-len(thanked.FindString(words))]
		if before, _ := lastWord(rest, len(rest)); rest != "" && before != "said" && before != "say" && before != "of" && before != "a" && before != "my" {
			words = rest
		}
	}
	return words
}

var (
	curly = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "´", "'", "`", "'")
	// unmarked are short forms whose apostrophe is left out on a phone; ill, well, were and
	// shell are words by themselves.
	unmarked = pattern.MustCompile(`(?i)\b(?:im|ive|(?:do|does|did|is|are|was|were|has|have|had|ca|wo|could|would|should)nt|(?:they|you)(?:re|ve)|weve|thats|whats|hes|shes|theres|(?:id|wed) (?:like|love|rather|prefer)|its (?:not|in|at|on|about|my|the|a|an|been|for|still|near|[0-9]+)|(?-i:[Ii]ts [A-Z][a-z]+)|(?:brother|sister|mother|father|mum|mom|dad|son|daughter|wife|husband|friend|neighbou?r|landlord)s (?:number|phone|name))\b`)
)

// apostrophes writes the short forms of English as they are looked for: don't for don’t, which
// phones write by themselves, and for dont.
func apostrophes(text string) string {
	if strings.ContainsAny(text, "’‘ʼ´`") {
		text = curly.Replace(text)
	}
	if !hasLatin(text) {
		return text
	}
	var b strings.Builder
	from := 0
	for _, at := range unmarked.FindAllStringIndex(text, -1) {
		b.WriteString(text[from:at[0]])
		b.WriteString(marked(text[at[0]:at[1]]))
		from = at[1]
	}
	if from == 0 {
		return text
	}
	b.WriteString(text[from:])
	return b.String()
}

// marked puts the apostrophe into a short form.
func marked(short string) string {
	word, _, more := strings.Cut(strings.ToLower(short), " ")
	at := len(word) - 1 // dont, hes, im
	switch {
	case more && word == "id": // id like
		at = 1
	case strings.HasSuffix(word, "ve"), strings.HasSuffix(word, "re"):
		at--
	}
	return short[:at] + "'" + short[at:]
}

// isFace is an emoji, or the mark that colours or joins some.
func isFace(r rune) bool {
	return r >= 0x1f000 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf || r >= 0x2b00 && r <= 0x2bff || r == '\ufe0f' || r == '\u20e3' || r == zeroWidthJoiner
}
