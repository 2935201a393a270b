package understand

import (
	"strings"
	"unicode"
)

var (
	enPlaceNouns = newLexicon(placeNouns(`village town estate community road rd street st lane avenue ave alley bridge gate school hospital market square park station unit block room crossing junction corner river pond temple hall clinic factory supermarket shop playground entrance house crossroads intersection kindergarten library garden lake reservoir canal farm field yard court tower building
		mall bank mosque church pharmacy restaurant hotel warehouse workshop dormitory compound roundabout highway underpass tunnel carpark stairs stairwell staircase lift elevator basement roof toilet toilets apartment flat office college university district county plaza bakery pier port dam ditch fields floor door home neighbourhood neighborhood pavement sidewalk shed garage balcony hallway corridor`,
		"car park, parking lot, industrial zone, industrial park, industrial area, apartment building, post office, police station, bus stop, bus station, train station, town hall, village hall, gas station, petrol station, construction site, traffic light, traffic lights, railway station, metro station, health centre, health center, community hall, community centre, community center, retirement home, nursing home, car wash, swimming pool, sports field, football pitch, rubbish bins, bin store, power station, pumping station, fire station, service centre"))
	enPlacePreps = newLexicon(map[string]bool{ // true: says a direction and stays
		"in": false, "at": false, "on": false, "from": false, "to": false, "inside": true, "near": true, "by": true, "beside": true, "behind": true, "opposite": true, "next to": true, "outside": true, "in front of": true, "across from": true, "close to": true, "around": true, "under": true, "below": true, "above": true,
		"at the back of": true, "along": true, "between": true, "right by": true, "just outside": true, "opposite to": true, "at the end of": true, "at the corner of": true, "on the corner of": true, "at the entrance of": true, "at the entrance to": true, "beneath": true, "facing": true, "over": true, "off": true, "within": false, "down": true, "past": true,
	})
	enArticles  = wordSet("the my our a an his her their this that your")
	enNumbered  = wordSet("building unit room block no no. number apartment flat house floor apt bldg suite lane gate group")
	enNotInName = lookup(`is are was were be been has have had the a an and or but of in at on near by to from for with not no it he she they we i you my our his her their this that there since when because please help broken leaking dark blocked flooded dirty loud noisy next behind opposite outside inside me him them
		last every yesterday today tonight by until around about under between street's yuan rmb phone call hit owes took me us very so just been being near every each some any who which what where how there's do does did can will would one two owe go went going came walk live lives lived living fix repair report need want see saw get got`)
)

// placeNouns joins nouns of one word and, after commas, of several: "park", "car park".
func placeNouns(single, several string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(single) {
		m[w] = true
	}
	for w := range strings.SplitSeq(several, ",") {
		m[strings.TrimSpace(w)] = true
	}
	return m
}

// token is a word or number of an English text.
type token struct {
	from, to int
	word     string // folded
	capital  bool
	name     bool // a name though it has no capital
}

func latinTokens(text, s string) []token {
	if !hasLatin(s) {
		return nil
	}
	ts := make([]token, 0, 2+strings.Count(s, " "))
	for i := 0; i < len(s); {
		if !isLatin(s[i]) && !isDigit(s[i]) {
			i += width(s, i)
			continue
		}
		j := i
		for j < len(s) && (isLatin(s[j]) || isDigit(s[j]) || (s[j] == '\'' || s[j] == '-') && j+1 < len(s) && (isLatin(s[j+1]) || isDigit(s[j+1]))) {
			j++
		}
		ts = append(ts, token{from: i, to: j, word: s[i:j], capital: unicode.IsUpper(rune(text[i]))})
		i = j
	}
	return ts
}

// english finds places in the English parts of a text.
func (p *placeReader) english() []Finding {
	ts := latinTokens(AsWritten(p.text), p.s)
	var out []Finding
	for k := 0; k < len(ts); {
		from, next, ok := p.englishAt(ts, k)
		if !ok {
			k++
			continue
		}
		to := ts[next-1].to
		from = p.stripArticle(from, to)
		out = append(out, found(p.text, p.value(from, to), from, to))
		k = next
	}
	return out
}

