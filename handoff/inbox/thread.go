package inbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// talkView is the talk of a case, from the first word or its latest part.
type talkView struct {
	Days    []dayView
	Earlier int // lines left out
	Shown   int // lines that are not
}

// linesMost is how many lines of a talk are drawn unless more are asked for.
const linesMost = 50

// dayView is the talk of one day.
type dayView struct {
	Label  string
	Groups []groupView
}

// groupView is a run of lines that belong together: one message of a person, a
// note, a line of the system, or a whole intake of the bot, folded.
type groupView struct {
	Kind  string // resident, agent, bot, card, note, system or intake
	Lines []lineView
	Party partyOf // whose talk it is of, where it is not the case's own
}

// Key names a group, so that the page keeps it in place when it is drawn anew.
func (g groupView) Key() string { return fmt.Sprintf("%s%s-%d", g.Party.ID, g.Kind, g.Lines[0].Seq) }

// Last is the last line of a group; 0 for one of another talk, which counts for itself.
func (g groupView) Last() int {
	if g.Party.ID != "" {
		return 0
	}
	return g.Lines[len(g.Lines)-1].Seq
}

// Asked and Answered count the bot's and the resident's words in an intake.
func (g groupView) Asked() string    { return itoa(g.said(dialog.ByBot)) }
func (g groupView) Answered() string { return itoa(g.said(dialog.ByResident)) }

func (g groupView) said(by dialog.By) int {
	n := 0
	for _, l := range g.Lines {
		if l.Spoken && l.By == by {
			n++
		}
	}
	return n
}

// lineView is one line of the talk.
type lineView struct {
	Seq    int
	By     dialog.By
	Spoken bool
	Text   string
	Time   string
	Stamp  string // the same for machines
	Late   string // when it was written, where it came late
	Agent  string
	State  casebook.Receipt
	Why    string
	Unsaid string // that the resident took it back, and when
	Quote  string // of the message that this one answers
	Retry  bool   // it can be sent again
	Media  []mediaView
	Pin    *pinView
}

// pinView is a place that was sent: as maps read it, and in words.
type pinView struct{ At, Words string }

// talk puts the lines of a thread into days and groups.
func (in *inbox) talk(p page, c casebook.Case, lines []told, now time.Time, shown int) talkView {
	var v talkView
	v.Shown = max(shown, linesMost)
	v.Earlier = max(0, len(lines)-v.Shown)
	var last time.Time
	for i, l := range lines {
		if i < v.Earlier || l.kind == "" || emptied(l.Event) {
			continue
		}
		at := l.At.In(in.Town.Zone)
		if len(v.Days) == 0 || daysBetween(last, at) != 0 {
			v.Days = append(v.Days, dayView{Label: p.day(at, now)})
		}
		last = at
		day := &v.Days[len(v.Days)-1]
		if n := len(day.Groups); l.kind != "intake" || n == 0 || day.Groups[n-1].Kind != "intake" {
			day.Groups = append(day.Groups, groupView{Kind: l.kind, Party: l.party})
		}
		g := &day.Groups[len(day.Groups)-1]
		line := in.line(p, cmp.Or(l.party.ID, c.ID), *l.Line, l.names)
		line.Retry = l.By == dialog.ByAgent && (l.State == casebook.Failed || l.State == casebook.Expired) && !c.Stopped && !closedCase(c) &&
			(c.Owner == "" || c.Owner == p.Agent.Login) && l.Asks == "" && l.party.ID == ""
		g.Lines = append(g.Lines, line)
	}
	return v
}

// emptied says that nothing is left of a line: its words were erased.
func emptied(e *casebook.Event) bool {
	switch e.Kind {
	case dialog.ChangeSaid:
		return e.Text == "" && e.Choice == "" && e.Pin == nil && len(e.Media) == 0
	case dialog.ChangeMediation:
		return e.Act == nil
	}
	return false
}

// Older is how many lines a page shows that goes further back.
func (v talkView) Older() int { return v.Shown + linesMost*2 }

func closedCase(c casebook.Case) bool {
	return c.Status == dialog.Resolved || c.Status == dialog.Archived
}

// namesIn are the agents' names as the talk tells them, by login.
func namesIn(lines []casebook.Line) map[string]string {
	names := map[string]string{}
	for i := range lines {
		switch l := &lines[i]; {
		case l.Kind == dialog.ChangeClaimed && l.Text != "":
			names[l.Event.Agent] = l.Text
		case l.Kind == dialog.ChangeTransferred:
			names[l.Value] = l.Raw
		}
	}
	return names
}

// handovers are the lines that tell who had the case.
func (in *inbox) handovers(p page, c casebook.Case, lines []casebook.Line) []lineView {
	var list []lineView
	names := namesIn(lines)
	for i := range lines {
		switch lines[i].Kind {
		case dialog.ChangeOpened, dialog.ChangeClaimed, dialog.ChangeReleased, dialog.ChangeOffered, dialog.ChangeDeclined, dialog.ChangeTransferred, dialog.ChangeHandedBack, dialog.ChangeClosed, dialog.ChangeReopened:
			line := in.line(p, c.ID, lines[i], names)
			line.Time = p.clock(lines[i].At, in.Now())
			list = append(list, line)
		}
	}
	return list
}

