package inbox

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/agreement"
	"frontdoor/handoff/casebook"
)

// Papers are what papers of a mediation are made with; where it is nil, none are made.
type Papers struct {
	Keeper *agreement.Keeper
	// Fonts gives the bytes of a Chinese font and of one for all other letters.
	Fonts func() (han, latin []byte, err error)
	// Texts says that invitations can go out by text message.
	Texts bool
	// ChatLinks are the beginnings of links that bring a code elsewhere than to the web chat.
	ChatLinks []string
}

// tableView is what the case pane tells of a mediation, and what can be done at it now.
type tableView struct {
	Shown    bool // this kind of matter can be mediated
	Begun    bool
	Begins   bool // it can be begun now
	State    mediation.State
	Topic    string
	Asker    string
	MayTell  bool // it is recorded that the other side may be told
	Seats    []seatView
	Sides    []choiceView // who signs and sits at it
	Seated   []choiceView
	Words    string
	Version  int // of the draft in force
	Next     int // what the next one will be
	Points   []mediation.Point
	Meeting  *mediation.Meeting
	Fixed    string
	Items    []itemView
	Number   string
	Why      string
	Roles    []choiceView
	Outcomes []choiceView
	Texts    bool
	May      map[string]bool
}

// seatView is a party as the mediator sees it.
type seatView struct {
	ID, Name, Role string
	State          mediation.PartyState
	Stopped        bool
	Limited        bool
	Where          string
	Code           string
	Links          []string
	Href           string
	Answer         mediation.Kind
	At             string
	Picks          string
	Lines          []lineView
	Release, Drop  bool
	Passes         []choiceView // to whom its words can be passed on
}

// itemView is one thing owed.
type itemView struct {
	N     int
	Words string
	State mediation.ItemState
	Owed  string
}

// seatLines is how many of a side's latest messages the pane shows.
const seatLines = 8

// addTable adds the mediation to a case's page.
func (in *inbox) addTable(ctx context.Context, p page, v *caseView, c casebook.Case, events []casebook.Event, q url.Values) error {
	t := &v.Table
	t.Shown = p.Agent.Knows(c) && c.SideOf == "" && !v.Draft && (c.Table != nil || !v.Closed && (c.Category == "mediation" || c.Category == "labour"))
	if !t.Shown {
		return nil
	}
	t.MayTell, t.Asker, t.Texts = c.Facts["discreet"].Value == "2", c.Facts["name"].Value, in.Papers != nil && in.Papers.Texts
	for _, r := range mediation.Roles() {
		t.Roles = append(t.Roles, choiceView{Key: r, Label: p.T("role_" + r)})
	}
	if t.Begins = v.Mine; c.Table != nil {
		t.Begins = v.Mine && c.Table.May(mediation.Act{Kind: mediation.Begin, By: mediation.Mediator, Topic: "-", Name: "-", Party: "a", Address: "-", Case: "-"}) == nil
	}
	if t.Begun = c.Table != nil; !t.Begun {
		return nil
	}
	table := c.Table
	t.State, t.Topic, t.Number, t.Why, t.Meeting = table.State, table.Topic, table.Number, table.Why, table.Meeting
	t.May = map[string]bool{}
	for _, r := range mediation.Rules() {
		t.May[string(r.Kind)] = v.Mine && (r.In == nil || slices.Contains(r.In, table.State))
	}
	for _, o := range mediation.Outcomes() {
		t.Outcomes = append(t.Outcomes, choiceView{Key: o, Label: p.T("table_ends_" + o)})
	}
	t.Next = len(table.Versions) + 1
	if current, ok := table.Current(); ok {
		t.Words, t.Version, t.Points = current.Words, current.N, slices.Clone(current.Points)
	}
	for range 3 {
		t.Points = append(t.Points, mediation.Point{})
	}
	if m := table.Meeting; m != nil && m.Fixed > 0 {
		t.Fixed = m.Options[m.Fixed-1]
	}
	for i, item := range table.Items {
		t.Items = append(t.Items, itemView{i + 1, table.PointWords(item.Point, p.Lang), item.State, item.Owed})
	}
	for _, party := range table.Seated() {
		t.Seated = append(t.Seated, choiceView{Key: party.ID, Label: party.Name})
		if party.Signs {
			t.Sides = append(t.Sides, choiceView{Key: party.ID, Label: party.Name})
		}
	}
	seats, err := in.Desk.Seats(ctx, c, events)
	if err != nil {
		return err
	}
	for _, s := range seats {
		t.Seats = append(t.Seats, in.seat(p, table, s, t.Seated, q))
	}
	return nil
}

