package afield

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// newsKind is what there is to tell.
type newsKind string

const (
	newsNew      newsKind = "new"      // a case waits to be claimed
	newsPressing newsKind = "pressing" // the same, and it presses
	newsUrgent   newsKind = "urgent"   // somebody may be in danger
	newsBack     newsKind = "back"     // a case was put back into its queue
	newsReopened newsKind = "reopened" // the resident says that it is not so
	newsWord     newsKind = "word"     // the resident wrote in an agent's case
	newsNote     newsKind = "note"     // a colleague left a note in an agent's case
	newsDone     newsKind = "done"     // a colleague says that the work is done
	newsNeed     newsKind = "need"     // a colleague needs something
	newsTaken    newsKind = "taken"    // a supervisor took an agent's case over
	newsOffered  newsKind = "offered"  // a colleague would pass a case on to the agent
	newsDeclined newsKind = "declined" // a colleague did not take a case that was offered
	newsLost     newsKind = "lost"     // an agent's words did not arrive
	newsMention  newsKind = "mention"  // a colleague's note names the agent
	newsTable    newsKind = "table"    // a side answered at a mediator's table, or left it
	newsMissed   newsKind = "missed"   // what was signed there was not kept, or nobody says so
)

// topics says which news an agent may choose away; danger is none of them.
var topics = map[newsKind]handoff.Topic{
	newsNew: handoff.TopicNew, newsPressing: handoff.TopicNew, newsBack: handoff.TopicNew, newsCluster: handoff.TopicNew,
	newsProposed: handoff.TopicMine, newsPassed: handoff.TopicMine, newsTaken: handoff.TopicMine,
	newsWord: handoff.TopicWord, newsReopened: handoff.TopicWord, newsLost: handoff.TopicWord, newsTable: handoff.TopicWord,
	newsMention: handoff.TopicMention, newsNote: handoff.TopicMention, newsDone: handoff.TopicMention, newsNeed: handoff.TopicMention,
	newsWarned: handoff.TopicDue, newsLate: handoff.TopicDue, newsCheckIn: handoff.TopicDue, newsMissed: handoff.TopicDue,
}

// news is one thing worth telling. It holds no word of a resident's.
type news struct {
	kind newsKind
	id   dialog.CaseID
	to   string    // a login, or "" for all who serve the case
	not  string    // a login that knows it already
	by   string    // a colleague: the login, then the name
	seq  int       // the event's
	due  time.Time // a deadline, where it is about one
	key  string    // under which an agent is told once
}

// newsLife is how old an event may be to be still news: after a long stop nobody is
// woken for what others have settled.
const newsLife = 24 * time.Hour

// newsOf says what an event is worth telling, given the case as it stands now; false
// for nothing, which holds for what was settled meanwhile. It is pure.
func (f *Field) newsOf(e casebook.Event, c casebook.Case) (news, bool) {
	n := news{id: e.Case, seq: e.Seq, key: fmt.Sprintf("%s:%d", e.Case, e.Seq)}
	open := c.Status != dialog.Resolved && c.Status != dialog.Archived
	switch e.Kind {
	case dialog.ChangeAlerted:
		n.kind, n.to = newsUrgent, c.Owner
		return n, open && !c.Answered
	case dialog.ChangeOpened:
		n.kind = newsNew
		if c.Urgent {
			n.kind = newsPressing
		}
		ruled := len(f.Town.Stations) > 0 && n.kind == newsNew // then it is proposed to somebody
		return n, open && c.Owner == "" && c.AlertedAt.IsZero() && !ruled
	case dialog.ChangeReleased, dialog.ChangeHandedBack:
		if e.Value != "" { // whose case it was
			n.kind, n.to, n.by = newsTaken, e.Value, e.Agent
			return n, open && c.Owner != e.Value
		}
		n.kind, n.not = newsBack, e.Agent
		return n, open && c.Owner == "" && e.Kind == dialog.ChangeReleased
	case dialog.ChangeOffered:
		n.kind, n.to, n.by = newsOffered, e.Value, e.Agent
		return n, c.Offered != nil && c.Offered.At.Equal(e.At)
	case dialog.ChangeDeclined:
		n.kind, n.to, n.by = newsDeclined, c.Owner, e.Value
		return n, open && c.Owner != "" && e.Agent != c.Owner
	case dialog.ChangeReopened:
		n.kind, n.to = newsReopened, c.Owner
		return n, open
	case dialog.ChangeSaid:
		n.kind, n.to = newsWord, c.Owner
		return n, open && e.By == dialog.ByResident && c.Owner != "" && !c.WaitingSince.IsZero() && !e.At.Before(c.WaitingSince)
	case dialog.ChangeReceipt:
		n.kind, n.to = newsLost, c.Owner
		return n, c.Owner != "" && slices.Contains(c.Undelivered, e.Message) && (e.Receipt == casebook.Failed || e.Receipt == casebook.Expired)
	case dialog.ChangeMediation:
		n.kind, n.to = tableNews(mediation.Kind(e.Value), c), c.Owner
		return n, n.kind != "" && c.Owner != "" && e.By != dialog.ByAgent
	case dialog.ChangeNoted:
		n.kind, n.to, n.by = newsNote, c.Owner, e.Agent
		for _, lang := range []string{"zh", "en"} {
			if strings.HasPrefix(e.Text, f.words.Say(lang, "note_done")) {
				n.kind = newsDone
			}
			if strings.HasPrefix(e.Text, f.words.Say(lang, "note_need")) {
				n.kind = newsNeed
			}
		}
		return n, c.Owner != "" && e.Agent != c.Owner && !slices.Contains(mentioned(e), c.Owner)
	}
	return n, false
}

// tableNews is what a mediator hears of at once of what a side, or the time, did at the table:
// what they must act upon; "" for nothing.
func tableNews(act mediation.Kind, c casebook.Case) newsKind {
	switch act {
	case mediation.Missed, mediation.Unsure:
		return newsMissed
	case mediation.Accept, mediation.Decline, mediation.NotMe, mediation.Silent, mediation.Limit, mediation.Stop, mediation.Refuse, mediation.Change, mediation.Leave, mediation.Halt:
		return newsTable
	case mediation.Pick:
		if c.Table != nil && c.Table.Meeting != nil && (c.Table.Meeting.Fixed > 0 || c.Table.Meeting.None) {
			return newsTable
		}
	case mediation.Agree:
		if c.Table != nil && c.Table.State == mediation.Agreed {
			return newsTable
		}
	}
	return ""
}

// mentioned are the logins that a note names.
func mentioned(e casebook.Event) []string {
	if e.Kind != dialog.ChangeNoted || e.Value == "" {
		return nil
	}
	return strings.Split(e.Value, ",")
}

// allNews are all the news of an event, given the case as it stands now. It is pure.
func (f *Field) allNews(e casebook.Event, c casebook.Case) []news {
	all := ruledNews(e, c)
	for _, login := range mentioned(e) {
		if login != "" && login != e.Agent {
			all = append(all, news{kind: newsMention, id: e.Case, to: login, by: e.Agent, seq: e.Seq, key: fmt.Sprintf("%s:%d:%s", e.Case, e.Seq, login)})
		}
	}
	if n, worth := f.newsOf(e, c); worth {
		all = append(all, n)
	}
	return all
}

// hears says whether some news of everybody's is for an agent.
func hears(n news, w handoff.Worker, c casebook.Case) bool {
	return w.Login != n.not && w.Agent.Sees(c) && (n.kind == newsUrgent || w.Line.Hears(c.Category))
}
