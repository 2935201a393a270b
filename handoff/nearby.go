package handoff

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"frontdoor/dialog"
	"frontdoor/dialog/town"
	"frontdoor/handoff/casebook"
)

// How near and how recent a case of the same kind must be to be shown beside another,
// how many are looked at, the newest first, and how many are shown.
const (
	nearMetres  = 50.0
	nearWithin  = 12 * 7 * 24 * time.Hour
	nearLookAt  = 2000
	nearShownAt = 8
)

// NearWhy says why two cases may be one matter. The words are the interface's.
type NearWhy string

// The closed list of reasons.
const (
	NearPin   NearWhy = "pin"    // the pins lie within 50 m
	NearPlace NearWhy = "place"  // the same village, road or estate is named
	NearWho   NearWhy = "same"   // the same resident wrote both
	NearPhone NearWhy = "number" // the same phone number was given
)

// Near is a case that may be the same matter as another one, and why.
type Near struct {
	casebook.Case
	Why    NearWhy
	Metres int // for NearPin
}

// Nearby are the open cases that may be the same matter as c: of its kind, begun within
// twelve weeks of now, at the same place. The nearest pin first, then the newest.
func (b *Board) Nearby(c casebook.Case, t *town.Town, now time.Time) []Near {
	if c.Category == "" || c.Merged != "" {
		return nil
	}
	here := placeWords(t, &c)
	if c.Pin == nil && len(here) == 0 {
		return nil
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	var found []nearby
	looked := 0
	for p := range b.shelves[shelf{status: onlyOpen, category: c.Category, newest: true}].from(&place{Rank: beforeAll}) {
		other := &b.cases[p.Case].Case
		if looked++; looked > nearLookAt || now.Sub(other.StartedAt) > nearWithin {
			break
		}
		if other.ID == c.ID || other.Merged != "" {
			continue
		}
		switch d := metres(c.Pin, other.Pin); {
		case d <= nearMetres:
			found = append(found, nearby{other, NearPin, int(d + 0.5)})
		case d < math.MaxFloat64: // both pins are known, and they are apart
		case slices.ContainsFunc(placeWords(t, other), func(w string) bool { return slices.Contains(here, w) }):
			found = append(found, nearby{c: other, why: NearPlace})
		}
	}
	slices.SortStableFunc(found, func(a, b nearby) int { return a.nearness() - b.nearness() })
	var shown []Near
	for _, n := range found[:min(len(found), nearShownAt)] {
		shown = append(shown, Near{*n.c, n.why, n.metres})
	}
	return shown
}

// nearby is a Near before it is known whether it is shown: many are found, few are.
type nearby struct {
	c      *casebook.Case
	why    NearWhy
	metres int
}

// nearness orders pins by their distance, and places after them.
func (n nearby) nearness() int {
	if n.why == NearPin {
		return n.metres
	}
	return math.MaxInt32
}

// OfResident are the other cases of whoever c is from: those of the same address, whose
// numbers the talk knows, and those in which the same phone number was given.
func (b *Board) OfResident(c casebook.Case, ofAddress []dialog.CaseID) []Near {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var found []Near
	add := func(id dialog.CaseID, why NearWhy) {
		other, ok := b.cases[id]
		if ok && id != c.ID && !slices.ContainsFunc(found, func(n Near) bool { return n.ID == id }) {
			found = append(found, Near{Case: other.Case, Why: why})
		}
	}
	for _, id := range slices.Backward(ofAddress) {
		add(id, NearWho)
	}
	for _, number := range numbersOf(&c) {
		for _, id := range b.byNumber[number] {
			add(id, NearPhone)
		}
	}
	return found
}

// OfAddress are all cases of an address, the oldest first.
func (b *Board) OfAddress(a dialog.Address) []dialog.CaseID {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var found []casebook.Case
	for _, c := range b.cases {
		if c.Address == a {
			found = append(found, c.Case)
		}
	}
	slices.SortFunc(found, func(a, b casebook.Case) int { return cmp.Or(a.StartedAt.Compare(b.StartedAt), cmp.Compare(a.ID, b.ID)) })
	ids := make([]dialog.CaseID, len(found))
	for i, c := range found {
		ids[i] = c.ID
	}
	return ids
}

// indexNumbers keeps which cases a number was given in; b.mu is held.
func (b *Board) indexNumbers(old, now *casebook.Case) {
	before, after := numbersOf(old), numbersOf(now)
	if slices.Equal(before, after) {
		return
	}
	for _, n := range before {
		if b.byNumber[n] = slices.DeleteFunc(b.byNumber[n], func(id dialog.CaseID) bool { return id == now.ID }); len(b.byNumber[n]) == 0 {
			delete(b.byNumber, n)
		}
	}
	for _, n := range after {
		b.byNumber[n] = append(b.byNumber[n], now.ID)
	}
}

// numbersOf are the phone numbers a case is known by.
func numbersOf(c *casebook.Case) []string {
	var all []string
	if c.Address.Channel() == dialog.SMS {
		all = append(all, plainNumber(c.Address.Local()))
	}
	if f := c.Facts["phone"]; f.State == "" && f.Value != "" && f.Value != "0" {
		if n := plainNumber(f.Value); !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// plainNumber is a number without the country it is of most.
func plainNumber(n string) string {
	n = strings.TrimPrefix(strings.TrimPrefix(n, "+"), "86")
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, n)
}

// metres between two pins, as on a flat town; the largest number where one is unknown.
func metres(a, b *dialog.Pin) float64 {
	if a == nil || b == nil {
		return math.MaxFloat64
	}
	const degree = 111_195.0 // metres on a great circle
	north := (a.Lat - b.Lat) * degree
	east := (a.Lon - b.Lon) * degree * math.Cos((a.Lat+b.Lat)/2*math.Pi/180)
	return math.Hypot(north, east)
}

// placeWords are the villages, roads and estates that the place of a case names: the
// town's own by their ID, others as they are written.
func placeWords(t *town.Town, c *casebook.Case) []string {
	f := c.Facts["where"]
	if f.Value == "" {
		return nil
	}
	var words []string
	take := func(w string) {
		if w != "" && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	text := f.Value
	if p, ok := t.Place(f.Value); ok {
		text = f.Raw
		if p.Kind != town.KindTown {
			take(p.ID)
		}
	}
	rest := []byte(text)
	for _, m := range t.FindPlaces(text) {
		if p, ok := t.Place(m.ID); ok && p.Kind != town.KindTown {
			take(p.ID)
		}
		for i := m.Start; i < m.End && i < len(rest); i++ {
			rest[i] = ' '
		}
	}
	for _, w := range hanPlaces(string(rest)) {
		take(w)
	}
	for _, w := range latinPlaces(string(rest)) {
		take(w)
	}
	return words
}

// Endings of names of places, the longer first, and what stands before a name.
var (
	placeEndings = []string{"新村", "社区", "小区", "花园", "大道", "广场", "公园", "村", "路", "街", "弄", "巷", "苑", "桥"}
	placesEnd    = firstsOf(placeEndings) // what each ending begins with: most letters begin none
	namesBegin   = "省市县区镇乡村在到从与和跟的去往是,，。、;； 0123456789"
)

func firstsOf(words []string) string {
	var firsts strings.Builder
	for _, w := range words {
		firsts.WriteRune([]rune(w)[0])
	}
	return firsts.String()
}

// hanPlaces are names like 学院路 or 石门新村 in Chinese words: what stands between the
// last word that begins a name and the ending, two to five characters with it.
func hanPlaces(text string) []string {
	var found []string
	runes := []rune(text)
	for i, r := range runes {
		if !strings.ContainsRune(placesEnd, r) {
			continue
		}
		for _, ending := range placeEndings {
			end := i + len([]rune(ending))
			if end > len(runes) || string(runes[i:end]) != ending {
				continue
			}
			from := i
			for from > 0 && i-from < 4 && unicode.Is(unicode.Han, runes[from-1]) && !strings.ContainsRune(namesBegin, runes[from-1]) {
				from--
			}
			if i-from >= 1 && !(i-from == 1 && strings.ContainsRune("本我这那同全每各马公道天", runes[from])) {
				found = append(found, string(runes[from:end]))
			}
			break
		}
	}
	return found
}

// latinPlaces are names like "garden road" in English words, in small letters.
func latinPlaces(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	var found []string
	for i, w := range words {
		switch w {
		case "rd":
			w = "road"
		case "st", "str":
			w = "street"
		case "road", "street", "lane", "village", "estate", "community", "garden", "gardens", "court", "bridge", "avenue", "square":
		default:
			continue
		}
		if i > 0 && !slices.Contains([]string{"the", "a", "our", "my", "this", "that", "main", "on", "in", "at", "of", "near"}, words[i-1]) {
			found = append(found, words[i-1]+" "+w)
		}
	}
	return found
}
