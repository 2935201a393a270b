package understand

import (
	"strings"
	"unicode"

	"frontdoor/dialog/pattern"
)

// Teller is whoever writes now and says what they are to somebody known before: 我是他儿媳小王,
// "this is his wife". Relation is the word for it; Name may be empty.
type Teller struct {
	Relation string
	Name     Finding
}

var (
	tellerZh = pattern.MustCompile(`(?:^|[,，。;；!！?？ \n])(?:您好,?|你好,?)?(?:我(?:就)?是|这里是|这是|俺是|我乃)(?:他|她|他们|户主|机主|[\p{Han}·]{1,6}?的|[老小]\p{Han})(?:家)?的?`)
	// ownKin tells only what the writer is to the one spoken of before: 我是儿子 何伟
	ownKin = pattern.MustCompile(`(?:^|[,，。;；!！?？ \n])(?:我(?:就)?是|这里是|俺是)((?:大|小|二|三)?(?:儿子|女儿|儿媳妇?|女婿|孙子|孙女|外孙女?|老公|老婆|丈夫|妻子|爱人|侄子|侄女|外甥女?|弟弟|妹妹|哥哥|姐姐))[,，、 ]+(?:我叫|叫|名叫)?`)
	// isTold stands between the relation and the name
	isTold   = pattern.MustCompile(`^(?:[,，]? ?(?:我的名字是|我名叫|我叫|名叫|叫|我是|姓名|我姓|姓))?[:： ]*`)
	tellerEn = pattern.MustCompile(`(?i)\b(?:i am|i'm|im|it's|this is)(?: ([A-Z][a-z]+(?: [A-Z][a-z]+){0,2}),)? (?:his|her|their|the|[A-Z][\w ]{1,24}?'s) (?:eldest |younger |older |little |big )?([a-z][a-z -]+?)(?:$|[,.;!]| (?:and|here|i|writing|speaking|([A-Z][a-z]+(?: [A-Z][a-z]+){0,2})\b))`)
)

// ReadTeller finds who writes, where the words say so by somebody else.
func ReadTeller(text string) (Teller, bool) {
	s := fold(text)
	if at := ownKin.FindStringSubmatchIndex(s); at != nil { // 我是儿子 何伟
		if name, ok := nameFrom(text, s, at[1], false); ok {
			return Teller{Relation: text[at[2]:at[3]], Name: name}, true
		}
	}
	for _, at := range tellerZh.FindAllStringIndex(s, 3) {
		e, ok := relations.at(s, at[1])
		if !ok || e.val != "family" && e.val != "neighbour" && e.val != "friend" && e.val != "colleague" {
			continue
		}
		to := at[1] + len(e.word)
		if r := runeAt(s, to); r == '的' { // 我是他儿子的老师
			continue
		}
		t := Teller{Relation: text[at[1]:to]}
		told := isTold.FindString(s[to:])
		if name, ok := nameFrom(text, s, to+len(told), strings.HasSuffix(told, "姓")); ok && !(told == "" && isStop(runeAt(s, to))) {
			t.Name = name
		}
		return t, true
	}
	written := AsWritten(text)
	found := tellerEn.FindStringSubmatchIndex(written)
	if found == nil {
		return Teller{}, false
	}
	e, ok := relations.at(s, found[4])
	if !ok || e.val != "family" && e.val != "neighbour" && e.val != "friend" {
		return Teller{}, false
	}
	t := Teller{Relation: text[found[4] : found[4]+len(e.word)]}
	for _, g := range []int{2, 6} {
		if found[g] >= 0 && unicode.IsUpper(rune(written[found[g]])) {
			t.Name = Finding{Value: text[found[g]:found[g+1]], Raw: text[found[g]:found[g+1]], Start: found[g], End: found[g+1]}
		}
	}
	if rest := found[4] + len(e.word); t.Name.Raw == "" && strings.HasPrefix(s[rest:], ", ") { // his son, Li Qiang
		if end := latinName(written, s, rest+2, true); end > rest+2 && (strings.Contains(text[rest+2:end], " ") || end == len(s) || isStop(runeAt(s, end)) || end+1 < len(s) && isDigit(s[end+1])) {
			t.Name = Finding{Value: text[rest+2 : end], Raw: text[rest+2 : end], Start: rest + 2, End: end}
		}
	}
	return t, true
}

// nameFrom reads a name that begins at byte i; family says that only the family name is told.
func nameFrom(text, s string, i int, family bool) (Finding, bool) {
	p := &personReader{text: text, s: s}
	if end, ok := p.named(i); ok {
		return found(text, text[i:end], i, end), true
	}
	if end := max(dottedName(s, i), foreignName(s, i)); end > i {
		return found(text, text[i:end], i, end), true
	}
	if e, ok := surnames.at(s, i); ok && family {
		return found(text, text[i:i+len(e.word)], i, i+len(e.word)), true
	}
	if end, ok := ownBareName(p, i); ok {
		return found(text, text[i:end], i, end), true
	}
	return Finding{}, false
}
