package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

var (
	enTitles   = wordSet("mister mr mrs ms miss dr mr. mrs. ms. dr. boss uncle auntie aunt secretary director old lao xiao")
	enDeeds    = lookup(`hit hits hurt beat beats punched kicked pushed owes owed refuses refused took takes stole steals won't wont wouldn't hasn't didn't never keeps kept threatened threatens blocked blocks built builds dumped dumps lent borrowed cheated fired sold promised said says shouted shouts drove knocked crashed ran has is was did`)
	enCompany  = wordSet("factory company ltd co inc corp corporation restaurant hotel supermarket agency construction property bank clinic hospital school group shop store nursery ktv salon gym studio bakery cafe toys foods textile textiles garments garment furniture electronics hardware plastics logistics printing machinery packaging footwear electrical trading")
	enNotNames = lookup(`i the a an my our his her it he she they we you this that there yesterday today last since every on in at when after before because please thanks hello hi but and so if no yes not monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december someone somebody nobody everyone people what why how who where is are was were do does did can could will would road street village chinese english streetlight streetlights light lights rubbish water power noise`)
)

// english finds people in the English parts: a word of relation with its name
// ("landlord Mr Li"), Mr/Mrs and a name, a company, a name that does something.
func (p *personReader) english() []Person {
	p.written = AsWritten(p.text)
	ts := latinTokens(p.written, p.s)
	var out []Person
	for k := 0; k < len(ts); {
		t := ts[k]
		if e, ok := relations.at(p.s, t.from); ok && isLatin(e.word[0]) && !p.sought(skipSpaceBack(p.s, t.from), e.val) && !p.isSpeaker(t.from) {
			end := k
			for end < len(ts) && ts[end].from < t.from+len(e.word) {
				end++
			}
			end = p.enName(ts, end, true)
			if n := len(out); e.word == "next door" && n > 0 && strings.TrimSpace(p.s[out[n-1].End:t.from]) == "" {
				k = end // Mr Zhao next door is one person
				continue
			}
			end = p.enBeside(ts, p.enOf(ts, end))
			q := p.person(t.from, ts[end-1].to, e.val)
			if from, to := p.enCalled(ts, end); to > from { // the boss is called Zhou Dahai
				q = p.person(t.from, ts[to-1].to, e.val)
				q.Value = strings.TrimSuffix(p.text[t.from:ts[end-1].to], "'s") + " " + p.text[ts[from].from:ts[to-1].to]
				end = to
			}
			out = append(out, q)
			k = end
			continue
		}
		if e, ok := enTitles.at(p.s, t.from); ok && len(e.word) <= len(t.word)+1 {
			if end := p.enName(ts, k, true); end > k+1 {
				if !p.speaks(t.from) {
					out = append(out, p.person(t.from, ts[end-1].to, ""))
				}
				k = end
				continue
			}
		}
		if end := p.houseNear(ts, k); end > k {
			out = append(out, p.person(t.from, ts[end-1].to, "company"))
			k = end
			continue
		}
		if end := p.business(ts, k); end > k {
			out = append(out, p.person(ts[k+1].from, ts[end-1].to, "company"))
			k = end
			continue
		}
		if t.capital && !enNotNames[t.word] {
			if end, relation := p.properName(ts, k); end > k {
				if !p.speaks(t.from) {
					out = append(out, p.person(t.from, ts[end-1].to, relation))
				}
				k = end
				continue
			}
		}
		k++
	}
	return out
}

// enBeside goes on over a name with a title set off by commas: "the neighbour above, Mr. Tao,".
func (p *personReader) enBeside(ts []token, k int) int {
	at := k
	if at < len(ts) && enFloors[ts[at].word] && p.s[ts[at-1].to:ts[at].from] == " " {
		at++
	}
	if at >= len(ts) || p.s[ts[at-1].to:ts[at].from] != ", " || !ts[at].capital {
		return k
	}
	if _, titled := enTitles.at(p.s, ts[at].from); !titled {
		return k
	}
	end := at + 1
	for end < len(ts) && end < at+3 && ts[end].capital && !enNotNames[ts[end].word] && strings.Trim(p.s[ts[end-1].to:ts[end].from], ". ") == "" {
		end++
	}
	if end == at+1 {
		return k
	}
	return end
}

var enFloors = lookup("above below upstairs downstairs opposite")

