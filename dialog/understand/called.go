package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

var (
	calledZh = pattern.MustCompile(`^(?:对了[,，]?|哦[,，]?|就是)?(他|她|那人|那个人|[老小阿]\p{Han}|\p{Han}{1,3}?)(?:的)?(?:全名|大名|真名|名字|姓名)?(?:叫做?|名叫)`)
	// calledByAll is what others call somebody: 大家都叫他老范头.
	calledByAll = pattern.MustCompile(`(?:大家|人家|村里人?|别人|我们|都)+(?:叫|喊)[他她]((?:[老小阿]\p{Han}{1,2}|\p{Han}(?:老板|师傅|总|经理|工头|老师)|\p{Han}{2,3}))[。!,，吧的 ]*$`)
	calledEn    = pattern.MustCompile(`^(?:by the way,? )?(?:(?:his|her)(?: full| real)? name(?:'s| is)?|(?:he|she)(?:'s| is) (?:called|named)) `)
)

// CalledBy reads a short message that tells somebody's name: 他叫赵大勇, 老赵叫赵大勇, "his name
// is Zhou Dahai". Whose is empty where only a pronoun stands for them.
func CalledBy(text string) (whose, name string, ok bool) {
	s := strings.TrimRight(fold(strings.TrimSpace(text)), "。.!,， ")
	text = strings.TrimSpace(text)[:len(s)]
	p := &personReader{text: text, s: s}
	if at := calledZh.FindStringSubmatchIndex(s); at != nil {
		whose = s[at[2]:at[3]]
		switch whose {
		case "他", "她", "那人", "那个人":
			whose = ""
		case "我", "咱", "俺", "我们", "你", "您", "你们":
			return "", "", false
		}
		if end, is := p.bareName(at[1]); is && end == len(s) {
			return whose, text[at[1]:end], true
		}
		if f, is := nameFrom(text, s, at[1], false); is && f.End == len(s) {
			return whose, f.Value, true
		}
		return "", "", false
	}
	if at := calledByAll.FindStringSubmatchIndex(s); at != nil {
		return "", text[at[2]:at[3]], true
	}
	if at := calledEn.FindStringIndex(s); at != nil {
		if end := latinName(AsWritten(text), s, at[1], true); end == len(s) && end > at[1] {
			return "", text[at[1]:end], true
		}
	}
	return "", "", false
}

// RelationOf is the word of relation a person's words begin with: 邻居 of 邻居老赵; "" for none.
func RelationOf(words string) string {
	e, ok := relations.at(fold(words), 0)
	if !ok {
		return ""
	}
	return words[:len(e.word)]
}

// calledOnly reads 姓周的: a stranger of whom only the family name is known, with the trade or
// the whole name where it follows: 姓胡的包工头,胡大炮.
func (p *personReader) calledOnly(i int) (to int, ok bool) {
	if !strings.HasPrefix(p.s[i:], "姓") || strings.HasSuffix(p.s[:i], "我") {
		return i, false
	}
	e, ok := surnames.at(p.s, i+len("姓"))
	if to = i + len("姓") + len(e.word); !ok || runeAt(p.s, to) != '的' {
		return i, false
	}
	to += len("的")
	if job, is := relations.at(p.s, to); is && !isLatin(job.word[0]) { // 姓胡的包工头
		to += len(job.word)
	}
	if r := runeAt(p.s, to); r == ',' || r == '，' || r == ' ' { // ,胡大炮
		if name := to + width(p.s, to); strings.HasPrefix(p.s[name:], e.word) {
			if end, is := p.bareName(name); is && (end == len(p.s) || isStop(runeAt(p.s, end))) {
				to = end
			}
		}
	}
	return to, true
}
