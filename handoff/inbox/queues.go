package inbox

import (
	"net/url"
	"slices"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff"
)

// queue is one entry of the navigation.
type queue struct {
	Key   string
	Label string
	Count string
	Href  string
	Here  bool
	// Calls is true where cases wait that need somebody soon.
	Calls bool
}

// dueSoon is how far ahead "due soon" looks; what is overdue is always in it.
const dueSoon = 2 * time.Hour

// ageing is how old an open case is that supervisors see in a list of its own.
const ageing = 30 * 24 * time.Hour

// queues are the fixed entries of the navigation, in order; the categories follow.
var queues = []struct {
	key        string
	supervisor bool
	query      func(login string, now time.Time) handoff.Query
}{
	{"mine", false, func(login string, _ time.Time) handoff.Query { return handoff.Query{Owner: login, Open: true} }},
	{"unclaimed", false, func(string, time.Time) handoff.Query { return handoff.Query{Status: dialog.Unclaimed} }},
	{"area", false, func(string, time.Time) handoff.Query { return handoff.Query{Open: true, MyArea: true} }},
	{"due", false, func(_ string, now time.Time) handoff.Query { return handoff.Query{DueBy: now.Add(dueSoon)} }},
	{"mentions", false, func(login string, _ time.Time) handoff.Query { return handoff.Query{Mentions: login} }},
	{"following", false, func(login string, _ time.Time) handoff.Query { return handoff.Query{Followed: login} }},
	{"snoozed", false, func(string, time.Time) handoff.Query { return handoff.Query{Status: dialog.Snoozed} }},
	{"open", false, func(string, time.Time) handoff.Query { return handoff.Query{Open: true} }},
	{"ageing", true, func(_ string, now time.Time) handoff.Query {
		return handoff.Query{Open: true, Oldest: true, Began: now.Add(-ageing)}
	}},
	{"collecting", true, func(string, time.Time) handoff.Query {
		return handoff.Query{Status: dialog.Collecting, Hidden: true}
	}},
	{"resolved", false, func(string, time.Time) handoff.Query { return handoff.Query{Status: dialog.Resolved} }},
}

// standardQueue is shown where the address names none.
const standardQueue = "unclaimed"

// navigate fills the navigation and gives what the chosen entry lists.
func (in *inbox) navigate(v *listView, asked url.Values) handoff.Query {
	now, login := in.Now(), v.Agent.Login
	counts := in.Board.Counts(v.Agent)
	number := map[string]int{"mine": counts.Mine, "unclaimed": counts.Unclaimed, "open": counts.Open, "due": in.Board.CountDue(now.Add(dueSoon), v.Agent),
		"area": counts.MyArea, "following": counts.Followed, "mentions": counts.Mentions, "snoozed": counts.Statuses[dialog.Snoozed], "resolved": counts.Statuses[dialog.Resolved]}
	if v.Agent.Role.Supervises() {
		number["ageing"] = in.Board.CountAgeing(now.Add(-ageing), v.Agent)
		number["collecting"] = in.Board.CountCollecting(v.Agent)
	}
	v.Unclaimed = capped(counts.Unclaimed)
	var query handoff.Query
	for _, q := range queues {
		if q.supervisor && !v.Agent.Role.Supervises() || q.key == "area" && (v.Agent.Rules == nil || len(v.Agent.Areas) == 0) {
			continue
		}
		entry := queue{Key: q.key, Label: v.T("queue_" + q.key), Count: capped(number[q.key]), Href: with("/inbox", nil, "queue", q.key),
			Here: asked.Get("queue") == q.key, Calls: (q.key == "due" || q.key == "mentions") && number[q.key] > 0}
		if entry.Here || v.Title == "" && q.key == standardQueue {
			query, v.Queue, v.Title = q.query(login, now), q.key, entry.Label
		}
		v.Queues = append(v.Queues, entry)
	}
	for _, c := range in.Catalog.Categories() {
		entry := queue{Key: c.Key, Label: c.Name(v.Lang), Count: capped(counts.Categories[c.Key]),
			Href: with("/inbox", nil, "category", c.Key), Here: asked.Get("category") == c.Key && !known(asked.Get("queue"), v)}
		if entry.Here {
			query, v.Queue, v.Title = handoff.Query{Category: c.Key, Open: true}, "category", entry.Label
		}
		v.Categories = append(v.Categories, entry)
	}
	for i := range v.Queues {
		v.Queues[i].Here = v.Queues[i].Key == v.Queue
	}
	in.narrow(v, &query, asked)
	query.For = v.Agent
	return query
}

// known says whether the address names a queue this agent has.
func known(key string, v *listView) bool {
	return slices.ContainsFunc(v.Queues, func(q queue) bool { return q.Key == key })
}

// narrow takes what the address asks for beside the queue: a category in it, a flag, an
// order.
func (in *inbox) narrow(v *listView, query *handoff.Query, asked url.Values) {
	f := filter{Newest: asked.Get("sort") == "new"}
	for _, c := range in.Catalog.Categories() {
		here := asked.Get("category") == c.Key
		f.Categories = append(f.Categories, choiceView{c.Key, c.Name(v.Lang), here})
		if here {
			query.Category, f.Narrowed = c.Key, f.Narrowed || v.Queue != "category"
		}
	}
	for _, flag := range flagsListed {
		here := asked.Get("flag") == string(flag)
		f.Flags = append(f.Flags, choiceView{string(flag), v.Flag(flag), here})
		if here {
			query.Flag, f.Narrowed = flag, true
		}
	}
	f.Labels = carried(v.labels, asked["label"])
	for _, l := range f.Labels {
		if l.Chosen {
			query.Labels, f.Narrowed = append(query.Labels, l.Key), true
		}
	}
	query.Newest = f.Newest
	f.Narrowed = f.Narrowed || f.Newest
	v.Filter = f
}

// filter is what the list is narrowed to, and may be.
type filter struct {
	Categories []choiceView
	Flags      []choiceView
	Labels     []choiceView
	Newest     bool
	Narrowed   bool
}

// flagsListed are the flags a list can be narrowed to.
var flagsListed = []dialog.Flag{dialog.FlagEmergency, dialog.FlagSuicideRisk, dialog.FlagDomesticViolence, dialog.FlagMinor,
	dialog.FlagHuman, dialog.FlagHomeVisit, dialog.FlagOnBehalf, dialog.FlagConfidential, dialog.FlagAnonymous}
