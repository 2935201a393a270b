package inbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/catalog"
	"frontdoor/handoff/casebook"
	"frontdoor/handoff/search"
)

// searchView is what the list shows while something is searched for.
type searchView struct {
	Hits  []hitView
	Kinds []queue // all, cases and residents, messages
	Part  string  // of the book that can be searched so far, in a hundred; "" for all
	Off   bool    // there is no search
}

// hitView is one hit.
type hitView struct {
	Case    dialog.CaseID
	Seq     int
	Card    bool
	Href    string
	Who     string
	Channel string
	When    string
	By      string // whose words it is
	Status  dialog.Status
	Kind    string // of matter
	Owner   string
	Mine    bool
	Lines   []hitLine
	Open    bool
}

// hitLine is a text with its marks; Label says what it is, "" for words.
type hitLine struct {
	Label  string
	Pieces []search.Piece
}

// Key tells a hit from the others of the list.
func (h hitView) Key() string {
	if h.Card {
		return string(h.Case) + "-card"
	}
	return string(h.Case) + "-" + itoa(h.Seq)
}

// How much of a message a hit shows before its first mark and after, in characters.
const (
	excerptBefore = 16
	excerptAfter  = 70
)

// find fills the list with what is searched for. What is written just now is found.
func (in *inbox) find(r *http.Request, v *listView, asked url.Values, open dialog.CaseID) error {
	v.Title = v.T("search_go")
	v.Found = &searchView{Off: in.Search == nil}
	v.Queue = "search"
	for i := range v.Queues {
		v.Queues[i].Here = false
	}
	for _, k := range []string{"", "cards", "messages"} {
		v.Found.Kinds = append(v.Found.Kinds, queue{Key: k, Label: v.T("search_kind_" + k), Here: asked.Get("in") == k,
			Href: with("/inbox", asked, "in", k, "after", "")})
	}
	if in.Search == nil {
		return nil
	}
	if ok, part := in.Search.Ready(); !ok {
		v.Found.Part = itoa(part)
		return nil
	}
	if err := in.Desk.Searched(r.Context(), v.Agent, v.Search, asked.Get("in"), in.Now()); err != nil {
		return err
	}
	if err := in.Search.CatchUp(r.Context()); err != nil {
		return err
	}
	q := search.Query{Text: v.Search, Cards: asked.Get("in") == "cards", Messages: asked.Get("in") == "messages", Sees: in.Board.Sees(v.Agent), Hides: in.Board.Hides(v.Agent),
		Limit: rowsAPage, After: asked.Get("after")}
	page, err := in.Search.Find(r.Context(), q)
	if err != nil { // an address made by hand: begin at the first page
		q.After = ""
		if page, err = in.Search.Find(r.Context(), q); err != nil {
			return err
		}
	}
	for _, h := range page.Hits {
		if c, ok := in.Board.Case(h.Case); ok && !alsoSaid(h, page) {
			c = v.Agent.Veiled(c)
			v.Found.Hits = append(v.Found.Hits, in.hit(v.page, h, c, asked, page.Searched, open))
		}
	}
	if page.Next != "" {
		v.Next = with("/inbox", asked, "after", page.Next)
	}
	if q.After != "" {
		v.First = with("/inbox", asked, "after", "")
	}
	return nil
}

// alsoSaid says whether all that is found on a card is the very words of a message that is
// found, too: a story is kept as what the matter is.
func alsoSaid(h search.Hit, page search.Page) bool {
	if h.Kind != search.KindCard {
		return false
	}
	return !slices.ContainsFunc(h.Card.Fields(page.Searched), func(f search.Field) bool {
		return !slices.ContainsFunc(page.Hits, func(m search.Hit) bool { return m.Case == h.Case && m.Kind != search.KindCard && m.Text == f.Text })
	})
}

func (in *inbox) hit(p page, h search.Hit, c casebook.Case, asked url.Values, searched string, open dialog.CaseID) hitView {
	now := in.Now()
	v := hitView{Case: c.ID, Seq: h.Seq, Card: h.Kind == search.KindCard, Who: p.who(c), Channel: c.Address.Channel(), When: p.since(h.At, now),
		Status: c.Status, Kind: p.ShortCategory(c.Category), Owner: ownerOf(c), Mine: c.Owner != "" && c.Owner == p.Agent.Login, Open: c.ID == open}
	v.Href = with("/inbox/cases/"+string(c.ID), asked)
	if !v.Card {
		v.Href = with("/inbox/cases/"+string(c.ID), asked, "line", itoa(h.Seq)) + "#line-" + itoa(h.Seq)
		v.By = p.T(map[search.Kind]string{search.KindResident: "by_resident", search.KindAgent: "by_agent", search.KindNote: "note"}[h.Kind])
		text := strings.Join(strings.Fields(h.Text), " ")
		text, marks := search.Excerpt(text, search.Marks(text, searched), excerptBefore, excerptAfter)
		v.Lines = []hitLine{{Pieces: search.Pieces(text, marks)}}
		return v
	}
	category, _ := in.Catalog.Category(c.Category)
	for _, f := range h.Card.Fields(searched) {
		v.Lines = append(v.Lines, in.hitField(p, category, f, searched))
	}
	return v
}

// hitField is a thing on a card as agents read it: a place by its name, an option by its
// label. Where the words then do not stand in it, it is shown as it is kept.
func (in *inbox) hitField(p page, category catalog.Category, f search.Field, searched string) hitLine {
	text, marks, label := f.Text, f.Marks, ""
	switch f.Slot {
	case search.Number:
		label = p.T("search_number")
	case search.Summary:
		label = p.T("search_summary")
	default:
		slot, _ := category.Slot(f.Slot)
		label = shorten(p.slotLabel(slot, f.Slot), 12)
		if shown := p.slotValue(slot, casebook.Fact{Value: text}); shown != text {
			if found := search.Marks(shown, searched); len(found) > 0 {
				text, marks = shown, found
			}
		}
	}
	text, marks = search.Excerpt(text, marks, excerptBefore, excerptAfter)
	return hitLine{Label: label, Pieces: search.Pieces(text, marks)}
}

// lineAsked is how many lines of a talk are needed to show the one the address asks for,
// with a few before it; 0 for none.
func lineAsked(r *http.Request, lines []casebook.Line) int {
	wanted := r.URL.Query().Get("line")
	if wanted == "" {
		return 0
	}
	for i := range lines {
		if itoa(lines[i].Seq) == wanted {
			return min(len(lines)-i+linesBefore, linesFound)
		}
	}
	return 0
}

// A line that was found is shown with so many before it; one so far back that more lines
// than this come after it is not gone to, for the page would be too large for a phone.
const (
	linesBefore = 10
	linesFound  = 2000
)
