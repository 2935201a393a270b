package understand

import (
	"strings"

	"frontdoor/dialog/pattern"
)

// pinyin is a name of two to four syllables as Chinese places are spelled in English.
var pinyin = pattern.MustCompile(`^(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)|an|ao|ai|er|ou){2,4}$`)

// villageAt: the token is a village or town said without a word for it, "Yangcun", where
// the clause ends behind it: capital, spelled in syllables, nobody's and no other word.
func (p *placeReader) villageAt(ts []token, k int) bool {
	if k >= len(ts) || !ts[k].capital || enNotInName[ts[k].word] || enNotNames[ts[k].word] || !pinyin.MatchString(ts[k].word) {
		return false
	}
	next := runeAt(p.s, ts[k].to)
	return isStop(next) || next == ' ' && k+1 < len(ts) && !ts[k+1].capital && p.s[ts[k].to:ts[k+1].from] == " "
}

// inVillage: such a village stands behind the place that ends before token k: bridge in Dongtou.
func (p *placeReader) inVillage(ts []token, k int) bool {
	if k >= len(ts) || ts[k].word != "in" || !p.villageAt(ts, k+1) {
		return false
	}
	_, _, _, named := p.nounPhrase(ts, k+1)
	return !named // in Qixing village: read by itself
}

var (
	// enSettlements are kinds of places that people live in or by, and give a name.
	enSettlements = lookup("village estate garden community road street lane avenue court town compound district plaza")
	// enDescribes are words that tell a road or village from others without being its name.
	enDescribes = lookup("dark main old new small big busy narrow back front side whole same other next public local nearby wet muddy dirty private residential wide long short quiet empty vegetable flower rice primary middle school dirt gravel concrete mud country city high nice good bad poor steep slippery icy rural urban gated entire lower upper first second third")
)

// lowName: the words ts[k:j] are the name of an estate or street in small letters. Who
// writes so says "in" or "at" before it, or the building behind it: sunshine garden building 3.
func (p *placeReader) lowName(ts []token, k, j int) bool {
	for next := j + 1; next < len(ts) && next <= k+3 && p.s[ts[next-1].to:ts[next].from] == " "; next++ { // happy home estate
		if enSettlements[ts[next].word] {
			j = next
		}
	}
	if !enSettlements[ts[j].word] || j-k > 3 {
		return false
	}
	for _, w := range ts[k:j] {
		_, direction := enPlacePreps.at(p.s, w.from)
		if enDescribes[w.word] || enNotNames[w.word] || enNotInName[w.word] || direction || len(w.word) < 3 {
			return false
		}
	}
	if j+2 < len(ts) && p.isNumbered(ts, j+1) && isDigit(ts[j+2].word[0]) {
		return true
	}
	if p.alone(ts, k, j) {
		return true // xinhua road, between two commas
	}
	if k == 0 {
		return false
	}
	switch ts[k-1].word {
	case "in", "at", "on", "near":
		return p.s[ts[k-1].to:ts[k].from] == " "
	}
	return false
}

// alone: the words ts[k:j+1] are a clause of their own.
func (p *placeReader) alone(ts []token, k, j int) bool {
	r := runeAt(p.s, ts[j].to)
	if r != 0 && !isStop(r) || j-k > 2 {
		return false
	}
	return k == 0 || strings.ContainsAny(strings.TrimSpace(p.s[ts[k-1].to:ts[k].from]), ",.;\n") || strings.Contains(p.s[ts[k-1].to:ts[k].from], "\n")
}

// lives are the words before "in" that bring where the speaker lives or is.
var lives = lookup("live lives living lived stay staying resident based")

// whereOneLives reads "Dahu" or "Fontana 27" after "live in": up to three words with
// capitals and a number. It gives the token behind, k where there is none.
func (p *placeReader) whereOneLives(ts []token, k int) int {
	if k < 2 || ts[k-1].word != "in" && ts[k-1].word != "at" || !lives[ts[k-2].word] {
		return k
	}
	end := k
	for end < len(ts) && end < k+3 && ts[end].capital && !enNotInName[ts[end].word] && !enNotNames[ts[end].word] && p.s[ts[end-1].to:ts[end].from] == " " {
		if _, noun := enPlaceNouns.at(p.s, ts[end].from); noun {
			return k // Qixing village: read as such
		}
		end++
	}
	if end == k || end < len(ts) && p.s[ts[end-1].to:ts[end].from] == " " && p.nounAhead(ts, end) {
		return k
	}
	return p.houseBehind(ts, end)
}

// nounAhead: a word for a kind of place is the next token.
func (p *placeReader) nounAhead(ts []token, k int) bool {
	_, noun := enPlaceNouns.at(p.s, ts[k].from)
	return noun
}