// oneInTown are places a town has one of: at the market.
var oneInTown = lookup("market square temple station pier library")

var enQuarrels = lookup("fight fights fighting fought argue argues argued arguing argument arguments quarrel quarrels quarrelling dispute disputes disagree disagreement row conflict trouble")

// stripArticle passes "the" at the head of a place.
func (p *placeReader) stripArticle(from, to int) int {
	if strings.HasPrefix(p.s[from:to], "the ") {
		return skipSpace(p.s, from+len("the "))
	}
	return from
}

// englishAt reads a place from token k: where it begins and the token after it.
func (p *placeReader) englishAt(ts []token, k int) (from, next int, ok bool) {
	i := ts[k].from
	if prep, is := enPlacePreps.at(p.s, i); is && prep.word != "to" && prep.word != "from" {
		j := k
		for j < len(ts) && ts[j].from < i+len(prep.word) {
			j++
		}
		start, end, generic, ok := p.nounPhrase(ts, j)
		if prep.word == "over" && k > 0 && enQuarrels[ts[k-1].word] {
			return 0, 0, false // they fight over the old house
		}
		if ok && prep.word == "between" && end+1 < len(ts) && ts[end].word == "and" {
			if _, second, _, both := p.nounPhrase(ts, end+1); both {
				end = second
			}
		}
		if ok && (prep.val || !generic || prep.word == "at" && oneInTown[ts[end-1].word] && end == j+2 && ts[j].word == "the") {
			from = i
			if !prep.val {
				from = ts[start].from
			}
			return from, p.andMore(ts, end), true
		}
	}
	if end := p.whereOneLives(ts, k); end > k {
		return ts[k].from, p.andMore(ts, end), true
	}
	if start, end, generic, ok := p.nounPhrase(ts, k); ok && (!generic || p.inVillage(ts, end)) && start == k && !p.unnamedOwn(ts, start, end) && !(k > 1 && ts[k-1].word == "over" && enQuarrels[ts[k-2].word]) {
		return ts[k].from, p.andMore(ts, end), true
	}
	return 0, 0, false
}

// unnamedOwn: "our roof", "my building" without a direction tell what is broken, not where.
func (p *placeReader) unnamedOwn(ts []token, start, end int) bool {
	if end != start+2 {
		return false
	}
	switch ts[start].word {
	case "my", "our", "his", "her", "their", "your":
		_, known := p.covering(ts[start+1].from)
		return !known
	}
	return false
}

// andMore joins what follows with a comma or a direction: ", building 3", "near the gate".
func (p *placeReader) andMore(ts []token, next int) int {
	for next < len(ts) {
		gap := strings.TrimSpace(p.s[ts[next-1].to:ts[next].from])
		if gap == "/" && isRoad(ts[next-1].word) {
			if start, end, generic, ok := p.nounPhrase(ts, next); ok && start == next && !generic && isRoad(ts[end-1].word) {
				next = end
				continue
			}
		}
		if ts[next].word == "and" && gap == "" && isRoad(ts[next-1].word) { // the crossing of two roads
			if start, end, generic, ok := p.nounPhrase(ts, next+1); ok && start == next+1 && !generic && isRoad(ts[end-1].word) {
				next = end
				continue
			}
		}
		j := next
		prepared := false
		if prep, ok := enPlacePreps.at(p.s, ts[j].from); ok && gap == "" && (prep.val || prep.word == "in" || prep.word == "on" || prep.word == "at") {
			for j < len(ts) && ts[j].from < ts[next].from+len(prep.word) {
				j++
			}
			prepared = true
		} else if ok && gap == "," && prep.val { // Luobu town, near the post office
			for j < len(ts) && ts[j].from < ts[next].from+len(prep.word) {
				j++
			}
			prepared = true
		}
		if j == len(ts) { // "in Luobu near": nothing comes behind
			return next
		}
		if gap != "" && gap != "," {
			return next
		}
		if gap == "," && len(ts[j].word) >= 3 && len(ts[j].word) <= 4 && strings.Trim(ts[j].word, "0123456789") == "" && p.unitEndsAt(ts, next) {
			next = j + 1 // block 7, 602
			continue
		}
		start, end, generic, ok := p.nounPhrase(ts, j)
		if !ok && (gap == "," || prepared && ts[next].word == "in") && p.villageAt(ts, j) {
			next = j + 1 // near the primary school in Yangcun; 12 Renmin Road, Yangbu
			continue
		}
		if ok && !generic && !prepared && start == j && p.unitEndsAt(ts, next) {
			next = end // block 5 Sunshine Garden
			continue
		}
		if _, known := p.covering(ts[j].from); ok && known && gap == "" && !prepared && start == j && isRoad(ts[next-1].word) {
			next = end // Old Street Luobu
			continue
		}
		if !ok || start != j && !prepared || generic && !prepared || gap == "" && !prepared && !isDigit(p.s[ts[j].from]) && !p.isNumbered(ts, j) {
			return next
		}
		next = end
	}
	return next
}

