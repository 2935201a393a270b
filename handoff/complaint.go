package handoff

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/town"
	"frontdoor/dialog/understand"
	"frontdoor/handoff/casebook"
)

// namesOf are the names by which people know an agent.
func namesOf(a Agent) []string { return append([]string{a.Name}, a.Known...) }

// namedIn says whether the other side of a case is this agent, by name.
func namedIn(c *casebook.Case, a Agent) bool {
	who := c.Facts["who"]
	if who.Value == "" && who.Raw == "" {
		return false
	}
	return slices.ContainsFunc(namesOf(a), func(name string) bool { return named(who.Value+"\n"+who.Raw, name) })
}

// concerns says whether a case complains of an agent, or of the station the agent works
// at, or is a dispute of the agent's own. Of a complaint about a village, and of a case whose resident asked to be kept from
// it, the whole station of the place is taken to be concerned: who is meant is often not
// said, and an agent too few does less harm than one too many. Where nobody knows the
// place, that is the station whose poster was scanned.
func (r *Rules) concerns(a Agent, c *casebook.Case, p Place) bool {
	if ownMatter(a, c) {
		return true
	}
	category, _ := r.catalog.Category(c.Category)
	own := r.stationsOf(a)
	if len(own) > 0 && (category.NeverTo != "" || c.Has(dialog.FlagConfidential)) {
		near := p.Stations
		if scanned := c.Facts[dialog.StationSlot].Value; len(p.Grids) == 0 && scanned != "" {
			near = append(slices.Clip(near), scanned)
		}
		if slices.ContainsFunc(near, func(s string) bool { return slices.Contains(own, s) }) {
			return true
		}
	}
	who := strings.TrimSpace(c.Facts["who"].Value + "\n" + c.Facts["who"].Raw)
	if category.NeverTo != "" {
		who = strings.TrimSpace(strings.Join([]string{who, c.Facts[category.NeverTo].Value, c.Facts[category.NeverTo].Raw, c.Facts["what"].Value}, "\n"))
	}
	if who == "" {
		return false
	}
	said := plain(who)
	official := category.NeverTo != "" || offices.FindStringIndex(said) != nil
	for _, name := range namesOf(a) {
		if name = plain(name); holdsName(said, name) || official && calledInPart(said, name) {
			return true
		}
	}
	if slices.ContainsFunc(own, func(id string) bool { return r.stations[id].meantBy(said) }) {
		return true
	}
	return len(own) > 0 && category.NeverTo != "" && slices.ContainsFunc(r.town.Locate(who), func(g town.Grid) bool { return slices.Contains(own, g.Station) })
}

// The words that say that an official is meant, those by which people call one of whom
// they know only a part of the name, and those that follow the name of a station.
var (
	offices     = pattern.MustCompile(`网格员|代办员|调解员|站长|工作人员|grid worker|proxy agent|clerk`)
	callings    = pattern.MustCompile(`^(?:某|姓|支书|书记|主任|村长|站长|组长|队长|主席|会计|文书|镇长|干部|网格员|代办员|调解员|师傅|医生|老师|律师|同志|姐|哥|叔|婶|总|家)`)
	mister      = pattern.MustCompile(`(?:mr|mrs|ms|miss|secretary|director|officer|chief|head|clerk|agent)\.? $`)
	stationEnds = pattern.MustCompile(`^[^,，。.;；\n]{0,6}?(?:站|中心|代办点|窗口|station|office|centre|center)`)
)

// calledInPart says whether a plain text about an official may mean the agent of a plain name: by
// surname and title (王书记), 老王 and 小王, the given name alone (建国), Mr Li for Li Wei.
func calledInPart(text, name string) bool {
	runes := []rune(name)
	if len(runes) == 0 {
		return false
	}
	if !pattern.IsHan(runes[0]) {
		return slices.ContainsFunc(strings.Fields(name), func(part string) bool {
			return utf8.RuneCountInString(part) > 1 && eachNamed(text, part, func(before, _ string) bool { return mister.FindStringIndex(before) != nil })
		})
	}
	if given := string(runes[1:]); len(runes) == 3 && callings.FindStringIndex(given) == nil && strings.Contains(text, given) {
		return true
	}
	return eachNamed(text, string(runes[:1]), func(before, after string) bool {
		return strings.HasSuffix(before, "老") || strings.HasSuffix(before, "小") || strings.HasSuffix(before, "阿") || callings.FindStringIndex(after) != nil
	}) || len(runes) > 2 && eachNamed(text, string(runes[:2]), func(_, after string) bool { return callings.FindStringIndex(after) != nil }) // 欧阳书记
}

// stationWords are what the names of stations have in common.
var stationWords = strings.NewReplacer("便民", "", "服务", "", "中心", "", "代办", "", "工作", "", "站", "", "点", "",
	"station", "", "service", "", "centre", "", "center", "", "office", "")

// stationNames are the plain names of a station, and what is left of them without the words
// that others have, too.
type stationNames struct{ whole, cores []string }

func namesOfStations(t *town.Town) map[string]stationNames {
	all := map[string]stationNames{}
	for _, s := range t.Stations {
		var n stationNames
		for _, title := range []string{plain(s.Title.Zh), plain(s.Title.En)} {
			n.whole = append(n.whole, title)
			if core := strings.TrimSpace(stationWords.Replace(title)); utf8.RuneCountInString(core) > 1 {
				n.cores = append(n.cores, core)
			}
		}
		all[s.ID] = n
	}
	return all
}

// meantBy says whether a plain text means a station, also where it gives only a part of the
// name: 七星站, 七星的代办点, the Qixing office.
func (n stationNames) meantBy(text string) bool {
	return slices.ContainsFunc(n.whole, func(name string) bool { return holdsName(text, name) }) ||
		slices.ContainsFunc(n.cores, func(core string) bool {
			return eachNamed(text, core, func(_, after string) bool { return stationEnds.FindStringIndex(after) != nil })
		})
}

// named says whether a text holds a name: a Chinese one anywhere, any other as a word.
func named(text, name string) bool { return holdsName(plain(text), plain(name)) }

// holdsName is named for a plain text and a plain name.
func holdsName(text, name string) bool {
	return utf8.RuneCountInString(name) >= 2 && eachNamed(text, name, func(string, string) bool { return true })
}

// eachNamed asks of every place where a plain text holds a plain name, by what stands before
// and after it, whether that is meant.
func eachNamed(text, name string, meant func(before, after string) bool) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		start := from + i
		from = start + len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[from:])
		alone := name[0] >= utf8.RuneSelf || !unicode.IsLetter(before) && !unicode.IsLetter(after)
		if alone && meant(text[:start], text[from:]) {
			return true
		}
	}
}

// plain is a text in small letters and simplified characters, without blanks between the
// latter: 吳 姐 is 吴姐.
func plain(text string) string {
	text = pattern.SmallLatin(understand.Simplify(strings.TrimSpace(text)))
	runes := []rune(text)
	out := runes[:0:0]
	for i, r := range runes {
		if unicode.IsSpace(r) && r != '\n' && i > 0 && pattern.IsHan(runes[i-1]) {
			continue
		}
		out = append(out, r)
	}
	return string(out)
}
