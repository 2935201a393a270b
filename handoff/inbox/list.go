package inbox

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// row is one case in the list.
type row struct {
	ID       dialog.CaseID
	Href     string
	Who      string
	Channel  string
	Category string
	Where    string
	Draft    bool
	Last     string
	LastBy   dialog.By
	Waits    string // how long the resident has been waiting, "" when answered
	When     string // of the last word
	Due      string
	Late     bool   // the promised reply is overdue
	Over     string // for how long
	Soon     bool   // or will be before long
	Owner    string
	Mine     bool
	For      string // whom the town's rules propose it to while nobody has it; ForMe: to this agent
	ForMe    bool
	Status   dialog.Status
	Flags    []dialog.Flag
	Danger   string // what the duty agent was alerted for
	Alarm    bool
	Urgent   bool
	Failed   bool
	Seq      int
	Open     bool // in the thread now
	Heard    int  // the line with the last word of a resident, Seen the last one this agent has seen
	Seen     int
	Unread   bool
	Labels   []string
	Priority string
	Next     string // until when something was promised
	NextLate bool
}

// listView is the list with its navigation, and the case if one is open.
type listView struct {
	page
	Queues     []queue
	Categories []queue
	Queue      string
	Title      string
	Rows       []row
	Next       string // address of the page after
	First      string // address of the first page, on later ones
	Alarms     []row
	MoreAlarms int
	Unclaimed  string
	Cursor     casebook.Cursor
	Search     string
	Found      *searchView // while something is searched for
	Case       *caseView
	Filter     filter
	Agents     []choiceView // whom cases can be passed on to
	Outcomes   []choiceView
	Laters     []choiceView
	listHref   string
	labels     []handoff.Label
}

// HeadTitle counts what waits, so that a tab in the background tells it.
func (v *listView) HeadTitle() string {
	title := v.Title + " · " + v.T("inbox")
	if v.Case != nil {
		title = v.Case.Who + " · " + string(v.Case.ID)
	}
	if len(v.Alarms) > 0 {
		return "⚠ " + v.T("alarm") + " · " + title
	}
	if v.Unclaimed != "0" {
		return "(" + v.Unclaimed + ") " + title
	}
	return title
}

// ListHref is the list without the case.
func (v *listView) ListHref() string { return v.listHref }

// Again is what the sign-in dialog shows when a session has ended.
func (v *listView) Again() signInView {
	return signInView{page: v.page, Login: v.Agent.Login, Back: signedInAt}
}

// ModuleWords are the words the module needs.
func (v *listView) ModuleWords() map[string]string {
	words := map[string]string{}
	for _, key := range []string{"draft", "merging", "waiting", "waits_take", "waits_old", "guard_send", "photos_sending", "files_again", "cut", "new_cases", "new_messages", "err_network", "sending", "undo", "undone", "selected", "is_here", "is_writing", "several_done", "several_failed", "snoozed_till"} {
		words[key] = v.T(key)
	}
	return words
}

// keyView is one line of the table of shortcuts.
type keyView struct {
	Press []string
	Does  string
}

// Keys is the table of shortcuts.
func (v *listView) Keys() []keyView {
	return []keyView{
		{[]string{"j", "k"}, v.T("key_next")}, {[]string{"Enter"}, v.T("key_open")}, {[]string{"Esc"}, v.T("key_back")},
		{[]string{"c"}, v.T("key_claim")}, {[]string{"u"}, v.T("key_release")}, {[]string{"a"}, v.T("key_pass")}, {[]string{"s"}, v.T("key_aside")}, {[]string{"m"}, v.T("merge")}, {[]string{"l"}, v.T("labels")}, {[]string{"r"}, v.T("key_reply")}, {[]string{"n"}, v.T("key_note")},
		{[]string{"Ctrl", "Enter"}, v.T("key_send")}, {[]string{"e"}, v.T("key_close")}, {[]string{"Shift", "E"}, v.T("key_close_next")}, {[]string{"g"}, v.T("key_category")},
		{[]string{"x"}, v.T("key_select")}, {[]string{"Shift", "X"}, v.T("key_select_to")}, {[]string{"/"}, v.T("key_saved")}, {[]string{"z"}, v.T("key_undo")}, {[]string{"Shift", "N"}, v.T("key_take_next")},
		{[]string{"/"}, v.T("key_search")}, {[]string{"Ctrl", "K"}, v.T("commands")}, {[]string{"?"}, v.T("key_help")},
	}
}

