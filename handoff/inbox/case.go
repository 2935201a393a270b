package inbox

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// caseView is one open case: its talk, what was collected, what can be done.
type caseView struct {
	ID       dialog.CaseID
	Who      string
	Channel  string
	Status   dialog.Status
	Category string
	Percent  int  // how sure the bot was of the category; 0 when it did not choose
	Chosen   bool // a person chose the category
	Flags    []dialog.Flag
	Danger   string // what the duty agent was alerted for
	Alarm    bool
	Urgent   bool
	Owner    string
	Duty     string // whether the owner is on duty now
	Mine     bool
	Others   bool // held by another agent
	MayForce bool // a supervisor may take it over
	Closed   bool
	MayErase bool // an admin may have it forgotten
	Draft    bool // still being collected
	Stopped  bool
	Blocked  bool
	Window   windowView
	Due      string
	Late     bool
	Soon     bool
	Waits    string
	Opened   string
	Started  string
	Outcome  dialog.Outcome
	Score    int
	ScoreFor string // the reason given with the score
	Linked   []dialog.CaseID
	Call     string // phone number to call
	Covered  bool   // it is shown only in part
	Viewers  []lineView
	Facts    []factView
	Hints    []string
	Asks     []string // questions an agent can put into a reply
	Talk     talkView
	Seq      int

	Joint      jointView
	Resident   residentView
	Table      tableView
	SideOf     dialog.CaseID // the case of the table at which this resident is a side
	Marks      marksView
	Outside    outsideView
	IDPaper    idPaperView
	Seen       int        // the last line this agent has seen
	HeldBeside []heldView // what may still be taken back of what was said to residents of joined cases
	Held       *heldView  // what may still be taken back
	Begun      begun
	Saved      []savedReply
	Summary    string
	Aside      bool   // it waits for something
	AsideFor   string // what for
	AsideTill  string
	Agents     []choiceView // whom it can be passed on to
	Laters     []choiceView
	Clocks     clocksView
	Offered    offeredView
	Handovers  []lineView // who had it, oldest first

	Choices  []choiceView // of category
	Outcomes []choiceView
	HandBack string // what the bot would say
	Closing  string // what goes with an outcome text, which stands as ……
	SMS      bool
	Wrong    wrong
	Back     string
}

// wrong is what an act that did not happen left behind.
type wrong struct {
	Act    string
	Why    string
	Typed  string
	Stays  string // of two cases to be merged: this or other
	Anyway string // what does it all the same; "" for nothing
	Link   string
}

// choiceView is one entry of a select.
type choiceView struct {
	Key, Label string
	Chosen     bool
}

func (in *inbox) showCase(w http.ResponseWriter, r *http.Request, agent handoff.Agent) {
	in.casePage(w, r, agent, http.StatusOK, wrong{})
}

