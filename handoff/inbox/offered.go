package inbox

import (
	"cmp"

	"frontdoor/handoff/casebook"
)

// offeredView is an offer of the case to a colleague that is still open.
type offeredView struct {
	Open   bool
	ToMe   bool   // it is this agent's to accept
	MayEnd bool   // this agent may take it back
	By, To string // as colleagues are called
	Reason string
	Till   string
}

func (p page) offered(c casebook.Case) offeredView {
	o := c.Offered
	if o == nil {
		return offeredView{}
	}
	return offeredView{Open: true, ToMe: o.To == p.Agent.Login, MayEnd: o.By == p.Agent.Login || c.Owner == p.Agent.Login || p.Agent.Role.Supervises(),
		By: p.called(o.By), To: cmp.Or(o.Name, o.To), Reason: o.Reason, Till: p.clock(o.Until, p.in.Now())}
}