func isRoad(w string) bool {
	switch w {
	case "road", "rd", "street", "st", "lane", "avenue", "ave":
		return true
	}
	return false
}

// unitEndsAt says that "block 5" or the like ends before token k.
func (p *placeReader) unitEndsAt(ts []token, k int) bool {
	return k >= 2 && isDigit(ts[k-1].word[0]) && p.isNumbered(ts, k-2) && ts[k-2].word != "house"
}

func (p *placeReader) isNumbered(ts []token, j int) bool {
	_, ok := enNumbered.at(p.s, ts[j].from)
	return ok
}

// nounPhrase reads "the school gate", "Qixing village", "12 Renmin Road",
// "building 3", or a known name, from token k; generic: nothing tells it from
// others of its kind ("the road").
func (p *placeReader) nounPhrase(ts []token, k int) (start, next int, generic, ok bool) {
	start = k
	article := false
	for k < len(ts) {
		if e, is := enArticles.at(p.s, ts[k].from); is && len(e.word) == len(ts[k].word) {
			article = true
			k++
			continue
		}
		break
	}
	if k >= len(ts) {
		return 0, 0, false, false
	}
	if !article {
		start = k
	}
	if m, is := p.covering(ts[k].from); is {
		next = k
		for next < len(ts) && ts[next].from < m.End {
			next++
		}
		if next < len(ts) && isRoomNumber(ts[next].word) && strings.TrimSpace(strings.Trim(p.s[ts[next-1].to:ts[next].from], ",")) == "" {
			next++ // Luobu Garden 4-301
		} else {
			next = p.houseBehind(ts, next)
		}
		end := p.nouns(ts, next)
		if end > next && isRoad(ts[end-1].word) {
			end = p.houseBehind(ts, end) // Xingxue road 56
		}
		return start, end, false, true
	}
	if _, is := enNumbered.at(p.s, ts[k].from); is && k+1 < len(ts) {
		if ts[k].word == "no" || ts[k].word == "number" { // No. 12 Renmin Road
			if s2, end, _, ok := p.nounPhrase(ts, k+1); ok && s2 == k+1 && isDigit(ts[k+1].word[0]) {
				return start, end, false, true
			}
		}
		if n := ts[k+1].word; isDigit(n[0]) && len(n) < 6 && !isArea(n) || len(n) == 1 && ts[k+1].capital && n != "i" {
			if strings.TrimSpace(strings.Trim(p.s[ts[k].to:ts[k+1].from], ".#")) == "" {
				return start, p.nouns(ts, k+2), false, true
			}
		}
	}
	// up to four words of a name, then the noun
	mine := article && (ts[start].word == "my" || ts[start].word == "our" || ts[start].word == "his" || ts[start].word == "her" || ts[start].word == "their")
	for j := k; j < len(ts) && j < k+5; j++ {
		if j > k && strings.TrimSpace(p.s[ts[j-1].to:ts[j].from]) != "" {
			return 0, 0, false, false
		}
		if e, is := enPlaceNouns.at(p.s, ts[j].from); is {
			next = j
			for next < len(ts) && ts[next].from < ts[j].from+len(e.word) {
				next++
			}
			named := j > k
			if named && !mine && !article && !ts[k].capital && !isDigit(ts[k].word[0]) && !p.lowName(ts, k, j) {
				return 0, 0, false, false // "dark road": no name
			}
			if named && isDigit(ts[k].word[0]) && (e.word == "floor" || j == k+1 && !ts[j].capital) && !strings.HasSuffix(ts[k].word, "th") && !strings.HasSuffix(ts[k].word, "nd") && !strings.HasSuffix(ts[k].word, "rd") && !strings.HasSuffix(ts[k].word, "st") {
				return 0, 0, false, false // 3 rooms
			}
			end := p.nouns(ts, next)
			if isRoad(ts[end-1].word) && (named || article) {
				end = p.houseBehind(ts, end) // Yiwu road 88
			} else if p.isNumbered(ts, end-1) && named {
				end = p.houseBehind(ts, end) // Guihuayuan building 3
			}
			return start, end, !named && !mine && end == j+1, named || article || e.word == "home" || e.word == "school" || e.word == "hospital"
		}
		if enNotInName[ts[j].word] {
			return 0, 0, false, false
		}
	}
	return 0, 0, false, false
}

