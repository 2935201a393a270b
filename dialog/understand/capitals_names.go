package understand

// nameSpotter tells which words of a text without capitals are names.
type nameSpotter struct {
	s  string
	ts []token
}

func (n *nameSpotter) spot() {
	for k := range n.ts {
		word := n.ts[k].word
		if n.ts[k].name || isDigit(word[0]) {
			continue
		}
		switch {
		case titlesBefore[word] && n.next(k) && !n.isWord(k+1):
			n.ts[k].name = true
			n.take(k+1, n.full(k+1))
		case eldersBefore[word] && n.next(k) && (n.surname(k+1) && !likePinyin[n.ts[k+1].word] || givenNames[n.ts[k+1].word]):
			n.ts[k].name = true
			n.take(k+1, max(k+2, n.full(k+1)))
		case givenNames[word] && !n.isWord(k):
			n.take(k, n.full(k))
		case n.chinese(k) > k:
			n.take(k, n.chinese(k))
		case n.ofPlace(k):
			n.ts[k].name = true
		}
		if at, ok := n.related(k); ok && n.chinese(at) == at {
			n.ts[at].name = true
		}
		n.introduced(k)
		n.house(k)
	}
}

// take marks the words from up to to as names.
func (n *nameSpotter) take(from, to int) {
	for k := from; k < to; k++ {
		n.ts[k].name = true
	}
}

// next: token k+1 follows token k with nothing but a space, or a stop after a title, between.
func (n *nameSpotter) next(k int) bool {
	if k+1 >= len(n.ts) {
		return false
	}
	gap := n.s[n.ts[k].to:n.ts[k+1].from]
	return gap == " " || gap == ". " && titlesBefore[n.ts[k].word]
}

// isWord: token k is an ordinary word, and no name.
func (n *nameSpotter) isWord(k int) bool {
	w := n.ts[k].word
	if isDigit(w[0]) || len(w) < 2 || enNotNames[w] && w != "may" && w != "june" && w != "april" || enNoName[w] || enNotInName[w] || enDeeds[w] || sentenceWords[w] || notAName[w] {
		return true
	}
	e, ok := relations.at(n.s, n.ts[k].from)
	if ok && len(e.word) >= len(w) {
		return true
	}
	e2, ok := enPlaceNouns.at(n.s, n.ts[k].from)
	return ok && len(e2.word) >= len(w)
}

// notAName are words that follow a name or an introduction, and are none.
var notAName = lookup("name names u ur pls plz thx me and or then than too also again still already here there now phone number tel mobile wechat only same as next with who whose whom which they them he she it off out up down back work works worked working lives lived call calls called told tells keep keeps asked asks wants wanted needs needed gives gave goes went comes came makes made does left never always often sometimes refuse refuses parks parked lost lot bit kind sort sort happy free available able unable outside inside upstairs downstairs near behind about speaking writing texting calling reporting messaging resident foreigner student teacher worker driver")

// surname: token k is a Chinese family name in Latin letters.
func (n *nameSpotter) surname(k int) bool {
	return k < len(n.ts) && pinyinSurnames[n.ts[k].word] && !sentenceWords[n.ts[k].word]
}

// syllabic: token k is spelled in syllables of Chinese, and no English word.
func (n *nameSpotter) syllabic(k int) bool {
	w := n.ts[k].word
	return len(w) >= 2 && !likePinyin[w] && !sentenceWords[w] && syllables.MatchString(w)
}

// long: token k has two syllables of Chinese or more: houzhang, jianguo.
func (n *nameSpotter) long(k int) bool {
	return n.syllabic(k) && len(n.ts[k].word) >= 4 && pinyin.MatchString(n.ts[k].word)
}

// chinese gives the token behind a family name and the given name after it, k for none.
// A family name that is an English word, too, wants a given name of two syllables.
func (n *nameSpotter) chinese(k int) int {
	if !n.surname(k) || !n.next(k) || !n.syllabic(k+1) || likePinyin[n.ts[k].word] && !n.long(k+1) || notAName[n.ts[k+1].word] {
		return k
	}
	if n.nounAt(k+2) && n.next(k+1) && !n.long(k+1) {
		return k
	}
	if n.next(k+1) && !n.long(k+1) && (n.syllabic(k+2) && !n.long(k+2) || n.ends(k+2) && syllables.MatchString(n.ts[k+2].word) && !sentenceWords[n.ts[k+2].word]) && !notAName[n.ts[k+2].word] && !n.nounAt(k+3) {
		return k + 3 // wang guo ping
	}
	return k + 2
}

// nounAt: token k is a word for a kind of place.
func (n *nameSpotter) nounAt(k int) bool {
	if k >= len(n.ts) {
		return false
	}
	_, ok := enPlaceNouns.at(n.s, n.ts[k].from)
	return ok
}

