package inbox

import (
	"fmt"
	"time"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// dayView is the talk of one day.
type dayView struct {
	Label  string
	Groups []groupView
}

// groupView is a run of lines that belong together: one message of a person, a
// note, a line of the system, or all that the bot did in one go, folded.
type groupView struct {
	Kind  string // resident, agent, note, system, bot
	Lines []lineView
}

// Key names a group so that the page keeps it in place when it is drawn anew.
func (g groupView) Key() string { return fmt.Sprintf("%s-%d", g.Kind, g.Lines[0].Seq) }

// Said counts the bot's messages in a group.
func (g groupView) Said() int {
	n := 0
	for _, l := range g.Lines {
		if l.Spoken {
			n++
		}
	}
	return n
}

// lineView is one line of the talk.
type lineView struct {
	Seq     int
	Spoken  bool
	Text    string
	Time    string
	Agent   string
	State   casebook.Receipt
	Why     string
	Media   []mediaView
	Pin     *dialog.Pin
	Choices []dialog.Choice
	Safety  bool
}

// mediaView is one file; Image ones are shown in place.
type mediaView struct {
	Href, Name string
	Kind       string
	Image      bool
	Audio      bool
}

// days puts the lines of a thread into days and groups.
func (in *inbox) days(p page, id dialog.CaseID, lines []casebook.Line) []dayView {
	var days []dayView
	var last time.Time
	for _, l := range lines {
		at := l.At.In(in.Town.Zone)
		if len(days) == 0 || at.YearDay() != last.YearDay() || at.Year() != last.Year() {
			days = append(days, dayView{Label: p.day(at)})
		}
		last = at
		kind := groupKind(l)
		day := &days[len(days)-1]
		if n := len(day.Groups); kind != "bot" || n == 0 || day.Groups[n-1].Kind != "bot" {
			day.Groups = append(day.Groups, groupView{Kind: kind})
		}
		g := &day.Groups[len(day.Groups)-1]
		g.Lines = append(g.Lines, in.line(p, id, l))
	}
	return days
}

// groupKind says how a line is shown.
func groupKind(l casebook.Line) string {
	switch {
	case l.Kind == dialog.ChangeSaid && l.By == dialog.ByResident:
		return "resident"
	case l.Kind == dialog.ChangeSaid && l.By == dialog.ByAgent:
		return "agent"
	case l.Kind == dialog.ChangeNoted:
		return "note"
	case l.Kind == dialog.ChangeSaid && !l.Safety,
		l.Kind == dialog.ChangeSlot, l.Kind == dialog.ChangeCategory && l.By != dialog.ByAgent:
		return "bot"
	case l.Kind == dialog.ChangeSaid:
		return "card"
	}
	return "system"
}

func (in *inbox) line(p page, id dialog.CaseID, l casebook.Line) lineView {
	v := lineView{Seq: l.Seq, Spoken: l.Kind == dialog.ChangeSaid, Text: l.Text, Time: l.At.In(in.Town.Zone).Format("15:04"),
		Agent: l.Agent, State: l.State, Why: l.Why, Pin: l.Pin, Choices: l.Choices, Safety: l.Safety}
	switch l.Kind {
	case dialog.ChangeSaid, dialog.ChangeNoted:
		if v.Text == "" && l.Choice != "" {
			v.Text = l.Choice
		}
	default:
		v.Text = p.systemLine(l.Event)
	}
	for i, m := range l.Media {
		name := m.Name
		if name == "" {
			name = p.T("media_" + m.Kind)
		}
		v.Media = append(v.Media, mediaView{Href: fmt.Sprintf("/inbox/cases/%s/media/%d/%d", id, l.Seq, i), Name: name, Kind: m.Kind,
			Image: m.Kind == "photo", Audio: m.Kind == "voice"})
	}
	return v
}

// systemLine is one line about what happened.
func (p page) systemLine(e casebook.Event) string {
	who := e.Agent
	if who == "" {
		who = p.T("by_" + string(e.By))
	}
	switch e.Kind {
	case dialog.ChangeSlot:
		value := e.Value
		if value == "" {
			value = p.T("slot_" + orNone(string(e.Note)))
		}
		return p.T("did_slot", "slot", p.slotLabel(e.Slot), "value", value)
	case dialog.ChangeCategory:
		return p.T("did_category", "who", who, "category", p.Category(e.Value))
	case dialog.ChangeFlagged, dialog.ChangeUnflagged:
		text := ""
		for _, f := range e.Flags {
			text += " " + p.Flag(f)
		}
		return p.T("did_"+string(e.Kind)) + text
	case dialog.ChangeClosed:
		return p.T("did_closed", "who", who, "outcome", p.T("outcome_"+string(e.Outcome)))
	case dialog.ChangeReleased:
		return p.T("did_released", "who", who, "reason", e.Text)
	case dialog.ChangeStatus:
		return p.T("did_status", "who", who, "status", p.Status(dialog.Status(e.Value)))
	case dialog.ChangeScored:
		return p.T("did_scored", "score", p.T("score_"+e.Value)) + " " + e.Text
	case dialog.ChangeReach:
		return p.T("did_reach_" + e.Value)
	case dialog.ChangeEdited:
		return p.T("did_edited", "text", e.Text)
	case dialog.ChangeLinked:
		return p.T("did_linked", "case", e.Value)
	}
	return p.T("did_"+string(e.Kind), "who", who)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
