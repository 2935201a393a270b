package understand

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed words/answers.txt
var answersFile string

var answerWords = newLexicon(readKinds(answersFile))

// readKinds reads "kind = word, word" lines; each word is kept as key makes it.
func readKinds(file string) map[string]string {
	m := map[string]string{}
	for _, line := range tableLines(file) {
		kind, words, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		for w := range strings.SplitSeq(words, ",") {
			if k := key(w); k != "" {
				m[k] = strings.TrimSpace(kind)
			}
		}
	}
	return m
}

// key is the form in which short answers are compared: folded, without
// punctuation and without spaces except single ones between Latin words.
func key(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range fold(text) {
		switch {
		case isCommonHan(r): // as most are
		case r == '’':
			r = '\''
		case r == '\ufe0f' || r == '\u200d' || r >= 0x1f3fb && r <= 0x1f3ff:
			continue // colour and skin of a picture
		case r != '\'' && r != '+' && (unicode.IsSpace(r) || unicode.IsPunct(r)) || r == '~' || r == '～':
			gap = true
			continue
		}
		if gap && b.Len() > 0 && r < utf8.RuneSelf && lastByte(&b) < utf8.RuneSelf {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

func lastByte(b *strings.Builder) byte { s := b.String(); return s[len(s)-1] }

var (
	answerFiller = wordSet("咯 啰 喽 嘞 麻烦 麻烦你 麻烦您 麻烦你们 麻烦了 快点 快一点 尽快 快些 辛苦 辛苦了 拜托 拜托了 抓紧 啊 呀 哦 吧 呢 哈 嘛 啦 喔 噢 哎 诶 的 了 谢谢 谢了 谢谢您 谢谢你 你 thanks thank you thx thnx tnx ty ta cheers ok, well it's its oh um please so that")
	unknownLead  = wordSet("我 我也 也 真 真的 实在 具体 具体的 时间 地址 这个 这 那个 都 就 可能 有点 现在 目前 不好意思 对不起 抱歉 sorry i really honestly actually well um exact exactly that it when where who what the he she they 了 啊 呀 哦 呢 吧 你 是 多少 什么时候 谁 哪里 多少钱 名字 电话 了吧 his her name phone number date time how much many much")
)

// answerKinds splits a whole message into answer words; ok is false when anything else is in it.
func answerKinds(text string, filler lexicon[bool]) (kinds []string, ok bool) {
	if r := runeAt(text, 0); isCommonHan(r) { // the first of the key, be it in its simple form
		if first := fold(text[:width(text, 0)]); !answerWords.opensWith(first) && !filler.opensWith(first) {
			return nil, false
		}
	}
	k := key(text)
	if len(k) > 200 {
		return nil, false
	}
	for i := 0; i < len(k); {
		if k[i] == ' ' {
			i++
			continue
		}
		if e, ok := answerWords.at(k, i); ok {
			kinds = append(kinds, e.val)
			i += len(e.word)
			continue
		}
		e, ok := filler.at(k, i)
		if !ok {
			return nil, false
		}
		i += len(e.word)
	}
	return kinds, len(kinds) > 0
}

// YesNo reads a message that is nothing but a yes or a no, also said twice
// (好的好的, "yes, that's right"). 你好 and 不知道 are neither; yes and no together are Unclear.
func YesNo(text string) Answer {
	kinds, ok := answerKinds(text, answerFiller)
	if !ok || runeBefore(bareSpace(text), len(bareSpace(text))) == '?' || strings.HasSuffix(bareSpace(text), "？") {
		return Unclear
	}
	for _, k := range kinds {
		if k != kinds[0] {
			return Unclear
		}
	}
	switch kinds[0] {
	case "yes":
		if k := key(text); k == "你" || strings.HasPrefix(k, "你好") || k == "please" {
			return Unclear
		}
		return Yes
	case "no":
		return No
	}
	return Unclear
}

func bareSpace(text string) string { return strings.TrimSpace(text) }

// Unknown says that the whole answer is "I do not know" (不知道, 记不清了, "no idea").
func Unknown(text string) bool {
	kinds, ok := answerKinds(text, unknownLead)
	if !ok {
		return false
	}
	last := kinds[len(kinds)-1]
	for _, k := range kinds {
		if k == "unknown" {
			last = k
		} else if k == "yes" && last != "unknown" {
			return false
		}
	}
	return last == "unknown"
}