// houseNear reads a business known by where it is: "hotpot place downstairs", "the bar below us".
func (p *personReader) houseNear(ts []token, k int) int {
	if k > 0 && p.s[ts[k-1].to:ts[k].from] == " " {
		switch ts[k-1].word {
		case "the", "a", "this", "that", "by", "from":
		default:
			return k
		}
		if before, _ := lastWord(p.s, ts[k-1].from); before == "to" || before == "at" || before == "in" {
			return k // where somebody went
		}
	}
	for j := k; j+1 < len(ts) && j < k+3 && p.s[ts[j].to:ts[j+1].from] == " "; j++ {
		if enNotInName[ts[j].word] || enNotNames[ts[j].word] || enArticle(ts[j].word) {
			return k
		}
		if !houseWords[ts[j].word] && !(ts[j].word == "place" && j > k) {
			continue
		}
		end := j + 2
		switch near := ts[j+1].word; {
		case near == "next" && end < len(ts) && ts[end].word == "door":
			end++
		case near != "downstairs" && near != "upstairs" && near != "below" && near != "above":
			continue
		}
		if end < len(ts) && (ts[end].word == "owner" || ts[end].word == "boss" || ts[end].word == "is" || ts[end].word == "called") {
			return k // their owner is told, or what it should be
		}
		return end
	}
	return k
}

// enArticle: a word that stands before any noun.
func enArticle(w string) bool { return w == "the" || w == "a" || w == "an" }

// enOf goes on over what somebody is the boss of: "the boss of Golden Dragon hotpot".
func (p *personReader) enOf(ts []token, k int) int {
	if k+1 >= len(ts) || ts[k].word != "of" || !ts[k+1].capital || enNotNames[ts[k+1].word] {
		return k
	}
	end := p.enName(ts, k+1, false)
	if end == k+1 {
		return k
	}
	if end < len(ts) && p.s[ts[end-1].to:ts[end].from] == " " && !houseWords[ts[end].word] {
		if _, place := enPlaceNouns.at(p.s, ts[end].from); place {
			return k // the company of Jinxing Court
		}
	}
	if end < len(ts) && p.s[ts[end-1].to:ts[end].from] == " " && !enNotInName[ts[end].word] && !enDeeds[ts[end].word] && houseWords[ts[end].word] {
		end++
	}
	return end
}

// business reads what a shop is called: "from the shop Star Digital".
func (p *personReader) business(ts []token, k int) int {
	if end := p.smallHouse(ts, k); end > k {
		return end
	}
	if ts[k].capital || k == 0 || k+1 >= len(ts) || p.s[ts[k].to:ts[k+1].from] != " " {
		return k
	}
	switch word := ts[k].word; {
	case (word == "at" || word == "for") && enWorks[ts[k-1].word]: // I work at Hongda Toys
	case houseWords[word] || word == "agency" || word == "firm" || word == "gym":
		if !enBeforeHouse[ts[k-1].word] {
			return k
		}
	default:
		return k
	}
	end := p.enName(ts, k+1, false)
	if end == k+1 {
		return k
	}
	for j := end; j < min(end+2, len(ts)); j++ {
		if houseWords[ts[j].word] && !houseWords[ts[k].word] {
			return k // Sunrise toys factory: found by its last word
		}
	}
	if _, noun := enPlaceNouns.at(p.s, ts[min(end, len(ts)-1)].from); noun && end < len(ts) && p.s[ts[end-1].to:ts[end].from] == " " {
		return k // the shop Renmin Road
	}
	return end
}

// smallHouse reads a house in small letters behind who works there: "my boss at golden star
// hotel". One word of its kind, or one that only describes it, is no name.
func (p *personReader) smallHouse(ts []token, k int) int {
	if k == 0 || !enWorks[ts[k-1].word] && !enRuns[ts[k-1].word] {
		return k
	}
	switch ts[k].word {
	case "at", "for", "of", "from":
	default:
		return k
	}
	for j := k + 1; j < len(ts) && j <= k+4 && p.s[ts[j-1].to:ts[j].from] == " "; j++ {
		if e, ok := enCompany.at(p.s, ts[j].from); ok && len(e.word) == len(ts[j].word) {
			if j == k+1 {
				return k
			}
			for j++; j < len(ts) && p.s[ts[j-1].to:ts[j].from] == " " && houseWords[ts[j].word]; j++ { // sunrise toys factory
			}
			return j
		}
		if enDescribes[ts[j].word] || enNotInName[ts[j].word] || enNotNames[ts[j].word] || isDigit(ts[j].word[0]) {
			return k
		}
	}
	return k
}

var (
	enRuns        = lookup("boss manager owner employer foreman supervisor")
	enWorks       = lookup("work works worked working job employed")
	enBeforeHouse = lookup("the a this that from at called named")
)

// houseWords may close the name of a business.
var houseWords = lookup("hotpot noodle noodles restaurant bakery cafe bar shop store market factory company salon hotel supermarket kitchen barbecue pharmacy clinic school plant")

// enIsCalled brings a name behind a relation.
var enIsCalled = pattern.MustCompile(`^,?(?:'s name)? (?:is an? (?:\w+ )?(?:man|woman|guy|lady|person) (?:called |named )|is (?:called |named )?|(?:is )?called |named |name is |name )`)