// casePage draws a case beside its list.
func (in *inbox) casePage(w http.ResponseWriter, r *http.Request, agent handoff.Agent, status int, left wrong) {
	events, c, ok := in.visible(w, r, agent)
	if !ok {
		return
	}
	v, err := in.list(r, agent, c.ID)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	working, err := in.working(r.Context())
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	if !handoff.NumberUncovered(events, agent.Login, in.Now()) {
		v.page.number = v.page.callOf(c)
	}
	parties, err := in.Desk.Parties(r.Context(), agent, c)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	read := reading{events, casebook.Thread(events)}
	v.Case = in.caseView(v.page, read, c, parties, max(linesAsked(r), lineAsked(r, read.lines)))
	if err := in.addJoint(r.Context(), v.page, v.Case, c, parties, asked(r)); err != nil {
		in.trouble(w, r, err)
		return
	}
	v.Case.SideOf = c.SideOf
	v.Case.MayErase = agent.Role == handoff.RoleAdmin && v.Case.Closed && c.ErasedAt.IsZero()
	if err := in.addTable(r.Context(), v.page, v.Case, c, events, asked(r)); err != nil {
		in.trouble(w, r, err)
		return
	}
	if err := in.fromShelf(r, v, c); err != nil {
		in.trouble(w, r, err)
		return
	}
	v.Case.Marks = in.marks(v.page, c, v.labels, working)
	seen, _, err := in.seenBy(r.Context(), agent.Login)
	if err != nil {
		in.trouble(w, r, err)
		return
	}
	v.Case.Seen = seen[c.ID].Seq
	if err := in.Desk.Looked(r.Context(), agent, c, casebook.ViewedCase, in.Now()); err != nil {
		in.fault("who looked at a case was not recorded", "case", c.ID, "err", err) // reading must go on where life is at risk
	}
	v.Case.Clocks.Told = v.page.told(c, working)
	v.Case.Clocks.Wrong = slices.Contains([]string{"reached", "extend", "raise", "step", "checkin", "mark"}, left.Act)
	v.Case.Wrong, v.Case.Back = left, with("/inbox/cases/"+string(c.ID), asked(r))
	if v.Case.Window, err = in.window(r.Context(), v.page, c, read.lines, in.Now()); err != nil {
		in.trouble(w, r, err)
		return
	}
	if err := in.foreseeAll(r, v.page, c, v.Case); err != nil {
		in.trouble(w, r, err)
		return
	}
	in.render(w, r, status, "inbox.html", v)
}

// fromShelf adds what is kept beside the book: the agent's draft, saved replies.
func (in *inbox) fromShelf(r *http.Request, v *listView, c casebook.Case) error {
	var err error
	if v.Case.Begun, _, err = in.draft(r.Context(), v.Agent.Login, c.ID); err != nil {
		return err
	}
	v.Case.Agents, v.Case.Laters = v.Agents, v.Laters
	if !v.Case.Closed && !v.Case.Others {
		v.Case.Saved, err = in.repliesFor(r.Context(), v.page, c)
	}
	return err
}

// linesAsked is how many lines of the talk the address asks for.
func linesAsked(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("lines"))
	if err != nil {
		return linesMost
	}
	return n
}

// caseID is the number in the address, as people type it.
func (in *inbox) caseID(r *http.Request) dialog.CaseID {
	typed := r.PathValue("id")
	if ours, ok := dialog.ParseCaseID(in.Town.Prefix, typed); ok {
		return ours
	}
	return dialog.CaseID(typed)
}

// visible gives the case of the address if this agent may see it; else it has
// answered.
func (in *inbox) visible(w http.ResponseWriter, r *http.Request, agent handoff.Agent) ([]casebook.Event, casebook.Case, bool) {
	events, err := in.Book.Case(r.Context(), in.caseID(r))
	if err == nil {
		c, reads := casebook.Fold(events), false
		if reads, err = agent.Reads(r.Context(), in.Book, c); reads {
			return agent.VeiledEvents(events), agent.Veiled(c), true
		}
		err = cmp.Or(err, error(casebook.ErrNotFound))
	}
	if status, _ := in.explain(r, err); status == http.StatusNotFound {
		in.notFound(w, r)
	} else {
		in.trouble(w, r, err)
	}
	return nil, casebook.Case{}, false
}

// reading is a case as it was read for one page: a talk of thousands of messages is put
// into lines once.
type reading struct {
	events []casebook.Event
	lines  []casebook.Line
}

// alsoTheirs are the resident's other cases, but for those that are not to be known as theirs.
func (in *inbox) alsoTheirs(p page, c casebook.Case) []dialog.CaseID {
	return slices.DeleteFunc(slices.Clone(c.Linked), func(id dialog.CaseID) bool {
		other, ok := in.Board.Case(id)
		return !ok || !p.Agent.Sees(other) || !p.Agent.Knows(other)
	})
}