// answerMost is how long, in characters, an answer may be and still be folded away
// with its question. What is longer is a story: it stands for itself.
const answerMost = 24

// kindsOf says how each line is shown; "" for not at all. The bot's questions, what it
// noted (flags, too: they stand at the head of the case) and the short answers to it fold
// into one intake; a resident's story, a photo, a place never do.
func kindsOf(lines []casebook.Line) []string {
	kinds := make([]string, len(lines))
	opened, asked := false, false
	for i := range lines {
		l, kind := &lines[i], "system"
		switch {
		case l.Kind == dialog.ChangeHeld, l.Kind == dialog.ChangeUnsent, l.Kind == dialog.ChangeViewed, l.Kind == dialog.ChangeUnsaid:
			kind = ""
		case l.Kind == dialog.ChangeNoted:
			kind = "note"
		case l.Kind == dialog.ChangeOutside && l.Value == dialog.OutsideAnswered:
			kind = "outside"
		case l.Kind == dialog.ChangeSlot, l.Kind == dialog.ChangeNotice, l.Kind == dialog.ChangeCategory && l.By != dialog.ByAgent, (l.Kind == dialog.ChangeFlagged || l.Kind == dialog.ChangeUnflagged) && !opened:
			kind = "intake"
			if opened && (i == 0 || kinds[i-1] != "intake") {
				kind = "system"
			}
		case l.Kind == dialog.ChangeOpened:
			opened = true
		case l.Kind == dialog.ChangeEdited && slices.ContainsFunc(l.Files, func(f casebook.File) bool { return f.State != "" }):
			kind = "resident" // it brought another photo
		case l.Kind != dialog.ChangeSaid:
		case l.Safety:
			kind = "card"
		case l.By == dialog.ByAgent:
			kind, asked = "agent", false
		case l.By == dialog.ByBot:
			kind, asked = "bot", l.Asks != "" && l.Asks != dialog.AskScore
			if asked || !opened {
				kind = "intake"
			}
		default:
			kind = "resident"
			if asked && len(l.Media) == 0 && l.Pin == nil && utf8.RuneCountInString(l.Text) <= answerMost {
				kind = "intake"
			}
		}
		kinds[i] = kind
	}
	return kinds
}

// line is one line of the talk.
func (in *inbox) line(p page, id dialog.CaseID, l casebook.Line, names map[string]string) lineView {
	at := l.At.In(in.Town.Zone)
	v := lineView{Seq: l.Seq, By: l.By, Spoken: l.Kind == dialog.ChangeSaid, Text: l.Text, Time: at.Format("15:04"), Stamp: at.Format(time.RFC3339),
		Agent: l.Event.Agent, State: l.State, Why: p.reason(l.Why), Quote: l.Quote}
	if name := cmp.Or(names[v.Agent], p.names[v.Agent]); name != "" {
		v.Agent = name
	}
	if !l.Written.IsZero() {
		v.Late = p.T("came_late", "time", p.clock(l.Written, l.At))
	}
	if !l.UnsaidAt.IsZero() {
		v.Unsaid = p.T("unsaid", "time", p.clock(l.UnsaidAt, l.At))
	}
	switch l.Kind {
	case dialog.ChangeOutside:
		if l.Value != dialog.OutsideAnswered {
			v.Text = p.systemLine(*l.Event, v.Agent)
		}
		v.Agent = l.Raw
	case dialog.ChangeSaid, dialog.ChangeNoted:
		if v.Text == "" {
			v.Text = l.Choice
		}
		if l.By == dialog.ByBot {
			v.Text = p.covered(v.Text)
		}
	case dialog.ChangeEdited:
		v.Text = p.editedLine(l)
	default:
		v.Text = p.systemLine(*l.Event, v.Agent)
	}
	if l.Pin != nil {
		at := fmt.Sprintf("%.5f,%.5f", l.Pin.Lat, l.Pin.Lon)
		v.Pin = &pinView{at, strings.TrimSpace(l.Pin.Label + " " + at)}
	}
	v.Media = in.files(p, id, l)
	return v
}

// editedLine tells what a message says now, and what it said before.
func (p page) editedLine(l casebook.Line) string {
	if l.Before != "" {
		return p.T("did_edited_from", "before", l.Before, "text", l.Text)
	}
	return p.T("did_edited", "text", l.Text)
}

// reason is why a message did not arrive, in the agent's language: a provider's
// reason is written in both, "zh / en".
func (p page) reason(why string) string {
	if _, ok := p.in.words[p.Lang]["why_"+why]; ok {
		return p.T("why_" + why)
	}
	if zh, en, both := strings.Cut(why, " / "); both {
		if p.Lang == "zh" {
			return zh
		}
		return en
	}
	return why
}