// enCalled reads the name behind "is called", "named" or "is": the tokens from up to to.
func (p *personReader) enCalled(ts []token, k int) (from, to int) {
	if k == 0 || k >= len(ts) {
		return k, k
	}
	way := enIsCalled.FindString(p.s[ts[k-1].to:])
	for from = k; from < len(ts) && ts[from].from < ts[k-1].to+len(way); from++ {
	}
	if way == "" || from >= len(ts) || ts[from].from != ts[k-1].to+len(way) || !ts[from].capital || enNotNames[ts[from].word] || p.written[ts[from].from:ts[from].to] == strings.ToUpper(ts[from].word) {
		return k, k
	}
	if to = p.enName(ts, from, false); to == from || to == from+1 && strings.HasSuffix(way, " is ") {
		if e, ok := enTitles.at(p.s, ts[from].from); !ok || to < from+2 && len(e.word) > 0 {
			return k, k // one word behind "is": the boss is Chinese
		}
	}
	return from, to
}

// enName goes on over a title and up to three capitalised words.
func (p *personReader) enName(ts []token, k int, title bool) int {
	adjoins := func(j int) bool {
		return j > 0 && j < len(ts) && strings.Trim(p.s[ts[j-1].to:ts[j].from], " .") == "" && !strings.Contains(p.s[ts[j-1].to:ts[j].from], "\n")
	}
	start := k
	if title && k < len(ts) && (k == start && (k == 0 || adjoins(k))) {
		if e, ok := enTitles.at(p.s, ts[k].from); ok && strings.TrimSuffix(e.word, ".") == ts[k].word {
			k++
		}
	}
	titled := k > start
	names := 0
	for k < len(ts) && adjoins(k) && ts[k].capital && !enNotNames[ts[k].word] && names < 3 {
		if _, noun := enPlaceNouns.at(p.s, ts[k].from); noun {
			break
		}
		k, names = k+1, names+1
	}
	if titled && names == 0 {
		return start
	}
	return k
}

// properName reads "Zhang San" before a deed, or "Golden Star factory".
func (p *personReader) properName(ts []token, k int) (end int, relation string) {
	j := k
	for j < len(ts) && j < k+4 && ts[j].capital && !enNotNames[ts[j].word] && (j == k || p.s[ts[j-1].to:ts[j].from] == " ") {
		if e, ok := enCompany.at(p.s, ts[j].from); ok && j > k && len(e.word) == len(ts[j].word) {
			return j + 1, "company"
		}
		if _, noun := enPlaceNouns.at(p.s, ts[j].from); noun {
			return k, ""
		}
		j++
	}
	if _, noun := enPlaceNouns.at(p.s, ts[min(j, len(ts)-1)].from); noun && j < len(ts) && !houseWords[ts[j].word] && ts[j].word != "property" && ts[j].word != "construction" {
		return k, "" // Xijiang village group
	}
	if j+1 < len(ts) && j > k && !enNotInName[ts[j].word] && !enDeeds[ts[j].word] && p.s[ts[j-1].to:ts[j].from] == " " && p.s[ts[j].to:ts[j+1].from] == " " {
		if e, ok := enCompany.at(p.s, ts[j+1].from); ok && len(e.word) == len(ts[j+1].word) && !enPlaceLike(e.word) {
			return j + 2, "company" // Golden Star furniture factory
		}
	}
	if j < len(ts) && j > k && p.s[ts[j-1].to:ts[j].from] == " " {
		if e, ok := enCompany.at(p.s, ts[j].from); ok && len(e.word) == len(ts[j].word) {
			if enPlaceLike(e.word) && !p.actsEnglish(ts, j+1) {
				return k, ""
			}
			return j + 1, "company"
		}
		if enDeeds[ts[j].word] && j-k <= 3 && (j-k >= 2 || ts[j].word != "is" && ts[j].word != "was" && ts[j].word != "has") {
			return j, ""
		}
	}
	if j-k >= 2 && j-k <= 3 && strings.HasSuffix(ts[j-1].word, "'s") {
		return j, "" // Zhang San's truck
	}
	if before, _ := lastWord(p.s, ts[k].from); j-k >= 2 && (before == "by" || before == "against" || before == "with" || before == "named" || before == "called") {
		return j, ""
	}
	return k, ""
}

// enGaveTo stands before somebody of the family who got money: "I lent 15k to my cousin".
var enGaveTo = pattern.MustCompile(`\b(?:lent|loaned|lend|paid|transferred|gave|borrowed|sold|bought) (?:[^.,;!?\n]{1,30} )?(?:to|from)$`)

func enPlaceLike(w string) bool {
	return w == "hospital" || w == "school" || w == "hotel" || w == "supermarket" || w == "bank" || w == "clinic" || w == "restaurant" || w == "shop" || w == "store"
}

func (p *personReader) actsEnglish(ts []token, k int) bool {
	return k < len(ts) && enDeeds[ts[k].word]
}

// speaks: "I am", "my name is", "this is" bring the speaker's own name.
func (p *personReader) speaks(i int) bool {
	before := strings.TrimRight(p.s[:i], " ")
	for _, w := range []string{"i am", "i'm", "im", "name is", "name's", "this is", "call me", "i’m", "it's"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}
