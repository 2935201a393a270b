package afield

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/understand"
)

// verb is what an order asks for.
type verb string

const (
	took verb = "took" // it is mine now
	done verb = "done" // how it went; closes it where that is the writer's to do
	need verb = "need" // what is missing, for whoever holds the case
	show verb = "show" // what is it about?
)

// flaw is what is wrong with an order: one of these gets one correction.
type flaw string

const (
	noOrder       flaw = "no_order"       // nothing like an order at all
	numberMissing flaw = "number_missing" // a verb, and no number
	numberWrong   flaw = "number_wrong"   // a number that is none of ours
	verbMissing   flaw = "verb_missing"   // a number, and no verb
	wordsMissing  flaw = "words_missing"  // done or need, and not what
)

// order is one line of a worker's, read.
type order struct {
	verb  verb
	id    dialog.CaseID
	typed string // a number that is wrong, as written
	words string
	lang  string // of the verb
	flaw  flaw
	// doubt: said to be done, and then taken half back ("done, but …"): nothing to close.
	doubt bool
}

// about is what an order names, right or wrong: by it two mistakes of a kind differ.
// Words alone name nothing.
func (o order) about() string { return o.typed + " " + string(o.id) + " " + string(o.verb) }

// saying is one way to say a verb. Own: it says by itself how it went.
type saying struct {
	text string
	verb verb
	own  bool
}

// sayings are all ways, the longer before their own beginnings.
func sayings() []saying {
	list := []saying{
		{"接单", took, false}, {"接手", took, false}, {"接下了", took, false}, {"接了", took, false}, {"接", took, false}, {"来办", took, false}, {"去办", took, false},
		{"took", took, false}, {"take", took, false}, {"taken", took, false}, {"taking", took, false}, {"accepted", took, false}, {"accept", took, false}, {"mine", took, false},
		{"办好了", done, false}, {"办好", done, false}, {"办完了", done, false}, {"办完", done, false}, {"办结", done, false}, {"完成了", done, false}, {"完成", done, false},
		{"做好了", done, false}, {"好了", done, false}, {"处理好了", done, true}, {"处理完了", done, true}, {"处理了", done, true}, {"处理", done, false},
		{"修好了", done, true}, {"修好", done, true}, {"解决了", done, true}, {"解决", done, true}, {"搞定了", done, true}, {"搞定", done, true},
		{"done", done, false}, {"finished", done, false}, {"complete", done, false}, {"completed", done, false}, {"fixed", done, true}, {"solved", done, true}, {"repaired", done, true},
		{"需要", need, false}, {"需", need, false}, {"求助", need, false}, {"要", need, false}, {"缺", need, false}, {"帮忙", need, false},
		{"needs", need, false}, {"need", need, false}, {"help", need, false}, {"stuck", need, false},
		{"查看", show, false}, {"看看", show, false}, {"看", show, false}, {"详情", show, false}, {"内容", show, false}, {"show", show, false}, {"look", show, false}, {"info", show, false},
		{"?", show, false}, {"？", show, false},
	}
	slices.SortStableFunc(list, func(a, b saying) int { return len(b.text) - len(a.text) })
	return list
}

// readOrder reads an order: number, verb, words; the verb may come first. prefix is the
// town's, exists says whether there is such a case.
func readOrder(text, prefix string, exists func(dialog.CaseID) bool) order {
	text = understand.Simplify(understand.Clean(text))
	n, numbered := readNumber(text, prefix, exists)
	if !numbered {
		said, rest, ok := readVerb(text)
		if !ok {
			if id := numberWithin(text, prefix, exists); id != "" {
				return order{id: id, words: trimmed(text), flaw: verbMissing}
			}
			return order{flaw: noOrder}
		}
		if n, numbered = readNumber(rest, prefix, exists); !numbered {
			return order{verb: said.verb, lang: langOf(said.text), words: trimmed(rest), flaw: numberMissing}
		}
		return complete(n, said, n.rest)
	}
	said, rest, ok := readVerb(strings.TrimPrefix(trimmed(n.rest), "号"))
	if !ok {
		return order{id: n.id, typed: n.typed, words: trimmed(n.rest), flaw: first(n, verbMissing)}
	}
	return complete(n, said, rest)
}

// complete puts an order together and finds what it lacks.
func complete(n number, said saying, rest string) order {
	o := order{verb: said.verb, id: n.id, typed: n.typed, words: trimmed(rest), lang: langOf(said.text)}
	o.flaw = first(n, "")
	if strings.IndexFunc(o.words, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) < 0 && o.verb != took && o.verb != show {
		if o.doubt = strings.ContainsAny(o.words, "?？"); !o.doubt {
			o.words = "" // marks alone say nothing
		}
	}
	switch o.verb {
	case done:
		o.doubt = o.doubt || doubtful(o.words)
		if o.words == "" && said.own {
			o.words = said.text
		}
	case took, show:
		if asks(o.words) {
			o.verb = show // asked, not said
		}
	}
	if o.words == "" && (o.verb == done || o.verb == need) && o.flaw == "" {
		o.flaw = wordsMissing
	}
	return o
}

// first is the flaw to tell: a wrong number before all others.
func first(n number, other flaw) flaw {
	if n.id == "" || n.typed != "" {
		return numberWrong
	}
	return other
}

// readVerb reads the verb a text begins with. A word of letters ends where it ends:
// "doner" is not done.
func readVerb(text string) (saying, string, bool) {
	text = trimmed(text)
	for _, filler := range []string{"i will ", "i'll ", "i have ", "i've ", "i ", "we ", "it is ", "it's ", "我们", "我", "已经", "已", "还"} {
		if rest, ok := cutFold(text, filler); ok {
			text = trimmed(rest)
		}
	}
	lower := strings.ToLower(text)
	for _, s := range sayings() {
		rest, ok := strings.CutPrefix(lower, s.text)
		if !ok || len(lower) != len(text) {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(rest); langOf(s.text) == "en" && (unicode.IsLetter(next) && next < 0x2e80 || next == '\'') {
			continue
		}
		return s, text[len(s.text):], true
	}
	return saying{}, "", false
}

// doubtful says that words take back what went before them: half done, a question.
func doubtful(words string) bool {
	lower := strings.ToLower(words)
	for _, w := range []string{"一半", "一部分", "一点", "没", "吗", "但", "不过", "还差", "还要", "还有", "明天", "half", "part", "almost", "nearly", "but ", "not ", "except", "still", "tomorrow"} {
		if strings.HasPrefix(lower, w) {
			return true
		}
	}
	return asks(lower)
}

// asks says that words end as a question does.
func asks(words string) bool {
	words = strings.TrimRight(words, " 。.!\uff01")
	return strings.HasSuffix(words, "?") || strings.HasSuffix(words, "？") || strings.HasSuffix(words, "吗") || strings.HasSuffix(words, "没有")
}

// trimmed takes the marks off both ends that only set off.
func trimmed(text string) string {
	text = strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",\uff0c。.、:\uff1a;\uff1b!\uff01-–—+/", r)
	})
	return strings.TrimSpace(text)
}

// langOf is the language a verb was said in; a mark is of none.
func langOf(text string) string {
	switch r, _ := utf8.DecodeRuneInString(text); {
	case r >= 0x2e80:
		return "zh"
	case unicode.IsLetter(r):
		return "en"
	}
	return ""
}