func (in *inbox) caseView(p page, read reading, c casebook.Case, parties []handoff.Party, shown int) *caseView {
	now := in.Now()
	v := &caseView{
		ID: c.ID, Who: p.who(c), Channel: c.Address.Channel(), Status: c.Status, Category: c.Category,
		Flags: c.Flags, Danger: p.danger(c.AlertedFor), Alarm: c.Alarm(), Urgent: c.Urgent,
		Owner: ownerOf(c), Mine: c.Owner == p.Agent.Login, Others: c.Owner != "" && c.Owner != p.Agent.Login,
		Closed: c.Status == dialog.Resolved || c.Status == dialog.Archived, Draft: c.Status == dialog.Collecting,
		Stopped: c.Stopped, Blocked: c.Blocked, Opened: p.clock(c.OpenedAt, now), Started: p.clock(c.StartedAt, now),
		Outcome: c.Outcome, Score: c.Score, ScoreFor: c.ScoreText, Linked: in.alsoTheirs(p, c), Seq: c.Seq,
		Talk: in.talk(p, c, p.together(read.lines, parties), now, shown), SMS: c.Address.Channel() == dialog.SMS,
	}
	v.Held, v.Summary = p.held(c), c.Summary
	if c.Owner != "" {
		v.Duty = p.Duty(c.Owner)
	}
	v.Aside, v.AsideFor = !v.Closed && (!c.Until.IsZero() || c.Status == dialog.WaitingDepartment), c.WaitsFor
	if !c.Until.IsZero() {
		v.AsideTill = p.clock(c.Until, now)
	}
	v.Handovers = in.handovers(p, c, read.lines)
	v.MayForce = v.Others && !v.Closed && p.Agent.Role.Supervises()
	v.Chosen = c.Confidence == 1
	if !v.Chosen {
		v.Percent = int(c.Confidence*100 + 0.5)
	}
	if !c.WaitingSince.IsZero() && !v.Closed {
		v.Waits = p.ago(c.WaitingSince, now)
	}
	if handoff.Owed(c) {
		v.Due, v.Late, v.Soon = p.clock(c.Due, now), now.After(c.Due), now.Add(dueSoon).After(c.Due)
	}
	v.Call = p.callOf(c)
	for _, category := range in.Catalog.Categories() {
		v.Choices = append(v.Choices, choiceView{category.Key, category.Name(p.Lang), category.Key == c.Category})
	}
	v.Outcomes = p.outcomes()
	v.Facts = append(in.facts(p, c, read.events, now), in.served(p, c)...)
	v.Hints, v.Asks = in.hints(p, c, now)
	v.Clocks = in.clocks(p, c, now)
	v.Offered = p.offered(c)
	v.Outside = in.outside(p, c, read.lines, v.Facts)
	v.IDPaper = in.idPaper(p, c, read.lines)
	v.Covered = p.number != ""
	if v.Covered {
		v.Call = handoff.Covered(v.Call)
		for i := range v.Facts {
			if f := &v.Facts[i]; f.Key == "phone" && !f.Missing {
				f.Value, f.Raw, f.Typed = handoff.Covered(f.Value), "", ""
			}
		}
	}
	v.Viewers = p.viewers(read.events)
	return v
}

// foreseeAll adds what the resident would receive by the acts of this page. What
// cannot be done now has no words.
func (in *inbox) foreseeAll(r *http.Request, p page, c casebook.Case, v *caseView) error {
	if v.Closed || v.Others || v.SideOf != "" {
		return nil
	}
	act := handoff.Act{Agent: p.Agent, Case: v.ID}
	for _, f := range []struct {
		kind dialog.InputKind
		text string
		to   *string
	}{{dialog.HandBack, "", &v.HandBack}, {dialog.Close, "……", &v.Closing}} {
		words, err := in.Desk.ForeseeIn(r.Context(), act, c, f.kind, f.text, "")
		if err != nil {
			if status, _ := in.explain(r, err); status == http.StatusServiceUnavailable {
				return err
			}
		}
		*f.to = strings.Join(words, "\n")
	}
	return nil
}