const (
	rowsAPage  = 40
	alarmsMost = 3 // shown one by one; the rest is counted
)

func (in *inbox) showList(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	v, err := in.list(r, agent, "")
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	in.render(w, r, http.StatusOK, "inbox.html", v)
}

// asked are the parts of an address that say what is listed.
func asked(r *http.Request) url.Values {
	q := url.Values{}
	for _, key := range []string{"queue", "category", "flag", "sort", "q", "in", "after"} {
		if value := strings.TrimSpace(r.URL.Query().Get(key)); value != "" {
			q.Set(key, value)
		}
	}
	for _, label := range r.URL.Query()["label"] {
		if label != "" && !slices.Contains(q["label"], label) && len(q["label"]) < labelsMost {
			q.Add("label", label)
		}
	}
	return q
}

// list makes the navigation and the list the address asks for.
func (in *inbox) list(r *http.Request, agent handoff.Agent, open dialog.CaseID) (*listView, error) {
	if err := in.Board.CatchUp(r.Context()); err != nil {
		return nil, err
	}
	asked := asked(r)
	v := &listView{page: in.newPage(r, agent), Cursor: in.Board.Cursor(), Search: asked.Get("q")}
	v.listHref = with("/inbox", asked)
	var err error
	if v.labels, err = in.townLabels(r.Context()); err != nil {
		return nil, err
	}
	if v.Agents, err = in.colleagues(r.Context(), &v.page); err != nil {
		return nil, err
	}
	query := in.navigate(v, asked)
	if v.Search != "" {
		err = in.find(r, v, asked, open)
	} else {
		err = in.rows(r.Context(), v, query, asked, open)
	}
	if err != nil {
		return nil, err
	}
	v.Outcomes, v.Laters = v.outcomes(), v.laters()
	return v, in.alarms(r.Context(), v, in.Now())
}

// rows fills the list with a page of cases.
func (in *inbox) rows(ctx context.Context, v *listView, query handoff.Query, asked url.Values, open dialog.CaseID) error {
	query.Limit, query.After = rowsAPage, asked.Get("after")
	found, err := in.Board.List(query)
	if err != nil { // an address made by hand: begin at the first page
		query.After = ""
		if found, err = in.Board.List(query); err != nil {
			return err
		}
	}
	now := in.Now()
	drafts, err := in.draftsOf(ctx, v.Agent.Login)
	if err != nil {
		return err
	}
	seen, _, err := in.seenBy(ctx, v.Agent.Login)
	if err != nil {
		return err
	}
	for _, c := range found.Cases {
		row := in.row(v.page, c, asked, now, open)
		row.Draft, row.Labels = drafts[c.ID], chips(v.labels, c.Labels)
		row.Seen = seen[c.ID].Seq
		row.Unread = row.LastBy == dialog.ByResident && row.Heard > row.Seen
		v.Rows = append(v.Rows, row)
	}
	if found.Next != "" {
		v.Next = with("/inbox", asked, "after", found.Next)
	}
	if query.After != "" {
		v.First = with("/inbox", asked, "after", "")
	}
	return nil
}

// alarms are the cases the duty agent was alerted to and nobody has answered.
func (in *inbox) alarms(ctx context.Context, v *listView, now time.Time) error {
	first, err := in.Board.List(handoff.Query{Open: true, For: v.Agent})
	if err != nil {
		return err
	}
	for _, c := range first.Cases { // unanswered alarms stand before all others
		switch {
		case !c.Alarm():
			return nil
		case len(v.Alarms) < alarmsMost:
			alarm := in.row(v.page, c, url.Values{}, now, "")
			if alarm.Last, err = in.cry(ctx, c.ID); err != nil {
				return err
			}
			v.Alarms = append(v.Alarms, alarm)
		default:
			v.MoreAlarms++
		}
	}
	return nil
}

