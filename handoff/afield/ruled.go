package afield

import (
	"cmp"
	"fmt"
	"strings"

	"frontdoor/dialog"
	"frontdoor/handoff/casebook"
)

// What there is to tell by the town's rules.
const (
	newsProposed newsKind = "proposed" // shall take a case
	newsPassed   newsKind = "passed"   // did not take it, so another one shall
	newsWarned   newsKind = "warned"   // a deadline is near
	newsLate     newsKind = "late"     // a deadline is over, or a supervisor is called
	newsCluster  newsKind = "cluster"  // several cases are of a kind
	newsCheckIn  newsKind = "check_in" // agreed with the resident, and due
)

// ruledNews are what the town's rules did that agents are told, given the case as it
// stands now. It is pure.
func ruledNews(e casebook.Event, c casebook.Case) []news {
	byHand := e.By == dialog.ByAgent && e.Kind == dialog.ChangeEscalated
	if e.By != dialog.BySystem && !byHand {
		return nil
	}
	if closed := c.Status == dialog.Resolved || c.Status == dialog.Archived; closed && e.Kind != dialog.ChangeCheckIn && !e.At.After(c.ClosedAt) {
		return nil
	}
	var all []news
	tell := func(kind newsKind, logins ...string) {
		for _, login := range logins {
			if login != "" && login != e.Agent {
				all = append(all, news{kind: kind, id: e.Case, to: login, seq: e.Seq, due: e.Until, key: fmt.Sprintf("%s:%d:%s", e.Case, e.Seq, login)})
			}
		}
	}
	switch e.Kind {
	case dialog.ChangeProposed:
		tell(newsPassed, e.Agent)
		if c.Owner != "" || e.Text == casebook.WhyBacklog {
			return all
		}
		if e.Value == "" { // nobody is there: whoever looks may take it
			return append(all, news{kind: newsNew, id: e.Case, not: e.Agent, seq: e.Seq, key: fmt.Sprintf("%s:%d", e.Case, e.Seq)})
		}
		if c.Proposed == e.Value {
			tell(newsProposed, e.Value)
		}
	case dialog.ChangeClock:
		tell(newsWarned, strings.Split(e.Raw, ",")...)
	case dialog.ChangeEscalated:
		tell(newsLate, strings.Split(e.Raw, ",")...)
	case dialog.ChangeClustered:
		tell(newsCluster, strings.Split(e.Raw, ",")...)
	case dialog.ChangeCheckIn:
		if e.Value == dialog.CheckInDue {
			tell(newsCheckIn, strings.Split(cmp.Or(e.Raw, c.Owner), ",")...)
		}
	}
	return all
}