// seat is one party, with what it said last.
func (in *inbox) seat(p page, table *mediation.Table, s handoff.Seat, seated []choiceView, q url.Values) seatView {
	now := in.Now()
	v := seatView{ID: s.ID, Name: s.Name, Role: s.Role, State: s.State, Stopped: s.Stopped, Limited: s.Limited, Code: s.Code, Answer: s.Answer, At: p.clock(s.Since, now),
		Release: table.May(mediation.Act{Kind: mediation.Release, By: mediation.Mediator, Party: s.ID}) == nil,
		Drop:    table.May(mediation.Act{Kind: mediation.Drop, By: mediation.Mediator, Party: s.ID}) == nil}
	v.Where = p.T("channel_" + dialog.Address(s.Address).Channel())
	if a := dialog.Address(s.Address); a.Channel() == dialog.SMS {
		v.Where += " " + handoff.Covered(a.Local())
	} else if s.Code != "" {
		v.Where = ""
		if in.Papers != nil {
			for _, link := range append([]string{p.home + "/?code="}, in.Papers.ChatLinks...) {
				v.Links = append(v.Links, link+s.Code)
			}
		}
	}
	if s.Picked {
		var picks []string
		for _, n := range s.Picks {
			picks = append(picks, strconv.Itoa(n))
		}
		v.Picks = strings.Join(picks, " ")
		if v.Picks == "" {
			v.Picks = "0"
		}
	}
	for _, other := range seated {
		if other.Key != s.ID {
			v.Passes = append(v.Passes, other)
		}
	}
	if s.Case == "" || s.ID == table.Parties[0].ID || !p.Agent.Sees(casebook.Fold(s.Events)) { // the first one's words are the talk itself
		return v
	}
	v.Href = with("/inbox/cases/"+s.Case, q)
	for _, l := range casebook.Thread(s.Events) {
		if l.Kind == dialog.ChangeSaid && l.By != dialog.ByBot && (l.Text != "" || len(l.Files) > 0) {
			v.Lines = append(v.Lines, in.line(p, dialog.CaseID(s.Case), l, nil))
		}
	}
	if n := len(v.Lines) - seatLines; n > 0 {
		v.Lines = v.Lines[n:]
	}
	return v
}

// tableAct does what a form of the mediation says; false for no act of it.
func (in *inbox) tableAct(r *http.Request, act handoff.Act, text string) (bool, error) {
	kind, ok := strings.CutPrefix(r.PathValue("act"), "table-")
	if !ok {
		return false, nil
	}
	form := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	item, _ := strconv.Atoi(form("item"))       //nolint:errcheck // none is no item
	version, _ := strconv.Atoi(form("version")) //nolint:errcheck // none is whichever it is
	m := mediation.Act{Kind: mediation.Kind(kind), Text: text, Party: form("party"), From: form("from"), Topic: form("topic"), Name: form("name"), Role: form("role"),
		Lang: form("lang"), Address: form("number"), Signs: form("role") == "side" || form("role") == "insurer", Place: form("place"), Item: item,
		Outcome: form("outcome"), Version: version}
	for _, o := range r.PostForm["option"] {
		if o = strings.TrimSpace(o); o != "" {
			m.Options = append(m.Options, o)
		}
	}
	at := func(name string, i int) string {
		if all := r.PostForm[name]; i < len(all) {
			return strings.TrimSpace(all[i])
		}
		return ""
	}
	for i := range r.PostForm["point"] {
		p := mediation.Point{Text: at("point", i), Owes: at("owes", i), Owed: at("owed", i), Amount: at("amount", i), Due: at("due", i)}
		if p.Text+p.Amount != "" {
			m.Points = append(m.Points, p)
		}
	}
	return true, in.Desk.Mediate(r.Context(), act, m)
}

// keepAgreement puts the agreement of a case under legal hold; casebook.ErrNotFound for none.
func (in *inbox) keepAgreement(ctx context.Context, id dialog.CaseID) (agreement.Agreement, error) {
	events, err := in.Book.Case(ctx, id)
	if err != nil {
		return agreement.Agreement{}, err
	}
	c := casebook.Fold(events)
	mediator := c.OwnerName
	for _, e := range events {
		if e.Act != nil && e.Act.Kind == mediation.Sign {
			if a, err := in.Roster.Get(ctx, e.Agent); err == nil {
				mediator = a.Name
			}
		}
	}
	a, ok := agreement.Of(c, mediator)
	if !ok {
		return a, fmt.Errorf("agreement of case %s: %w", id, casebook.ErrNotFound)
	}
	return in.Papers.Keeper.Keep(ctx, a)
}