// cry is what the resident said before the alarm: the last words of theirs, not the
// bot's card and not a button they tapped on it.
func (in *inbox) cry(ctx context.Context, id dialog.CaseID) (string, error) {
	events, err := in.Book.Case(ctx, id)
	if err != nil {
		return "", err
	}
	for _, e := range slices.Backward(events) {
		if e.Kind == dialog.ChangeSaid && e.By == dialog.ByResident && e.Text != "" && e.Choice == "" {
			return shorten(e.Text, 80), nil
		}
	}
	return "", nil
}

func (in *inbox) row(p page, c casebook.Case, asked url.Values, now time.Time, open dialog.CaseID) row {
	r := row{
		ID: c.ID, Href: with("/inbox/cases/"+string(c.ID), asked), Who: p.who(c), Channel: c.Address.Channel(),
		Category: p.ShortCategory(c.Category),
		Owner:    ownerOf(c), Mine: c.Owner != "" && c.Owner == p.Agent.Login, Status: c.Status, Flags: c.Flags,
		Alarm: c.Alarm(), Urgent: c.Urgent, Failed: len(c.Undelivered) > 0, Seq: c.Seq, Open: c.ID == open,
	}
	latest := p.in.latest(p.Agent, c)
	r.Last, r.LastBy = p.lastWord(latest)
	r.When = p.since(latest.LastAt, now)
	r.Heard, r.Priority, r.NextLate = c.HeardSeq, c.Priority, c.Late(now)
	if c.Owner == "" && c.Proposed != "" {
		r.For, r.ForMe = p.called(c.Proposed), c.Proposed == p.Agent.Login
	}
	if !c.StepBy.IsZero() {
		r.Next = p.clock(c.StepBy, now)
	}
	r.Where = shorten(p.placeName(c.Facts["where"].Value), 12)
	if r.Alarm {
		r.Danger = p.danger(c.AlertedFor)
	}
	if !c.WaitingSince.IsZero() {
		r.Waits = p.ago(c.WaitingSince, now)
	}
	if handoff.Owed(c) {
		r.Due, r.Late, r.Soon, r.Over = p.clock(c.Due, now), now.After(c.Due), now.Add(dueSoon).After(c.Due), p.ago(c.Due, now)
	}
	return r
}

// latest is the case of one matter in which somebody spoke last.
func (in *inbox) latest(agent handoff.Agent, c casebook.Case) casebook.Case {
	last := c
	for _, id := range c.Joined {
		if other, ok := in.Board.Case(id); ok && agent.Sees(other) && other.Merged == c.ID && other.LastBy != dialog.ByBot && other.LastAt.After(last.LastAt) {
			last = agent.Veiled(other)
		}
	}
	return last
}

// lastWord is what a row tells of a case: the last word of a person. Where the bot
// spoke last, that is what the matter is about.
func (p page) lastWord(c casebook.Case) (string, dialog.By) {
	if what := c.Facts["what"].Value; c.LastBy == dialog.ByBot && what != "" {
		return shorten(what, 80), dialog.ByResident
	}
	if c.Unsaid {
		return p.T("unsaid_last"), c.LastBy
	}
	return shorten(c.LastText, 80), c.LastBy
}

// ownerOf is who has the word, as residents know them; "" for nobody.
func ownerOf(c casebook.Case) string {
	if c.OwnerName != "" {
		return c.OwnerName
	}
	return c.Owner
}

// called is what colleagues call an agent; the login of one who works here no more.
func (p page) called(login string) string { return cmp.Or(p.names[login], login) }

// who is the resident as agents see them in lists: the name given, or the number
// masked; nobody where this agent may not know.
func (p page) who(c casebook.Case) string {
	if !p.Agent.Knows(c) {
		if handoff.LevelOf(c) == handoff.Anonymous {
			return p.T("resident_anonymous")
		}
		return p.T("resident_confidential")
	}
	if name := c.Facts["name"].Value; name != "" {
		return name
	}
	if phone := c.Facts["phone"].Value; phone != "" {
		return handoff.Covered(phone)
	}
	if c.Address.Channel() == dialog.SMS {
		return handoff.Covered(c.Address.Local())
	}
	return p.T("resident_unnamed")
}

// shorten cuts a text to n characters for a row.
func shorten(text string, n int) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}
