package api

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"frontdoor/handoff"
	"frontdoor/handoff/search"
)

// hitsForm is one page of what was found, the newest first; Next is null at the end.
type hitsForm struct {
	Hits []hitForm `json:"hits"`
	Next *string   `json:"next"`
}

// hitForm is a message that holds the words, or a case of which something does.
type hitForm struct {
	Case   string      `json:"case"`
	Seq    int         `json:"seq"` // the event in the case's thread
	At     string      `json:"at"`
	Kind   string      `json:"kind"` // case, resident, agent or note: whose message
	Fields []foundForm `json:"fields"`
}

// foundForm is a text that holds a word; Field is text for a message's words, number,
// summary or the slot of a fact for a case.
type foundForm struct {
	Field string     `json:"field"`
	Text  string     `json:"text"`
	Marks []markForm `json:"marks"`
}

// markForm is where a word stands, in characters: from the first to before the last.
type markForm struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// kindNames are the kinds of hits as clients read them.
var kindNames = map[search.Kind]string{search.KindCard: "case", search.KindResident: "resident", search.KindAgent: "agent", search.KindNote: "note"}

func (s *server) find(r *http.Request, agent handoff.Agent) (any, error) {
	q := readQuery(r, "q", "in", "limit", "after")
	in := q.oneOf("in", []string{"cards", "messages"})
	asked := search.Query{Text: q.values["q"], Cards: in == "cards", Messages: in == "messages", Sees: s.Board.Sees(agent), Hides: s.Board.Hides(agent),
		Limit: q.limit(search.LimitUsual, search.LimitMost), After: q.values["after"]}
	if q.err != nil {
		return nil, q.err
	}
	if strings.TrimSpace(asked.Text) == "" {
		return nil, &problem{status: http.StatusBadRequest, Code: "query_missing", What: "q is empty", Field: "q", Do: "say what to look for"}
	}
	if err := s.searchable(); err != nil {
		return nil, err
	}
	if err := s.Desk.Searched(r.Context(), agent, asked.Text, in, s.Now()); err != nil {
		return nil, err
	}
	if err := errors.Join(s.Search.CatchUp(r.Context()), s.Board.CatchUp(r.Context())); err != nil {
		return nil, err
	}
	page, err := s.Search.Find(r.Context(), asked)
	if errors.Is(err, search.ErrAfter) {
		return nil, &problem{status: http.StatusBadRequest, Code: "after_unknown", What: "after is not a place in these hits", Field: "after",
			Why: "it must be the next of an earlier page", Do: "begin again without after"}
	}
	if err != nil {
		return nil, err
	}
	form := hitsForm{Hits: make([]hitForm, 0, len(page.Hits)), Next: orNull(page.Next)}
	for _, h := range page.Hits {
		form.Hits = append(form.Hits, s.hitForm(h, page.Searched))
	}
	return form, nil
}

// searchable says why nothing can be searched just now.
func (s *server) searchable() error {
	if s.Search == nil {
		return &problem{status: http.StatusServiceUnavailable, Code: "search_off", What: "search does not work just now",
			Why: "the server could not open its search file", Do: "ask whoever runs the server"}
	}
	if ok, part := s.Search.Ready(); !ok {
		return &problem{status: http.StatusServiceUnavailable, Code: "search_building", What: "search is being built: " + strconv.Itoa(part) + " %",
			Why: "until it is done something would be left out", Do: "try again in a moment"}
	}
	return nil
}

func (s *server) hitForm(h search.Hit, searched string) hitForm {
	f := hitForm{Case: string(h.Case), Seq: h.Seq, At: s.time(h.At), Kind: kindNames[h.Kind], Fields: []foundForm{}}
	fields := []search.Field{{Slot: "text", Text: h.Text, Marks: search.Marks(h.Text, searched)}}
	if h.Kind == search.KindCard {
		fields = h.Card.Fields(searched)
	}
	for _, field := range fields {
		found := foundForm{Field: field.Slot, Text: field.Text, Marks: []markForm{}}
		for _, m := range field.Marks {
			found.Marks = append(found.Marks, markForm{utf8.RuneCountInString(field.Text[:m.From]), utf8.RuneCountInString(field.Text[:m.To])})
		}
		f.Fields = append(f.Fields, found)
	}
	return f
}
