package understand

import (
	_ "embed"
	"strings"

	"frontdoor/dialog/pattern"
)

//go:embed words/commands.txt
var commandsFile string

//go:embed words/keywords_sms.txt
var keywordsFile string

var (
	commandWords = readKinds(commandsFile)
	commandLead  = newLexicon(leading(commandWords))
	smsKeywords  = readKinds(keywordsFile)

	polite = wordSet(`请 麻烦 麻烦你 麻烦您 请你 请您 那 那就 我想 我要 我想要 想 要 帮我 给我 你好 您好 谢谢 谢谢您 谢谢你 吧 啊 呀 哦 呢 了 嘛 哈 一下 算了 能不能 可以 可不可以 能 吗 我 这个 就 先 好的 好 嗯 再见 拜拜 的 啦 哎 唉 喂 ok
		please pls plz just can could you i i'd want would like to lets let's thanks thank sorry hi hello hey um oh no yes ok okay me now the a this my bye goodbye`)
)

// leading are the commands that may open a longer message. Help, thanks,
// greetings and the like mean something only alone: "help me with …" is a story.
func leading(words map[string]string) map[string]string {
	m := map[string]string{}
	for w, c := range words {
		switch Command(c) {
		case Skip, Back, Restart, Repeat, Status, Summary, NewMatter, SayChinese, SayEnglish, MyData, NotFixed, Drop:
			if len([]rune(w)) >= 2 {
				m[w] = c
			}
		}
	}
	return m
}

// ReadCommand reads what a message asks of the bot itself; rest is what else it
// says. A command is the whole message, politeness aside ("请跳过", "skip please"),
// or opens it and is set off by punctuation ("上一步,地址写错了").
// Only the wish for a human is seen anywhere inside a message; rest is then the
// whole text. STOP, START and HELP keywords count on SMS alone and only as the
// whole message: "please stop the noise" is none. lang is only a hint and
// changes nothing today; channel is sms, telegram or web.
func ReadCommand(text, lang, channel string) (cmd Command, rest string) {
	k := key(Clean(text))
	if k == "" {
		return None, text
	}
	if channel == SMS {
		if c, ok := smsKeywords[k]; ok {
			return Command(c), ""
		}
	}
	if c, ok := commandWords[k]; ok {
		return Command(c), ""
	}
	if cmd := alone(k); cmd != None {
		return cmd, ""
	}
	if cmd := asksLanguage(k); cmd != None {
		return cmd, ""
	}
	if rest, ok := asksStatus(text); ok {
		return Status, rest
	}
	if asksHuman(text) {
		return Human, strings.TrimSpace(text)
	}
	if cmd, rest := opening(text); cmd != None {
		return cmd, rest
	}
	return None, text
}

// alone is the command of a message that says nothing else but politeness.
func alone(k string) Command {
	trimmed := strings.TrimSpace(strings.TrimPrefix(k, "/"))
	for range 6 {
		if c, ok := commandWords[trimmed]; ok {
			return Command(c)
		}
		next := trimmed
		if e, ok := polite.at(next, 0); ok {
			next = strings.TrimSpace(next[len(e.word):])
		} else if e, ok := polite.endingAt(next, len(next)); ok {
			next = strings.TrimSpace(next[:len(next)-len(e.word)])
		}
		if next == trimmed || next == "" {
			break
		}
		trimmed = next
	}
	// politeness behind is tried once more from the end: 跳过吧谢谢
	trimmed = k
	for range 4 {
		e, ok := polite.endingAt(trimmed, len(trimmed))
		if !ok || len(e.word) == len(trimmed) {
			break
		}
		trimmed = strings.TrimSpace(trimmed[:len(trimmed)-len(e.word)])
		if c, ok := commandWords[trimmed]; ok {
			return Command(c)
		}
	}
	if thanksTo.MatchString(k) {
		return Thanks
	}
	if greetsTo.MatchString(k) {
		return Greeting
	}
	if keepsBack(k) {
		return Skip
	}
	return typo(k)
}

// keepsBack: 不想留名字,怕麻烦 · 电话就不留了 · "I'd rather not leave my number".
func keepsBack(k string) bool {
	if len([]rune(k)) > 40 || len([]rune(k)) > 16 && hasHan(k) {
		return false
	}
	what := false
	for _, w := range []string{"名字", "姓名", "电话", "手机", "号码", "联系方式", "称呼", "my number", "my phone", "my name", "a number", "a phone", "phone number"} {
		what = what || strings.Contains(k, w)
	}
	if !what {
		return false
	}
	for _, w := range []string{"不想留", "不愿留", "不愿意留", "不方便留", "不留", "不想给", "不想说", "不想告诉", "rather not", "prefer not", "don't want to give", "don't want to leave", "dont want to give", "won't give", "not giving"} {
		if strings.Contains(k, w) {
			return true
		}
	}
	return false
}

func hasHan(s string) bool { return strings.IndexFunc(s, isHan) >= 0 }

