package inbox

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdoor/handoff"
)

// auditView is the record of who did what.
type auditView struct {
	adminView
	Entries  []auditRow
	Agents   []choiceView
	Deeds    []choiceView
	About    string
	From, To string // days
	Next     string // address of the page after
	Checked  bool
	Verdict  handoff.Verdict
	Wrongs   []string
	Check    string // address of the page that reads the whole record
}

// auditRow is one entry in words.
type auditRow struct {
	N                          int
	At, Stamp, Who, Deed, More string
	About, Href                string
}

const (
	entriesAPage = 50
	// checkedUnasked is how long a record may be that is read whole each time the page is
	// opened; a longer one by a button.
	checkedUnasked = 2000
)

func (in *inbox) showAudit(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	ctx, q := r.Context(), r.URL.Query()
	v := auditView{adminView: in.admin(r, agent, "audit"), About: strings.TrimSpace(q.Get("about")), From: q.Get("from"), To: q.Get("to")}
	before, err := strconv.Atoi(q.Get("before"))
	if err != nil || before < 0 {
		before = 0
	}
	record := handoff.NewAudit(in.Shelf, in.Now)
	asked := handoff.AuditQuery{Who: q.Get("who"), Deed: handoff.Deed(q.Get("deed")), About: v.About, Before: before, Max: entriesAPage + 1, From: in.midnight(v.From, 0), Until: in.midnight(v.To, 1)}
	if err := in.Desk.Searched(ctx, agent, r.URL.RawQuery, "audit", in.Now()); err != nil {
		in.trouble(w, r, err)
		return
	}
	entries, err := record.List(ctx, asked)
	if err == nil {
		err = in.auditNames(r, &v, asked)
	}
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	if len(entries) > entriesAPage {
		entries = entries[:entriesAPage]
		v.Next = with("/inbox/admin/audit", shownOf(q), "before", itoa(entries[len(entries)-1].N))
	}
	for _, e := range entries {
		v.Entries = append(v.Entries, v.entry(e, in.Now()))
	}
	first, err := record.List(ctx, handoff.AuditQuery{Max: 1})
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	if v.Checked = q.Has("check") || len(first) > 0 && first[0].N <= checkedUnasked; v.Checked {
		if v.Verdict, err = record.Verify(ctx, nil); err != nil {
			in.trouble(w, r, err)
			return
		}
		for _, wrong := range v.Verdict.Wrong {
			v.Wrongs = append(v.Wrongs, wrong.String())
		}
	}
	v.Check = with("/inbox/admin/audit", shownOf(q), "check", "1")
	in.render(w, r, http.StatusOK, "admin_audit.html", v)
}

// shownOf are the parts of an address that say which entries are listed.
func shownOf(q url.Values) url.Values {
	kept := url.Values{}
	for _, key := range []string{"who", "deed", "about", "from", "to"} {
		if value := q.Get(key); value != "" {
			kept.Set(key, value)
		}
	}
	return kept
}

// midnight begins a day of the town, or one so many later; zero for what is no day.
func (in *inbox) midnight(day string, later int) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, day, in.Town.Zone)
	if err != nil {
		return time.Time{}
	}
	return at.AddDate(0, 0, later)
}

// auditNames fills the choices of the page.
func (in *inbox) auditNames(r *http.Request, v *auditView, asked handoff.AuditQuery) error {
	all, err := in.Roster.List(r.Context())
	if err != nil {
		return err
	}
	for _, a := range all {
		v.Agents = append(v.Agents, choiceView{a.Login, a.Name + " " + a.Login, a.Login == asked.Who})
	}
	for _, who := range []string{handoff.CommandLine, handoff.House} {
		v.Agents = append(v.Agents, choiceView{who, v.doer(who), who == asked.Who})
	}
	for _, d := range handoff.Deeds() {
		v.Deeds = append(v.Deeds, choiceView{string(d), v.T("deed_" + string(d)), d == asked.Deed})
	}
	return nil
}

// doer is who did something: an agent's login, or nobody at a page.
func (p page) doer(who string) string {
	switch who {
	case handoff.CommandLine:
		return p.T("who_command")
	case handoff.House:
		return p.T("who_house")
	}
	return who
}

func (v auditView) entry(e handoff.Entry, now time.Time) auditRow {
	row := auditRow{N: e.N, At: v.clock(e.At, now), Stamp: e.At.Format(time.RFC3339), Who: v.doer(e.Who), Deed: v.T("deed_" + string(e.Deed)), About: e.About, More: e.More}
	if slices.Contains(handoff.Roles(), handoff.Role(e.More)) {
		row.More = v.T("rank_" + e.More)
	}
	for _, a := range v.Agents {
		if a.Key == e.About {
			row.Href = "/inbox/admin/agents/" + e.About
		}
	}
	if row.Href == "" && strings.HasPrefix(e.About, v.in.Town.Prefix+"-") {
		row.Href = "/inbox/cases/" + e.About
	}
	return row
}
