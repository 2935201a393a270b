package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

var (
	calledZh = pattern.MustCompile(`^(?:对了,?|哦,?|就是)?(他|她|那人|那个人|[老小阿]\p{Han}|\p{Han}{1,3}?)(?:的)?(?:全名|大名|真名|名字|姓名)?(?:叫做?|名叫)`)
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
		if end := latinName(text, s, at[1], true); end == len(s) && end > at[1] {
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