// nouns goes on over further place nouns: "school gate", "village hall entrance".
func (p *placeReader) nouns(ts []token, next int) int {
	for next < len(ts) && strings.TrimSpace(p.s[ts[next-1].to:ts[next].from]) == "" {
		e, ok := enPlaceNouns.at(p.s, ts[next].from)
		if !ok {
			break
		}
		end := ts[next].from + len(e.word)
		if n, ok := enNumbered.at(p.s, ts[next].from); ok && n.word == e.word && next+1 < len(ts) && isDigit(ts[next+1].word[0]) && p.s[ts[next].to:ts[next+1].from] == " " {
			next += 2 // block 3
			continue
		}
		for next < len(ts) && ts[next].from < end {
			next++
		}
	}
	return next
}

// isArea is a size, and no number of a room: 12m2.
func isArea(w string) bool {
	unit := strings.TrimLeft(w, "0123456789")
	return unit == "m" || unit == "m2" || unit == "sqm" || unit == "sq"
}

// houseBehind goes on over the house number, or the group of a village, behind a known
// name: "Shanxia village 8", "Yanglong village 5 group". A number that counts something
// or opens a date is none.
func (p *placeReader) houseBehind(ts []token, k int) int {
	if k == 0 || k >= len(ts) || p.s[ts[k-1].to:ts[k].from] != " " {
		return k
	}
	if w := ts[k].word; len(w) > 4 || w[0] == '0' || strings.Trim(w, "0123456789") != "" && (len(w) < 2 || strings.Trim(w[:len(w)-1], "0123456789") != "" || !strings.Contains("abc", w[len(w)-1:])) {
		return k
	}
	end := ts[k].to
	if k+1 < len(ts) && p.s[end:ts[k+1].from] == " " && (ts[k+1].word == "group" || ts[k+1].word == "team") {
		return k + 2
	}
	r := runeAt(p.s, end)
	_, month := enMonths.at(p.s, skipSpace(p.s, end))
	_, money := currencyAfter.at(p.s, skipSpace(p.s, end))
	if month || money || countsSomething(p.s, end) || r != 0 && r != ' ' && !isStop(r) || r == '.' && end+1 < len(p.s) && isDigit(p.s[end+1]) || r == ',' && end+1 < len(p.s) && isDigit(p.s[end+1]) || startsDate(p.s, end) {
		return k
	}
	return k + 1
}