// thanksTo is thanks that say to whom, and little more: 谢谢啊小兴, 谢谢师傅辛苦了, "thank you dear".
var thanksTo = pattern.MustCompile(`^(?:好的?|嗯|那)?(?:谢谢|多谢|感谢|辛苦)+(?:[啊了呀哈啦您你侬]|你们)*(?:师傅|同志|老师|大哥|大姐|阿姨|姑娘|小伙子|小哥|领导|医生|客服|各位|[^没不还又坏漏堵]{0,3})(?:们)?(?:[啊哦了啦哈]|辛苦|麻烦|您|你们|谢谢)*$|` +
	`^(?:ok(?:ay)? |great |yes )?(?:many )?(?:thanks?|thank you|thank u|thx)(?: (?:you|so much|very much|a lot|again|and bye|bye|good ?bye|dear|sir|madam|ma'am|miss|friend|my friend|bro|brother|buddy|teacher|guys|all|for (?:your |the |all (?:your |the )?)?(?:help|time|patience|reply|everything|listening|kindness)))*$`)

// greetsTo is a greeting that says to whom, or how the day is, and nothing else: 小姑娘你好啊, "good
// morning dear! lovely weather isn't it".
var greetsTo = pattern.MustCompile(`^(?:哈喽|嗨|喂|诶|哎)?[,， ]*(?:小姑娘|姑娘|小伙子|小哥|小妹|小妹妹|小兄弟|大姐|大哥|大妹子|师傅|同志|老师|领导|亲|美女|帅哥|客服|机器人|小兴)+(?:们)?[,， ]*(?:你|您|你们)?(?:好|早|早上好|上午好|中午好|下午好|晚上好|辛苦了|在吗|在么|在不在)[啊呀哦哈]*(?:[,，。! ]*(?:在吗|在不在|吃了吗|吃饭了吗|忙吗|今天天气(?:真|很|蛮)?(?:好|不错|热|冷)啊?))?$|^(?:你们?|您)?(?:好|早上好|上午好|中午好|下午好|晚上好)[啊呀哦]*[,， ]*(?:小姑娘|姑娘|小伙子|小哥|小妹|大姐|大哥|师傅|同志|老师|领导|亲|客服|小兴)+(?:们)?[啊呀哦]*(?:[,，。! ]*(?:在吗|在不在|吃了吗|吃饭了吗|忙吗))?$|` +
	`^(?:(?:oh|well)[, ]+)?(?:good (?:morning|afternoon|evening|day)|hi|hello|hey)(?: there)?[, ]*(?:(?:my )?(?:dear|friend|love|darling|sweetheart)|sir|madam|ma'am|miss|young (?:man|lady)|everyone|everybody|all|team|guys|folks)?(?:[,.! ]+(?:what (?:a )?)?(?:it'?s )?(?:a )?(?:lovely|nice|beautiful|hot|cold|fine|terrible|awful|rainy) (?:weather|day|morning|evening)(?: today)?(?:[, ]+(?:isn'?t it|is it not|innit))?|[,.! ]+how are (?:you|things)(?: today| doing)?)?[.!? ]*$`)

// typo reads one slip of the finger in an English command word of five letters or more.
func typo(k string) Command {
	if len(k) < 5 || len(k) > 10 || strings.ContainsAny(k, " '") || !isLatin(k[0]) {
		return None
	}
	for _, w := range []string{"restart", "repeat", "status", "summary", "previous", "agent", "human", "english", "chinese", "operator", "progress"} {
		if oneSlip(k, w) {
			return Command(commandWords[w])
		}
	}
	return None
}

// oneSlip: one letter changed, added, left out, or two swapped.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == "" || a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
	}
	return a[i:] == b[i+1:]
}

// opening is a command at the head of a longer message, set off by punctuation or a line break.
func opening(text string) (Command, string) {
	s := fold(text)
	i := 0
	for {
		i = skipSpace(s, i)
		e, ok := polite.at(s, i)
		if _, cmd := commandLead.at(s, i); cmd || !ok {
			break
		}
		i += len(e.word)
	}
	e, ok := commandLead.at(s, i)
	if !ok {
		return None, text
	}
	j := i + len(e.word)
	for _, particle := range []string{"吧", "了", "啊", " please"} {
		if strings.HasPrefix(s[j:], particle) {
			j += len(particle)
		}
	}
	sep := runeAt(s, j)
	if !isStop(sep) && (sep != ' ' || isLatin(e.word[0])) || sep == '?' || sep == '？' || sep == 0 {
		return None, text
	}
	rest := strings.TrimLeft(text[j:], " \n,.;!:，。；！：、~")
	if rest == "" {
		return None, text
	}
	if Command(e.val) == Skip { // 算了不说了,当我没讲 gives up the whole
		if k := key(Clean(rest)); Command(commandWords[k]) == Drop || alone(k) == Drop {
			return Drop, ""
		}
	}
	return Command(e.val), rest
}
