package handoff

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/dialog/pattern"
	"frontdoor/dialog/town"
	"frontdoor/dialog/understand"
	"frontdoor/handoff/casebook"
)

// Rules say who serves which case: by its place, its kind, and whom it complains of.
// They are a pure reading of the town's file and the catalogue; nil Rules are a town
// without areas, in which every agent sees every case but one that complains of them by name.
type Rules struct {
	town    *town.Town
	catalog *catalog.Catalog
	since   time.Time // when they began to hold (since.go); zero for always
}

// NewRules gives the rules of a town; nil where it has no stations.
func NewRules(t *town.Town, c *catalog.Catalog) *Rules {
	if len(t.Stations) == 0 {
		return nil
	}
	return &Rules{town: t, catalog: c}
}

// Place is where a case lies.
type Place struct {
	// Grids it may lie in: none where nobody knows, several where a person must say.
	Grids []string
	// Stations of these grids; of a case in no grid, the one whose poster was scanned.
	Stations []string
	// Areas are all IDs of grids, stations and townships it may lie in.
	Areas []string
}

// Place finds where a case lies: of several grids, in the one that its resident named when
// asked. In no grid, it is in the town's own queue.
func (r *Rules) Place(c casebook.Case) Place {
	var p Place
	if r == nil {
		return p
	}
	where := c.Facts["where"]
	grids := r.town.LocateSaid(where.Value, where.Raw)
	switch said := c.Facts[dialog.GridSlot].Value; {
	case len(grids) < 2 || said == "":
	case said == dialog.NoGrid:
		grids = nil // the resident was asked, and it is none of them
	default:
		if i := slices.IndexFunc(grids, func(g town.Grid) bool { return g.ID == said }); i >= 0 {
			grids = grids[i : i+1]
		}
	}
	for _, g := range grids {
		p.Grids = append(p.Grids, g.ID)
		p.add(r.town.Above(g.ID)...)
		if !slices.Contains(p.Stations, g.Station) {
			p.Stations = append(p.Stations, g.Station)
		}
	}
	if s, ok := r.town.Station(c.Facts[dialog.StationSlot].Value); ok && len(p.Grids) == 0 && where.Value == "" {
		p.Stations = []string{s.ID}
		p.add(s.ID)
		if s.Township != "" {
			p.add(s.Township)
		}
	}
	return p
}

func (p *Place) add(areas ...string) {
	for _, a := range areas {
		if !slices.Contains(p.Areas, a) {
			p.Areas = append(p.Areas, a)
		}
	}
}

// In says whether the place may lie in one of these areas.
func (p Place) In(areas []string) bool {
	return slices.ContainsFunc(p.Areas, func(a string) bool { return slices.Contains(areas, a) })
}

// restricted says whether only agents named for its category see a case.
func (r *Rules) restricted(c casebook.Case) bool {
	category, ok := r.catalog.Category(c.Category)
	return ok && category.Restricted
}

// MayHold says whether a case may be given to an agent at all: not one it complains of,
// and what is restricted only to those named for it. The agents of a village never hold
// what is kept from the village.
func (r *Rules) MayHold(a Agent, c casebook.Case) bool { return r.mayHold(a, c, r.Place(c)) }

func (r *Rules) mayHold(a Agent, c casebook.Case, p Place) bool {
	if r == nil {
		return !namedIn(c, a)
	}
	return !r.concerns(a, c, p) && (!r.restricted(c) || a.Named(c.Category))
}

// sees says whether an agent may read a case that agents see.
func (r *Rules) sees(a Agent, c casebook.Case, p Place) bool {
	switch {
	case r == nil:
		return !namedIn(c, a)
	case r.concerns(a, c, p):
		return false
	case c.Alarm(), c.Owner == a.Login: // where life is at risk everybody may come
		return true
	case r.restricted(c):
		return a.Named(c.Category)
	case a.Role.Supervises(), slices.Contains(c.Mentioned, a.Login), c.First == a.Login, c.Offered != nil && c.Offered.To == a.Login:
		return true
	}
	return (len(a.Areas) == 0 || p.In(a.Areas)) && (len(a.Categories) == 0 || c.Category == "" || slices.Contains(a.Categories, c.Category))
}

// namedIn says whether the other side of a case is this agent, by name.
func namedIn(c casebook.Case, a Agent) bool {
	who := c.Facts["who"]
	if who.Value == "" && who.Raw == "" {
		return false
	}
	return slices.ContainsFunc(append([]string{a.Name}, a.Known...), func(name string) bool { return named(who.Value+"\n"+who.Raw, name) })
}

// concerns says whether a case complains of an agent, or of the station the agent works
// at. Of a complaint about a village, and of a case whose resident asked to be kept from
// it, the whole station of the place is taken to be concerned: who is meant is often not
// said, and an agent too few does less harm than one too many.
func (r *Rules) concerns(a Agent, c casebook.Case, p Place) bool {
	category, _ := r.catalog.Category(c.Category)
	who := c.Facts["who"].Value + "\n" + c.Facts["who"].Raw
	if category.NeverTo != "" {
		who += "\n" + c.Facts[category.NeverTo].Value + "\n" + c.Facts[category.NeverTo].Raw + "\n" + c.Facts["what"].Value
	}
	for _, name := range append([]string{a.Name}, a.Known...) {
		if named(who, name) || category.NeverTo != "" && calledBySurname(c.Facts[category.NeverTo].Value, name) {
			return true
		}
	}
	own := r.stationsOf(a)
	if len(own) == 0 {
		return false
	}
	if category.NeverTo != "" || c.Has(dialog.FlagConfidential) {
		if slices.ContainsFunc(p.Stations, func(s string) bool { return slices.Contains(own, s) }) {
			return true
		}
	}
	for _, id := range own {
		s, _ := r.town.Station(id)
		if named(who, s.Title.Zh) || named(who, s.Title.En) {
			return true
		}
	}
	return category.NeverTo != "" && slices.ContainsFunc(r.town.Locate(who), func(g town.Grid) bool { return slices.Contains(own, g.Station) })
}

// stationsOf are the stations at which an agent works: those named, and those of the
// grids named. Who serves a whole township, or everything, works at none.
func (r *Rules) stationsOf(a Agent) []string {
	var own []string
	for _, id := range a.Areas {
		if g, ok := r.town.Grid(id); ok {
			id = g.Station
		}
		if _, ok := r.town.Station(id); ok {
			own = append(own, id)
		}
	}
	return own
}

// named says whether a text holds a name: a Chinese one anywhere, any other as a word.
func named(text, name string) bool {
	name, text = plain(name), plain(text)
	if utf8.RuneCountInString(name) < 2 {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			return false
		}
		from += i
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[from+len(name):])
		if name[0] >= utf8.RuneSelf || !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		from += len(name)
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

// titles are how people call an official whose given name they do not say.
var titles = pattern.MustCompile(`^(.)(?:某某?|姓|支书|书记|主任|村长|站长|主席|会计|文书|镇长|干部|网格员|代办员|师傅|姐|哥|叔|婶|总|家)`)

// calledBySurname says whether 王书记 may be an agent called 王建国.
func calledBySurname(who, name string) bool {
	m := titles.FindStringSubmatch(plain(who))
	return m != nil && strings.HasPrefix(plain(name), m[1]) && pattern.IsHan([]rune(m[1])[0])
}