// paper answers with a paper of a mediation: the agreement, or the hand-over file as a PDF
// or as data.
func (in *inbox) paper(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	events, c, ok := in.visible(w, r, agent)
	if !ok {
		return
	}
	if !agent.Knows(c) { // papers name the parties
		in.refused(w, r, http.StatusForbidden, "err_sealed")
		return
	}
	name := r.PathValue("paper")
	var body bytes.Buffer
	if err := in.writePaper(r, &body, name, c, events); err != nil {
		switch status, a := in.explain(r, err); status {
		case http.StatusNotFound:
			in.notFound(w, r)
		case http.StatusUnprocessableEntity:
			p := in.newPage(r, agent)
			in.render(w, r, status, "message.html", messageView{page: p, Title: p.T("trouble"), Text: a.Error})
		default:
			in.trouble(w, r, err)
		}
		return
	}
	kind := "application/pdf"
	if strings.HasSuffix(name, ".json") {
		kind = "application/json; charset=utf-8"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", string(c.ID)+"-"+name))
	body.WriteTo(w) //nolint:errcheck // the browser has gone
}

func (in *inbox) writePaper(r *http.Request, w io.Writer, name string, c casebook.Case, events []casebook.Event) error {
	ctx := r.Context()
	if in.Papers == nil || c.Table == nil || !slices.Contains([]string{"agreement.pdf", "handover.pdf", "handover.json"}, name) {
		return casebook.ErrNotFound
	}
	paper := agreement.Paper{Town: in.Town.Name(language(r)), Zone: in.Town.Zone, Verify: in.home(r)}
	if strings.HasSuffix(name, ".pdf") {
		var err error
		if paper.Han, paper.Latin, err = in.Papers.Fonts(); err != nil {
			return in.unwritten(err)
		}
	}
	if name == "agreement.pdf" {
		a, err := in.keepAgreement(ctx, c.ID)
		if err != nil {
			return err
		}
		if err := paper.Write(w, a); err != nil {
			return in.unwritten(err)
		}
		return nil
	}
	seats, err := in.Desk.Seats(ctx, c, events)
	if err != nil {
		return err
	}
	threads := agreement.Threads{}
	for _, s := range seats {
		threads[s.ID] = s.Events
	}
	h, _ := agreement.HandoverOf(c, threads)
	if name == "handover.pdf" {
		if err := paper.WriteHandover(w, h, language(r)); err != nil {
			return in.unwritten(err)
		}
		return nil
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(h)
}

// unwritten says that a paper cannot be made on this server; why stands in the log.
func (in *inbox) unwritten(err error) error {
	in.Log.Error("a paper of a mediation cannot be made", "err", err)
	return &handoff.Mistake{Code: "paper_font", What: "the PDF cannot be made", Why: err.Error(), Do: "install a Chinese TrueType font or name one with FRONTDOOR_FONT"}
}

// home is how this server is called from outside.
func (in *inbox) home(r *http.Request) string {
	if home := strings.TrimRight(in.PublicURL, "/"); home != "" {
		return home
	}
	return "http://" + r.Host
}

// verifyView is all that who checks a paper is told.
type verifyView struct {
	page
	Number, Date string
	Genuine      bool
}

// verify says whether a paper is genuine, to anybody: its number, its day, and that its
// words are those signed.
func (in *inbox) verify(w http.ResponseWriter, r *http.Request) {
	v := verifyView{page: in.newPage(r, handoff.Agent{}), Number: r.PathValue("number")}
	if in.Papers != nil {
		day, ok, err := in.Papers.Keeper.Genuine(r.Context(), v.Number, r.URL.Query().Get("h"))
		if err != nil {
			in.trouble(w, r, err)
			return
		}
		if v.Genuine = ok; ok {
			v.Date = day.In(in.Town.Zone).Format("2006-01-02")
		}
	}
	status := http.StatusOK
	if !v.Genuine {
		status, v.Number = http.StatusNotFound, ""
	}
	w.Header().Set("X-Robots-Tag", "noindex")
	in.render(w, r, status, "verify.html", v)
}

// tableLine is one line of what happened at a table.
func (p page) tableLine(e casebook.Event, who string) string {
	if e.Act == nil {
		return p.T("did_table_erased")
	}
	side := e.Slot
	switch {
	case e.Act.Name != "":
		side = e.Act.Name
	case side == "":
		side = p.T("table_all")
	}
	return p.T("did_table_"+e.Value, "who", who, "side", side, "n", itoa(max(e.Act.Version, e.Act.Item)), "number", e.Act.Number)
}