// full gives the token behind a name that begins at k: tom parker, christopher alexander lee.
func (n *nameSpotter) full(k int) int {
	if end := n.chinese(k); end > k {
		return end
	}
	end := k + 1
	for end < len(n.ts) && end < k+3 && n.next(end-1) && givenNames[n.ts[end].word] && !n.isWord(end) {
		end++
	}
	if !givenNames[n.ts[end-1].word] || end >= len(n.ts) || !n.next(end-1) || n.isWord(end) {
		return end
	}
	if n.ends(end) || n.brought(k) || n.surname(end) || n.next(end) && enDeeds[n.ts[end+1].word] {
		return end + 1
	}
	return end
}

// brought: the words before token k bring a name of the speaker or of somebody else.
func (n *nameSpotter) brought(k int) bool {
	lead := skipSpaceBack(n.s, n.ts[k].from)
	for lead > 0 && (n.s[lead-1] == ':' || n.s[lead-1] == ' ') {
		lead--
	}
	if _, ok := oneselfBefore.endingAt(n.s, lead); ok {
		return true
	}
	_, ok := namesBefore.endingAt(n.s, lead)
	return ok
}

var (
	// aloneBefore bring a name and hardly anything else.
	aloneBefore = phraseSet("my name is, my name's, the name is, name is, name's, call me, you can call me, just call me, they call me, my name, his name, her name, their name, his names, her names, named, is called, was called, he's called, she's called, mine is, man called, woman called, guy called, somebody called, someone called, lady called, person called")
	notCalled   = lookup("asap anytime later urgently names tomorrow tonight soon again when whenever first before after a liar stupid mad crazy unknown secret private confidential police fraud")
)

// introduced marks the name that stands at token k, where the words before bring one.
func (n *nameSpotter) introduced(k int) {
	if k == 0 || n.ts[k].name || n.isWord(k) || !n.brought(k) {
		return
	}
	word := n.ts[k].word
	lead := skipSpaceBack(n.s, n.ts[k].from)
	e, alone := aloneBefore.endingAt(n.s, lead)
	_, given := givenNames[word]
	switch before := n.ts[k-1].word; {
	case given && before != "it's" && before != "its", n.long(k) && n.ends(k):
		n.take(k, n.withFamily(k))
	case alone && e.word != "" && !notCalled[word] && !enDescribes[word]:
		if n.ends(k) || n.surname(k) {
			n.ts[k].name = true
		} else if n.next(k) && !n.isWord(k+1) && !notCalled[n.ts[k+1].word] && n.ends(k+1) {
			n.take(k, k+2)
		}
	}
}

// withFamily is the token behind a given name at k and the family name that may follow it.
func (n *nameSpotter) withFamily(k int) int {
	if n.next(k) && !n.isWord(k+1) {
		return k + 2
	}
	return k + 1
}

// ends: a clause, or the words before a number, end behind token k.
func (n *nameSpotter) ends(k int) bool {
	return isStop(runeAt(n.s, n.ts[k].to)) || k+1 < len(n.ts) && n.next(k) && isDigit(n.ts[k+1].word[0])
}

// ofPlace: token k is a village, a road or the like: in houzhang, renmin road.
func (n *nameSpotter) ofPlace(k int) bool {
	if !n.long(k) {
		return false
	}
	if n.next(k) && n.nounAt(k+1) {
		return true
	}
	if k == 0 || !n.next(k-1) {
		return false
	}
	switch n.ts[k-1].word {
	case "in", "of", "from", "at", "near":
		return true
	}
	return false
}

// house marks the name of a business that begins at token k: hengda plastics factory,
// "boss of golden dragon hotpot".
func (n *nameSpotter) house(k int) {
	begins := n.long(k)
	if !begins && (k == 0 || !n.next(k-1) || !housesBefore[n.ts[k-1].word] && !n.employs(k-1)) {
		return
	}
	for j := k; j < len(n.ts) && j <= k+3; j++ {
		e, ok := enCompany.at(n.s, n.ts[j].from)
		if j > k && (ok && len(e.word) == len(n.ts[j].word) || houseWords[n.ts[j].word]) {
			if !begins && n.employs(k-1) && !(n.next(j) && houseWords[n.ts[j+1].word]) {
				j++ // my employer golden lotus ktv
			}
			n.take(k, j)
			return
		}
		if n.isWord(j) && !ok || ok || houseWords[n.ts[j].word] || enDescribes[n.ts[j].word] || !n.next(j) {
			return
		}
	}
}

// employs: token k is a word for who employs somebody.
func (n *nameSpotter) employs(k int) bool {
	e, ok := relations.at(n.s, n.ts[k].from)
	return ok && e.val == "employer" && len(e.word) == len(n.ts[k].word)
}

// related: the token behind the word for people at k is a family name: landlord chen.
func (n *nameSpotter) related(k int) (at int, ok bool) {
	e, ok := relations.at(n.s, n.ts[k].from)
	if !ok || !isLatin(e.word[0]) {
		return k, false
	}
	for at = k; at < len(n.ts) && n.ts[at].from < n.ts[k].from+len(e.word); at++ {
	}
	return at, at < len(n.ts) && n.next(at-1) && n.surname(at) && !likePinyin[n.ts[at].word]
}
