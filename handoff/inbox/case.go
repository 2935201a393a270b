package inbox

import (
	"crypto/rand"
	"io"
	"net/http"
	"strconv"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// caseView is one open case: its talk, what was collected, what can be done.
type caseView struct {
	ID       dialog.CaseID
	Who      string
	Channel  string
	Address  dialog.Address
	Status   dialog.Status
	Category string
	Percent  int // how sure the category is, 0 when an agent chose it
	Flags    []dialog.Flag
	Owner    string
	Mine     bool
	Held     bool // by another agent
	Closed   bool
	Stopped  bool
	Blocked  bool
	Due      string
	Late     bool
	Opened   string
	Outcome  dialog.Outcome
	Score    int
	Facts    []factView
	Days     []dayView
	Seq      int

	Categories []choiceView
	Outcomes   []choiceView
	HandBack   string // what the bot will say
	Signature  string // stands before an agent's words on SMS
	Key        string // of the next act
	Wrong      string // why the last act did not happen
	Typed      string // what was typed then
	Back       string
}

// choiceView is one entry of a select.
type choiceView struct {
	Key, Label string
	Chosen     bool
}

// factView is one collected slot.
type factView struct {
	Label, Value, Raw string
	State             dialog.SlotState
}

func (in *inbox) showCase(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.casePage(w, r, agent, http.StatusOK, "", "")
}

// casePage draws a case beside its list; wrong and typed are what an act left.
func (in *inbox) casePage(w http.ResponseWriter, r *http.Request, agent handoff.Agent, status int, wrong, typed string) {
	id := dialog.CaseID(r.PathValue("id"))
	if ours, ok := dialog.ParseCaseID(in.Town.Prefix, string(id)); ok {
		id = ours
	}
	events, c, ok := in.visible(w, r, agent, id)
	if !ok {
		return
	}
	v, err := in.list(r, agent, id)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	v.Case = in.caseView(v.page, events, c)
	v.Case.Wrong, v.Case.Typed = wrong, typed
	v.Case.Back = with("/inbox/cases/"+string(id), r.URL.Query())
	in.render(w, r, status, "inbox.html", v)
}

// visible gives a case this agent may see; else it has answered.
func (in *inbox) visible(w http.ResponseWriter, r *http.Request, agent handoff.Agent, id dialog.CaseID) ([]casebook.Event, casebook.Case, bool) {
	events, err := in.Book.Case(r.Context(), id)
	if err == nil {
		c := casebook.Fold(events)
		if agent.Role.Supervises() || handoff.Visible(c) {
			return events, c, true
		}
		err = casebook.ErrNotFound
	}
	if status, _ := in.explain(r, err); status == http.StatusNotFound {
		in.notFound(w, r)
	} else {
		in.trouble(w, r, err)
	}
	return nil, casebook.Case{}, false
}

func (in *inbox) caseView(p page, events []casebook.Event, c casebook.Case) *caseView {
	now := in.Now()
	v := &caseView{
		ID: c.ID, Who: p.who(c), Channel: c.Address.Channel(), Address: c.Address, Status: c.Status, Category: c.Category,
		Flags: c.Flags, Owner: c.OwnerName, Mine: c.Owner == p.Agent.Login, Held: c.Owner != "" && c.Owner != p.Agent.Login,
		Closed: c.Status == dialog.Resolved || c.Status == dialog.Archived, Stopped: c.Stopped, Blocked: c.Blocked,
		Opened: p.clock(c.OpenedAt, now), Outcome: c.Outcome, Score: c.Score, Seq: c.Seq,
		Days: in.days(p, c.ID, casebook.Thread(events)), Key: rand.Text(),
	}
	if v.Owner == "" {
		v.Owner = c.Owner
	}
	if c.Confidence < 1 {
		v.Percent = int(c.Confidence*100 + 0.5)
	}
	if !c.Due.IsZero() && c.FromAgent == 0 && !v.Closed {
		v.Due, v.Late = p.clock(c.Due, now), now.After(c.Due)
	}
	if in.HandBackWords != nil {
		v.HandBack = in.HandBackWords(p.Lang)
	}
	if v.Channel == dialog.SMS {
		v.Signature = in.Town.Signature
	}
	for _, category := range in.Catalog.Categories() {
		v.Categories = append(v.Categories, choiceView{category.Key, category.Name(p.Lang), category.Key == c.Category})
	}
	for _, o := range dialog.Outcomes() {
		v.Outcomes = append(v.Outcomes, choiceView{Key: string(o), Label: p.T("outcome_" + string(o))})
	}
	v.Facts = in.facts(p, c)
	return v
}

// facts are the collected slots in the catalogue's order, then the rest.
func (in *inbox) facts(p page, c casebook.Case) []factView {
	var list []factView
	shown := map[string]bool{}
	add := func(key string, slot func(string) string) {
		f, ok := c.Facts[key]
		if !ok || shown[key] {
			return
		}
		shown[key] = true
		list = append(list, factView{Label: p.slotLabel(key), Value: slot(f.Value), Raw: f.Raw, State: f.State})
	}
	same := func(v string) string { return v }
	if category, ok := in.Catalog.Category(c.Category); ok {
		for _, s := range category.Slots {
			add(s.Key, func(v string) string {
				if o, ok := s.Option(v); ok {
					return o.Label(p.Lang)
				}
				if place, ok := in.Town.Place(v); ok {
					return place.Name(p.Lang)
				}
				return v
			})
		}
	}
	for _, key := range []string{"what", "where", "when", "who", "amount", "phone", "name", "wish"} {
		add(key, same)
	}
	return list
}

// slotLabel names a slot in a word or two.
func (p page) slotLabel(key string) string {
	if _, ok := p.in.words[p.Lang]["slot_"+key]; ok {
		return p.T("slot_" + key)
	}
	return key
}

// showMedia sends a photo, a voice note or a file of a case. Nothing a resident
// sent is ever run by the browser.
func (in *inbox) showMedia(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	events, c, ok := in.visible(w, r, agent, dialog.CaseID(r.PathValue("id")))
	if !ok {
		return
	}
	seq, _ := strconv.Atoi(r.PathValue("seq"))
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || seq < 1 || seq > len(events) || n < 0 || n >= len(events[seq-1].Media) {
		in.notFound(w, r)
		return
	}
	m := events[seq-1].Media[n]
	body, mime, err := in.Media(r.Context(), c.Address, m)
	if err != nil {
		in.Log.Error("a file a resident sent cannot be opened", "case", c.ID, "err", err)
		http.Error(w, in.words.say(language(r), "err_media"), http.StatusBadGateway)
		return
	}
	defer body.Close()
	h := w.Header()
	h.Set("Cache-Control", "private, max-age=3600")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	switch mime {
	case "image/jpeg", "image/png", "image/webp", "image/gif", "audio/ogg", "audio/mpeg", "audio/mp4", "video/mp4":
		h.Set("Content-Type", mime)
	default:
		h.Set("Content-Type", "application/octet-stream")
		h.Set("Content-Disposition", "attachment")
	}
	io.Copy(w, io.LimitReader(body, 64<<20)) //nolint:errcheck // the browser has gone
}
