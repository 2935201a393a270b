package inbox

import (
	"cmp"
	"net/http"

	"frontdoor/dialog"
	"frontdoor/handoff"
	"frontdoor/handoff/casebook"
)

// reveal uncovers the phone number of a case for an hour; that it was is recorded first.
func (in *inbox) reveal(r *http.Request, act handoff.Act) error {
	events, err := in.Book.Case(r.Context(), act.Case)
	if err != nil {
		return err
	}
	c := casebook.Fold(events)
	if !act.Agent.Sees(c) {
		return casebook.ErrNotFound
	}
	if !act.Agent.Knows(c) {
		return handoff.ErrRole
	}
	return in.Desk.Looked(r.Context(), act.Agent, c, casebook.ViewedNumber, in.Now())
}

// callOf is the number at which a resident is called; "" for none, and for who may not know it.
func (p page) callOf(c casebook.Case) string {
	if !p.Agent.Knows(c) {
		return ""
	}
	return handoff.NumberOf(c)
}

// covered is what the bot said with the resident's number in it only in part.
func (p page) covered(text string) string {
	return handoff.CoveredIn(text, p.number)
}

// viewersMost is how many lines of who looked on the case pane shows.
const viewersMost = 20

// viewers tell who looked at a case and at its number, the latest first.
func (p page) viewers(events []casebook.Event) []lineView {
	var all []lineView
	for i := len(events) - 1; i >= 0 && len(all) < viewersMost; i-- {
		if e := &events[i]; e.Kind == dialog.ChangeViewed {
			all = append(all, lineView{Text: p.T("viewed_"+e.Value, "who", cmp.Or(p.names[e.Agent], e.Agent)), Time: p.clock(e.At, p.in.Now()), Stamp: e.At.Format("2006-01-02T15:04:05Z07:00")})
		}
	}
	return all
}
