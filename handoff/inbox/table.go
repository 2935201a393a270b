package inbox

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

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
	NextN    int // what the next one will be
	Points   []mediation.Point
	Meeting  *mediation.Meeting
	Fixed    string
	Items    []itemView
	Number   string
	Earlier  []choiceView // papers of what was signed at the tables before
	Why      string       // it was halted by the town
	Held     string       // until when what is left of it is kept by law
	Told     string       // who told of violence
	Tellers  int
	Resumes  bool // this agent may go on after that
	Roles    []choiceView
	Outcomes []choiceView
	Texts    bool
	May      map[string]bool
	Next     string // what is to be done or waited for now
	Two      bool   // two languages are spoken at it
	Court    string // until when the sides may go to court together
	Story    []momentView
}

// seatView is a party as the mediator sees it.
type seatView struct {
	ID, Name, Role string
	Signs          bool
	Mark           string // the letter that stands for it in the story
	State          mediation.PartyState
	Stopped        bool
	Limited        bool
	Where          string
	Lang           string
	Code           string
	Links          []string
	Href           string
	Answer         mediation.Kind
	At             string
	Consent        string // when and to which words it agreed to take part
	Picks          string
	Said           int
	Files          []mediaView
	Release, Drop  bool
}

// itemView is one thing owed.
type itemView struct {
	N     int
	Words string
	State mediation.ItemState
	Owed  string
}

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
	t.State, t.Topic, t.Number, t.Why, t.Meeting = table.State, table.Topic, table.Number, p.whyHalted(table), table.Meeting
	t.May = map[string]bool{}
	for _, r := range mediation.Rules() {
		t.May[string(r.Kind)] = v.Mine && (r.In == nil || slices.Contains(r.In, table.State))
	}
	var told []string
	for _, id := range table.Told {
		if party := table.Party(id); party != nil {
			told = append(told, party.Name)
		}
	}
	t.Told, t.Tellers = strings.Join(told, p.T("table_and")), len(table.Told)
	t.Resumes = t.May["resume"] && table.Why != mediation.OnRecord && (len(table.Told) == 0 || p.Agent.Role.Supervises())
	if len(table.Seated()) < 2 { // nobody to find a time or terms with yet
		t.May["times"], t.May["propose"] = false, false
	}
	for _, o := range mediation.Outcomes() {
		t.Outcomes = append(t.Outcomes, choiceView{Key: o, Label: p.T("table_ends_" + o)})
	}
	for n, held := range casebook.EarlierTables(events) {
		if !held.SignedAt.IsZero() {
			t.Earlier = append(t.Earlier, choiceView{Key: "agreement-" + strconv.Itoa(n+1) + ".pdf", Label: held.Number})
		}
	}
	t.NextN = len(table.Versions) + 1
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
		t.Seats = append(t.Seats, in.seat(p, table, s, q))
	}
	t.Story = in.story(p, table, seats, t.Seated, t.May["pass"])
	t.Next = p.tableNext(table)
	t.Two = slices.ContainsFunc(table.Seated(), func(s mediation.Party) bool { return s.Lang == "en" }) &&
		slices.ContainsFunc(table.Seated(), func(s mediation.Party) bool { return s.Lang != "en" })
	if !c.HeldUntil.IsZero() {
		t.Held = c.HeldUntil.In(in.Town.Zone).Format(time.DateOnly)
	}
	if !table.SignedAt.IsZero() {
		t.Court = table.SignedAt.In(in.Town.Zone).AddDate(0, 0, courtDays).Format(time.DateOnly)
	}
	return nil
}

// whyHalted says why the town halted a table; "" where it did not.
func (p page) whyHalted(t *mediation.Table) string {
	if t.Why != mediation.OfViolence && t.Why != mediation.OnRecord {
		return ""
	}
	return p.T("table_why_" + t.Why)
}

// courtDays is how long the sides may ask the court together to confirm what they signed.
const courtDays = 30

// seat is one party, with what it said last.
func (in *inbox) seat(p page, table *mediation.Table, s handoff.Seat, q url.Values) seatView {
	now := in.Now()
	v := seatView{ID: s.ID, Name: s.Name, Signs: s.Signs, Role: s.Role, State: s.State, Stopped: s.Stopped, Limited: s.Limited, Code: s.Code, Answer: s.Answer, At: p.clock(s.Since, now),
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
	v.Mark, v.Lang = p.seatMark(table, s.ID), s.Lang
	if !s.ConsentAt.IsZero() && s.Wording != "" {
		v.Consent = p.T("table_consent", "at", p.clock(s.ConsentAt, now), "where", p.T("channel_"+s.Channel), "words", s.Wording)
	}
	if s.Case != "" && s.ID != table.Parties[0].ID && !p.Agent.Sees(casebook.Fold(s.Events)) {
		return v // a case of its own, not for this agent
	}
	for _, l := range casebook.Thread(s.Events) {
		if l.Kind == dialog.ChangeSaid && l.By == dialog.ByResident {
			v.Said++
			v.Files = append(v.Files, in.files(p, dialog.CaseID(s.Case), l)...)
		}
	}
	if s.Case != "" && s.ID != table.Parties[0].ID { // the first one's words are the talk itself
		v.Href = with("/inbox/cases/"+s.Case, q)
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
	m := mediation.Act{Kind: mediation.Kind(kind), Text: text, Party: form("party"), From: form("from"), Topic: form("topic"), Also: form("topic_also"), Name: form("name"), Role: form("role"),
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
		p := mediation.Point{Text: at("point", i), Also: at("also", i), Owes: at("owes", i), Owed: at("owed", i), Amount: at("amount", i), Due: at("due", i)}
		if p.Text+p.Amount != "" {
			m.Points = append(m.Points, p)
		}
	}
	if err := openWords(m); err != nil {
		return true, err
	}
	return true, in.Desk.Mediate(r.Context(), act, m)
}

// openWords refuses words for a side in which a place was not filled in. Why a halted
// mediation goes on only agents read.
func openWords(m mediation.Act) error {
	if m.Kind == mediation.Resume {
		return nil
	}
	words := append([]string{m.Text, m.Topic, m.Also, m.Name, m.Place}, m.Options...)
	for _, p := range m.Points {
		words = append(words, p.Text, p.Also)
	}
	for _, w := range words {
		if err := openPlace(w); err != nil {
			return err
		}
	}
	return nil
}

// tableLine is one line of what happened at a table.
func (p page) tableLine(e casebook.Event, who string) string {
	if e.Act == nil { // its words were erased
		return ""
	}
	side := e.Slot
	switch {
	case e.Act.Name != "":
		side = e.Act.Name
	case side == "":
		side = p.T("table_all")
	}
	did := p.T("did_table_"+e.Value, "who", who, "side", side, "n", itoa(max(e.Act.Version, e.Act.Item)), "number", e.Act.Number)
	if words := e.Act.Text; words != "" && (e.Act.Kind == mediation.Resume || e.Act.Kind == mediation.Halt && e.Act.By == mediation.Mediator) {
		did += p.T("did_table_because", "why", words)
	}
	return did
}
