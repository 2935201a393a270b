package inbox

import (
	"slices"
	"strings"
	"time"

	"frontdoor/dialog"
	"frontdoor/dialog/mediation"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// momentView is one line of what all sides of a mediation said and did, in one order.
type momentView struct {
	lineView
	Seat, Name, Mark string // in whose thread; the mark is "" for what the table did
	Passes           []choiceView
	at               time.Time
}

// storyLines is how many of the latest lines are shown.
const storyLines = 60

// story puts what was said in all threads and done at the table into one order. passes says
// that words may be passed on now.
func (in *inbox) story(p page, table *mediation.Table, seats []handoff.Seat, seated []choiceView, passes bool) []momentView {
	var all []momentView
	for i, s := range seats {
		if i > 0 && s.Case != "" && !p.Agent.Sees(casebook.Fold(s.Events)) {
			continue // a case of its own, not for this agent
		}
		for _, l := range casebook.Thread(s.Events) {
			m := momentView{Seat: s.ID, Name: s.Name, at: l.At}
			switch {
			case l.Kind == dialog.ChangeSaid && l.By != dialog.ByBot && (l.Text != "" || l.Choice != "" || len(l.Files) > 0):
				m.Mark = p.seatMark(table, s.ID)
			case i == 0 && l.Kind == dialog.ChangeMediation && l.Act != nil && l.Act.Kind != mediation.Say && l.Act.Kind != mediation.Pass && l.Act.Kind != mediation.Link:
			default:
				continue
			}
			m.lineView = in.line(p, dialog.CaseID(s.Case), l, nil)
			for _, other := range seated {
				if passes && l.By == dialog.ByResident && m.Mark != "" && other.Key != s.ID {
					m.Passes = append(m.Passes, other)
				}
			}
			all = append(all, m)
		}
	}
	slices.SortStableFunc(all, func(a, b momentView) int { return a.at.Compare(b.at) })
	for i := range all {
		all[i].Time = p.clock(all[i].at, in.Now())
	}
	return all[max(0, len(all)-storyLines):]
}

// seatMark is the letter that stands for a party: 甲, 乙, 丙; A, B, C.
func (p page) seatMark(table *mediation.Table, id string) string {
	marks := strings.Split(p.T("table_marks"), " ")
	i := slices.IndexFunc(table.Parties, func(s mediation.Party) bool { return s.ID == id })
	if i < 0 || i >= len(marks) {
		return "?"
	}
	return marks[i]
}

// tableNext says what is to be done, or waited for, at a mediation now.
func (p page) tableNext(t *mediation.Table) string {
	those := func(is func(mediation.Party) bool) string {
		var names []string
		for _, s := range t.Parties {
			if is(s) {
				names = append(names, s.Name)
			}
		}
		return strings.Join(names, p.T("table_and"))
	}
	in := func(state mediation.PartyState) string {
		return those(func(s mediation.Party) bool { return s.State == state })
	}
	answered := func(kind mediation.Kind) string {
		return those(func(s mediation.Party) bool { return s.State == mediation.Accepted && s.Signs && s.Answer == kind })
	}
	ask := func(key, who string) string {
		if who == "" {
			return ""
		}
		return p.T("table_next_"+key, "who", who)
	}
	var tries []string
	switch t.State {
	case mediation.Open:
		tries = []string{ask("release", in(mediation.Listed)), ask("waiting", in(mediation.Invited)), ask("silent", in(mediation.Unheard))}
		if len(t.Seated()) < 2 {
			tries = append(tries, p.T("table_next_add"))
		}
		tries = append(tries, p.T("table_next_talk"))
	case mediation.Proposed:
		tries = []string{ask("change", answered(mediation.Change)), ask("refused", answered(mediation.Refuse)), ask("answer", answered(""))}
	case mediation.Agreed:
		tries = []string{p.T("table_next_sign")}
	case mediation.Signed:
		for _, i := range t.Items {
			if i.State == mediation.ItemMissed || i.State == mediation.ItemUnsure {
				tries = append(tries, p.T("table_next_missed", "what", t.PointWords(i.Point, p.Lang)))
			}
		}
		tries = append(tries, p.T("table_next_watch"))
	case mediation.Halted:
		tries = []string{p.T("table_next_halted")}
	}
	for _, said := range tries {
		if said != "" {
			return said
		}
	}
	return ""
}
