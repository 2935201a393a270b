package understand

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
)

// People in a hurry write English in small letters, and phones put a capital only at the
// head of a sentence. Names are then told by what stands around them: "mr li",
// "my boss zhou dahai", "im tom parker", "in houzhang village".

//go:embed words/givennames.txt
var givenNamesFile string

//go:embed words/likepinyin.txt
var likePinyinFile string

var (
	givenNames = readGivenNames(givenNamesFile) // true: no other word

	pinyinSurnames = lookup(`wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang xu deng feng han cao zeng peng xiao cai pan tian dong yuan yu jiang ye du su wei cheng lu ding ren shen yao lu zhong cui tan wang fan jin shi liao jia xia fu fang zou xiong bai meng qin qiu hou jiang yin xue yan lei long tao hao shao mao wan gu lai kong xiang chang shen yue ge mu pang niu zuo ji ni hua bao qian lou zhan ruan tong wen fei chu ying gong shu lan bian qi mei qu luan xiong weng zhuo huo ou kang jing ling bo sheng shangguan ouyang zhuge situ`)

	// likePinyin are English words that could be read as syllables of Chinese.
	likePinyin        = lookup(strings.Join(tableLines(likePinyinFile), " "))
	weekdaysAndMonths = lookup("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december i i'm i've i'll i'd i’m im english chinese china ok sms wechat alipay")

	// titlesBefore stand before a family name whatever word it is; eldersBefore only before one that is known.
	titlesBefore = lookup("mr mrs ms dr mister madam")
	eldersBefore = lookup("uncle auntie aunt aunty granny grandma grandpa miss old lao xiao little boss director secretary teacher master brother sister")
	// oneselfBefore and namesBefore bring a name.
	oneselfBefore = phraseSet("i'm, im, i am, i’m, this is, it's, its, call me, ask for, mine is, mine's, my name, name, my name is, name's")
	namesBefore   = phraseSet("name is, name's, names, named, is called, was called, named, name, call him, call her, man called, woman called, guy called, somebody called, someone called, lady called, person called")
	housesBefore  = lookup("at for of from employer company factory shop firm restaurant called named")
)

// readGivenNames reads the file of given names: true for those that are no other word.
func readGivenNames(file string) map[string]bool {
	m := map[string]bool{}
	for _, line := range tableLines(file) {
		kind, list, _ := strings.Cut(line, "=")
		for w := range strings.SplitSeq(list, ",") {
			m[strings.TrimSpace(w)] = strings.TrimSpace(kind) == "plain"
		}
	}
	return m
}

// AsWritten is the text with a capital on the names that are written small: readers that
// know a name by its capital look at it. Where the writer puts capitals, other than at the
// head of a sentence, it is the text itself; a text all in capitals is read like a small
// one. Byte offsets are those of the text.
func AsWritten(text string) string {
	if !hasLatin(text) {
		return text
	}
	s := fold(text)
	if capitalInside(text, s) {
		return text
	}
	ts := latinTokens(text, s)
	if len(ts) >= 4 && shouted(text) { // names in it are told apart as in small letters
		small := []byte(text) // byte by byte: the offsets stay, whatever the text holds
		for i, c := range small {
			if c >= 'A' && c <= 'Z' {
				small[i] = c + 'a' - 'A'
			}
		}
		text = string(small)
		ts = latinTokens(text, s)
	}
	n := nameSpotter{s, ts}
	n.spot()
	if !slices.ContainsFunc(ts, func(t token) bool { return t.name }) || Pinyin(text) {
		return text
	}
	out := []byte(text)
	for _, t := range ts {
		if t.name {
			out[t.from] = byte(unicode.ToUpper(rune(out[t.from])))
		}
	}
	return string(out)
}

// capitalInside: a word in the middle of a sentence has a capital, as careful writers put it
// on names; not a day of the week or an abbreviation.
func capitalInside(text, s string) bool {
	for i := 1; i < len(text); i++ {
		if text[i] < 'A' || text[i] > 'Z' || isLatin(text[i-1]) || text[i-1] == '\'' || opensSentence(s, i) {
			continue
		}
		word, end := wordFrom(s, i)
		if end-i > 1 && !weekdaysAndMonths[word] && text[i+1] >= 'a' {
			return true
		}
	}
	return false
}

// shouted: all letters of a text are capitals.
func shouted(text string) bool {
	for i := range len(text) {
		if text[i] >= 'a' && text[i] <= 'z' {
			return false
		}
	}
	return true
}

// opensSentence: the word at byte i is the first of a sentence.
func opensSentence(s string, i int) bool { return isSentenceEnd(runeBefore(s, skipSpaceBack(s, i))) }
