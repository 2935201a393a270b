package inbox

import (
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// queue is one entry of the navigation.
type queue struct {
	Key   string
	Label string
	Count string
	Href  string
	Here  bool
	Group bool // begins a new group
}

// row is one case in the list.
type row struct {
	ID       dialog.CaseID
	Href     string
	Who      string
	Channel  string
	Category string
	Last     string
	LastBy   dialog.By
	Waits    string // how long the resident has been waiting, "" when answered
	When     string // of the last word
	Due      string
	Late     bool
	Owner    string
	Status   dialog.Status
	Flags    []dialog.Flag
	Alarm    bool
	Urgent   bool
	Failed   bool
	Open     bool // in the thread now
}

// listView is the list with its navigation, and the case if one is open.
type listView struct {
	page
	Queues []queue
	Queue  string
	Title  string
	Rows   []row
	Next   string // address of the page after
	First  string // address of the first page, on later ones
	Alarms []row
	Cursor casebook.Cursor
	Search string
	Case   *caseView
}

// The queues of the navigation, in order; the categories follow.
var queues = []struct {
	key        string
	supervisor bool
	query      func(agent handoff.Agent) handoff.Query
}{
	{"mine", false, func(a handoff.Agent) handoff.Query { return handoff.Query{Owner: a.Login, Open: true} }},
	{"unclaimed", false, func(handoff.Agent) handoff.Query { return handoff.Query{Status: dialog.Unclaimed} }},
	{"open", false, func(handoff.Agent) handoff.Query { return handoff.Query{Open: true} }},
	{"resolved", false, func(handoff.Agent) handoff.Query { return handoff.Query{Status: dialog.Resolved} }},
	{"collecting", true, func(handoff.Agent) handoff.Query { return handoff.Query{Status: dialog.Collecting, Hidden: true} }},
}

const rowsAPage = 40

func (in *inbox) showList(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	v, err := in.list(r, agent, "")
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	in.render(w, r, http.StatusOK, "inbox.html", v)
}

// list makes the navigation and the list the address asks for.
func (in *inbox) list(r *http.Request, agent handoff.Agent, open dialog.CaseID) (*listView, error) {
	if err := in.Board.CatchUp(r.Context()); err != nil {
		return nil, err
	}
	asked := r.URL.Query()
	for key := range asked {
		if key != "queue" && key != "category" && key != "q" && key != "after" {
			asked.Del(key)
		}
	}
	v := &listView{page: in.newPage(r, agent), Cursor: in.Board.Cursor(), Search: strings.TrimSpace(asked.Get("q"))}
	query := in.navigate(v, asked, agent)
	query.Text, query.Limit, query.After = v.Search, rowsAPage, asked.Get("after")
	found, err := in.Board.List(query)
	if err != nil { // an address made by hand: begin at the first page
		query.After = ""
		if found, err = in.Board.List(query); err != nil {
			return nil, err
		}
	}
	now := in.Now()
	for _, c := range found.Cases {
		v.Rows = append(v.Rows, in.row(v.page, c, asked, now, open))
	}
	if found.Next != "" {
		v.Next = with("/inbox", asked, "after", found.Next)
	}
	if query.After != "" {
		v.First = with("/inbox", asked, "after", "")
	}
	alarms, err := in.Board.List(handoff.Query{Status: dialog.Unclaimed, Limit: 20})
	if err != nil {
		return nil, err
	}
	for _, c := range alarms.Cases {
		if c.Alarm() {
			v.Alarms = append(v.Alarms, in.row(v.page, c, url.Values{}, now, open))
		}
	}
	return v, nil
}

// navigate fills the navigation and gives what the chosen entry lists.
func (in *inbox) navigate(v *listView, asked url.Values, agent handoff.Agent) handoff.Query {
	counts := in.Board.Counts(agent.Login)
	number := map[string]int{"mine": counts.Mine, "unclaimed": counts.Unclaimed, "open": counts.Open,
		"resolved": counts.Statuses[dialog.Resolved], "collecting": counts.Statuses[dialog.Collecting]}
	chosen := asked.Get("queue")
	category := asked.Get("category")
	query := handoff.Query{Status: dialog.Unclaimed}
	if _, ok := in.Catalog.Category(category); ok {
		chosen, query = "", handoff.Query{Category: category, Open: true}
		v.Title = v.Category(category)
	} else if chosen == "" {
		chosen = "unclaimed"
	}
	for _, q := range queues {
		if q.supervisor && !agent.Role.Supervises() {
			continue
		}
		entry := queue{Key: q.key, Label: v.T("queue_" + q.key), Count: capped(number[q.key]), Href: "/inbox?queue=" + q.key, Here: chosen == q.key}
		if entry.Here {
			query, v.Title, v.Queue = q.query(agent), entry.Label, q.key
		}
		v.Queues = append(v.Queues, entry)
	}
	if v.Title == "" {
		v.Title = v.T("queue_unclaimed")
	}
	for i, c := range in.Catalog.Categories() {
		v.Queues = append(v.Queues, queue{Key: c.Key, Label: c.Name(v.Lang), Count: capped(counts.Categories[c.Key]),
			Href: "/inbox?category=" + c.Key, Here: category == c.Key, Group: i == 0})
	}
	return query
}

func (in *inbox) row(p page, c casebook.Case, asked url.Values, now time.Time, open dialog.CaseID) row {
	r := row{
		ID: c.ID, Href: with("/inbox/cases/"+string(c.ID), asked), Who: p.who(c), Channel: c.Address.Channel(),
		Category: p.ShortCategory(c.Category), Last: shorten(c.LastText, 60), LastBy: c.LastBy, When: p.ago(c.LastAt, now),
		Owner: c.OwnerName, Status: c.Status, Flags: c.Flags, Alarm: c.Alarm(), Urgent: c.Urgent,
		Failed: len(c.Undelivered) > 0, Open: c.ID == open,
	}
	if r.Owner == "" {
		r.Owner = c.Owner
	}
	if !c.WaitingSince.IsZero() {
		r.Waits = p.ago(c.WaitingSince, now)
	}
	if !c.Due.IsZero() && c.FromAgent == 0 && c.ClosedAt.IsZero() {
		r.Late = now.After(c.Due)
		r.Due = p.clock(c.Due, now)
	}
	return r
}

// who is the resident as agents see them: the name given, or the number masked.
func (p page) who(c casebook.Case) string {
	if f := c.Facts["name"]; f.Value != "" {
		return f.Value
	}
	if phone := c.Facts["phone"].Value; phone != "" {
		return masked(phone)
	}
	if c.Address.Channel() == dialog.SMS {
		return masked(c.Address.Local())
	}
	return p.T("resident_unnamed")
}

// masked leaves the beginning and the end of a phone number.
func masked(phone string) string {
	if len(phone) < 8 {
		return phone
	}
	phone = strings.TrimPrefix(phone, "+86")
	return phone[:3] + "****" + phone[len(phone)-4:]
}

// shorten cuts a text to n characters for a row.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return string([]rune(text)[:n]) + "…"
}
